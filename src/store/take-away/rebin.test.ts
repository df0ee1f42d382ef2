import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOver, rebin } from './rebin.ts';

const unit = { kind: 'linear', low: 0, high: 1 } as const;

describe('rebin', () => {
  it('spreads a count over the bins that its own covers', () => {
    expect([...rebin([0, 1], [4], unit, 4)]).toEqual([1, 1, 1, 1]);
    expect([...rebin([0, 0.25, 1], [2, 3], unit, 4)]).toEqual([2, 1, 1, 1]);
    expect([...rebin([0.125, 0.375], [2], unit, 4)]).toEqual([1, 1, 0, 0]);
  });

  it('keeps what lies outside in the first and the last bin', () => {
    expect([...rebin([-2, -1, 2, 3], [5, 0, 7], unit, 2)]).toEqual([5, 7]);
  });

  it('goes by decades on a log axis', () => {
    const axis = { kind: 'log', low: 1, high: 100 } as const;
    expect([...rebin([1, 10, 100], [3, 4], axis, 2)]).toEqual([3, 4]);
    // A score of nought has no place of its own on a log axis.
    expect([...rebin([0, 1], [2], axis, 2)]).toEqual([2, 0]);
  });

  it('loses and makes no row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (numbers, bins) => {
          const edges = [...new Set(numbers)].sort((a, b) => a - b);
          const counts = edges.slice(1).map((_, i) => i + 1);
          const sum = counts.reduce((a, b) => a + b, 0);
          const found = rebin(edges, counts, unit, bins).reduce((a, b) => a + b, 0);
          expect(found).toBeCloseTo(sum, 6);
        },
      ),
    );
  });
});

it('takes a log axis only for scores over several decades, and one value gets some room', () => {
  expect(axisOver([0, 0.5, 1]).kind).toBe('linear');
  expect(axisOver([0, 0.001, 1, 20])).toEqual({ kind: 'log', low: 0.001, high: 20 });
  expect(axisOver([3, 3])).toEqual({ kind: 'linear', low: 3, high: 4 });
});
