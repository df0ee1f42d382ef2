/**
 * The forest's scoring as one TensorFlow.js operation, 'IsolationForestScore', with a shader for webgl, a loop
 * in WebAssembly for wasm and one on typed arrays for cpu. Inputs: `x`, rows × columns; on webgl also `forest`, see forestTexture. Attribute:
 * the packed forest. Output: one score a row.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { createPacer, throwIfCancelled } from '../../base/cancel.ts';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { readBack } from '../device.ts';
import { loadTensorFlow } from '../tensorflow.ts';
import { typedArrayAccess } from '../typed-array-kernel.ts';
import { CELL, type WebglBackend, type WebglProgram } from '../webgl-kernel.ts';
import type { PackedForest } from './packed.ts';
import { scoreTypedArray } from './score-typed-array.ts';
import { scoreInWasm } from './score-wasm.ts';

const KERNEL = 'IsolationForestScore';

interface Attributes {
  readonly forest: PackedForest;
}

/** Per tree: 2^D − 1 columns, 2^D − 1 thresholds, 2^D path lengths. Padded to more than four values, see uploadToGPU. */
export const forestTexture = ({ trees, depth, feature, threshold, pathLength }: PackedForest): Float32Array => {
  const inner = 2 ** depth - 1;
  const bottom = 2 ** depth;
  const stride = 2 * inner + bottom;
  const all = new Float32Array(Math.max(trees * stride, 8));
  for (let tree = 0; tree < trees; tree++) {
    const start = tree * stride;
    all.set(feature.subarray(tree * inner, (tree + 1) * inner), start);
    all.set(threshold.subarray(tree * inner, (tree + 1) * inner), start + inner);
    all.set(pathLength.subarray(tree * bottom, (tree + 1) * bottom), start + 2 * inner);
  }
  return all;
};

// Loop bounds are uniforms: a compiler cannot unroll a thousand trees, and one shader serves every forest. Path lengths
// are summed in groups of 32 trees, so that rounding does not grow with their number.
const program = (rows: number): WebglProgram => ({
  variableNames: ['x', 'forest'],
  outputShape: [rows],
  customUniforms: [
    { name: 'columns', type: 'int' },
    { name: 'trees', type: 'int' },
    { name: 'depth', type: 'int' },
    { name: 'scale', type: 'float' },
  ],
  userCode: `
    ${CELL}
    void main() {
      int row = getOutputCoords() * columns;
      int bottom = 1 << depth;
      int inner = bottom - 1;
      int stride = 2 * inner + bottom;
      float total = 0.0;
      float group = 0.0;
      for (int tree = 0; tree < trees; tree++) {
        int start = tree * stride - 1;
        int slot = 1;
        for (int level = 0; level < depth; level++) {
          int column = int(cell(forest, start + slot) + 0.5);
          float threshold = cell(forest, start + inner + slot);
          slot = 2 * slot + (cell(x, row + column) > threshold ? 1 : 0);
        }
        group += cell(forest, tree * stride + 2 * inner + slot - bottom);
        if ((tree & 31) == 31) {
          total += group;
          group = 0.0;
        }
      }
      setOutput(exp2(-(total + group) * scale));
    }
  `,
});

export const registerForestScore = (core: typeof tfjs): void => {
  for (const backendName of ['cpu', 'wasm'] as const) {
    core.registerKernel({
      kernelName: KERNEL,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const { forest } = attrs as unknown as Attributes;
        const x = inputs.x!;
        const access = typedArrayAccess(backendName, backend as object);
        const score = backendName === 'wasm' ? scoreInWasm : scoreTypedArray;
        const scores = score(forest, access.read(x), x.shape[0]!);
        return access.write([x.shape[0]!], scores);
      },
    });
  }
  core.registerKernel({
    kernelName: KERNEL,
    backendName: 'webgl',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { forest } = attrs as unknown as Attributes;
      const gpu = backend as unknown as WebglBackend;
      const x = inputs.x!;
      gpu.uploadToGPU(x.dataId);
      gpu.uploadToGPU(inputs.forest!.dataId);
      const scale = forest.normalizer === 0 ? 0 : 1 / (forest.trees * forest.normalizer);
      const uniforms = [[forest.features], [forest.trees], [forest.depth], [scale]];
      return gpu.runWebGLProgram(program(x.shape[0]!), [x, inputs.forest!], 'float32', uniforms);
    },
  });
};

/** Steps down a tree (rows × trees × depth) per call: about 20 ms of typed arrays, or a pass no driver gives up on. */
const STEPS_PER_CALL = { cpu: 8e6, wasm: 8e6, webgl: 2e7 } as const;
/** 16 MB of values per call. */
const VALUES_PER_CALL = 4e6;

/** Scores a matrix batch by batch on the backend that is set. */
export const scoreForest = async (
  forest: PackedForest,
  matrix: FeatureMatrix,
  signal?: AbortSignal,
): Promise<Float32Array> => {
  const { core } = await loadTensorFlow();
  const backendName = core.getBackend() as keyof typeof STEPS_PER_CALL;
  const { values, rows } = matrix;
  const columns = forest.features;
  const scores = new Float32Array(rows);
  if (forest.normalizer === 0) return scores.fill(0.5);
  const perCall = Math.max(
    8,
    Math.floor(Math.min(STEPS_PER_CALL[backendName] / (forest.trees * forest.depth), VALUES_PER_CALL / columns)),
  );
  const pace = createPacer(signal);
  throwIfCancelled(signal);
  const packed = backendName === 'webgl' ? core.tensor1d(forestTexture(forest), 'float32') : undefined;
  try {
    for (let from = 0; from < rows; from += perCall) {
      const count = Math.min(perCall, rows - from);
      const batch = values.subarray(from * columns, (from + count) * columns);
      const result = await readBack(core, () => {
        const x = core.tensor2d(batch, [count, columns], 'float32');
        const inputs: tfjs.NamedTensorMap = packed ? { x, forest: packed } : { x };
        return core.engine().runKernel(KERNEL, inputs, { forest } as unknown as tfjs.NamedAttrMap) as tfjs.Tensor;
      });
      scores.set(result, from);
      await pace();
    }
  } finally {
    packed?.dispose();
  }
  return scores;
};
