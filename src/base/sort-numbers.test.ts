import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from './rng.ts';
import { sortNumbers } from './sort-numbers.ts';

/** Long enough for the passes, with the given numbers strewn in. */
const padded = (given: readonly number[], draw: (i: number) => number): Float64Array =>
  Float64Array.from({ length: 2000 + given.length }, (_, i) => given[i - 1000] ?? draw(i));

describe('sortNumbers', () => {
  const rng = createRng(5, 'sort');
  it.each<[string, (i: number) => number]>([
    ['whole numbers', () => rng.below(70_000)],
    ['numbers of both signs', () => rng.normal() * 10 ** rng.below(300)],
    ['32-bit floats', () => Math.fround(rng.normal())],
    ['32-bit floats of both signs, mostly zero', (i) => (i % 3 ? (i % 2 ? 0 : -0) : Math.fround(rng.normal()))],
    [
      'the ends of the range of 32-bit floats',
      (i) => [3.4028234663852886e38, -1e-45, 1e-45, Infinity, -Infinity].map(Math.fround)[i % 5]!,
    ],
    ['a few numbers among zeros', (i) => (i % 50 ? 0 : i - 1000)],
    ['one value', () => 7],
    ['numbers near zero', () => (rng.below(2) ? 0 : -0)],
    ['the ends of the range', (i) => [1.7e308, -1.7e308, 5e-324, -5e-324, Infinity, -Infinity][i % 6]!],
  ])('sorts %s as the native sort does', (_, draw) => {
    const values = padded([], draw);
    const expected = values.slice().sort();
    expect(sortNumbers(values)).toBe(values);
    expect(values.every((value, i) => Object.is(value, expected[i]))).toBe(true);
  });

  it('sorts any numbers, in the middle of a buffer too', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 50 }), (given) => {
        const all = padded(given, () => rng.normal());
        const part = all.subarray(3, all.length - 5);
        const expected = part.slice().sort();
        const [before, after] = [all[2], all[all.length - 5]];
        sortNumbers(part);
        expect(part.every((value, i) => Object.is(value, expected[i]))).toBe(true);
        expect([all[2], all[all.length - 5]]).toEqual([before, after]);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves none, one and two in order', () => {
    expect([...sortNumbers(new Float64Array())]).toEqual([]);
    expect([...sortNumbers(Float64Array.of(2))]).toEqual([2]);
    expect([...sortNumbers(Float64Array.of(2, -1))]).toEqual([-1, 2]);
  });
});
