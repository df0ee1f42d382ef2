import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allFinite, allFiniteInJavaScript } from './all-finite.ts';

const WAYS = { 'in WebAssembly': allFinite, 'in JavaScript': allFiniteInJavaScript };

test.each(Object.entries(WAYS))('%s finite values are, whatever their sign and size', (_, areFinite) => {
  expect(areFinite(new Float32Array())).toBe(true);
  for (const value of [0, -0, 1e-45, -1.17e-38, 3.4028234663852886e38, -3.4028234663852886e38]) {
    expect(areFinite(Float32Array.of(value)), `${value}`).toBe(true);
  }
});

test.each(Object.entries(WAYS))('%s one value that is not finite is found wherever it stands', (_, areFinite) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40_000 }),
      fc.nat(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      (length, at, odd) => {
        const values = new Float32Array(length).fill(-1e38);
        expect(areFinite(values)).toBe(true);
        values[at % length] = odd;
        expect(areFinite(values)).toBe(false);
        // Nothing is left of it.
        expect(areFinite(values.fill(2))).toBe(true);
      },
    ),
  );
});
