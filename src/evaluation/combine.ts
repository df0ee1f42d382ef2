/** Two detectors as one score: their scales differ, so ranks are averaged, not scores. */
import { fallingOrder } from './falling-order.ts';

/**
 * Each row's rank as a share in 0…1: the share of rows with a lower score plus half of those with the same (the mid-rank,
 * so equal scores get the average of the places they take; Kendall, 1948, "Rank Correlation Methods"). NaN stays NaN
 * and counts nowhere.
 */
export const rankShares = (scores: Float32Array): Float32Array => {
  const order = fallingOrder(scores);
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

/** Mean of the two detectors' rank shares per row, in 0…1; NaN where either has no score. */
export const combineScores = (first: Float32Array, second: Float32Array): Float32Array => {
  // A row that only one of them scored would shift the other's ranks: it counts for neither.
  const both = (own: Float32Array, other: Float32Array): Float32Array =>
    own.map((score, row) => (Number.isNaN(other[row]!) ? Number.NaN : score));
  const a = rankShares(both(first, second));
  const b = rankShares(both(second, first));
  return a.map((share, row) => (share + b[row]!) / 2);
};
