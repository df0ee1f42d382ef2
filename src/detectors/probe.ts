/** Times the real training step of a network on the backend that is set. */
import type * as tfjs from '@tensorflow/tfjs-core';
import { throwIfCancelled } from '../base/cancel.ts';
import { initialParameters } from './autoencoder/build.ts';
import { netShape } from './autoencoder/net-shape.ts';
import { runTraining, type TrainTensors } from './autoencoder/train-op.ts';
import { onDevice, readBack } from './device.ts';
import type { AutoencoderSettings } from './settings.ts';

export interface ProbeNet {
  readonly features: number;
  readonly settings: Pick<
    AutoencoderSettings,
    'hidden' | 'activation' | 'output' | 'loss' | 'optimizer' | 'learningRate' | 'batchSize'
  >;
}

/** The Tutorial's network on NSL-KDD. */
export const PROBE_NET: ProbeNet = {
  features: 38,
  settings: {
    hidden: [14],
    activation: 'relu',
    output: 'sigmoid',
    loss: 'mse',
    optimizer: 'adam',
    learningRate: 0.001,
    batchSize: 32,
  },
};

/** A driver whose fences never resolve is given this long, the compiling of the shaders included. */
const TIMEOUT_MILLISECONDS = 4000;
/** Rounds go on until so much time was measured. */
const MEASURE_MILLISECONDS = 40;
const STEPS_PER_ROUND = 4;

const withTimeout = async <A>(work: Promise<A>): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It did not answer within ${TIMEOUT_MILLISECONDS / 1000} s.`)),
      TIMEOUT_MILLISECONDS,
    );
  });
  // Where the timeout wins, the work may still fail later, unheard.
  work.catch(() => {});
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

/** Milliseconds a step. */
export const probeStep = (core: typeof tfjs, { features, settings }: ProbeNet, signal?: AbortSignal): Promise<number> =>
  withTimeout(
    (async () => {
      const shape = netShape(features, settings);
      const count = settings.batchSize * STEPS_PER_ROUND;
      const state: TrainTensors = await onDevice(() => ({
        parameters: core.tensor1d(initialParameters(shape, 1), 'float32'),
        first: core.zeros([shape.parameters], 'float32'),
        second: core.zeros([shape.parameters], 'float32'),
      }));
      const round = async (): Promise<number> => {
        throwIfCancelled(signal);
        const began = performance.now();
        const losses = await readBack(core, () => {
          const rows = core.fill([count, features], 0.5) as tfjs.Tensor2D;
          return runTraining(core, rows, state, { shape, settings, stepsBefore: 0 }).loss;
        });
        if (!losses.every(Number.isFinite)) throw new Error('Its arithmetic gives no numbers.');
        return (performance.now() - began) / STEPS_PER_ROUND;
      };
      try {
        // The first rounds compile; the best of the rest is what the device can do.
        await round();
        await round();
        let best = Number.POSITIVE_INFINITY;
        const until = performance.now() + MEASURE_MILLISECONDS;
        do best = Math.min(best, await round());
        while (performance.now() < until);
        return best;
      } finally {
        core.dispose([state.parameters, state.first, state.second]);
      }
    })(),
  );
