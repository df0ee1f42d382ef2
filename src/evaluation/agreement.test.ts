import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CORNERS, countCorners, rowsInCorner } from './agreement.ts';
import { rankingOf } from './ranking-for-tests.ts';

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
