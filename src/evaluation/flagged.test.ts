import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from './counting.ts';
import { orderStatistic } from './counting.ts';
import { countFlagged, orderOf, rankOfScore, ranksByRow, topRows } from './flagged.ts';
import { rankingOf } from './ranking-for-tests.ts';

const scores = [0.5, 3, 1, 3, Number.NaN, 2];
const ranking = rankingOf(
  scores.map((score, i) => ({ score, part: i === 1 ? ('train' as const) : ('test' as const) })),
);
const parts = Uint8Array.from([3, 1, 3, 3, 3, 3]);

describe('flagged rows', () => {
  const flagged = (threshold: number, scope: Scope = 'all'): readonly number[] => [
    ...orderOf(ranking, scope, parts).subarray(0, countFlagged(ranking, scope, threshold)),
  ];

  it('strictly above, highest first, by part', () => {
    expect(flagged(1)).toEqual([1, 3, 5]);
    expect(flagged(3)).toEqual([]);
    expect(flagged(-1)).toEqual([1, 3, 5, 2, 0]);
    expect(flagged(1, 'test')).toEqual([3, 5]);
    expect([...topRows(ranking, 2)]).toEqual([1, 3]);
    expect(topRows(ranking, 99).length).toBe(5);
  });

  it('ranks: 1 is highest, ties share the best', () => {
    expect([3, 2, 1, 0.5].map((score) => rankOfScore(ranking, score))).toEqual([1, 3, 4, 5]);
    expect(rankOfScore(ranking, Number.NaN)).toBeNaN();
    expect([...ranksByRow(ranking, Float32Array.from(scores))]).toEqual([5, 1, 4, 1, 0, 3]);
  });
});

describe('orderStatistic', () => {
  it('equals sorting, over any groups', () => {
    const row = fc.record({ score: fc.float({ noNaN: true }), of: fc.integer({ min: -1, max: 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const of = rankingOf(rows);
        const sorted = Float32Array.from(rows, (r) => r.score + 0).sort();
        for (let i = 0; i < sorted.length; i++) expect(orderStatistic(of, of.groups, i)).toBe(sorted[i]! + 0);
      }),
    );
  });
});
