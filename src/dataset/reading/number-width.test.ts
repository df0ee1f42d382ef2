import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayOf, BYTES, DOUBLES, FLOATS, type NumberWidth, SHORTS, widthOf, widthOfArray } from './number-width.ts';

const WIDTHS: readonly NumberWidth[] = [BYTES, SHORTS, FLOATS, DOUBLES];

const keeps = (width: NumberWidth, value: number): boolean => {
  const array = arrayOf(width, 1);
  array[0] = value;
  return Object.is(array[0], value);
};

it.each([
  [0, BYTES],
  [255, BYTES],
  [256, SHORTS],
  [65_535, SHORTS],
  [65_536, FLOATS],
  [16_777_217, DOUBLES],
  [-0, FLOATS],
  [-1, FLOATS],
  [0.5, FLOATS],
  [0.1, DOUBLES],
  [4_294_967_296, FLOATS],
  [Number.NaN, FLOATS],
  [Number.POSITIVE_INFINITY, FLOATS],
])('%d needs %d', (value, width) => {
  expect(widthOf(value)).toBe(width);
});

it('is the first that keeps a value, and all after it do', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.float(), fc.integer(), fc.nat(70_000)), (value) => {
      const needed = widthOf(value);
      for (const width of WIDTHS) expect(keeps(width, value)).toBe(width >= needed);
    }),
    { numRuns: 3000 },
  );
});

it('is known from an array', () => {
  for (const width of WIDTHS) expect(widthOfArray(arrayOf(width, 3))).toBe(width);
});
