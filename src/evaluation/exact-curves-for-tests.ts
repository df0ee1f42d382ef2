/** Every point of the curves, none thinned out: what is drawn is held against it, and it against scikit-learn. For tests. */
import { type Sides, walkScores } from './sides.ts';

/** One point per distinct score, from flagging nothing to flagging all. `scores[i]`: rows at or above it are flagged. */
export interface ExactCurves {
  /** +Infinity first: nothing is flagged. */
  readonly scores: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** 1 at the first point by convention, as in scikit-learn. */
  readonly precision: Float64Array;
}

export const exactCurves = (sides: Sides): ExactCurves | null => {
  const positives = sides.anomaly.length;
  const negatives = sides.normal.length;
  if (positives === 0 || negatives === 0) return null;
  const room = positives + negatives + 1;
  const scores = new Float64Array(room);
  const falsePositiveRate = new Float64Array(room);
  const truePositiveRate = new Float64Array(room);
  const precision = new Float64Array(room);
  scores[0] = Number.POSITIVE_INFINITY;
  precision[0] = 1;
  let points = 1;
  walkScores(sides, (score, tp, fp) => {
    scores[points] = score;
    falsePositiveRate[points] = fp / negatives;
    truePositiveRate[points] = tp / positives;
    precision[points] = tp / (tp + fp);
    points++;
  });
  return {
    scores: scores.subarray(0, points),
    falsePositiveRate: falsePositiveRate.subarray(0, points),
    truePositiveRate: truePositiveRate.subarray(0, points),
    precision: precision.subarray(0, points),
  };
};
