/** Logarithm of the magnitude, sign kept: sign(x) · log1p(|x|). Zero stays zero, order stays order. */
import { quantileOfSorted } from '../base/quantile.ts';

export const signedLog = (x: number): number => (x === 0 ? 0 : x > 0 ? Math.log1p(x) : -Math.log1p(-x));

/** In place, over the first `count` values. Counts of traffic are mostly zero, so zero is decided first. */
export const signedLogInPlace = (values: Float64Array, count: number): void => {
  for (let i = 0; i < count; i++) {
    const x = values[i]!;
    if (x > 0) values[i] = Math.log1p(x);
    else if (x < 0) values[i] = -Math.log1p(-x);
  }
};

/** A tail is heavy from this many times the third quartile on. */
const TAIL = 10;

/**
 * Whether a column spans orders of magnitude, from its magnitudes sorted ascending: the largest is more than 10 times
 * the third quartile, and more than 10 (shares, flags and small counts gain nothing: log1p is nearly a line there).
 * Byte and packet counts, durations in any unit and rates are heavy-tailed by this rule; shares, ages of the same order
 * and epoch times are not.
 */
export const isHeavyTailed = (sortedMagnitudes: ArrayLike<number>): boolean => {
  const n = sortedMagnitudes.length;
  if (n === 0) return false;
  return sortedMagnitudes[n - 1]! > TAIL * Math.max(quantileOfSorted(sortedMagnitudes, 0.75), 1);
};
