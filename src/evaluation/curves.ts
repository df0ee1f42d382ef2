/**
 * ROC and precision-recall as scikit-learn computes them (roc_curve with drop_intermediate=False,
 * precision_recall_curve, roc_auc_score, average_precision_score). Rows whose truth is unknown take no part.
 */
import { confusionAt } from './confusion.ts';
import type { Scope } from './counting.ts';
import type { Ranking } from './ranking.ts';
import { type Sides, sidesOf, walkScores } from './sides.ts';

/** One point per distinct score, from flagging nothing to flagging all. `scores[i]`: rows at or above it are flagged. */
export interface ExactCurves {
  /** +Infinity first: nothing is flagged. */
  readonly scores: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** 1 at the first point by convention, as in scikit-learn. */
  readonly precision: Float64Array;
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** Rows with a score at or above this are flagged; +Infinity: none. */
  readonly score: number;
}

export interface Curves {
  readonly rocAuc: number;
  readonly averagePrecision: number;
  /** Share of anomalous rows: what a detector that knows nothing reaches as precision. */
  readonly baseRate: number;
  /** x: false-positive rate, y: recall; both never fall. */
  readonly roc: readonly CurvePoint[];
  /** x: recall (never falls), y: precision. */
  readonly precisionRecall: readonly CurvePoint[];
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

/** Trapezoids under the ROC: the share of (anomalous, normal) pairs in the right order, ties counted half. */
export const rocAucOf = ({ falsePositiveRate: x, truePositiveRate: y }: ExactCurves): number => {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += (x[i]! - x[i - 1]!) * ((y[i]! + y[i - 1]!) / 2);
  return area;
};

/** Sum of (recall step × precision), no interpolation. */
export const averagePrecisionOf = ({ truePositiveRate: recall, precision }: ExactCurves): number => {
  let sum = 0;
  for (let i = 1; i < recall.length; i++) sum += (recall[i]! - recall[i - 1]!) * precision[i]!;
  return sum;
};

const MOST_POINTS = 500;

/**
 * At most `most` of the points, first and last kept: the way along (0…1, never falling) is cut into equal stretches, and
 * of each its first, lowest and highest point stay, so no spike or step is lost.
 */
export const thin = (
  points: number,
  progress: (i: number) => number,
  height: (i: number) => number,
  most = MOST_POINTS,
): readonly number[] => {
  if (points <= most) return Array.from({ length: points }, (_, i) => i);
  const stretches = Math.max(1, Math.floor((most - 2) / 3));
  const chosen = new Set<number>([0]);
  let begin = 0;
  while (begin < points) {
    const stretch = Math.min(stretches - 1, Math.floor(progress(begin) * stretches));
    let end = begin;
    let low = begin;
    let high = begin;
    while (end < points && Math.min(stretches - 1, Math.floor(progress(end) * stretches)) === stretch) {
      if (height(end) < height(low)) low = end;
      if (height(end) > height(high)) high = end;
      end++;
    }
    chosen.add(begin).add(low).add(high);
    begin = end;
  }
  chosen.add(points - 1);
  return [...chosen].sort((a, b) => a - b);
};

const kept = new WeakMap<Ranking, Map<Scope, Curves | null>>();

/** Curves of a scope, computed once per ranking; null where the labels lack one of the two sides. */
export const curvesOf = (ranking: Ranking, scope: Scope): Curves | null => {
  const ofRanking = kept.get(ranking) ?? new Map<Scope, Curves | null>();
  kept.set(ranking, ofRanking);
  const known = ofRanking.get(scope);
  if (known !== undefined) return known;
  const sides = sidesOf(ranking, scope);
  const exact = exactCurves(sides);
  const curves = exact === null ? null : drawn(exact, sides);
  ofRanking.set(scope, curves);
  return curves;
};

const drawn = (exact: ExactCurves, sides: Sides): Curves => {
  const { scores, falsePositiveRate: fpr, truePositiveRate: tpr, precision } = exact;
  const roc = thin(
    scores.length,
    (i) => (fpr[i]! + tpr[i]!) / 2,
    (i) => tpr[i]! - fpr[i]!,
  );
  const pr = thin(
    scores.length,
    (i) => tpr[i]!,
    (i) => precision[i]!,
  );
  return {
    rocAuc: rocAucOf(exact),
    averagePrecision: averagePrecisionOf(exact),
    baseRate: sides.anomaly.length / (sides.anomaly.length + sides.normal.length),
    roc: roc.map((i) => ({ x: fpr[i]!, y: tpr[i]!, score: scores[i]! })),
    precisionRecall: pr.map((i) => ({ x: tpr[i]!, y: precision[i]!, score: scores[i]! })),
  };
};

export interface OperatingPoint {
  readonly falsePositiveRate: number;
  readonly recall: number;
  /** 1 where nothing is flagged, as the curve begins. */
  readonly precision: number;
}

/** Where a threshold stands on the curves; null where the labels lack one of the two sides. */
export const operatingPoint = (ranking: Ranking, scope: Scope, threshold: number): OperatingPoint | null => {
  const [[tn, fp], [fn, tp]] = confusionAt(ranking, scope, threshold).matrix;
  if (tn + fp === 0 || fn + tp === 0) return null;
  return {
    falsePositiveRate: fp / (tn + fp),
    recall: tp / (fn + tp),
    precision: tp + fp === 0 ? 1 : tp / (tp + fp),
  };
};
