import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOfSorted } from './quantile.ts';

describe('quantileOfSorted', () => {
  it('is NaN for none, the value itself for one, between for two', () => {
    expect(quantileOfSorted([], 0.5)).toBeNaN();
    expect(quantileOfSorted([3], 0)).toBe(3);
    expect(quantileOfSorted([3], 1)).toBe(3);
    expect(quantileOfSorted([3, 5], 0.25)).toBe(3.5);
    expect(quantileOfSorted([3, 5], 0.75)).toBe(4.5);
  });

  it('agrees with the definition by hand on five values', () => {
    const sorted = [1, 2, 4, 8, 16];
    expect(quantileOfSorted(sorted, 0.5)).toBe(4);
    expect(quantileOfSorted(sorted, 0.9)).toBeCloseTo(12.8, 12);
    expect(quantileOfSorted(sorted, 0.1)).toBeCloseTo(1.4, 12);
  });

  it('stays between values whose distance no double holds', () => {
    const far = [-Number.MAX_VALUE, Number.MAX_VALUE];
    expect(quantileOfSorted(far, 0.5)).toBe(0);
    expect(quantileOfSorted(far, 0.75) / Number.MAX_VALUE).toBeCloseTo(0.5, 12);
    expect(quantileOfSorted(far, 1)).toBe(Number.MAX_VALUE);
  });

  it('never falls as the share rises and stays within the values', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), share, share, (values, a, b) => {
        const sorted = values.toSorted((x, y) => x - y);
        const low = quantileOfSorted(sorted, Math.min(a, b));
        const high = quantileOfSorted(sorted, Math.max(a, b));
        // The two lerp forms may differ by an ulp where they meet.
        const slack = 1e-12 * Math.max(Math.abs(low), Math.abs(high));
        return low <= high + slack && low >= sorted[0]! - slack && high <= sorted.at(-1)! + slack;
      }),
    );
  });
});
