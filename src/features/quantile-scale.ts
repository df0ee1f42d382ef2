/**
 * Rank to uniform: a value becomes the share of fitted values below it, by interpolation between up to 1000 quantiles
 * (scikit-learn's QuantileTransformer with uniform output).
 */
import { quantileOfSorted } from '../base/quantile.ts';

/** scikit-learn's default. */
export const QUANTILES = 1000;

/** Quantiles of sorted values at the shares 0, 1/(q−1) … 1, q = min(1000, n); one value stands for itself. */
export const quantilesOfSorted = (sorted: Float64Array): number[] => {
  const count = Math.max(1, Math.min(QUANTILES, sorted.length));
  if (count === 1) return [sorted[0] ?? 0];
  const quantiles: number[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    // Interpolating between equal values may fall back by an ulp: hold the order, as scikit-learn does.
    highest = Math.max(highest, quantileOfSorted(sorted, i / (count - 1)));
    quantiles.push(highest);
  }
  return quantiles;
};

/**
 * The transform of fitted quantiles, in place over the first `count` values. A value that several quantiles share gets
 * the middle of their shares; the smallest is always 0 and the largest 1 (a constant column is 0 throughout); beyond the
 * fitted range it stays at 0 and 1.
 */
export const quantileTransform = (quantiles: readonly number[]): ((values: Float64Array, count: number) => void) => {
  const distinct: number[] = [];
  const first: number[] = [];
  const last: number[] = [];
  const steps = Math.max(1, quantiles.length - 1);
  quantiles.forEach((value, i) => {
    if (distinct.length > 0 && value === distinct[distinct.length - 1]) {
      last[last.length - 1] = i / steps;
      return;
    }
    distinct.push(value);
    first.push(i / steps);
    last.push(i / steps);
  });
  const top = distinct.length - 1;
  const xs = Float64Array.from(distinct);
  const lows = Float64Array.from(first);
  const highs = Float64Array.from(last);
  const at = highs.map((high, k) => (k === 0 ? 0 : k === top ? 1 : (lows[k]! + high) / 2));
  const lowest = xs[0]!;
  const highest = xs[top]!;

  // Where to begin looking: for each of equal cells of the range, the last quantile at or below the cell's start.
  const cells = Math.max(1, 4 * (top + 1));
  const perUnit = Number.isFinite(highest - lowest) && highest > lowest ? cells / (highest - lowest) : 0;
  const begin = new Uint16Array(cells + 2).fill(top);
  for (let cell = 0, k = 0; cell <= cells; cell++) {
    while (k < top && (xs[k + 1]! - lowest) * perUnit < cell) k++;
    begin[cell] = k;
  }

  return (values, count) => {
    for (let i = 0; i < count; i++) {
      const x = values[i]!;
      if (x <= lowest) {
        values[i] = 0;
        continue;
      }
      if (x >= highest) {
        values[i] = 1;
        continue;
      }
      const cell = Math.floor((x - lowest) * perUnit);
      let low = begin[cell]!;
      let high = perUnit === 0 ? top : begin[cell + 1]! + 1;
      // The cell's own rounding may be off by one quantile on either side.
      while (low > 0 && xs[low]! > x) low--;
      while (high < top && xs[high]! <= x) high++;
      if (high > top) high = top;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (xs[middle]! <= x) low = middle;
        else high = middle;
      }
      const left = xs[low]!;
      if (x === left) {
        values[i] = at[low]!;
        continue;
      }
      const from = highs[low]!;
      values[i] = from + ((lows[low + 1]! - from) * (x - left)) / (xs[low + 1]! - left);
    }
  };
};
