import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Cancelled } from '../../base/cancel.ts';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { openBackend } from '../backend.ts';
import type { FitProgress } from '../detector.ts';
import { loadTensorFlow, type TensorFlow } from '../tensorflow.ts';
import { mixture, rowsOf } from '../test-matrix.ts';
import { drawnRows, fitIsolationForest, isolationForestFromJson } from './isolation-forest.ts';
import { averagePathLength, depthLimit } from './path-length.ts';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await loadTensorFlow();
});

const data = mixture(1200, 7);
const settings = { trees: 60, sampleSize: 128 };

/** A row's mean path length, from its score. */
const pathLength = (score: number, sampleSize: number): number => -Math.log2(score) * averagePathLength(sampleSize);

const column = (values: readonly number[]): FeatureMatrix => ({
  values: Float32Array.from(values),
  rows: values.length,
  features: [{ name: 'x', source: 'x', kind: 'numeric' }],
});

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend, { wasmPaths: null });
  });

  test('scores lie in 0…1, outliers score higher, and nothing is left on the device', async () => {
    const before = tf.core.memory().numTensors;
    const forest = await fitIsolationForest(data, settings, { seed: 1 });
    const scores = await forest.score(data);
    expect(scores.every((s) => s > 0 && s < 1)).toBe(true);
    const mean = (from: number, to: number) => scores.slice(from, to).reduce((a, b) => a + b, 0) / (to - from);
    expect(mean(1164, 1200)).toBeGreaterThan(mean(0, 1164) + 0.1);
    expect(tf.core.memory().numTensors).toBe(before);
    expect([forest.trees, forest.sampleSize]).toEqual([60, 128]);
  });

  test('the same seed gives the same scores, bit for bit; another seed others', async () => {
    const first = await (await fitIsolationForest(data, settings, { seed: 3 })).score(data);
    expect(await (await fitIsolationForest(data, settings, { seed: 3 })).score(data)).toEqual(first);
    expect(await (await fitIsolationForest(data, settings, { seed: 4 })).score(data)).not.toEqual(first);
  });

  test('a row scores the same whatever rows come with it, and in whatever order', async () => {
    const forest = await fitIsolationForest(data, settings, { seed: 1 });
    const scores = await forest.score(data);
    const reversed = Array.from({ length: data.rows }, (_, i) => data.rows - 1 - i);
    expect(await forest.score(rowsOf(data, reversed))).toEqual(scores.slice().reverse());
    for (const row of [0, 5, 1199]) expect((await forest.score(rowsOf(data, [row])))[0]).toBe(scores[row]);
  });

  test('no path is longer than the depth limit plus c of the most rows that a leaf there may hold', async () => {
    const forest = await fitIsolationForest(data, { trees: 1, sampleSize: 64 }, { seed: 2 });
    const longest = depthLimit(64) + averagePathLength(64 - depthLimit(64));
    for (const score of await forest.score(data)) {
      const length = pathLength(score, 64);
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(longest + 1e-5);
    }
  });

  test('scores the same after it was saved and loaded', async () => {
    const forest = await fitIsolationForest(data, settings, { seed: 1 });
    const loaded = isolationForestFromJson(JSON.parse(JSON.stringify(forest.toJSON())));
    expect(await loaded.score(data)).toEqual(await forest.score(data));
    expect(await loaded.explain(rowsOf(data, [7]))).toEqual(await forest.explain(rowsOf(data, [7])));
  });

  test('a cancel ends the scoring of many rows', async () => {
    const forest = await fitIsolationForest(data, { trees: 500, sampleSize: 1024 }, { seed: 1 });
    const rows = 60_000;
    const values = new Float32Array(rows * 7);
    for (let i = 0; i < values.length; i++) values[i] = data.values[i % data.values.length]!;
    const controller = new AbortController();
    const run = forest.score({ values, rows, features: data.features }, controller.signal);
    let asked = 0;
    setTimeout(() => {
      asked = performance.now();
      controller.abort();
    }, 20);
    await expect(run).rejects.toBeInstanceOf(Cancelled);
    expect(performance.now() - asked).toBeLessThan(300);
  });
});

test('cpu and wasm give the same scores', async () => {
  const forest = await fitIsolationForest(data, { trees: 33, sampleSize: 300 }, { seed: 1 });
  await openBackend('cpu', { wasmPaths: null });
  const onCpu = await forest.score(data);
  await openBackend('wasm', { wasmPaths: null });
  expect(await forest.score(data)).toEqual(onCpu);
});

test('a fit on the drawn rows alone gives the very forest of a fit on all of them', async () => {
  const few = { trees: 5, sampleSize: 40 };
  const drawn = drawnRows(data.rows, few, 9)!;
  expect(drawn.length).toBeGreaterThan(150);
  expect(drawn.length).toBeLessThanOrEqual(200);
  const whole = await fitIsolationForest(data, few, { seed: 9 });
  const some = await fitIsolationForest(rowsOf(data, [...drawn]), few, { seed: 9, among: { rows: data.rows, drawn } });
  expect(some.toJSON()).toEqual(whole.toJSON());
  // Where the trees may draw every row there is nothing to spare.
  expect(drawnRows(200, few, 9)).toBeNull();
});

test('reasons add up to the expected less the actual path length, one per source column', async () => {
  const forest = await fitIsolationForest(data, settings, { seed: 1 });
  const few = rowsOf(data, [0, 10, 1190, 1199]);
  const scores = await forest.score(few);
  const reasons = await forest.explain(few);
  reasons.forEach((row, i) => {
    const sum = row.reduce((total, r) => total + r.contribution, 0);
    expect(sum).toBeCloseTo(forest.expectedPathLength() - pathLength(scores[i]!, 128), 4);
    expect(new Set(row.map((r) => r.column)).size).toBe(row.length);
    expect(row.every((r) => data.features.some((f) => f.source === r.column))).toBe(true);
    const sizes = row.map((r) => Math.abs(r.contribution));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
  const pushed = rowsOf(data, [0]);
  pushed.values[3] = 100;
  expect((await forest.explain(pushed))[0]![0]).toMatchObject({ column: 'column 3', direction: 'high' });
  pushed.values[3] = -100;
  expect((await forest.explain(pushed))[0]![0]).toMatchObject({ column: 'column 3', direction: 'low' });
});

test('a column rescaled by a positive factor and shifted gives the same scores, within rounding', async () => {
  const scores = await (await fitIsolationForest(data, settings, { seed: 1 })).score(data);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(6),
      fc.double({ min: -10, max: 10, noNaN: true }),
      // Powers of two and whole shifts would be exact; any others move a value across a threshold now and then.
      fc.double({ min: -3, max: 3, noNaN: true }),
      async (which, exponent, shift) => {
        const values = data.values.map((x, i) => (i % 7 === which ? (x + shift) * 2 ** exponent : x));
        const other = await (await fitIsolationForest({ ...data, values }, settings, { seed: 1 })).score({
          ...data,
          values,
        });
        const moved = scores.filter((s, i) => Math.abs(s - other[i]!) > 1e-6).length;
        expect(moved).toBeLessThan(data.rows * 0.01);
      },
    ),
    { numRuns: 12 },
  );
});

describe('few rows', () => {
  test('none: says so', async () => {
    await expect(fitIsolationForest(column([]), settings, { seed: 1 })).rejects.toMatchObject({
      fault: { code: 'too-few-rows' },
    });
  });
  test('one: every score is 0.5, as in scikit-learn', async () => {
    const forest = await fitIsolationForest(column([4]), settings, { seed: 1 });
    expect([...(await forest.score(column([4, 5, -1e30])))]).toEqual([0.5, 0.5, 0.5]);
    expect(await forest.explain(column([4]))).toEqual([[]]);
  });
  test('two that differ: one split, paths of length 1 = c(2), so 0.5', async () => {
    const forest = await fitIsolationForest(column([0, 1]), { trees: 3, sampleSize: 2 }, { seed: 1 });
    expect(forest.nodes).toBe(9);
    expect([...(await forest.score(column([0, 1])))]).toEqual([0.5, 0.5]);
  });
  test('two that are equal: an open leaf of two, c(2) = 1, so 0.5 too', async () => {
    const forest = await fitIsolationForest(column([1, 1]), { trees: 3, sampleSize: 2 }, { seed: 1 });
    expect(forest.nodes).toBe(3);
    expect([...(await forest.score(column([1])))]).toEqual([0.5]);
  });
});

test('a value that is no number never gets in', async () => {
  await expect(fitIsolationForest(column([1, Number.NaN, 2]), settings, { seed: 1 })).rejects.toThrow(/NaN in row 1/);
});

test('progress counts trees, never falls, and a cancel is seen', async () => {
  const progress: FitProgress[] = [];
  await fitIsolationForest(data, settings, { seed: 1, onProgress: (p) => progress.push(p) });
  expect(progress.map((p) => p.done)).toEqual(progress.map((p) => p.done).sort((a, b) => a - b));
  expect(progress.at(-1)).toEqual({ stage: 'fit', done: 60, total: 60 });

  const controller = new AbortController();
  const many = fitIsolationForest(data, { trees: 1000, sampleSize: 1200 }, { seed: 1, signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  await expect(many).rejects.toBeInstanceOf(Cancelled);
});

test('other columns than those it was fitted on are named', async () => {
  const forest = await fitIsolationForest(data, settings, { seed: 1 });
  const features = data.features.map((f, i) => (i === 2 ? { ...f, name: 'other' } : f));
  await expect(forest.score({ ...data, features })).rejects.toThrow(/missing: column 2; not known to the model: other/);
});

test('a model that was tampered with is refused', async () => {
  const json = (await fitIsolationForest(data, { trees: 2, sampleSize: 16 }, { seed: 1 })).toJSON();
  const refused = (change: object, message: RegExp) =>
    expect(() => isolationForestFromJson({ ...json, ...change })).toThrow(message);
  const ints = (base64: string, change: (a: Int32Array) => void): string => {
    const array = new Int32Array(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);
    change(array);
    return btoa(String.fromCharCode(...new Uint8Array(array.buffer)));
  };
  expect(() => isolationForestFromJson(json)).not.toThrow();
  refused({ version: 9 }, /version/);
  refused({ trees: 3 }, /number of trees/);
  refused({ threshold: json.threshold.slice(0, 8) }, /cut off/);
  refused({ threshold: ints(json.threshold, (a) => a.fill(0x7fc00000, 0, 1)) }, /not all finite/);
  refused({ feature: ints(json.feature, (a) => a.fill(99, 0, 1)) }, /column 99 of 7/);
  refused({ right: ints(json.right, (a) => a.fill(0, 0, 1)) }, /children/);
  refused({ right: ints(json.right, (a) => a.fill(a[0]! - 1, 0, 1)) }, /children|parent/);
  refused({ samples: ints(json.samples, (a) => a.fill(3, 0, 1)) }, /root/);
});
