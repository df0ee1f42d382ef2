/** The shaders of a training step. Loop bounds are uniforms, so that no compiler unrolls them. */
import { CELL, reader, type WebglProgram } from '../webgl-kernel.ts';
import type { Layer, LayerActivation, NetShape } from './net-shape.ts';
import { BETA_1, BETA_2, EPSILON } from './optimizer.ts';
import type { TrainSettings } from './train-op.ts';

const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

const ACTIVATION: Readonly<Record<LayerActivation, string>> = {
  linear: 'z',
  relu: 'max(z, 0.0)',
  sigmoid: '1.0 / (1.0 + exp(-z))',
  // Beyond this tanh is 1 in float32, and some drivers give NaN.
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
/** As in loss.ts. */
const LOSS = {
  mse: { of: 'e * e', slope: '2.0 * e' },
  mae: { of: 'abs(e)', slope: 'sign(e)' },
  huber: { of: '(abs(e) <= 1.0 ? 0.5 * e * e : abs(e) - 0.5)', slope: 'clamp(e, -1.0, 1.0)' },
} as const;

export interface Programs {
  /** source, weights → outputs of layer i. Uniforms: first row of the batch in the source, inputs. */
  forward(layer: number, count: number): WebglProgram;
  /** source, given → errors of the last layer. Uniform: first row of the batch in the source. */
  compare(count: number): WebglProgram;
  /** error of layer i, given outputs of layer i − 1, weights → errors of layer i − 1. Uniform: units. */
  back(layer: number, count: number): WebglProgram;
  /** source, outputs, errors → gradient of all parameters. Uniforms: first row of the batch in the source, rows. */
  gradient(count: number): WebglProgram;
  /** source, given, sums so far → loss of each row of the batch, added. Uniforms: first row, rows, columns. */
  loss(count: number, first: boolean): WebglProgram;
  /** m, g → m. */
  first(): WebglProgram;
  /** v, g → v. */
  second(): WebglProgram;
  /** w and what the optimizer takes: g; g, v; or m, v → w. Uniforms: adam's two corrections. */
  update(): WebglProgram;
}

export const createPrograms = (
  { layers, features, parameters: size }: NetShape,
  { loss, optimizer, learningRate, batchSize }: TrainSettings,
  /** Rows of the data, which with the largest side of a texture decides how its texture lies. */
  rows: number,
  largest: number,
): Programs => {
  const last = layers[layers.length - 1]!;
  const source = reader('source', rows, features, largest);
  const weight = reader('weights', 1, size, largest);
  const output = (name: string, l: Layer, count: number) => reader(name, count, l.units, largest);
  const int = (...names: string[]) => names.map((name) => ({ name, type: 'int' as const }));
  const elementwise = (names: readonly string[], body: string): WebglProgram => ({
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
        ${names.map((name) => `float ${name}_ = ${reader(name, 1, size, largest)('0', 'at')};`).join('\n')}
        setOutput(${body});
      }`,
  });
  // tfjs compiles each text once; this spares building the text, and tfjs' key of it, at every step.
  const made = new Map<string, WebglProgram>();
  const once = (key: string, make: () => WebglProgram): WebglProgram => {
    const known = made.get(key);
    if (known) return known;
    const program = make();
    made.set(key, program);
    return program;
  };
  const beta2 = BETA_2[optimizer];
  const rate = float(learningRate);

  return {
    forward: (i, count) =>
      once(`forward ${i} ${count}`, () => {
        const l = layers[i]!;
        const from = i === 0 ? source : output('source', layers[i - 1]!, count);
        return {
          variableNames: ['source', 'weights'],
          outputShape: [count, l.units],
          customUniforms: int('offset', 'inputs'),
          userCode: `
            ${CELL}
            void main() {
              ivec2 at = getOutputCoords();
              int r = offset + at.x;
              float z = ${weight('0', `${l.biasAt} + at.y`)};
              int w = ${l.kernelAt} + at.y;
              for (int k = 0; k < inputs; k++) {
                z += ${from('r', 'k')} * ${weight('0', 'w')};
                w += ${l.units};
              }
              setOutput(${ACTIVATION[l.activation]});
            }`,
        };
      }),
    compare: (count) =>
      once(`compare ${count}`, () => ({
        variableNames: ['source', 'given'],
        outputShape: [count, features],
        customUniforms: int('offset'),
        userCode: `
          ${CELL}
          void main() {
            ivec2 at = getOutputCoords();
            float y = ${output('given', last, count)('at.x', 'at.y')};
            float e = y - ${source('offset + at.x', 'at.y')};
            setOutput(${LOSS[loss].slope} * (${SLOPE[last.activation]}) * ${float(1 / (count * features))});
          }`,
      })),
    back: (i, count) =>
      once(`back ${i} ${count}`, () => {
        const l = layers[i]!;
        const before = layers[i - 1]!;
        return {
          variableNames: ['error', 'given', 'weights'],
          outputShape: [count, l.inputs],
          customUniforms: int('units'),
          userCode: `
            ${CELL}
            void main() {
              ivec2 at = getOutputCoords();
              int w = ${l.kernelAt} + at.y * ${l.units};
              float sum = 0.0;
              for (int u = 0; u < units; u++) {
                sum += ${output('error', l, count)('at.x', 'u')} * ${weight('0', 'w + u')};
              }
              float y = ${output('given', before, count)('at.x', 'at.y')};
              setOutput(sum * (${SLOPE[before.activation]}));
            }`,
        };
      }),
    // All layers in one pass: which one a place belongs to decides what is read.
    gradient: (count) =>
      once(`gradient ${count}`, () => {
        const branch = (l: Layer, i: number): string => {
          const error = output(`error${i}`, l, count);
          const from = i === 0 ? source('offset + r', 'k') : output(`output${i - 1}`, layers[i - 1]!, count)('r', 'k');
          return `if (at < ${l.biasAt}) {
              int k = (at - ${l.kernelAt}) / ${l.units};
              int u = at - ${l.kernelAt} - k * ${l.units};
              for (int r = 0; r < count; r++) sum += ${from} * ${error('r', 'u')};
            } else if (at < ${l.biasAt + l.units}) {
              int u = at - ${l.biasAt};
              for (int r = 0; r < count; r++) sum += ${error('r', 'u')};
            }`;
        };
        return {
          variableNames: [
            'source',
            ...layers.slice(1).map((_, i) => `output${i}`),
            ...layers.map((_, i) => `error${i}`),
          ],
          outputShape: [size],
          customUniforms: int('offset', 'count'),
          userCode: `
            ${CELL}
            void main() {
              int at = getOutputCoords();
              float sum = 0.0;
              ${layers.map(branch).join(' else ')}
              setOutput(sum);
            }`,
        };
      }),
    // Rows beyond a last, smaller batch keep their sum.
    loss: (count, first) =>
      once(`loss ${count} ${first}`, () => ({
        variableNames: ['source', 'given', ...(first ? [] : ['sums'])],
        outputShape: [batchSize],
        customUniforms: int('offset', 'count', 'columns'),
        userCode: `
          ${CELL}
          void main() {
            int r = getOutputCoords();
            float sum = 0.0;
            if (r < count) {
              for (int c = 0; c < columns; c++) {
                float e = ${output('given', last, count)('r', 'c')} - ${source('offset + r', 'c')};
                sum += ${LOSS[loss].of};
              }
            }
            setOutput(sum / float(columns)${first ? '' : ` + ${reader('sums', 1, batchSize, largest)('0', 'r')}`});
          }`,
      })),
    first: () => once('first', () => elementwise(['m', 'g'], `${float(BETA_1)} * m_ + ${float(1 - BETA_1)} * g_`)),
    second: () => once('second', () => elementwise(['v', 'g'], `${float(beta2)} * v_ + ${float(1 - beta2)} * g_ * g_`)),
    update: () =>
      once('update', () =>
        optimizer === 'adam'
          ? elementwise(['w', 'm', 'v'], `w_ - ${rate} * m_ * correct1 / (sqrt(v_ * correct2) + ${EPSILON})`)
          : optimizer === 'rmsprop'
            ? elementwise(['w', 'g', 'v'], `w_ - ${rate} * g_ / sqrt(v_ + ${EPSILON})`)
            : elementwise(['w', 'g'], `w_ - ${rate} * g_`),
      ),
  };
};
