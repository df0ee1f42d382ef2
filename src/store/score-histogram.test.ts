import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingOf } from '../evaluation/ranking-for-tests.ts';
import { BINS, scoreBins, suggestedAxis } from './score-histogram.ts';

const sum = (counts: ArrayLike<number>): number => Array.from(counts).reduce((total, count) => total + count, 0);

describe('bins of scores', () => {
  it('hold every row of the part, by label and by class', () => {
    const ranking = rankingOf([
      { score: 0.2 },
      { score: 0.4, of: 1 },
      { score: 0.6, of: 1 },
      { score: 9, part: 'train' },
    ]);
    const { series, bins } = scoreBins(ranking, ranking, 'test', 'linear', 'truth');
    expect(bins).toBe(BINS);
    expect(series.map(({ name, counts }) => [name, sum(counts)])).toEqual([
      ['normal', 1],
      ['anomaly', 2],
    ]);
    expect(scoreBins(ranking, ranking, 'test', 'linear', 'class').series.map(({ name }) => name)).toEqual([
      'normal',
      'attack',
    ]);
  });

  it('are laid over a stretch alone where one is asked for; shares stay shares of all rows', () => {
    const ranking = rankingOf([{ score: 0.1 }, { score: 0.25 }, { score: 0.3 }, { score: 0.9 }]);
    const { axis, series } = scoreBins(ranking, ranking, 'test', 'linear', 'truth', { low: 0.2, high: 0.4 });
    expect(axis).toEqual({ kind: 'linear', low: 0.2, high: 0.4 });
    expect(series).toMatchObject([{ rows: 4, below: 1, above: 1 }]);
    expect(sum(series[0]!.counts)).toBe(2);
  });

  it('lose no row in any stretch', () => {
    const scores = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    const edge = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(scores, edge, edge, (values, one, other) => {
        fc.pre(one !== other);
        const ranking = rankingOf(values.map((score) => ({ score })));
        const range = { low: Math.min(one, other), high: Math.max(one, other) };
        const [series] = scoreBins(ranking, ranking, 'test', 'linear', 'truth', range).series;
        expect(sum(series!.counts) + series!.below + series!.above).toBe(values.length);
      }),
    );
  });

  it('stand for one row, and for none', () => {
    const one = rankingOf([{ score: 0.5 }]);
    expect(sum(scoreBins(one, one, 'test', 'linear', 'truth').series[0]!.counts)).toBe(1);
    const none = rankingOf([]);
    expect(scoreBins(none, none, 'test', 'log', 'truth').series).toEqual([]);
  });
});

it('takes a log axis for a long tail alone', () => {
  expect(suggestedAxis(rankingOf([{ score: 1 }, { score: 1 }, { score: 41 }]))).toBe('log');
  expect(suggestedAxis(rankingOf([{ score: 1 }, { score: 1 }, { score: 40 }]))).toBe('linear');
});
