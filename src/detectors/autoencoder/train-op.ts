/**
 * Training as a TensorFlow.js operation, 'AutoencoderTrain': a run of steps on rows that stand in the order they are to
 * be seen in. Inputs: `rows` (rows × features), and flat arrays `parameters`, `first`, `second` (see net-shape.ts and
 * optimizer.ts). Outputs: the same three after the steps, and `loss`, any number of values that add up to the sum over
 * the rows of the loss they had in their step. State goes in and out, so a run may stop after any step and go on on
 * another backend.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import type { AutoencoderSettings } from '../settings.ts';
import { typedArrayAccess } from '../typed-array-kernel.ts';
import type { WebglBackend } from '../webgl-kernel.ts';
import { type Arithmetic, typedArrayArithmetic } from './arithmetic.ts';
import type { NetShape } from './net-shape.ts';
import { simdArithmetic } from './simd-arithmetic.ts';
import { createTrainer, type Trainer } from './typed-array-step.ts';
import { trainOnWebgl } from './webgl-step.ts';

export const TRAIN_KERNEL = 'AutoencoderTrain';

export type TrainSettings = Pick<AutoencoderSettings, 'loss' | 'optimizer' | 'learningRate' | 'batchSize'>;

export interface TrainAttributes {
  readonly shape: NetShape;
  readonly settings: TrainSettings;
  /** Steps done before these. */
  readonly stepsBefore: number;
}

/** One trainer, with its memory, serves all calls of a run; the attribute objects tell the runs apart. */
const trainers = new WeakMap<NetShape, { readonly arithmetic: unknown; readonly trainer: Trainer }>();

const trainerFor = ({ shape, settings }: TrainAttributes, arithmetic: (size: number) => Arithmetic): Trainer => {
  const known = trainers.get(shape);
  if (known?.arithmetic === arithmetic) return known.trainer;
  const trainer = createTrainer(shape, settings, arithmetic);
  trainers.set(shape, { arithmetic, trainer });
  return trainer;
};

export const registerAutoencoderTrain = (core: typeof tfjs): void => {
  for (const backendName of ['cpu', 'wasm'] as const) {
    core.registerKernel({
      kernelName: TRAIN_KERNEL,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const given = attrs as unknown as TrainAttributes;
        const { batchSize } = given.settings;
        const access = typedArrayAccess(backendName, backend as object);
        const trainer = trainerFor(given, backendName === 'wasm' ? simdArithmetic : typedArrayArithmetic);
        const count = inputs.rows!.shape[0]!;
        const rows = access.read(inputs.rows!);
        trainer.load({
          parameters: access.read(inputs.parameters!),
          first: access.read(inputs.first!),
          second: access.read(inputs.second!),
        });
        const losses = new Float32Array(Math.ceil(count / batchSize));
        for (let i = 0; i < losses.length; i++) {
          const from = i * batchSize;
          const size = Math.min(batchSize, count - from);
          losses[i] = trainer.step(rows, from, size, given.stepsBefore + i + 1) * size;
        }
        const { parameters, first, second } = trainer.unload();
        const flat = [parameters.length];
        return [
          access.write(flat, parameters),
          access.write(flat, first),
          access.write(flat, second),
          access.write([losses.length], losses),
        ];
      },
    });
  }
  core.registerKernel({
    kernelName: TRAIN_KERNEL,
    backendName: 'webgl',
    kernelFunc: ({ inputs, attrs, backend }) =>
      trainOnWebgl(
        backend as unknown as WebglBackend,
        {
          rows: inputs.rows!,
          parameters: inputs.parameters!,
          first: inputs.first!,
          second: inputs.second!,
        },
        attrs as unknown as TrainAttributes,
        core.env().getNumber('WEBGL_MAX_TEXTURE_SIZE'),
      ),
  });
};

export interface TrainTensors {
  readonly parameters: tfjs.Tensor;
  readonly first: tfjs.Tensor;
  readonly second: tfjs.Tensor;
}

export const runTraining = (
  core: typeof tfjs,
  rows: tfjs.Tensor2D,
  { parameters, first, second }: TrainTensors,
  attributes: TrainAttributes,
): TrainTensors & { readonly loss: tfjs.Tensor } => {
  const [p, f, s, loss] = core
    .engine()
    .runKernel(
      TRAIN_KERNEL,
      { rows, parameters, first, second },
      attributes as unknown as tfjs.NamedAttrMap,
    ) as unknown as tfjs.Tensor[];
  return { parameters: p!, first: f!, second: s!, loss: loss! };
};
