import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DetectorId } from '../detectors/detector.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import { holdFeatures } from './hold-features.ts';

const features = ['row', 'half', 'third'].map((name) => ({ name, source: name, kind: 'numeric' as const }));
const infos = { isolationForest: features, autoencoder: features };

/** Every row has its own values, and every detector. */
const matrixOf = (detector: DetectorId, rows: Uint32Array): FeatureMatrix => ({
  values: Float32Array.from(
    { length: rows.length * 3 },
    (_, i) => rows[Math.floor(i / 3)]! / (1 + (i % 3)) + (detector === 'autoencoder' ? 0.25 : 0),
  ),
  rows: rows.length,
  features,
});

const counting = () => {
  const asked: number[] = [];
  const source = {
    matrix: (detector: DetectorId, rows: Uint32Array) => {
      asked.push(rows.length);
      return matrixOf(detector, rows);
    },
  };
  return { asked, source };
};

test('answers what the source would, whichever of the rows are asked for and in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 200 }),
      fc.array(fc.nat(1e6), { maxLength: 300 }),
      fc.boolean(),
      fc.constantFrom<DetectorId>('isolationForest', 'autoencoder'),
      fc.boolean(),
      async (some, picks, isAscending, detector, fits) => {
        const kept = Uint32Array.from(some).sort();
        const rows = Uint32Array.from(picks, (pick) => kept[pick % kept.length]!);
        if (isAscending) rows.sort();
        const { source } = counting();
        const held = holdFeatures(source, kept, infos, fits ? kept.length * 3 : kept.length * 3 - 1);
        expect(await held.matrix(detector, rows)).toEqual(matrixOf(detector, rows));
        expect(await held.matrix(detector, kept)).toEqual(matrixOf(detector, kept));
      },
    ),
    { numRuns: 100 },
  );
});

test('makes features once for each detector, and again only after they were given up', async () => {
  const kept = Uint32Array.of(2, 3, 5, 8);
  const { asked, source } = counting();
  const held = holdFeatures(source, kept, infos);
  await Promise.all([held.matrix('isolationForest', kept.slice(0, 2)), held.matrix('isolationForest', kept.slice(1))]);
  await held.matrix('isolationForest', Uint32Array.of(8, 2));
  expect(asked).toEqual([4]);
  await held.matrix('autoencoder', kept);
  expect(asked).toEqual([4, 4]);
  held.release('isolationForest');
  await held.matrix('autoencoder', kept);
  await held.matrix('isolationForest', kept);
  expect(asked).toEqual([4, 4, 4]);
});

test('asks the source for what is wanted alone where all would be too much', async () => {
  const kept = Uint32Array.of(2, 3, 5, 8);
  const { asked, source } = counting();
  const held = holdFeatures(source, kept, infos, 11);
  await held.matrix('isolationForest', Uint32Array.of(5));
  await held.matrix('isolationForest', Uint32Array.of(8, 2));
  expect(asked).toEqual([1, 2]);
});

test('tries again after the source failed, and refuses rows that are not among the kept ones', async () => {
  const kept = Uint32Array.of(2, 3, 5, 8);
  let failed = false;
  const held = holdFeatures(
    {
      matrix: async (detector, rows) => {
        if (!failed) {
          failed = true;
          throw new Error('gone');
        }
        return matrixOf(detector, rows);
      },
    },
    kept,
    infos,
  );
  await expect(held.matrix('autoencoder', kept)).rejects.toThrow('gone');
  expect(await held.matrix('autoencoder', kept)).toEqual(matrixOf('autoencoder', kept));
  for (const row of [0, 4, 9]) {
    await expect(held.matrix('autoencoder', Uint32Array.of(row))).rejects.toThrow(`Row ${row} is not among`);
  }
});
