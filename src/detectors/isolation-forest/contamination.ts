/**
 * The threshold that flags a wanted share of rows. Without ties it is scikit-learn's: the negated `offset_`, which is
 * the percentile of the negated scores; flagged is what lies above it, strictly. Where rows share one score right at
 * that place, a percentile may flag none of them or far fewer than asked for; then the threshold goes to whichever side
 * of the tied rows gives the nearer count.
 */
import { quantileOfSorted } from '../../base/quantile.ts';

export interface ContaminationThreshold {
  readonly threshold: number;
  readonly flagged: number;
  /** Rows that the share asks for. */
  readonly wanted: number;
  /** Rows tied at the threshold when the count could not be met; 0 otherwise. */
  readonly tied: number;
}

export const contaminationThreshold = (scores: Float32Array, share: number): ContaminationThreshold => {
  const n = scores.length;
  if (n === 0) return { threshold: Number.NaN, flagged: 0, wanted: 0, tied: 0 };
  const ascending = Float32Array.from(scores).sort();
  const bounded = Math.min(Math.max(share, 0), 1);
  const negated = Float64Array.from(ascending, (s) => -s).reverse();
  const threshold = -quantileOfSorted(negated, bounded);
  const above = (value: number): number => {
    let low = 0;
    let high = n;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ascending[middle]! > value) high = middle;
      else low = middle + 1;
    }
    return n - low;
  };
  // What the percentile flags where all scores differ. The product carries a rounding error: 0.1 × 30 is not 3.
  const wanted = Math.max(0, Math.ceil(bounded * (n - 1) - 1e-9));
  const flagged = above(threshold);
  if (flagged === wanted) return { threshold, flagged, wanted, tied: 0 };

  // The wanted count falls inside a run of equal scores.
  const value = ascending[n - wanted]!;
  const fewer = above(value);
  let first = n - wanted;
  while (first > 0 && ascending[first - 1] === value) first--;
  const more = n - first;
  const tied = more - fewer;
  if (wanted - fewer <= more - wanted) return { threshold: value, flagged: fewer, wanted, tied };
  // Halfway to the next lower score; where there is none, below the tied one.
  const lower = first > 0 ? ascending[first - 1]! : value - 1;
  return { threshold: (value + lower) / 2, flagged: more, wanted, tied };
};
