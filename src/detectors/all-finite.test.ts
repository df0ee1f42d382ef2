import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allFinite } from './all-finite.ts';

test('finite values are, whatever their sign and size', () => {
  expect(allFinite(new Float32Array())).toBe(true);
  for (const value of [0, -0, 1e-45, -1.17e-38, 3.4028234663852886e38, -3.4028234663852886e38]) {
    expect(allFinite(Float32Array.of(value)), `${value}`).toBe(true);
  }
});

test('one value that is not finite is found wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40_000 }),
      fc.nat(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      (length, at, odd) => {
        const values = new Float32Array(length).fill(-1e38);
        expect(allFinite(values)).toBe(true);
        values[at % length] = odd;
        expect(allFinite(values)).toBe(false);
        // Nothing is left of it.
        expect(allFinite(values.fill(2))).toBe(true);
      },
    ),
  );
});
