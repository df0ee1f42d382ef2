import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_SHARE, normalDeviate, toNormal } from './normal-scale.ts';

const normal = (...shares: number[]): number[] => {
  const values = Float64Array.from(shares);
  toNormal(values, values.length);
  return Array.from(values);
};

describe('normalDeviate', () => {
  // Digits of scipy.stats.norm.ppf (1.17.1).
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.9, 1.2815515655446004],
    [0.07, -1.4757910281791706],
    [0.001, -3.090232306167813],
    [1e-7, -5.199337582192817],
  ])('below which %f lies', (share, deviate) => {
    expect(normalDeviate(share)).toBeCloseTo(deviate, 12);
  });
});

describe('toNormal', () => {
  it('leaves nothing to do where there is nothing, and what stands behind the count', () => {
    expect(normal()).toEqual([]);
    const values = Float64Array.of(0.5, 0.9, 0.9);
    toNormal(values, 2);
    expect(values[0]).toBe(0);
    expect(values[1]).toBeCloseTo(normalDeviate(0.9), 6);
    expect(values[2]).toBe(0.9);
  });

  it('ends at the deviates of the least and the greatest share', () => {
    const end = -normalDeviate(LEAST_SHARE);
    expect(normal(0, 1e-9, 1 - 1e-9, 1)).toEqual([-end, -end, end, end]);
  });

  it('is within a millionth of the formula, and never falls', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const near = fc.double({ min: 0.015, max: 0.0162, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.oneof(share, near), { minLength: 1 }), (shares) => {
        shares.sort((a, b) => a - b);
        const found = normal(...shares);
        shares.forEach((one, i) => {
          const bounded = Math.min(Math.max(one, LEAST_SHARE), 1 - LEAST_SHARE);
          expect(Math.abs(found[i]! - normalDeviate(bounded))).toBeLessThan(1e-6);
          if (i > 0) expect(found[i]!).toBeGreaterThanOrEqual(found[i - 1]!);
        });
      }),
    );
  });
});
