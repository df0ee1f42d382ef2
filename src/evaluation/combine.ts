/** Two detectors as one score: their scales differ, so ranks are averaged, not scores. */
import { fallingOrder } from './falling-order.ts';

/**
 * Each row's rank as a share in 0…1: the share of rows with a lower score plus half of those with the same (the mid-rank,
 * so equal scores get the average of the places they take; Kendall, 1948, "Rank Correlation Methods"). NaN stays NaN
 * and counts nowhere.
 */
export const rankShares = (scores: Float32Array, order: Uint32Array = fallingOrder(scores)): Float32Array => {
  const rows = order.length;
  const shares = new Float32Array(scores.length).fill(Number.NaN);
  for (let begin = 0; begin < rows; ) {
    const score = scores[order[begin]!];
    let end = begin + 1;
    while (end < rows && scores[order[end]!] === score) end++;
    // rows − end are lower, end − begin are equal.
    const share = (rows - end + (end - begin) / 2) / rows;
    for (let i = begin; i < end; i++) shares[order[i]!] = share;
    begin = end;
  }
  return shares;
};

const meanOf = (a: Float32Array, b: Float32Array): Float32Array => {
  const mean = new Float32Array(a.length);
  for (let row = 0; row < a.length; row++) mean[row] = (a[row]! + b[row]!) / 2;
  return mean;
};

/**
 * Mean of the two detectors' rank shares per row, in 0…1; NaN where either has no score. `orders`: the rows of each by
 * falling score, where they are known already and are the same rows.
 */
export const combineScores = (
  first: Float32Array,
  second: Float32Array,
  orders?: readonly [Uint32Array, Uint32Array],
): Float32Array => {
  if (orders) return meanOf(rankShares(first, orders[0]), rankShares(second, orders[1]));
  // A row that only one of them scored would shift the other's ranks: it counts for neither.
  const both = (own: Float32Array, other: Float32Array): Float32Array =>
    own.map((score, row) => (Number.isNaN(other[row]!) ? Number.NaN : score));
  return meanOf(rankShares(both(first, second)), rankShares(both(second, first)));
};
