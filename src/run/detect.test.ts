import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { createRng } from '../base/rng.ts';
import { openBackend } from '../detectors/backend.ts';
import type { BackendName } from '../detectors/backend-name.ts';
import { PART_CODE } from '../evaluation/part.ts';
import { TUTORIAL } from '../recipe/presets.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { validationRows } from './choose-rows.ts';
import { type DetectInput, detect } from './detect.ts';
import type { FeatureSource, Prepared } from './prepared.ts';
import type { RunProgress } from './run-result.ts';

const ROWS = 400;
const WIDTH = 4;

/** Normal rows near the origin, every tenth row an anomaly far out; the last row is left out. */
const values = ((): Float32Array => {
  const rng = createRng(1);
  return Float32Array.from({ length: ROWS * WIDTH }, (_, i) =>
    Math.floor(i / WIDTH) % 10 === 0 ? 4 + rng.normal() : rng.normal(),
  );
})();

const features = Array.from({ length: WIDTH }, (_, i) => ({
  name: `f${i}`,
  source: `f${i}`,
  kind: 'numeric' as const,
}));

const parts = Uint8Array.from({ length: ROWS }, (_, row) =>
  row === ROWS - 1 ? 0 : row % 4 === 0 ? PART_CODE.test : PART_CODE.train,
);
const prepared: Prepared = {
  parts,
  fitted: parts.map((part) => (part === PART_CODE.train ? 1 : 0)),
  classCodes: Int32Array.from({ length: ROWS }, (_, row) => (row % 10 === 0 ? 1 : 0)),
  classes: [
    { name: 'normal', truth: 'normal', rows: 360, leftOut: 1 },
    { name: 'scan', truth: 'anomaly', rows: 40, leftOut: 0 },
  ],
  counts: { total: ROWS, leftOut: 1, train: 299, fitted: 299, validation: 0, test: 100 },
  features: { isolationForest: features, autoencoder: features },
  references: [],
  receipt: [],
  warnings: [],
  days: null,
};

const recipe: Recipe = {
  ...TUTORIAL,
  backend: 'cpu',
  isolationForest: { ...TUTORIAL.isolationForest, trees: 25 },
  autoencoder: { ...TUTORIAL.autoencoder, hidden: [3], output: 'linear', epochs: 4 },
};

const matrix: FeatureSource['matrix'] = (_, rows) => {
  const taken = new Float32Array(rows.length * WIDTH);
  rows.forEach((row, i) => {
    taken.set(values.subarray(row * WIDTH, (row + 1) * WIDTH), i * WIDTH);
  });
  return { values: taken, rows: rows.length, features };
};

const input = (changes: Partial<DetectInput> = {}): DetectInput => ({
  recipe,
  prepared,
  source: { matrix },
  engine: { open: (wanted, not) => openBackend(wanted === 'auto' ? 'cpu' : wanted, { wasmPaths: null, not }) },
  ...changes,
});

describe('detect', () => {
  it('scores every kept row with both detectors, ranks them, and says what it did', async () => {
    const seen: RunProgress[] = [];
    const { result } = await detect(input(), { onProgress: (progress) => seen.push(progress) });
    for (const id of ['isolationForest', 'autoencoder', 'combined'] as const) {
      const { scores, ranking } = result.results[id]!;
      expect(scores).toHaveLength(ROWS);
      expect(scores[ROWS - 1]).toBeNaN();
      expect(scores.subarray(0, ROWS - 1).every(Number.isFinite)).toBe(true);
      expect(ranking.order).toHaveLength(ROWS - 1);
    }
    // Anomalies stand four standard deviations out: nine of the ten highest are theirs.
    const top = Array.from(result.results.isolationForest!.ranking.order.subarray(0, 10));
    expect(top.filter((row) => row % 10 === 0).length).toBeGreaterThanOrEqual(9);
    expect(result.training).toMatchObject({ epochs: 4, steps: 4 * Math.ceil(299 / 32), stoppedEarly: false });
    expect(result.backend.name).toBe('cpu');
    expect(seen.at(-1)!.share).toBe(1);
    expect(seen.every((progress, i) => i === 0 || progress.share >= seen[i - 1]!.share)).toBe(true);
    expect(seen.filter((progress) => progress.epoch).map((progress) => progress.epoch!.epoch)).toEqual([1, 2, 3, 4]);
  });

  it('gives the same scores for the same seed, bit for bit, and others for another', async () => {
    const [a, b, c] = await Promise.all([
      detect(input(), {}),
      detect(input(), {}),
      detect(input({ recipe: { ...recipe, seed: 43 } }), {}),
    ]);
    for (const id of ['isolationForest', 'autoencoder'] as const) {
      expect(a!.result.results[id]!.scores).toEqual(b!.result.results[id]!.scores);
      expect(a!.result.results[id]!.scores).not.toEqual(c!.result.results[id]!.scores);
    }
  });

  it('gives the same scores whether features are held or made anew for each question', async () => {
    const asked: number[] = [];
    const watching = (mostHeldValues?: number): DetectInput =>
      input({
        mostHeldValues,
        source: {
          matrix: (id, rows) => {
            asked.push(rows.length);
            return matrix(id, rows);
          },
        },
      });
    const held = await detect(watching(), {});
    expect(asked).toEqual([ROWS - 1, ROWS - 1]);
    const anew = await detect(watching(0), {});
    expect(asked.length).toBeGreaterThan(4);
    for (const id of ['isolationForest', 'autoencoder'] as const) {
      expect(held.result.results[id]!.scores).toEqual(anew.result.results[id]!.scores);
    }
  });

  it('keeps the oddest rows out of training where labels do not say which are normal, and says so', async () => {
    const seen: number[] = [];
    const watching = (changes: Partial<Recipe['split']>): DetectInput =>
      input({
        recipe: { ...recipe, split: { ...recipe.split, ...changes } },
        mostHeldValues: 0,
        source: {
          matrix: (id, rows) => {
            if (id === 'autoencoder') seen.push(rows.filter((row) => row % 10 === 0).length);
            return matrix(id, rows);
          },
        },
      });
    const { result } = await detect(watching({ trim: 0.2 }), {});
    expect(result.notices).toEqual([
      '59 of the 299 training rows were left out of training: the most unusual 20% according to a first forest.',
    ]);
    const all = parts.filter((part, row) => part === PART_CODE.train && row % 10 === 0).length;
    // The first matrix is what is learned from: of the 20 anomalies in training hardly one is left.
    expect(all).toBe(20);
    expect(seen[0]).toBeLessThan(3);
    const normal = await detect(watching({ trim: 0.2, trainOn: 'normal' }), {});
    expect(normal.result.notices).toEqual([]);
  });

  it('trains the autoencoder on as many rows as memory takes, drawn from all, and says so', async () => {
    const seen: Uint32Array[] = [];
    const { result } = await detect(
      input({
        mostTrainingValues: 100 * WIDTH,
        mostHeldValues: 0,
        source: {
          matrix: (id, rows) => {
            if (id === 'autoencoder') seen.push(rows);
            return matrix(id, rows);
          },
        },
      }),
      {},
    );
    expect(seen[0]).toHaveLength(100);
    expect(seen[0]!.every((row) => prepared.fitted[row] === 1)).toBe(true);
    expect(seen[0]!.at(-1)).toBeGreaterThan(ROWS * 0.9);
    expect(result.training!.steps).toBe(4 * Math.ceil(100 / 32));
    expect(result.notices).toEqual([
      'The autoencoder learned from 100 of the 299 training rows, drawn at random: all of them as features would take too much memory.',
    ]);
  });

  it('runs one detector alone', async () => {
    const alone = { ...recipe, autoencoder: { ...recipe.autoencoder, enabled: false } };
    const { result } = await detect(input({ recipe: alone }), {});
    expect(Object.keys(result.results)).toEqual(['isolationForest']);
    expect(result.training).toBeNull();
  });

  it('goes on with the next backend where one is lost, and says so', async () => {
    const opened: (readonly BackendName[])[] = [];
    let isLost = false;
    const { result } = await detect(
      input({
        recipe: { ...recipe, backend: 'wasm' },
        mostHeldValues: 0,
        engine: {
          open: (wanted, not) => {
            opened.push([...not]);
            return openBackend(wanted === 'auto' ? 'cpu' : wanted, { wasmPaths: null, not });
          },
        },
        source: {
          matrix: (id, rows) => {
            if (id === 'autoencoder' && rows.length === ROWS - 1 && !isLost) {
              isLost = true;
              throw new FaultError({ code: 'backend-lost', message: 'gone', advice: '' });
            }
            return matrix(id, rows);
          },
        },
      }),
      {},
    );
    expect(opened).toEqual([[], ['wasm']]);
    expect(result.backend.name).toBe('cpu');
    expect(result.notices).toEqual(['wasm was lost while the autoencoder scored; the run goes on with cpu.']);
    expect(result.results.autoencoder!.scores.subarray(0, ROWS - 1).every(Number.isFinite)).toBe(true);
  });

  it('ends with Cancelled when asked to, in whichever stage', async () => {
    for (const stage of ['forestFit', 'forestScore', 'autoencoderFit', 'autoencoderScore'] as const) {
      const stop = new AbortController();
      const run = detect(input({ recipe: { ...recipe, isolationForest: { ...recipe.isolationForest, trees: 400 } } }), {
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.stage === stage) stop.abort();
        },
      });
      await expect(run, stage).rejects.toBeInstanceOf(Cancelled);
    }
  });
});

describe('validationRows', () => {
  it('takes the test part where there is no validation part, and normal rows alone where training does', () => {
    expect(validationRows(prepared, recipe)).toHaveLength(100);
    const normal = validationRows(prepared, { ...recipe, split: { ...recipe.split, trainOn: 'normal' } });
    expect(normal.some((row) => row % 10 === 0)).toBe(false);
    expect(normal).toHaveLength(80);
  });
});
