/**
 * A training step in typed arrays: forward, backward and the optimizer's update, in one piece of memory. TensorFlow.js
 * takes about 200 kernels for it, and on a small network their overhead is nearly all of the time.
 *
 * Widths and batches are padded to multiples of four. Padding stays zero by itself: padded weights start at zero, the
 * activations are computed for real units only, and the error of padded rows and units is zero, so is their gradient.
 */
import type { AutoencoderSettings } from '../settings.ts';
import type { Arithmetic } from './arithmetic.ts';
import { lossOf, lossSlope } from './loss.ts';
import type { LayerActivation, NetShape } from './net-shape.ts';
import { corrections } from './optimizer.ts';

const padded = (n: number): number => Math.ceil(n / 4) * 4;

export interface TrainState {
  readonly parameters: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export interface Trainer {
  load(state: TrainState): void;
  /** A step on `count` rows (row-major) from `values[from]` on; `step` counts from 1. Returns the batch's mean loss. */
  step(values: Float32Array, from: number, count: number, step: number): number;
  unload(): TrainState;
}

/** Activations that have no loop of their own in Arithmetic: real units of real rows, so that padding stays zero. */
const activate = (
  memory: Float32Array,
  kind: LayerActivation,
  at: number,
  rows: number,
  units: number,
  row: number,
) => {
  for (let r = 0; r < rows; r++) {
    const start = at + r * row;
    const end = start + units;
    if (kind === 'sigmoid') for (let i = start; i < end; i++) memory[i] = 1 / (1 + Math.exp(-memory[i]!));
    else if (kind === 'tanh') for (let i = start; i < end; i++) memory[i] = Math.tanh(memory[i]!);
    else for (let i = start; i < end; i++) memory[i] = memory[i]! > 0 ? memory[i]! : Math.expm1(memory[i]!);
  }
};

export const createTrainer = (
  shape: NetShape,
  settings: Pick<AutoencoderSettings, 'loss' | 'optimizer' | 'learningRate' | 'batchSize'>,
  arithmetic: (size: number) => Arithmetic,
): Trainer => {
  const { loss, optimizer, learningRate } = settings;
  const { features } = shape;
  const height = padded(settings.batchSize);
  const layers = shape.layers.map((layer) => ({ ...layer, in: padded(layer.inputs), out: padded(layer.units) }));

  let size = 0;
  const take = (count: number): number => {
    const at = size;
    size += count;
    return at;
  };
  const weights = layers.map((l) => ({ kernel: take(l.in * l.out), bias: take(l.out) }));
  const count = size;
  const gradient = take(count);
  const first = take(count);
  const second = take(count);
  const input = take(height * layers[0]!.in);
  const outputs = layers.map((l) => take(height * l.out));
  const errors = layers.map((l) => take(height * l.out));
  const transposed = take(Math.max(...layers.map((l) => l.in * l.out)));
  const zeros = take(Math.max(...layers.map((l) => Math.max(l.in, l.out))));
  const inner = arithmetic(size);
  const { memory, multiply, update } = inner;

  /** Copies between the flat parameter order and the padded memory at `base`. */
  const exchange = (flat: Float32Array, base: number, into: 'memory' | 'flat') => {
    layers.forEach((l, i) => {
      for (let k = 0; k <= l.inputs; k++) {
        const from = l.kernelAt + k * l.units;
        // Line number `inputs` of the flat order is the bias.
        const to = base + (k < l.inputs ? weights[i]!.kernel + k * l.out : weights[i]!.bias);
        if (into === 'memory') memory.set(flat.subarray(from, from + l.units), to);
        else flat.set(memory.subarray(to, to + l.units), from);
      }
    });
  };
  const out = (base: number): Float32Array => {
    const flat = new Float32Array(shape.parameters);
    exchange(flat, base, 'flat');
    return flat;
  };

  const forward = (rows: number, tall: number) => {
    layers.forEach((l, i) => {
      multiply({
        a: i === 0 ? input : outputs[i - 1]!,
        aRow: l.in,
        aInner: 1,
        b: weights[i]!.kernel,
        bRow: l.out,
        c: outputs[i]!,
        cRow: l.out,
        start: weights[i]!.bias,
        rows: tall,
        columns: l.out,
        inner: l.inputs,
      });
      if (l.activation === 'relu') inner.relu(outputs[i]!, rows * l.out);
      else if (l.activation !== 'linear') activate(memory, l.activation, outputs[i]!, rows, l.units, l.out);
    });
  };

  /** Errors of the last layer; returns the summed loss. */
  const compare = (rows: number, tall: number): number => {
    const last = layers.length - 1;
    const { out: row } = layers[last]!;
    const scale = 1 / (rows * features);
    let sum = 0;
    // Input and reconstruction are padded alike, and padding equals padding.
    for (let r = 0; r < rows; r++) {
      const y = outputs[last]! + r * row;
      const e = errors[last]! + r * row;
      const x = input + r * row;
      if (loss === 'mse') sum += inner.squaredError(x, y, e, row, 2 * scale);
      else {
        for (let c = 0; c < features; c++) {
          const error = memory[y + c]! - memory[x + c]!;
          sum += lossOf(loss, error);
          memory[e + c] = lossSlope(loss, error) * scale;
        }
      }
    }
    memory.fill(0, errors[last]! + rows * row, errors[last]! + tall * row);
    return sum;
  };

  /** Multiplies errors by the activation's slope, which each of these has as a function of its own output. */
  const backThrough = (kind: LayerActivation, error: number, output: number, count: number) => {
    if (kind === 'relu') inner.reluSlope(error, output, count);
    else if (kind === 'sigmoid') inner.sigmoidSlope(error, output, count);
    else if (kind === 'tanh') for (let i = 0; i < count; i++) memory[error + i]! *= 1 - memory[output + i]! ** 2;
    else if (kind === 'elu') {
      for (let i = 0; i < count; i++) if (memory[output + i]! < 0) memory[error + i]! *= memory[output + i]! + 1;
    }
  };

  const backward = (rows: number, tall: number) => {
    for (let i = layers.length - 1; i >= 0; i--) {
      const l = layers[i]!;
      const error = errors[i]!;
      backThrough(l.activation, error, outputs[i]!, rows * l.out);
      multiply({
        a: i === 0 ? input : outputs[i - 1]!,
        aRow: 1,
        aInner: l.in,
        b: error,
        bRow: l.out,
        c: gradient + weights[i]!.kernel,
        cRow: l.out,
        start: zeros,
        rows: l.in,
        columns: l.out,
        inner: rows,
      });
      inner.sumRows(error, l.out, rows, l.out, gradient + weights[i]!.bias);
      if (i === 0) continue;
      const kernel = weights[i]!.kernel;
      for (let k = 0; k < l.inputs; k++) {
        for (let u = 0; u < l.units; u++) memory[transposed + u * l.in + k] = memory[kernel + k * l.out + u]!;
      }
      multiply({
        a: error,
        aRow: l.out,
        aInner: 1,
        b: transposed,
        bRow: l.in,
        c: errors[i - 1]!,
        cRow: l.in,
        start: zeros,
        rows: tall,
        columns: l.in,
        inner: l.units,
      });
    }
  };

  return {
    load: ({ parameters, first: m, second: v }) => {
      memory.fill(0);
      exchange(parameters, 0, 'memory');
      exchange(m, first, 'memory');
      exchange(v, second, 'memory');
    },
    step: (values, from, rows, step) => {
      const tall = padded(rows);
      const wide = layers[0]!.in;
      for (let r = 0; r < rows; r++) {
        const start = (from + r) * features;
        for (let c = 0; c < features; c++) memory[input + r * wide + c] = values[start + c]!;
      }
      forward(rows, tall);
      const sum = compare(rows, tall);
      backward(rows, tall);
      update(optimizer, learningRate, corrections(step), { count, parameters: 0, gradient, first, second });
      return sum / (rows * features);
    },
    unload: () => ({ parameters: out(0), first: out(first), second: out(second) }),
  };
};
