/**
 * From the sum of a row's path lengths to its score, 2^(−sum / divisor) as a float32. `2 ** x` takes as long as a tenth of
 * all trees; a table and a polynomial are seven times as fast, and so near that they decide nearly every rounding: where they
 * do not, `2 ** x` is asked after all. Scores are the same, bit for bit.
 */

const STEPS = 64;
/** 2^(−k/64): a table up to 2^−16 is 8 kB, and no score of a real forest is lower. */
const POWERS = Float64Array.from({ length: 16 * STEPS }, (_, k) => 2 ** (-k / STEPS));

// The series of 2^−r; what is left out for r < 1/64 is less than 3e-15.
const LN2 = Math.LN2;
const C1 = -LN2;
const C2 = LN2 ** 2 / 2;
const C3 = -(LN2 ** 3) / 6;
const C4 = LN2 ** 4 / 24;
const C5 = -(LN2 ** 5) / 120;

/** Relative error of both ways together, many times over. */
const ERROR = 1e-13;

/** Writes the scores of `count` sums to `scores` from `at` on. */
export const scoresOfSums = (
  sums: Float64Array,
  divisor: number,
  scores: Float32Array,
  at: number,
  count: number,
): void => {
  for (let i = 0; i < count; i++) {
    const exponent = sums[i]! / divisor;
    const step = Math.floor(exponent * STEPS);
    if (!(step >= 0 && step < POWERS.length)) {
      scores[at + i] = 2 ** -exponent;
      continue;
    }
    const r = exponent - step / STEPS;
    const power = POWERS[step]! * (1 + r * (C1 + r * (C2 + r * (C3 + r * (C4 + r * C5)))));
    const score = Math.fround(power * (1 - ERROR));
    scores[at + i] = score === Math.fround(power * (1 + ERROR)) ? score : 2 ** -exponent;
  }
};
