/**
 * A training step on webgl in about a dozen shader passes: one a layer forward, one a layer backward, one for the
 * gradient of all parameters, one for the loss, up to three for the optimizer. TensorFlow.js' own operations take about
 * 200 a step, and the cost of a pass, not arithmetic, is what a small network's step is made of.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebglBackend } from '../webgl-kernel.ts';
import { corrections, MOMENTS } from './optimizer.ts';
import type { TrainAttributes } from './train-op.ts';
import { createPrograms, type Programs } from './webgl-programs.ts';

export interface TrainInputs {
  readonly rows: TensorInfo;
  readonly parameters: TensorInfo;
  readonly first: TensorInfo;
  readonly second: TensorInfo;
}

/** Shader texts of a run, by the side its data's texture has. */
const known = new WeakMap<object, Map<string, Programs>>();

const programsFor = ({ shape, settings }: TrainAttributes, rows: number, largest: number): Programs => {
  let ofShape = known.get(shape);
  if (!ofShape) {
    ofShape = new Map();
    known.set(shape, ofShape);
  }
  // Only whether the rows fit a texture's side matters, not their number.
  const key = rows <= largest ? 'fits' : 'folded';
  let programs = ofShape.get(key);
  if (!programs) {
    programs = createPrograms(shape, settings, rows, largest);
    ofShape.set(key, programs);
  }
  return programs;
};

export const trainOnWebgl = (
  gpu: WebglBackend,
  { rows: data, ...state }: TrainInputs,
  attributes: TrainAttributes,
  largestTexture: number,
): TensorInfo[] => {
  const { shape, settings, stepsBefore } = attributes;
  const { layers, features } = shape;
  const { optimizer, batchSize } = settings;
  const total = data.shape[0]!;
  const programs = programsFor(attributes, total, largestTexture);
  for (const info of [data, ...Object.values(state)]) gpu.uploadToGPU(info.dataId);
  const run = (
    program: Parameters<WebglBackend['runWebGLProgram']>[0],
    inputs: readonly TensorInfo[],
    ...uniforms: number[]
  ): TensorInfo =>
    gpu.runWebGLProgram(
      program,
      inputs,
      'float32',
      uniforms.map((value) => [value]),
    );

  let { parameters, first, second } = state;
  const replaced = (old: TensorInfo, given: TensorInfo, next: TensorInfo): TensorInfo => {
    if (old !== given) gpu.disposeIntermediateTensorInfo(old);
    return next;
  };
  /** Per row of the batch, over the steps. */
  let sums: TensorInfo | undefined;

  for (let from = 0, step = stepsBefore + 1; from < total; from += batchSize, step++) {
    const count = Math.min(batchSize, total - from);
    const outputs: TensorInfo[] = [];
    layers.forEach((l, i) => {
      const source = i === 0 ? data : outputs[i - 1]!;
      outputs.push(run(programs.forward(i, count), [source, parameters], i === 0 ? from : 0, l.inputs));
    });
    const last = layers.length - 1;
    const output = outputs[last]!;

    const errors: TensorInfo[] = [];
    errors[last] = run(programs.compare(count), [data, output], from);
    for (let i = last; i > 0; i--) {
      errors[i - 1] = run(programs.back(i, count), [errors[i]!, outputs[i - 1]!, parameters], layers[i]!.units);
    }
    const gradient = run(programs.gradient(count), [data, ...outputs.slice(0, -1), ...errors], from, count);

    const added = run(
      programs.loss(count, sums === undefined),
      sums ? [data, output, sums] : [data, output],
      from,
      count,
      features,
    );
    if (sums) gpu.disposeIntermediateTensorInfo(sums);
    sums = added;

    const correct = optimizer === 'adam' ? corrections(step) : { first: 1, second: 1 };
    const elementwise = (program: Parameters<typeof run>[0], inputs: readonly TensorInfo[]): TensorInfo =>
      run(program, inputs, correct.first, correct.second);
    const moments = MOMENTS[optimizer];
    if (moments > 1) first = replaced(first, state.first, elementwise(programs.first(), [first, gradient]));
    if (moments > 0) second = replaced(second, state.second, elementwise(programs.second(), [second, gradient]));
    const taken = moments === 2 ? [first, second] : moments === 1 ? [gradient, second] : [gradient];
    parameters = replaced(parameters, state.parameters, elementwise(programs.update(), [parameters, ...taken]));
    for (const info of [...outputs, ...errors, gradient]) gpu.disposeIntermediateTensorInfo(info);
  }
  // What no step changed is handed out a second time: as a tensor of its own on the same data.
  const handOut = (info: TensorInfo, given: TensorInfo): TensorInfo => {
    if (info !== given) return info;
    gpu.incRef(info.dataId);
    return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
  };
  return [handOut(parameters, state.parameters), handOut(first, state.first), handOut(second, state.second), sums!];
};
