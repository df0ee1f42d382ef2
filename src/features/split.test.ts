import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../base/fault.ts';
import { PART_CODE } from '../evaluation/part.ts';
import { allRows, sourceFile } from './fixtures/make-table.ts';
import more from './fixtures/scaling-more.json' with { type: 'json' };
import type { SplitSettings } from './settings.ts';
import { apportion, type SplitInput, splitRows, splitSizes } from './split.ts';
import { normalRows, rowsOfPart, trainingRows } from './training-rows.ts';

const settings: SplitSettings = {
  kind: 'random',
  train: 0.6,
  validation: 0.2,
  fitOn: 'train',
  trainOn: 'all',
  trainLimit: 1000,
  trim: 0,
};
const tutorial: SplitSettings = { ...settings, train: 0.8, validation: 0 };

const split = (n: number, changes: Partial<SplitInput> = {}) =>
  splitRows({
    rows: allRows(n),
    tableRows: n,
    settings,
    seed: 42,
    sources: [sourceFile('a.csv', 0, n)],
    ...changes,
  });
const sizes = (parts: Uint8Array): number[] =>
  (['left-out', 'train', 'validation', 'test'] as const).map((part) => rowsOfPart(parts, part).length);
const codeOf = (task: () => unknown): string => {
  try {
    task();
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
  return 'none';
};

describe('sizes', () => {
  it("are those of scikit-learn's train_test_split", () => {
    expect(more.split_sizes.length).toBeGreaterThan(20);
    for (const { rows, share, train, test } of more.split_sizes) {
      expect(splitSizes(rows, 0, share), `${rows} × ${share}`).toEqual({ train, validation: 0, test });
    }
  });
  it('the tutorial on 25,192 rows judges 5,039', () => {
    expect(sizes(split(25192, { settings: tutorial }).parts)).toEqual([0, 20153, 0, 5039]);
  });
  it('0, 1, 2 and 3 rows', () => {
    expect(codeOf(() => split(0))).toBe('too-few-rows');
    expect(codeOf(() => split(1, { settings: tutorial }))).toBe('too-few-rows');
    expect(codeOf(() => split(2))).toBe('too-few-rows');
    expect(sizes(split(2, { settings: tutorial }).parts)).toEqual([0, 1, 0, 1]);
    expect(sizes(split(3).parts)).toEqual([0, 1, 1, 1]);
    expect(sizes(split(3, { settings: tutorial }).parts)).toEqual([0, 2, 0, 1]);
  });
  it('refuses shares that leave nothing to test on', () => {
    expect(codeOf(() => split(100, { settings: { ...settings, train: 0.8, validation: 0.2 } }))).toBe('bad-recipe');
    expect(codeOf(() => split(100, { settings: { ...settings, train: 0.8, validation: 0.4 } }))).toBe('bad-recipe');
  });
  it('always add up, and leave no asked-for part empty', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 35 }),
        (n, v, t) => {
          const { train, validation, test } = splitSizes(n, v / 100, t / 100);
          expect(train + validation + test).toBe(n);
          expect(Math.min(train, validation, test)).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('random', () => {
  it('is the same for the same seed, another for another', () => {
    expect(split(500).parts).toEqual(split(500).parts);
    expect(split(500, { seed: 43 }).parts).not.toEqual(split(500).parts);
  });
  it('is not in the order of the file', () => {
    const test = rowsOfPart(split(1000).parts, 'test');
    const mean = test.reduce((sum, row) => sum + row, 0) / test.length;
    // 200 of 1000 rows: the mean's standard error is about 18.
    expect(Math.abs(mean - 499.5)).toBeLessThan(80);
  });
  it('leaves rows that are not given out', () => {
    const { parts } = split(10, { rows: Uint32Array.of(1, 3, 5, 7, 9) });
    expect(Array.from(rowsOfPart(parts, 'left-out'))).toEqual([0, 2, 4, 6, 8]);
  });
});

describe('stratified', () => {
  const stratified: SplitSettings = { ...settings, kind: 'stratified' };
  it('gives each class its share of each part', () => {
    const classCodes = Int32Array.from({ length: 100 }, (_, row) => (row % 10 === 0 ? 1 : 0));
    const { parts } = split(100, { settings: stratified, classCodes });
    for (const [part, normal, rare] of [
      ['train', 54, 6],
      ['validation', 18, 2],
      ['test', 18, 2],
    ] as const) {
      const rows = Array.from(rowsOfPart(parts, part));
      expect(
        [rows.filter((row) => classCodes[row] === 0).length, rows.filter((row) => classCodes[row] === 1).length],
        part,
      ).toEqual([normal, rare]);
    }
  });
  it('is the random split where nothing is labelled', () => {
    expect(split(50, { settings: stratified }).parts).toEqual(split(50).parts);
    expect(split(50, { settings: stratified, classCodes: new Int32Array(50).fill(-1) }).parts).toEqual(split(50).parts);
  });
  it('keeps the sizes whatever the classes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 3, maxLength: 300 }), (codes) => {
        const n = codes.length;
        const { parts } = split(n, { settings: stratified, classCodes: Int32Array.from(codes) });
        expect(sizes(parts)).toEqual(sizes(split(n).parts));
      }),
    );
  });
});

describe('apportion', () => {
  it('by largest remainder', () => {
    expect(apportion([50, 30, 20], [50, 30, 20], 10)).toEqual([5, 3, 2]);
    expect(apportion([6, 3, 1], [6, 3, 1], 5)).toEqual([3, 2, 0]);
    expect(apportion([], [], 0)).toEqual([]);
  });
  it('never beyond the room', () => {
    expect(apportion([2, 98], [0, 98], 50)).toEqual([0, 50]);
  });
});

describe('time', () => {
  const byTime: SplitSettings = { ...settings, kind: 'time' };
  it('past trains, then validation, future judges', () => {
    const times = Float64Array.of(50, 10, 40, 20, 30);
    const { parts } = split(5, { settings: byTime, times });
    expect(Array.from(parts)).toEqual([PART_CODE.test, 1, PART_CODE.validation, 1, 1]);
  });
  it('breaks ties by row and takes rows without a time as the earliest', () => {
    const times = Float64Array.of(7, 7, 7, 7, Number.NaN);
    const { parts, receipt } = split(5, { settings: byTime, times });
    expect(Array.from(parts)).toEqual([1, 1, 2, 3, 1]);
    expect(receipt).toEqual([expect.objectContaining({ what: 'rows-without-time', count: 1 })]);
  });
  it('needs times', () => {
    expect(codeOf(() => split(5, { settings: byTime }))).toBe('bad-recipe');
  });
});

describe('files', () => {
  const byFile: SplitSettings = { ...settings, kind: 'file' };
  const sources = [sourceFile('monday.csv', 0, 8), sourceFile('tuesday.csv', 8, 12, true)];
  it('the file marked score only is judged, the rest trains and validates', () => {
    const { parts, receipt } = split(12, { settings: byFile, sources });
    expect(Array.from(parts.subarray(8))).toEqual([3, 3, 3, 3]);
    expect(sizes(parts)).toEqual([0, 6, 2, 4]);
    expect(receipt[0]).toMatchObject({ what: 'rows-score-only', count: 4 });
  });
  it('needs such a file, with a row left in it, and one to train on', () => {
    expect(codeOf(() => split(12, { settings: byFile }))).toBe('bad-recipe');
    expect(codeOf(() => split(12, { settings: byFile, sources, rows: allRows(8) }))).toBe('too-few-rows');
    expect(codeOf(() => split(12, { settings: byFile, sources, rows: Uint32Array.of(8, 9) }))).toBe('too-few-rows');
  });
  it('a file marked score only never trains, whatever the split', () => {
    for (const kind of ['random', 'stratified', 'time'] as const) {
      const { parts } = split(12, { settings: { ...settings, kind }, sources, times: Float64Array.from(allRows(12)) });
      expect(Array.from(parts.subarray(8)), kind).toEqual([3, 3, 3, 3]);
      expect(sizes(parts)).toEqual([0, 4, 2, 6]);
    }
  });
});

describe('trainingRows', () => {
  const parts = Uint8Array.of(1, 1, 1, 3, 0, 1);
  const labels = { classCodes: Int32Array.of(0, 1, 0, 0, 0, -1), truths: ['normal', 'anomaly'] as const };
  const limits = { trainOn: 'normal', trainLimit: 100 } as const;
  it('all, normal ones, or a seeded sample', () => {
    expect(Array.from(trainingRows({ parts, settings: { ...limits, trainOn: 'all' }, seed: 1, labels }))).toEqual([
      0, 1, 2, 5,
    ]);
    expect(Array.from(trainingRows({ parts, settings: limits, seed: 1, labels }))).toEqual([0, 2]);
    expect(Array.from(trainingRows({ parts, settings: limits, seed: 1 }))).toEqual([0, 1, 2, 5]);
    const many = new Uint8Array(1000).fill(1);
    const sample = trainingRows({ parts: many, settings: { trainOn: 'all', trainLimit: 100 }, seed: 1 });
    expect(sample).toHaveLength(100);
    expect(new Set(sample).size).toBe(100);
    expect(sample).toEqual(sample.slice().sort());
    expect(sample).not.toEqual(trainingRows({ parts: many, settings: { trainOn: 'all', trainLimit: 100 }, seed: 2 }));
  });
  it('refuses where no row is normal', () => {
    const truths = ['anomaly', 'anomaly'] as const;
    expect(codeOf(() => trainingRows({ parts, settings: limits, seed: 1, labels: { ...labels, truths } }))).toBe(
      'no-normal-rows',
    );
  });
  it('normalRows takes what is called normal alone', () => {
    expect(Array.from(normalRows(allRows(6), labels.classCodes, labels.truths))).toEqual([0, 2, 3, 4]);
  });
});
