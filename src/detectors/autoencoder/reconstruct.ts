/** The layers model at work: what it makes of rows, batch by batch, on whichever backend is set. */
import type * as tfLayers from '@tensorflow/tfjs-layers';
import { createPacer, throwIfCancelled } from '../../base/cancel.ts';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { onDevice, readBack } from '../device.ts';
import { loadTensorFlow, type TensorFlow } from '../tensorflow.ts';
import { buildModel, setParameters } from './build.ts';
import { type Loss, lossOf } from './loss.ts';
import type { NetShape } from './net-shape.ts';

/** Values per call, 2 MB: a few milliseconds of arithmetic, and nothing intermediate is kept. */
const VALUES_PER_CALL = 500_000;

export interface Reconstructor {
  /** Takes other weights. */
  set(parameters: Float32Array): void;
  /** Calls `see` with the reconstruction of each batch, and the number of its first row. */
  each(
    matrix: Pick<FeatureMatrix, 'values' | 'rows'>,
    see: (reconstruction: Float32Array, from: number, rows: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  dispose(): void;
}

/**
 * The weights are kept here as plain numbers, and the model is built when it is first used and again when the backend has
 * changed since: weights on a lost device could not be moved from there.
 */
export const createReconstructor = (shape: NetShape, parameters: Float32Array): Reconstructor => {
  let weights = parameters;
  let built: { readonly model: tfLayers.LayersModel; readonly backend: unknown } | undefined;
  let stale = true;

  const model = async ({ core, layers }: TensorFlow): Promise<tfLayers.LayersModel> => {
    const backend = core.backend();
    if (built?.backend !== backend) {
      built?.model.dispose();
      built = { model: buildModel(layers, shape), backend };
      stale = true;
    }
    const { model: ready } = built!;
    if (stale) await onDevice(() => setParameters(core, ready, shape, weights));
    stale = false;
    return ready;
  };

  return {
    set: (next) => {
      weights = next;
      stale = true;
    },
    each: async ({ values, rows }, see, signal) => {
      throwIfCancelled(signal);
      if (rows === 0) return;
      const tensorFlow = await loadTensorFlow();
      const { core } = tensorFlow;
      const ready = await model(tensorFlow);
      const columns = shape.features;
      const perCall = Math.max(1, Math.floor(VALUES_PER_CALL / columns));
      const pace = createPacer(signal);
      for (let from = 0; from < rows; from += perCall) {
        const count = Math.min(perCall, rows - from);
        const batch = values.subarray(from * columns, (from + count) * columns);
        const result = await readBack(
          core,
          () =>
            ready.predictOnBatch(core.tensor2d(batch, [count, columns], 'float32')) as ReturnType<typeof core.tensor>,
        );
        see(result, from, count);
        await pace();
      }
    },
    dispose: () => {
      built?.model.dispose();
      built = undefined;
      stale = true;
    },
  };
};

/** Per row the mean over the columns of what each error (reconstruction less value) counts for. */
export const rowMeans = async (
  reconstructor: Reconstructor,
  { values, rows, features }: FeatureMatrix,
  countsFor: (error: number, column: number) => number,
  signal?: AbortSignal,
): Promise<Float32Array> => {
  const columns = features.length;
  const found = new Float32Array(rows);
  await reconstructor.each(
    { values, rows },
    (reconstruction, from, count) => {
      for (let r = 0; r < count; r++) {
        const base = (from + r) * columns;
        let sum = 0;
        for (let c = 0; c < columns; c++) sum += countsFor(reconstruction[r * columns + c]! - values[base + c]!, c);
        found[from + r] = sum / columns;
      }
    },
    signal,
  );
  return found;
};

/** Mean over the columns of each row's loss. */
export const rowLosses = (
  reconstructor: Reconstructor,
  matrix: FeatureMatrix,
  loss: Loss,
  signal?: AbortSignal,
): Promise<Float32Array> => rowMeans(reconstructor, matrix, (error) => lossOf(loss, error), signal);
