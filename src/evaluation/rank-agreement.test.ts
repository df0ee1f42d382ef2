import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fallingOrder } from './falling-order.ts';
import { agreementOfRankings, coarseGrid, type Ranked, topOverlap, topPlace } from './rank-agreement.ts';

const ranked = (scores: readonly number[]): Ranked => {
  const held = Float32Array.from(scores);
  return { scores: held, order: fallingOrder(held) };
};

/** Ranks counted one by one, ties at their mean, and Pearson's correlation of them. */
const spearman = (pairs: readonly (readonly [number, number])[]): number | null => {
  const ranks = (side: 0 | 1): readonly number[] =>
    pairs.map(([...pair]) => {
      const below = pairs.filter((other) => other[side] < pair[side]!).length;
      const equal = pairs.filter((other) => other[side] === pair[side]).length;
      return below + (equal + 1) / 2;
    });
  const [x, y] = [ranks(0), ranks(1)];
  const mean = (pairs.length + 1) / 2;
  const sum = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((total, value, i) => total + (value - mean) * (b[i]! - mean), 0);
  const spread = sum(x, x) * sum(y, y);
  return spread === 0 ? null : sum(x, y) / Math.sqrt(spread);
};

describe('two rankings of the same rows', () => {
  test('no row, one row, equal scores: no correlation to speak of', async () => {
    expect(await agreementOfRankings(ranked([]), ranked([]), 4)).toMatchObject({ rows: 0, rankCorrelation: null });
    expect(await agreementOfRankings(ranked([1]), ranked([3]), 4)).toMatchObject({ rows: 1, rankCorrelation: null });
    expect(await agreementOfRankings(ranked([1, 1]), ranked([1, 2]), 4)).toMatchObject({ rankCorrelation: null });
  });

  test('ties stand at the mean of their ranks', async () => {
    // Ranks 1, 2.5, 2.5, 4 against 3, 2, 1, 4; from their mean: products −0.75 + 0 + 0 + 2.25, squares 4.5 and 5.
    const { rankCorrelation } = await agreementOfRankings(ranked([1, 2, 2, 4]), ranked([4, 3, 1, 5]));
    expect(rankCorrelation).toBeCloseTo(1.5 / Math.sqrt(4.5 * 5), 12);
  });

  test('the same order is 1, the opposite one −1, each cell where it belongs', async () => {
    const up = ranked([1, 2, 3, 4]);
    const same = await agreementOfRankings(up, ranked([10, 20, 30, 40]), 2);
    expect(same.rankCorrelation).toBeCloseTo(1, 12);
    expect([...same.even.counts]).toEqual([2, 0, 0, 2]);
    const opposite = await agreementOfRankings(up, ranked([4, 3, 2, 1]), 2);
    expect(opposite.rankCorrelation).toBeCloseTo(-1, 12);
    expect([...opposite.even.counts]).toEqual([0, 2, 2, 0]);
  });

  test('rows that one of them left out count for neither', async () => {
    const { rows, rankCorrelation } = await agreementOfRankings(
      ranked([1, Number.NaN, 3, 9]),
      ranked([1, 5, 3, Number.NaN]),
    );
    expect(rows).toBe(2);
    expect(rankCorrelation).toBeCloseTo(1, 12);
  });

  test('says what ranks counted one by one say', async () => {
    const score = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 9 }) },
      { arbitrary: fc.constant(Number.NaN), weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(score, score), { maxLength: 60 }), async (pairs) => {
        const [a, b] = [ranked(pairs.map(([x]) => x)), ranked(pairs.map(([, y]) => y))];
        const found = await agreementOfRankings(a, b, 10);
        const scored = pairs.filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
        const wanted = spearman(scored);
        expect(found.rows).toBe(scored.length);
        if (wanted === null) expect(found.rankCorrelation).toBeNull();
        else expect(found.rankCorrelation).toBeCloseTo(wanted, 10);
        expect(found.even.counts.reduce((sum, count) => sum + count, 0)).toBe(found.rows);
        expect(found.top.counts.reduce((sum, count) => sum + count, 0)).toBe(found.rows);
      }),
    );
  });
});

test('ranks of equal ratios: the first is at 1, the last at 0, the root in the middle', () => {
  expect([topPlace(1, 10_000), topPlace(100, 10_000), topPlace(10_000, 10_000)]).toEqual([1, 0.5, 0]);
  expect(topPlace(1, 1)).toBe(1);
});

test('the highest rows that two orders share', () => {
  const order = Uint32Array.from([4, 2, 0, 1]);
  expect(topOverlap(order, Uint32Array.from([2, 4, 3, 9]), 2)).toBe(1);
  expect(topOverlap(order, Uint32Array.from([7, 4, 3, 9]), 2)).toBe(0.5);
  expect(topOverlap(order, new Uint32Array(), 2)).toBeNull();
});

test('fewer cells hold the same rows', () => {
  const counts = Uint32Array.from({ length: 16 }, (_, i) => i);
  expect(coarseGrid({ size: 4, counts, rows: 120, highest: 15 }, 2)).toEqual([
    [0 + 1 + 4 + 5, 2 + 3 + 6 + 7],
    [8 + 9 + 12 + 13, 10 + 11 + 14 + 15],
  ]);
});
