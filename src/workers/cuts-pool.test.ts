import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutsOf } from './cuts-pool.ts';

const MIB = 1 << 20;
const sizesOf = (from: number, cuts: readonly number[]): number[] =>
  cuts.map((end, i) => (end - (cuts[i - 1] ?? from)) / MIB);

test('slices cover the bytes, one behind the other, and none is empty', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1e6 }),
      fc.integer({ min: 1, max: 3e9 }),
      fc.integer({ min: 1, max: 31 }),
      fc.option(fc.integer({ min: 1e6, max: 1e8 }), { nil: undefined }),
      (from, bytes, readers, each) => {
        const sizes = sizesOf(from, cutsOf(from, from + bytes, readers, each));
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(each === undefined ? 6 : each / MIB);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(bytes / MIB, 6);
      },
    ),
  );
  expect(cutsOf(40, 40, 2)).toEqual([40]);
});

test('a large file begins and ends with small slices, a small one is shared out', () => {
  expect(sizesOf(0, cutsOf(0, 40 * MIB, 2))).toEqual([1, 1, 1, 1, 6, 6, 6, 6, 3, 3, 3, 3]);
  expect(sizesOf(0, cutsOf(0, 4 * MIB, 2))).toEqual([1, 1, 1, 1]);
  expect(sizesOf(0, cutsOf(0, MIB, 2))).toEqual([0.5, 0.5]);
  expect(sizesOf(0, cutsOf(0, 1000, 2))).toHaveLength(1);
  expect(sizesOf(0, cutsOf(0, 2 * MIB, 1, MIB))).toEqual([1, 1]);
});
