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
import { CELL, reader, type WebglBackend, type WebglProgram } from '../webgl-kernel.ts';
import type { PackedForest } from './packed.ts';
import { scoreTypedArray } from './score-typed-array.ts';
import { layOutInWasm, scoreInWasm } from './score-wasm.ts';

const KERNEL = 'IsolationForestScore';

interface Attributes {
  readonly forest: PackedForest;
}

/** Values on a line of the forest's texture; every device takes lines of so many, and a power of two spares divisions. */
const LINE_BITS = 12;

/** Per tree: 2^D − 1 columns, 2^D − 1 thresholds, 2^D path lengths; filled up to whole lines. */
export const forestTexture = ({ trees, depth, feature, threshold, pathLength }: PackedForest): Float32Array => {
  const inner = 2 ** depth - 1;
  const bottom = 2 ** depth;
  const stride = 2 * inner + bottom;
  const all = new Float32Array(Math.ceil((trees * stride) / 2 ** LINE_BITS) * 2 ** LINE_BITS);
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
const program = (rows: number, columns: number, largestTexture: number): WebglProgram => ({
  variableNames: ['x', 'forest'],
  outputShape: [rows],
  customUniforms: [
    { name: 'trees', type: 'int' },
    { name: 'depth', type: 'int' },
    { name: 'scale', type: 'float' },
  ],
  userCode: `
    ${CELL}
    float node(int i) {
      return texelFetch(forest, ivec2(i & ${2 ** LINE_BITS - 1}, i >> ${LINE_BITS}), 0).r;
    }
    void main() {
      int row = getOutputCoords();
      int bottom = 1 << depth;
      int inner = bottom - 1;
      int stride = 2 * inner + bottom;
      float total = 0.0;
      float group = 0.0;
      for (int tree = 0; tree < trees; tree++) {
        int start = tree * stride - 1;
        int slot = 1;
        for (int level = 0; level < depth; level++) {
          int column = int(node(start + slot) + 0.5);
          float threshold = node(start + inner + slot);
          slot = 2 * slot + (${reader('x', rows, columns, largestTexture)('row', 'column')} > threshold ? 1 : 0);
        }
        group += node(tree * stride + 2 * inner + slot - bottom);
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
      const uniforms = [[forest.trees], [forest.depth], [scale]];
      const largest = core.env().getNumber('WEBGL_MAX_TEXTURE_SIZE');
      return gpu.runWebGLProgram(
        program(x.shape[0]!, forest.features, largest),
        [x, inputs.forest!],
        'float32',
        uniforms,
      );
    },
  });
};

/**
 * Steps down a tree (rows × trees × depth) of the first call. On typed arrays later calls take more or fewer rows by the
 * time it took; webgl compiles its shader anew for every number of rows, so there it stays.
 */
const FIRST_STEPS = { cpu: 2e6, wasm: 3.2e7, webgl: 4e6 } as const;
/** What a call may take, so that a cancel is soon seen. */
const CALL_MILLISECONDS = 40;
/** 16 MB of values per call. */
const VALUES_PER_CALL = 4e6;

/** Lays a forest out for scoring where the backend that is set has a layout of its own that outlives a call. */
export const layOutForest = async (forest: PackedForest): Promise<void> => {
  const { core } = await loadTensorFlow();
  if (core.getBackend() === 'wasm') layOutInWasm(forest);
};

/** Scores a matrix batch by batch on the backend that is set. */
export const scoreForest = async (
  forest: PackedForest,
  matrix: FeatureMatrix,
  signal?: AbortSignal,
): Promise<Float32Array> => {
  const { core } = await loadTensorFlow();
  const backendName = core.getBackend() as keyof typeof FIRST_STEPS;
  const { values, rows } = matrix;
  const columns = forest.features;
  const scores = new Float32Array(rows);
  if (forest.normalizer === 0) return scores.fill(0.5);
  const most = Math.max(8, Math.floor(VALUES_PER_CALL / columns));
  let perCall = Math.min(most, Math.max(8, Math.floor(FIRST_STEPS[backendName] / (forest.trees * forest.depth))));
  const pace = createPacer(signal);
  throwIfCancelled(signal);
  const texture = backendName === 'webgl' ? forestTexture(forest) : undefined;
  const packed = texture && core.tensor2d(texture, [texture.length >> LINE_BITS, 2 ** LINE_BITS], 'float32');
  try {
    for (let from = 0; from < rows; ) {
      const began = performance.now();
      const count = Math.min(perCall, rows - (packed ? 0 : from));
      // On webgl the last batch is filled up with rows that were scored before: one number of rows, one shader.
      const start = Math.min(from, rows - count);
      const batch = values.subarray(start * columns, (start + count) * columns);
      const result = await readBack(core, () => {
        const x = core.tensor2d(batch, [count, columns], 'float32');
        const inputs: tfjs.NamedTensorMap = packed ? { x, forest: packed } : { x };
        return core.engine().runKernel(KERNEL, inputs, { forest } as unknown as tfjs.NamedAttrMap) as tfjs.Tensor;
      });
      scores.set(result, start);
      from = start + count;
      const took = performance.now() - began;
      if (packed) perCall = count;
      else if (took < CALL_MILLISECONDS / 2) perCall = Math.min(most, perCall * 2);
      else if (took > CALL_MILLISECONDS * 2) perCall = Math.max(8, perCall >> 1);
      await pace();
    }
  } finally {
    packed?.dispose();
  }
  return scores;
};
