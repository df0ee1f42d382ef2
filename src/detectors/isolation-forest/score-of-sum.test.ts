import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoresOfSums } from './score-of-sum.ts';

const check = (sums: Float64Array, divisor: number): void => {
  const scores = new Float32Array(sums.length + 2).fill(9);
  scoresOfSums(sums, divisor, scores, 1, sums.length);
  expect(scores.subarray(1, -1)).toEqual(Float32Array.from(sums, (sum) => 2 ** -(sum / divisor)));
  expect([scores[0], scores.at(-1)]).toEqual([9, 9]);
};

test('is 2 to the power, rounded to a float32', () => {
  const any = fc.double({ min: 0, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 50 }), fc.double({ min: 1, max: 2e4, noNaN: true }), (sums, divisor) => {
      check(Float64Array.from(sums), divisor);
    }),
  );
  // A hundred thousand sums, spread evenly: some of them lie so near the middle of two floats that only the power decides.
  check(
    Float64Array.from({ length: 100_000 }, (_, i) => i * 0.01537),
    1024.48,
  );
  // And powers that stand right there.
  const middles = Float64Array.from({ length: 2000 }, (_, i) => {
    const score = Math.fround(0.3 + i / 4000);
    const next = new Float32Array([score]);
    new Uint32Array(next.buffer)[0]! += 1;
    return -Math.log2((score + next[0]!) / 2) * 1024;
  });
  check(middles, 1024);
});

test('goes on where the table ends, and before it begins', () => {
  check(Float64Array.of(0, 16, 15.999999, 17, 200, -0.5, Number.POSITIVE_INFINITY), 1);
});
