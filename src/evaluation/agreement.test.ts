import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, CORNERS, countCorners, rowsInCorner } from './agreement.ts';
import { rankingOf } from './ranking-for-tests.ts';

const f32 = (...values: number[]): Float32Array => Float32Array.from(values);

describe('agreementOf', () => {
  it('correlates ranks: 1, −1, and by hand with a tie', () => {
    expect(agreementOf(f32(1, 2, 9), f32(10, 20, 21)).rankCorrelation).toBeCloseTo(1, 6);
    expect(agreementOf(f32(1, 2, 9), f32(3, 2, 1)).rankCorrelation).toBeCloseTo(-1, 6);
    // Ranks 1, 2.5, 2.5, 4 against 3, 2, 1, 4; from their mean: products −0.75 + 0 + 0 + 2.25, squares 4.5 and 5.
    expect(agreementOf(f32(1, 2, 2, 4), f32(4, 3, 1, 5)).rankCorrelation).toBeCloseTo(1.5 / Math.sqrt(4.5 * 5), 6);
  });

  it('is null where ranks say nothing', () => {
    expect(agreementOf(f32(), f32()).rankCorrelation).toBeNull();
    expect(agreementOf(f32(1), f32(2)).rankCorrelation).toBeNull();
    expect(agreementOf(f32(1, 1), f32(2, 3)).rankCorrelation).toBeNull();
  });

  it('bins ranks, first across, second up; skips rows either left out', () => {
    const { grid } = agreementOf(f32(1, 2, 3, 4, Number.NaN), f32(1, 4, 3, 2, 9), 2);
    expect([...grid.counts]).toEqual([1, 1, 1, 1]);
    expect(grid).toMatchObject({ rows: 4, highest: 1 });
  });
});

describe('corners', () => {
  it('equal plain counting, for any scores and thresholds', () => {
    const row = fc.record({
      a: fc.integer({ min: 0, max: 6 }),
      b: fc.integer({ min: 0, max: 6 }),
      part: fc.constantFrom('train' as const, 'test' as const),
    });
    return fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: -1, max: 7 }),
        fc.integer({ min: -1, max: 7 }),
        async (rows, ta, tb) => {
          const input = {
            first: {
              ranking: rankingOf(rows.map((r) => ({ score: r.a, part: r.part }))),
              scores: Float32Array.from(rows, (r) => r.a),
              threshold: ta,
            },
            second: {
              ranking: rankingOf(rows.map((r) => ({ score: r.b, part: r.part }))),
              scores: Float32Array.from(rows, (r) => r.b),
              threshold: tb,
            },
            scope: 'test' as const,
            parts: Uint8Array.from(rows, (r) => (r.part === 'test' ? 3 : 1)),
          };
          const counts = await countCorners(input);
          for (const corner of CORNERS) {
            const wanted = rows.flatMap((r, i) => {
              const is = r.a > ta ? (r.b > tb ? 'both' : 'first-only') : r.b > tb ? 'second-only' : 'neither';
              return r.part === 'test' && is === corner ? [i] : [];
            });
            expect(counts[corner]).toBe(wanted.length);
            expect([...rowsInCorner(input, corner)].sort((x, y) => x - y)).toEqual(wanted);
          }
        },
      ),
    );
  });
});
