import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readersOf, stretchesOf } from './stretches-pool.ts';

const MIB = 1 << 20;

/** Sizes of the slices of each stretch, in MiB. */
const sizesOf = (stretches: ReturnType<typeof stretchesOf>): number[][] =>
  stretches.map(({ from, ends }) => ends.map((end, i) => (end - (ends[i - 1] ?? from)) / MIB));

it('cover the bytes in order, each slice once', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.oneof(fc.nat(100), fc.nat(200 * MIB), fc.nat(2 ** 33)),
      fc.integer({ min: 1, max: 16 }),
      fc.option(fc.integer({ min: 1, max: 64 }), { nil: undefined }),
      (from, bytes, readers, blocks) => {
        const each = blocks === undefined ? undefined : Math.max(blocks, Math.ceil(bytes / 500));
        const stretches = stretchesOf(from, from + bytes, readers, each);
        let at = from;
        let slices = 0;
        for (const stretch of stretches) {
          expect(stretch.from).toBe(at);
          expect(stretch.first).toBe(slices);
          for (const end of stretch.ends) {
            expect(end).toBeGreaterThan(bytes === 0 ? -1 : at);
            if (each === undefined) expect(end - at).toBeLessThanOrEqual(4 * MIB);
            else if (end < from + bytes) expect(end - at).toBe(each);
            at = end;
          }
          slices += stretch.ends.length;
        }
        expect(at).toBe(from + bytes);
        // What waits for its turn is bounded, however many readers there are.
        if (each === undefined) {
          for (const { from: begin, ends } of stretches) {
            expect(ends.at(-1)! - begin).toBeLessThanOrEqual(Math.max(4, Math.min(16, 32 / readers)) * MIB + 1.5 * MIB);
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
});

it('is one without a slice but an empty one, where there is nothing', () => {
  expect(stretchesOf(40, 40, 2)).toEqual([{ first: 0, from: 40, ends: [40] }]);
});

it('are large in the middle and small at the end', () => {
  const sizes = sizesOf(stretchesOf(0, 96 * MIB, 2)).map((slices) => slices.reduce((sum, size) => sum + size, 0));
  expect(sizes.slice(0, 3)).toEqual([8, 16, 16]);
  expect(Math.max(...sizes.slice(-2))).toBeLessThanOrEqual(1.5);
});

it.each([
  [0, 2, 1],
  [4 * MIB, 2, 1],
  [4 * MIB + 1, 2, 2],
  [100 * MIB, 2, 2],
  [12 * MIB, 7, 3],
])('of %d bytes, with %d readers there, are for %d', (bytes, there, used) => {
  expect(readersOf(bytes, there)).toBe(used);
});

it('are one for each reader where the file is small', () => {
  expect(sizesOf(stretchesOf(0, 4 * MIB, 2))).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(sizesOf(stretchesOf(0, MIB, 2))).toEqual([[1]]);
  expect(sizesOf(stretchesOf(0, 1000, 2))).toHaveLength(1);
});

it('have slices of the size given', () => {
  expect(stretchesOf(10, 60, 3, 10)).toEqual([
    { first: 0, from: 10, ends: [20, 30, 40, 50] },
    { first: 4, from: 50, ends: [60] },
  ]);
});
