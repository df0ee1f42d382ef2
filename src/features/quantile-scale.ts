/**
 * Rank to uniform: a value becomes the share of fitted values below it, by interpolation between up to 1000 quantiles
 * (scikit-learn's QuantileTransformer with uniform output).
 */
import { quantileOfSorted } from '../base/quantile.ts';

/** scikit-learn's default. */
export const QUANTILES = 1000;

/** So that the distance of two quantiles is a finite double. */
const LARGEST = 8e307;

/** Quantiles of sorted values at the shares 0, 1/(q−1) … 1, q = min(1000, n); one value stands for itself. */
export const quantilesOfSorted = (sorted: Float64Array): number[] => {
  const count = Math.max(1, Math.min(QUANTILES, sorted.length));
  if (count === 1) return [sorted[0] ?? 0];
  const quantiles: number[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    // Interpolating between equal values may fall back by an ulp: hold the order, as scikit-learn does.
    const quantile = quantileOfSorted(sorted, i / (count - 1));
    highest = Math.max(highest, Math.min(Math.max(quantile, -LARGEST), LARGEST));
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
  // Runs of equal quantiles: the value, and the first and last place it has among the quantiles. Kept small, since the
  // tables of all columns of a matrix go through the cache again and again.
  const distinct: number[] = [];
  const firstPlaces: number[] = [];
  const lastPlaces: number[] = [];
  quantiles.forEach((value, place) => {
    if (place > 0 && value === quantiles[place - 1]) {
      lastPlaces[lastPlaces.length - 1] = place;
      return;
    }
    distinct.push(value);
    firstPlaces.push(place);
    lastPlaces.push(place);
  });
  const xs = Float64Array.from(distinct);
  const first = Uint16Array.from(firstPlaces);
  const last = Uint16Array.from(lastPlaces);
  const share = 1 / Math.max(1, quantiles.length - 1);
  const top = xs.length - 1;
  const lowest = xs[0]!;
  const highest = xs[top]!;

  // A guide table: the range in equal cells, and for each the last quantile in a cell before it. Rounding does not
  // matter, since values and quantiles find their cells by the same expression and that never falls.
  const cells = 4 * (top + 1);
  const perUnit = Number.isFinite(highest - lowest) && highest > lowest ? cells / (highest - lowest) : 0;
  // At most top − 1: a value that is looked for lies below the last quantile.
  const before = new Uint16Array(cells + 2).fill(Math.max(0, top - 1));
  for (let cell = 0, k = 0; cell <= cells; cell++) {
    while (k < top - 1 && (((xs[k + 1]! - lowest) * perUnit) | 0) < cell) k++;
    before[cell] = k;
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
      const cell = ((x - lowest) * perUnit) | 0;
      let low = before[cell]!;
      let high = before[cell + 1]! + 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (xs[middle]! <= x) low = middle;
        else high = middle;
      }
      const left = xs[low]!;
      const from = last[low]!;
      values[i] =
        x === left
          ? 0.5 * (first[low]! + from) * share
          : (from + (first[low + 1]! - from) * ((x - left) / (xs[low + 1]! - left))) * share;
    }
  };
};
