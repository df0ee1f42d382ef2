import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cancelled } from '../../base/cancel.ts';
import { FaultError } from '../../base/fault.ts';
import { openBackend } from '../backend.ts';
import type { FitProgress } from '../detector.ts';
import type { AutoencoderSettings } from '../settings.ts';
import { loadTensorFlow, type TensorFlow } from '../tensorflow.ts';
import { mixture, rowsOf } from '../test-matrix.ts';
import { type AutoencoderDetector, autoencoderFromJson, fitAutoencoder } from './autoencoder.ts';
import type { Checkpoint } from './train.ts';

const settings: AutoencoderSettings = {
  hidden: [5],
  activation: 'relu',
  output: 'linear',
  loss: 'mse',
  optimizer: 'adam',
  learningRate: 0.005,
  batchSize: 32,
  epochs: 6,
  patience: null,
  score: 'squared',
};
const training = mixture(500, 9);
const validation = mixture(200, 9, 2);

let tf: TensorFlow;
beforeAll(async () => {
  tf = await loadTensorFlow();
});

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    const report = await openBackend(backend, { wasmPaths: null });
    expect(report.name).toBe(backend);
    expect(tf.core.getBackend()).toBe(backend);
  });

  test('the loss falls, rows that do not follow the others score higher, and nothing is left on the device', async () => {
    const before = tf.core.memory().numTensors;
    const progress: FitProgress[] = [];
    const detector = await fitAutoencoder(training, validation, settings, {
      seed: 1,
      onProgress: (p) => progress.push(p),
    });
    const { loss, validationLoss, epochs, steps, bestEpoch, stoppedEarly } = detector.training!;
    expect([epochs, steps, bestEpoch, stoppedEarly]).toEqual([6, 6 * 16, 6, false]);
    expect(loss[5]!).toBeLessThan(loss[0]! * 0.8);
    expect(validationLoss[5]!).toBeLessThan(validationLoss[0]!);

    const scores = await detector.score(training);
    const mean = (from: number, to: number) => scores.slice(from, to).reduce((a, b) => a + b, 0) / (to - from);
    expect(mean(485, 500)).toBeGreaterThan(5 * mean(0, 485));

    expect(progress.map((p) => p.done)).toEqual(progress.map((p) => p.done).sort((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ done: 96, total: 96 });
    expect(progress.flatMap((p) => (p.epoch ? [p.epoch.epoch] : []))).toEqual([1, 2, 3, 4, 5, 6]);

    detector.dispose();
    expect(tf.core.memory().numTensors).toBe(before);
  });

  test('the same seed gives the same weights, bit for bit; another seed others', async () => {
    const weights = async (seed: number) => {
      const detector = await fitAutoencoder(training, validation, settings, { seed });
      detector.dispose();
      return detector.toJSON().parameters;
    };
    const first = await weights(3);
    expect(await weights(3)).toBe(first);
    expect(await weights(4)).not.toBe(first);
  });

  test('a run that goes on from a checkpoint ends where the whole run ends', async () => {
    const checkpoints: Checkpoint[] = [];
    const options = { seed: 1, onCheckpoint: (c: Checkpoint) => checkpoints.push(c) };
    const whole = await fitAutoencoder(training, validation, settings, options);
    expect(checkpoints.map((c) => c.epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    const resumed = await fitAutoencoder(training, validation, settings, { seed: 1, resumeFrom: checkpoints[2]! });
    expect(resumed.toJSON().parameters).toBe(whole.toJSON().parameters);
    expect(resumed.training).toEqual(whole.training);
    whole.dispose();
    resumed.dispose();
  });

  test('early stopping takes the weights of the best epoch', async () => {
    const checkpoints: Checkpoint[] = [];
    const detector = await fitAutoencoder(
      rowsOf(
        training,
        Array.from({ length: 40 }, (_, i) => i),
      ),
      validation,
      { ...settings, epochs: 200, patience: 2, learningRate: 0.05, batchSize: 8 },
      { seed: 1, onCheckpoint: (c) => checkpoints.push(c) },
    );
    const { epochs, bestEpoch, stoppedEarly, validationLoss } = detector.training!;
    expect(stoppedEarly).toBe(true);
    expect(epochs).toBe(bestEpoch + 2);
    expect(Math.min(...validationLoss)).toBe(validationLoss[bestEpoch - 1]);
    // What validation saw in that epoch is what the detector scores with.
    const scores = await detector.score(validation);
    expect(scores.reduce((a, b) => a + b, 0) / scores.length).toBeCloseTo(validationLoss[bestEpoch - 1]!, 6);
    expect(checkpoints.at(-1)!.best!.epoch).toBe(bestEpoch);
    detector.dispose();
  });

  test('a cancel ends it and leaves nothing on the device', async () => {
    const before = tf.core.memory().numTensors;
    const controller = new AbortController();
    let asked = 0;
    const long = { ...settings, epochs: 10_000 };
    const run = fitAutoencoder(training, validation, long, { seed: 1, signal: controller.signal });
    setTimeout(() => {
      asked = performance.now();
      controller.abort();
    }, 150);
    await expect(run).rejects.toBeInstanceOf(Cancelled);
    expect(performance.now() - asked).toBeLessThan(300);
    expect(tf.core.memory().numTensors).toBe(before);
  });

  test('a loss that is no number any more ends as a fault that says what to do', async () => {
    const before = tf.core.memory().numTensors;
    const wild = { ...settings, optimizer: 'sgd', learningRate: 1, epochs: 50 } as const;
    const run = fitAutoencoder({ ...training, values: training.values.map((x) => x * 1e6) }, null, wild, { seed: 1 });
    const thrown = await run.catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(FaultError);
    expect((thrown as FaultError).fault).toMatchObject({ code: 'diverged', message: expect.stringContaining('epoch') });
    expect(tf.core.memory().numTensors).toBe(before);
  });

  describe('a fitted one', () => {
    let detector: AutoencoderDetector;
    beforeAll(async () => {
      detector = await fitAutoencoder(training, null, settings, { seed: 1 });
    });
    afterAll(() => detector.dispose());

    test('scores the same whatever rows come with a row', async () => {
      const scores = await detector.score(training);
      const reversed = Array.from({ length: training.rows }, (_, i) => training.rows - 1 - i);
      expect(await detector.score(rowsOf(training, reversed))).toEqual(scores.slice().reverse());
      for (const row of [0, 7, 499]) expect((await detector.score(rowsOf(training, [row])))[0]).toBe(scores[row]);
    });

    test('has reasons that add up to the score, signed by direction', async () => {
      const few = rowsOf(training, [3, 490, 499]);
      const scores = await detector.score(few);
      const reasons = await detector.explain(few);
      reasons.forEach((row, i) => {
        expect(row).toHaveLength(8);
        expect(row.reduce((sum, r) => sum + r.contribution, 0)).toBeCloseTo(scores[i]!, 5);
        expect(row.map((r) => r.contribution)).toEqual(row.map((r) => r.contribution).sort((a, b) => b - a));
      });
      const pushed = rowsOf(training, [3]);
      pushed.values[4] = 50;
      expect((await detector.explain(pushed))[0]![0]).toMatchObject({ column: 'column 4', direction: 'high' });
      pushed.values[4] = -50;
      expect((await detector.explain(pushed))[0]![0]).toMatchObject({ column: 'column 4', direction: 'low' });
    });

    test('scores the same after it was saved and loaded', async () => {
      const loaded = autoencoderFromJson(JSON.parse(JSON.stringify(detector.toJSON())));
      expect(await loaded.score(training)).toEqual(await detector.score(training));
      loaded.dispose();
    });
  });
});

describe('with relative errors', () => {
  const relative: AutoencoderSettings = { ...settings, score: 'relative' };

  test('trains the same weights, and scores in units of what is usual: about one on rows that it learned', async () => {
    const before = tf.core.memory().numTensors;
    const detector = await fitAutoencoder(training, null, relative, { seed: 1 });
    const plain = await fitAutoencoder(training, null, settings, { seed: 1 });
    expect(detector.toJSON().parameters).toBe(plain.toJSON().parameters);
    expect([detector.toJSON().version, plain.toJSON().version]).toEqual([2, 1]);

    const scores = await detector.score(training);
    // The mean of sizes is at most the root mean square, which is the unit.
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(mean).toBeGreaterThan(0.2);
    expect(mean).toBeLessThanOrEqual(1);

    const reasons = await detector.explain(rowsOf(training, [3, 499]));
    [3, 499].forEach((row, i) => {
      const sum = reasons[i]!.reduce((all, { contribution }) => all + contribution, 0);
      expect(sum).toBeCloseTo(scores[row]!, 5);
    });
    const pushed = rowsOf(training, [3]);
    pushed.values[4] = -50;
    expect((await detector.explain(pushed))[0]![0]).toMatchObject({ column: 'column 4', direction: 'low' });

    const loaded = autoencoderFromJson(JSON.parse(JSON.stringify(detector.toJSON())));
    expect(await loaded.score(training)).toEqual(scores);
    for (const each of [detector, plain, loaded]) each.dispose();
    expect(tf.core.memory().numTensors).toBe(before);
  });

  test('refuses weights that are none', async () => {
    const detector = await fitAutoencoder(training, null, relative, { seed: 1 });
    detector.dispose();
    const refused = (errorWeights: unknown, message: RegExp) =>
      expect(() => autoencoderFromJson({ ...detector.toJSON(), errorWeights })).toThrow(message);
    refused(undefined, /errorWeights/);
    refused(btoa('\0\0\x80\x3f'), /error weight for each/);
    refused(btoa('\0\0\0\0'.repeat(training.features.length)), /error weight for each/);
    refused(btoa('\0\0\x80\x7f'.repeat(training.features.length)), /not all finite/);
  });
});

test('an unreadable model is refused with its reason', () => {
  const good = {
    kind: 'autoencoder',
    version: 1,
    features: [{ name: 'a', source: 'a', kind: 'numeric' }],
    hidden: [1],
    activation: 'relu',
    output: 'linear',
    parameters: btoa('\0'.repeat(16)),
  };
  expect(() => autoencoderFromJson(good)).not.toThrow();
  const refused = (change: object, message: RegExp) =>
    expect(() => autoencoderFromJson({ ...good, ...change })).toThrow(message);
  refused({ version: 3 }, /version/);
  refused({ version: 2 }, /errorWeights/);
  refused({ kind: 'isolation-forest' }, /kind/);
  refused({ hidden: [2] }, /4 weights where its layers need 7/);
  refused({ parameters: '%' }, /base64/);
  refused({ parameters: btoa('\0\0\xc0\x7f'.repeat(4)) }, /not all finite/);
  expect(() => autoencoderFromJson(null)).toThrow(/cannot be read/);
});
