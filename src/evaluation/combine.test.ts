import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineScores, rankShares } from './combine.ts';
import { fallingOrder } from './falling-order.ts';

describe('rankShares', () => {
  it('lower rows plus half of the equal ones', () => {
    expect([...rankShares(Float32Array.from([10, 20, 20, 40]))]).toEqual([0.125, 0.5, 0.5, 0.875]);
    expect([...rankShares(Float32Array.from([Number.NaN, 5]))]).toEqual([Number.NaN, 0.5]);
    expect(rankShares(new Float32Array(0)).length).toBe(0);
  });
  it('equals counting by hand', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 30 }), (values) => {
        const shares = rankShares(Float32Array.from(values));
        for (let i = 0; i < values.length; i++) {
          const lower = values.filter((v) => v < values[i]!).length;
          const same = values.filter((v) => v === values[i]!).length;
          expect(shares[i]).toBe(Math.fround((lower + same / 2) / values.length));
        }
      }),
    );
  });
});

describe('combineScores', () => {
  it('averages ranks, not scores; NaN stays', () => {
    const combined = combineScores(Float32Array.from([0.1, 0.2, Number.NaN, 0.9]), Float32Array.from([500, 1, 7, 3]));
    expect(combined[0]).toBeCloseTo((0.5 / 3 + 2.5 / 3) / 2, 6);
    expect(combined[1]).toBeCloseTo((1.5 / 3 + 0.5 / 3) / 2, 6);
    expect(combined[2]).toBeNaN();
    expect(combined[3]).toBeCloseTo((2.5 / 3 + 1.5 / 3) / 2, 6);
  });

  it('is the same from orders that are known already', () => {
    const score = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score, fc.boolean()), { maxLength: 40 }), (rows) => {
        const [first, second] = [0, 1].map((which) =>
          Float32Array.from(rows, (row) => (row[2] ? (row[which] as number) : Number.NaN)),
        ) as [Float32Array, Float32Array];
        const orders = [fallingOrder(first), fallingOrder(second)] as const;
        expect(combineScores(first, second, orders)).toEqual(combineScores(first, second));
      }),
    );
  });
});
