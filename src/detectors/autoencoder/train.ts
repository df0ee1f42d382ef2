/**
 * Trains the autoencoder: seeded shuffles, a run of steps at a time, the loss of the validation rows after each epoch,
 * early stopping on it. After each epoch the whole state is handed out as plain arrays, so that a run whose device is
 * lost goes on elsewhere from the last epoch.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { breathe, throwIfCancelled } from '../../base/cancel.ts';
import { FaultError } from '../../base/fault.ts';
import { createRng, shuffle } from '../../base/rng.ts';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import type { FitOptions } from '../detector.ts';
import { onDevice, readBack } from '../device.ts';
import type { AutoencoderSettings } from '../settings.ts';
import { loadTensorFlow } from '../tensorflow.ts';
import { initialParameters } from './build.ts';
import type { NetShape } from './net-shape.ts';
import { createReconstructor, rowLosses } from './reconstruct.ts';
import { runTraining, type TrainAttributes, type TrainTensors } from './train-op.ts';

/** Where a run stands after an epoch. */
export interface Checkpoint {
  /** Epochs done. */
  readonly epoch: number;
  readonly steps: number;
  readonly parameters: Float32Array;
  /** The optimizer's moments (optimizer.ts). */
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** Per epoch. Training loss: the mean over the rows of the loss they had in their step, as Keras reports it. */
  readonly loss: readonly number[];
  /** Empty without validation rows. */
  readonly validationLoss: readonly number[];
  /** Least validation loss so far, and its weights; null where no early stopping was asked for. */
  readonly best: { readonly epoch: number; readonly validationLoss: number; readonly parameters: Float32Array } | null;
}

export interface AutoencoderFitOptions extends FitOptions {
  readonly resumeFrom?: Checkpoint;
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
}

export interface Training {
  readonly epochs: number;
  readonly steps: number;
  readonly loss: readonly number[];
  readonly validationLoss: readonly number[];
  readonly stoppedEarly: boolean;
  /** 1-based epoch whose weights were taken. */
  readonly bestEpoch: number;
}

/** Milliseconds of steps between two looks at the abort signal. Waiting for webgl's answer takes about 5 by itself. */
const RUN_MILLISECONDS = { cpu: 25, wasm: 25, webgl: 80 } as const;
/** Values handed over per run, 16 MB. */
const VALUES_PER_RUN = 4e6;

const start = (shape: NetShape, seed: number): Checkpoint => ({
  epoch: 0,
  steps: 0,
  parameters: initialParameters(shape, seed),
  first: new Float32Array(shape.parameters),
  second: new Float32Array(shape.parameters),
  loss: [],
  validationLoss: [],
  best: null,
});

const gather = (matrix: FeatureMatrix, order: Uint32Array, from: number, to: number): Float32Array => {
  const columns = matrix.features.length;
  const rows = new Float32Array((to - from) * columns);
  for (let i = from; i < to; i++) {
    const at = order[i]! * columns;
    rows.set(matrix.values.subarray(at, at + columns), (i - from) * columns);
  }
  return rows;
};

const diverged = (epoch: number, learningRate: number) =>
  new FaultError({
    code: 'diverged',
    message: `The autoencoder's loss is no longer a number in epoch ${epoch} (learning rate ${learningRate}).`,
    advice: 'Lower the learning rate, or scale the features.',
  });

export const trainAutoencoder = async (
  matrix: FeatureMatrix,
  validation: FeatureMatrix | null,
  shape: NetShape,
  settings: AutoencoderSettings,
  { seed, signal, onProgress, resumeFrom, onCheckpoint }: AutoencoderFitOptions,
): Promise<{ readonly parameters: Float32Array; readonly training: Training }> => {
  const { core } = await loadTensorFlow();
  throwIfCancelled(signal);
  const { rows } = matrix;
  const runMilliseconds = RUN_MILLISECONDS[core.getBackend() as keyof typeof RUN_MILLISECONDS];
  const columns = shape.features;
  const { batchSize, epochs, loss, learningRate, patience } = settings;
  const stepsPerEpoch = Math.ceil(rows / batchSize);
  const total = epochs * stepsPerEpoch;
  const judged = validation && validation.rows > 0 ? validation : null;
  const watched = judged !== null && patience !== null;

  let state = resumeFrom ?? start(shape, seed);
  const reconstructor = createReconstructor(shape, state.parameters);
  const upload = ({ parameters, first, second }: Checkpoint): Promise<TrainTensors> =>
    onDevice(() => ({
      parameters: core.tensor1d(parameters, 'float32'),
      first: core.tensor1d(first, 'float32'),
      second: core.tensor1d(second, 'float32'),
    }));
  const release = ({ parameters, first, second }: TrainTensors) => core.dispose([parameters, first, second]);

  /** Steps on the rows order[from … to); gives the summed loss. */
  const runSteps = async (
    tensors: TrainTensors,
    order: Uint32Array,
    from: number,
    to: number,
    attributes: TrainAttributes,
  ): Promise<{ readonly tensors: TrainTensors; readonly loss: number }> => {
    let next: TrainTensors | undefined;
    const losses = await readBack(core, () => {
      const seen = core.tensor2d(gather(matrix, order, from, to), [to - from, columns], 'float32');
      const { loss: sums, ...after } = runTraining(core, seen, tensors, attributes);
      next = {
        parameters: core.keep(after.parameters),
        first: core.keep(after.first),
        second: core.keep(after.second),
      };
      return sums;
    }).catch((thrown: unknown) => {
      if (next) release(next);
      throw thrown;
    });
    let sum = 0;
    for (const value of losses) sum += value;
    return { tensors: next!, loss: sum };
  };

  const improved = (value: number): boolean => !state.best || value < state.best.validationLoss;
  let stepsPerRun = 4;
  let tensors = await upload(state);
  let stopped = false;
  try {
    while (state.epoch < epochs && !stopped) {
      const epoch = state.epoch + 1;
      const order = new Uint32Array(rows);
      for (let i = 0; i < rows; i++) order[i] = i;
      shuffle(order, createRng(seed, `shuffle ${epoch}`));
      let sum = 0;
      let steps = state.steps;
      for (let from = 0; from < rows; ) {
        const to = Math.min(rows, from + stepsPerRun * batchSize);
        const began = performance.now();
        const after = await runSteps(tensors, order, from, to, { shape, settings, stepsBefore: steps });
        release(tensors);
        tensors = after.tensors;
        sum += after.loss;
        if (!Number.isFinite(sum)) throw diverged(epoch, learningRate);
        const ran = Math.ceil((to - from) / batchSize);
        steps += ran;
        from = to;
        onProgress?.({ stage: 'fit', done: (epoch - 1) * stepsPerEpoch + Math.ceil(from / batchSize), total });
        await breathe();
        throwIfCancelled(signal);
        const perStep = (performance.now() - began) / ran;
        const most = Math.max(1, Math.floor(VALUES_PER_RUN / (batchSize * columns)));
        stepsPerRun = Math.max(1, Math.min(most, stepsPerRun * 4, Math.round(runMilliseconds / perStep)));
      }

      const [parameters, first, second] = await Promise.all(
        [tensors.parameters, tensors.first, tensors.second].map((t: tfjs.Tensor) =>
          onDevice(() => t.data<'float32'>()),
        ),
      );
      let validationLoss: number | null = null;
      if (judged) {
        reconstructor.set(parameters!);
        const losses = await rowLosses(reconstructor, judged, loss, signal);
        let all = 0;
        for (const value of losses) all += value;
        validationLoss = all / judged.rows;
      }
      if (validationLoss !== null && !Number.isFinite(validationLoss)) throw diverged(epoch, learningRate);
      const best =
        watched && improved(validationLoss!)
          ? { epoch, validationLoss: validationLoss!, parameters: parameters! }
          : state.best;
      state = {
        epoch,
        steps,
        parameters: parameters!,
        first: first!,
        second: second!,
        loss: [...state.loss, sum / rows],
        validationLoss: validationLoss === null ? [] : [...state.validationLoss, validationLoss],
        best,
      };
      onCheckpoint?.(state);
      stopped = watched && epoch - best!.epoch >= patience && epoch < epochs;
      onProgress?.({
        stage: 'fit',
        done: stopped ? total : epoch * stepsPerEpoch,
        total,
        epoch: { epoch, loss: sum / rows, validationLoss },
      });
      await breathe();
      throwIfCancelled(signal);
    }
  } finally {
    release(tensors);
    reconstructor.dispose();
  }
  return {
    parameters: state.best?.parameters ?? state.parameters,
    training: {
      epochs: state.epoch,
      steps: state.steps,
      loss: state.loss,
      validationLoss: state.validationLoss,
      stoppedEarly: stopped,
      bestEpoch: state.best?.epoch ?? state.epoch,
    },
  };
};
