/**
 * Thresholds found by counting scores: what the rules of threshold.ts go by. They are observed scores: the highest score
 * that stays unflagged (a row is flagged where score > threshold, strictly).
 */
import { quantileOfSorted } from '../base/quantile.ts';
import { extent, justBelow, orderStatistic, rowsIn, type Scope } from './counting.ts';
import type { Ranking, RankingGroup } from './ranking.ts';
import { sidesOf, walkScores } from './sides.ts';

/** Percentile over several sorted groups, numpy's linear rule; NaN for no rows. `share` in 0…1. */
export const percentileOf = (ranking: Ranking, groups: readonly RankingGroup[], share: number): number => {
  const rows = rowsIn(groups);
  if (rows === 0) return Number.NaN;
  const position = Math.min(Math.max(share, 0), 1) * (rows - 1);
  const below = Math.floor(position);
  const low = orderStatistic(ranking, groups, below);
  if (below + 1 >= rows || position === below) return low;
  return quantileOfSorted([low, orderStatistic(ranking, groups, below + 1)], position - below);
};

/** The lowest observed score that flags at most `most` of the groups' rows; just below the lowest where all may be. */
export const thresholdForCount = (ranking: Ranking, groups: readonly RankingGroup[], most: number): number => {
  const rows = rowsIn(groups);
  if (rows === 0) return 0;
  return most >= rows
    ? justBelow(extent(ranking, groups)!.low)
    : orderStatistic(ranking, groups, rows - 1 - Math.floor(most));
};

/** Lowest cost over every possible threshold; among equals the one that flags fewest rows. */
export const cheapest = (
  ranking: Ranking,
  scope: Scope,
  cost: (tp: number, fp: number, fn: number) => number,
): { readonly threshold: number; readonly tp: number; readonly fp: number; readonly cost: number } => {
  const sides = sidesOf(ranking, scope);
  const positives = sides.anomaly.length;
  let best = { threshold: Number.NaN, tp: 0, fp: 0, cost: cost(0, 0, positives) };
  walkScores(sides, (score, tp, fp, next) => {
    // Flagging nothing: the highest score itself is the threshold.
    if (Number.isNaN(best.threshold)) best.threshold = score;
    const here = cost(tp, fp, positives - tp);
    if (here < best.cost) best = { threshold: next ?? justBelow(score), tp, fp, cost: here };
  });
  return best;
};
