import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distributionOf } from './distribution.ts';

const numbers = (percentiles: readonly number[]) => ({ kind: 'numeric', column: 'x', percentiles }) as const;

test('an even column has even bars, and the value its place', () => {
  const found = distributionOf(numbers(Array.from({ length: 101 }, (_, i) => i / 10)), '5');
  expect(found?.place).toBe(0.5);
  expect(found?.ends).toEqual([0, 10]);
  for (const { share } of found!.bars) expect(share).toBeCloseTo(1 / 24, 9);
  expect(found!.bars.findIndex((bar) => bar.own)).toBe(12);
});

test('a value past the highest widens the axis; a heavy tail is drawn on a logarithm', () => {
  expect(distributionOf(numbers([0, 1, 2]), '4')).toMatchObject({ ends: [0, 4], place: 1 });
  const heavy = distributionOf(numbers([0, 1, 1e6]), '1000')!;
  expect(heavy.place).toBeGreaterThan(0.45);
  expect(heavy.place).toBeLessThan(0.55);
});

test('one value alone is one bar', () => {
  expect(distributionOf(numbers([3, 3, 3]), '3')?.bars).toEqual([{ label: '3', share: 1, own: true }]);
});

test('nothing to draw: no reference, no value, no number', () => {
  expect(distributionOf(undefined, '1')).toBeNull();
  expect(distributionOf(numbers([0, 1]), '')).toBeNull();
  expect(distributionOf(numbers([0, 1]), undefined)).toBeNull();
  expect(distributionOf(numbers([]), '1')).toBeNull();
});

test('every row is in a bar', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 101 }),
      fc.integer({ min: -2e6, max: 2e6 }),
      (values, at) => {
        const found = distributionOf(numbers(values.toSorted((a, b) => a - b)), String(at))!;
        expect(found.bars.reduce((sum, bar) => sum + bar.share, 0)).toBeCloseTo(1, 6);
      },
    ),
  );
});

test('categories: the most frequent, and the own one however rare', () => {
  const shares = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((value, i) => ({ value, share: (7 - i) / 28 }));
  const reference = { kind: 'category', column: 'x', shares } as const;
  expect(distributionOf(reference, 'b')!.bars.map((bar) => bar.own)).toEqual([false, true, false, false, false, false]);
  expect(distributionOf(reference, 'g')!.bars.at(-1)).toEqual({ label: 'g', share: 1 / 28, own: true });
  expect(distributionOf(reference, 'zz')!.bars.at(-1)).toEqual({ label: 'zz', share: 0, own: true });
});
