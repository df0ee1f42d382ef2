/**
 * A training step on webgl in a dozen shader passes: one a layer forward, one a layer backward, one for the gradient of
 * all parameters, one for the loss, and the optimizer's. TensorFlow.js' own operations take about 200 a step, and the cost
 * of a pass, not arithmetic, is what a small network's step is made of.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { CELL, type WebglBackend, type WebglProgram } from '../webgl-kernel.ts';
import type { LayerActivation } from './net-shape.ts';
import { BETA_1, BETA_2, corrections, EPSILON, MOMENTS } from './optimizer.ts';
import type { TrainAttributes } from './train-op.ts';

export interface TrainInputs {
  readonly rows: TensorInfo;
  readonly parameters: TensorInfo;
  readonly first: TensorInfo;
  readonly second: TensorInfo;
}

const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

const ACTIVATION: Readonly<Record<LayerActivation, string>> = {
  linear: 'z',
  relu: 'max(z, 0.0)',
  sigmoid: '1.0 / (1.0 + exp(-z))',
  tanh: 'tanh(clamp(z, -15.0, 15.0))',
  elu: '(z > 0.0 ? z : exp(z) - 1.0)',
};
/** The slope as a function of the activation's own output y. */
const SLOPE: Readonly<Record<LayerActivation, string>> = {
  linear: '1.0',
  relu: '(y > 0.0 ? 1.0 : 0.0)',
  sigmoid: 'y * (1.0 - y)',
  tanh: '1.0 - y * y',
  elu: '(y < 0.0 ? y + 1.0 : 1.0)',
};
const LOSS = {
  mse: { of: 'e * e', slope: '2.0 * e' },
  mae: { of: 'abs(e)', slope: 'sign(e)' },
  huber: { of: '(abs(e) <= 1.0 ? 0.5 * e * e : abs(e) - 0.5)', slope: 'clamp(e, -1.0, 1.0)' },
} as const;

interface Pass {
  readonly program: WebglProgram;
  readonly inputs: readonly TensorInfo[];
  readonly uniforms?: readonly (readonly number[])[];
}

/** Programs by what they depend on; tfjs compiles each text once, this spares building the text at every step. */
const programs = new Map<string, WebglProgram>();
const cached = (key: string, make: () => WebglProgram): WebglProgram => {
  let program = programs.get(key);
  if (!program) {
    program = make();
    programs.set(key, program);
  }
  return program;
};

export const trainOnWebgl = (
  gpu: WebglBackend,
  { rows: data, ...state }: TrainInputs,
  { shape, settings, stepsBefore }: TrainAttributes,
): TensorInfo[] => {
  const { layers, features, parameters: size } = shape;
  const { loss, optimizer, learningRate, batchSize } = settings;
  const total = data.shape[0]!;
  for (const info of [data, ...Object.values(state)]) gpu.uploadToGPU(info.dataId);
  const run = ({ program, inputs, uniforms }: Pass): TensorInfo =>
    gpu.runWebGLProgram(program, inputs, 'float32', uniforms);
  const free = (info: TensorInfo, given: TensorInfo) => {
    if (info !== given) gpu.disposeIntermediateTensorInfo(info);
  };

  let { parameters, first, second } = state;
  /** Sum over the steps of the loss of row r of the batch. */
  let sums: TensorInfo | undefined;

  for (let from = 0, step = stepsBefore + 1; from < total; from += batchSize, step++) {
    const count = Math.min(batchSize, total - from);

    // Forward. `offset` is where the batch starts: in the data for the first layer, 0 in what a layer gave.
    const outputs: TensorInfo[] = [];
    layers.forEach((l, i) => {
      const program = cached(`forward ${count} ${l.inputs} ${l.units} ${l.activation} ${l.kernelAt}`, () => ({
        variableNames: ['source', 'weights'],
        outputShape: [count * l.units],
        customUniforms: [
          { name: 'offset', type: 'int' },
          { name: 'inputs', type: 'int' },
        ],
        userCode: `
          ${CELL}
          void main() {
            int at = getOutputCoords();
            int r = at / ${l.units};
            int u = at - r * ${l.units};
            float z = cell(weights, ${l.biasAt} + u);
            int x = (offset + r) * ${l.inputs};
            int w = ${l.kernelAt} + u;
            for (int k = 0; k < inputs; k++) {
              z += cell(source, x + k) * cell(weights, w);
              w += ${l.units};
            }
            setOutput(${ACTIVATION[l.activation]});
          }`,
      }));
      const source = i === 0 ? data : outputs[i - 1]!;
      outputs.push(run({ program, inputs: [source, parameters], uniforms: [[i === 0 ? from : 0], [l.inputs]] }));
    });

    // Errors, last layer first.
    const errors: TensorInfo[] = [];
    const last = layers.length - 1;
    const output = outputs[last]!;
    errors[last] = run({
      program: cached(`compare ${count} ${features} ${loss} ${layers[last]!.activation}`, () => ({
        variableNames: ['source', 'given'],
        outputShape: [count * features],
        customUniforms: [{ name: 'offset', type: 'int' }],
        userCode: `
          ${CELL}
          void main() {
            int at = getOutputCoords();
            float y = cell(given, at);
            float e = y - cell(source, offset * ${features} + at);
            setOutput(${LOSS[loss].slope} * (${SLOPE[layers[last]!.activation]}) * ${float(1 / (count * features))});
          }`,
      })),
      inputs: [data, output],
      uniforms: [[from]],
    });
    for (let i = last; i > 0; i--) {
      const l = layers[i]!;
      const before = layers[i - 1]!;
      errors[i - 1] = run({
        program: cached(`back ${count} ${l.inputs} ${l.units} ${before.activation} ${l.kernelAt}`, () => ({
          variableNames: ['error', 'given', 'weights'],
          outputShape: [count * l.inputs],
          customUniforms: [{ name: 'units', type: 'int' }],
          userCode: `
            ${CELL}
            void main() {
              int at = getOutputCoords();
              int r = at / ${l.inputs};
              int w = ${l.kernelAt} + (at - r * ${l.inputs}) * ${l.units};
              int e = r * ${l.units};
              float sum = 0.0;
              for (int u = 0; u < units; u++) sum += cell(error, e + u) * cell(weights, w + u);
              float y = cell(given, at);
              setOutput(sum * (${SLOPE[before.activation]}));
            }`,
        })),
        inputs: [errors[i]!, outputs[i - 1]!, parameters],
        uniforms: [[l.units]],
      });
    }

    // The gradient of every parameter in one pass: which layer a place belongs to decides what is read.
    const gradient = run({
      program: cached(`gradient ${JSON.stringify(layers)}`, () => ({
        variableNames: ['source', ...layers.slice(1).map((_, i) => `output${i}`), ...layers.map((_, i) => `error${i}`)],
        outputShape: [size],
        customUniforms: [
          { name: 'offset', type: 'int' },
          { name: 'count', type: 'int' },
        ],
        userCode: `
          ${CELL}
          void main() {
            int at = getOutputCoords();
            float sum = 0.0;
            ${layers
              .map(
                (l, i) => `
            ${i === 0 ? '' : 'else '}if (at < ${l.biasAt}) {
              int k = (at - ${l.kernelAt}) / ${l.units};
              int u = at - ${l.kernelAt} - k * ${l.units};
              for (int r = 0; r < count; r++) {
                sum += cell(${i === 0 ? 'source' : `output${i - 1}`}, (${i === 0 ? 'offset + ' : ''}r) * ${l.inputs} + k)
                  * cell(error${i}, r * ${l.units} + u);
              }
            } else if (at < ${l.biasAt + l.units}) {
              for (int r = 0; r < count; r++) sum += cell(error${i}, r * ${l.units} + at - ${l.biasAt});
            }`,
              )
              .join('')}
            setOutput(sum);
          }`,
      })),
      inputs: [data, ...outputs.slice(0, -1), ...errors],
      uniforms: [[from], [count]],
    });

    // Loss per row of the batch, added up over the steps; rows beyond a last, smaller batch keep their sum.
    const added = run({
      program: cached(`loss ${batchSize} ${features} ${loss} ${sums === undefined}`, () => ({
        variableNames: ['source', 'given', ...(sums ? ['sums'] : [])],
        outputShape: [batchSize],
        customUniforms: [
          { name: 'offset', type: 'int' },
          { name: 'count', type: 'int' },
          { name: 'columns', type: 'int' },
        ],
        userCode: `
          ${CELL}
          void main() {
            int r = getOutputCoords();
            float sum = 0.0;
            if (r < count) {
              for (int c = 0; c < columns; c++) {
                float e = cell(given, r * ${features} + c) - cell(source, (offset + r) * ${features} + c);
                sum += ${LOSS[loss].of};
              }
            }
            setOutput(sum / float(columns)${sums ? ' + cell(sums, r)' : ''});
          }`,
      })),
      inputs: sums ? [data, output, sums] : [data, output],
      uniforms: [[from], [count], [features]],
    });
    if (sums) gpu.disposeIntermediateTensorInfo(sums);
    sums = added;

    // The optimizer; the rules are in optimizer.ts.
    const elementwise = (name: string, names: readonly string[], inputs: readonly TensorInfo[], body: string) => {
      const bias = optimizer === 'adam' ? corrections(step) : { first: 1, second: 1 };
      return run({
        program: cached(`${name} ${optimizer} ${size} ${learningRate}`, () => ({
          variableNames: [...names],
          outputShape: [size],
          customUniforms: [
            { name: 'correct1', type: 'float' },
            { name: 'correct2', type: 'float' },
          ],
          userCode: `
            ${CELL}
            void main() {
              int at = getOutputCoords();
              ${names.map((n) => `float ${n}_ = cell(${n}, at);`).join('\n')}
              setOutput(${body});
            }`,
        })),
        inputs,
        uniforms: [[bias.first], [bias.second]],
      });
    };
    const beta2 = BETA_2[optimizer];
    if (MOMENTS[optimizer] > 1) {
      const body = `${float(BETA_1)} * m_ + ${float(1 - BETA_1)} * g_`;
      const next = elementwise('first', ['m', 'g'], [first, gradient], body);
      free(first, state.first);
      first = next;
    }
    if (MOMENTS[optimizer] > 0) {
      const body = `${float(beta2)} * v_ + ${float(1 - beta2)} * g_ * g_`;
      const next = elementwise('second', ['v', 'g'], [second, gradient], body);
      free(second, state.second);
      second = next;
    }
    const next =
      optimizer === 'adam'
        ? elementwise(
            'step',
            ['w', 'm', 'v'],
            [parameters, first, second],
            `w_ - ${float(learningRate)} * m_ * correct1 / (sqrt(v_ * correct2) + ${EPSILON})`,
          )
        : optimizer === 'rmsprop'
          ? elementwise(
              'step',
              ['w', 'g', 'v'],
              [parameters, gradient, second],
              `w_ - ${float(learningRate)} * g_ / sqrt(v_ + ${EPSILON})`,
            )
          : elementwise('step', ['w', 'g'], [parameters, gradient], `w_ - ${float(learningRate)} * g_`);
    free(parameters, state.parameters);
    parameters = next;
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
