import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulative, fullRange, heights, histogram } from './histogram.ts';
import { rankingOf } from './ranking-for-tests.ts';

const five = rankingOf([{ score: 0 }, { score: 1 }, { score: 2, of: 1 }, { score: 3 }, { score: 4, of: 1 }]);

describe('histogram', () => {
  it('bins are (low, high], the first closed', () => {
    const { edges, series } = histogram(five, { scope: 'test', bins: 2, scale: 'linear', splitBy: 'none' });
    expect([...edges]).toEqual([0, 2, 4]);
    expect([...series[0]!.counts]).toEqual([3, 2]);
  });

  it('by truth and by class', () => {
    const by = (splitBy: 'truth' | 'class') =>
      histogram(five, { scope: 'test', bins: 4, scale: 'linear', splitBy }).series.map((s) => [
        s.name,
        s.rows,
        [...s.counts],
      ]);
    expect(by('truth')).toEqual([
      ['normal', 3, [2, 0, 1, 0]],
      ['anomaly', 2, [0, 1, 0, 1]],
    ]);
    expect(by('class')).toEqual([
      ['normal', 3, [2, 0, 1, 0]],
      ['attack', 2, [0, 1, 0, 1]],
    ]);
  });

  it('counts what a zoom leaves out', () => {
    const [only] = histogram(five, {
      scope: 'test',
      bins: 1,
      scale: 'linear',
      splitBy: 'none',
      range: { low: 1, high: 2.5 },
    }).series;
    expect(only).toMatchObject({ below: 1, above: 2, rows: 5 });
    expect([...only!.counts]).toEqual([2]);
    expect([...cumulative(only!)]).toEqual([1, 3]);
  });

  it('log axis begins at the lowest score above zero', () => {
    expect(fullRange(five, 'test', 'log')).toEqual({ low: 1, high: 4 });
    const { edges, series } = histogram(five, { scope: 'test', bins: 2, scale: 'log', splitBy: 'none' });
    expect(edges[1]).toBeCloseTo(2, 12);
    expect([...series[0]!.counts]).toEqual([2, 2]);
    expect(series[0]!.below).toBe(1);
  });

  it('stands no rows, one value, nothing above zero', () => {
    expect(histogram(rankingOf([]), { scope: 'test', bins: 5, scale: 'linear', splitBy: 'none' }).series).toEqual([]);
    const one = histogram(rankingOf([{ score: 7 }]), { scope: 'test', bins: 3, scale: 'linear', splitBy: 'none' });
    expect([...one.series[0]!.counts]).toEqual([0, 1, 0]);
    const zero = rankingOf([{ score: 0 }]);
    expect(histogram(zero, { scope: 'test', bins: 3, scale: 'log', splitBy: 'none' }).edges.length).toBe(0);
    expect(histogram(zero, { scope: 'test', bins: 2, scale: 'linear', splitBy: 'none' }).series[0]!.rows).toBe(1);
  });

  it('loses no row', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ score: fc.float({ noNaN: true, min: -50, max: 50 }), of: fc.integer({ min: -1, max: 1 }) }),
          { minLength: 1 },
        ),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('linear' as const, 'log' as const),
        (rows, bins, scale) => {
          const result = histogram(rankingOf(rows), { scope: 'test', bins, scale, splitBy: 'class' });
          if (result.series.length === 0) return;
          const held = result.series.reduce(
            (sum, s) => sum + s.below + s.above + s.counts.reduce((a, b) => a + b, 0),
            0,
          );
          expect(held).toBe(rows.length);
          if (scale === 'linear') expect(result.series.every((s) => s.below + s.above === 0)).toBe(true);
        },
      ),
    );
  });

  it('shares add to 1 and density has area 1', () => {
    const { edges, series } = histogram(five, { scope: 'test', bins: 4, scale: 'linear', splitBy: 'none' });
    expect(heights(series[0]!, edges, 'shares').reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const density = heights(series[0]!, edges, 'density');
    expect(density.reduce((sum, h, i) => sum + h * (edges[i + 1]! - edges[i]!), 0)).toBeCloseTo(1, 12);
  });
});
