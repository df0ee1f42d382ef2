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
export const PROBE_TIMEOUT_MILLISECONDS = 4000;
/** Waiting for an answer takes milliseconds by itself, so a round has more steps until it takes so long … */
const ROUND_MILLISECONDS = 20;
/** … and rounds go on until so much time was measured. */
const MEASURE_MILLISECONDS = 60;
const MOST_STEPS = 64;

const withTimeout = async <A>(work: Promise<A>, milliseconds: number): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not answer within ${milliseconds / 1000} s.`)), milliseconds);
  });
  // Where the timeout wins, the work may still fail later, unheard.
  work.catch(() => {});
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const measure = async (core: typeof tfjs, { features, settings }: ProbeNet, signal?: AbortSignal): Promise<number> => {
  const shape = netShape(features, settings);
  const state: TrainTensors = await onDevice(() => ({
    parameters: core.tensor1d(initialParameters(shape, 1), 'float32'),
    first: core.zeros([shape.parameters], 'float32'),
    second: core.zeros([shape.parameters], 'float32'),
  }));
  const round = async (steps: number): Promise<number> => {
    throwIfCancelled(signal);
    const began = performance.now();
    const losses = await readBack(core, () => {
      const rows = core.fill([settings.batchSize * steps, features], 0.5) as tfjs.Tensor2D;
      return runTraining(core, rows, state, { shape, settings, stepsBefore: 0 }).loss;
    });
    if (!losses.every(Number.isFinite)) throw new Error('Its arithmetic gives no numbers.');
    return performance.now() - began;
  };
  try {
    // The first round compiles.
    await round(1);
    let best = Number.POSITIVE_INFINITY;
    let steps = 1;
    for (const until = performance.now() + MEASURE_MILLISECONDS; ; ) {
      const took = await round(steps);
      best = Math.min(best, took / steps);
      if (performance.now() >= until) return best;
      if (took < ROUND_MILLISECONDS) steps = Math.min(MOST_STEPS, steps * 2);
    }
  } finally {
    core.dispose([state.parameters, state.first, state.second]);
  }
};

/** Milliseconds a step. */
export const probeStep = (
  core: typeof tfjs,
  net: ProbeNet,
  signal?: AbortSignal,
  timeoutMilliseconds = PROBE_TIMEOUT_MILLISECONDS,
): Promise<number> => withTimeout(measure(core, net, signal), timeoutMilliseconds);
