/**
 * ROC and precision-recall as scikit-learn computes them (roc_curve with drop_intermediate=False,
 * precision_recall_curve, roc_auc_score, average_precision_score). Rows whose truth is unknown take no part.
 */
import { confusionAt } from './confusion.ts';
import type { Scope } from './counting.ts';
import type { Ranking } from './ranking.ts';
import { type Sides, sidesOf, walkScores } from './sides.ts';

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

const MOST_POINTS = 500;

export interface Thinner {
  /** The next point; `along` (0…1) never falls from call to call, `height` is what must not be lost. */
  readonly add: (along: number, height: number, x: number, y: number, score: number) => void;
  readonly points: () => readonly CurvePoint[];
}

/**
 * Keeps at most `most` points of any number that pass by, first and last among them: the way along is cut into equal
 * stretches, and of each its first, lowest and highest point stay, so no spike or step is lost. Where no more than
 * `most` pass by, all stay.
 */
export const createThinner = (most = MOST_POINTS): Thinner => {
  const stretches = Math.max(1, Math.floor((most - 2) / 3));
  let all: CurvePoint[] | null = [];
  const chosen: CurvePoint[] = [];
  let stretch = -1;
  let count = 0;
  // Of the stretch under way, the first, lowest, highest and latest point: place in the order, height, x, y, score each.
  // Numbers in place, because a curve that climbs would make an object of every point.
  const first = new Float64Array(5);
  const low = new Float64Array(5);
  const high = new Float64Array(5);
  const latest = new Float64Array(5);
  const pointOf = (held: Float64Array): CurvePoint => ({ x: held[2]!, y: held[3]!, score: held[4]! });
  const close = (): void => {
    if (stretch < 0) return;
    let before = -1;
    for (const held of low[0]! < high[0]! ? [first, low, high] : [first, high, low]) {
      if (held[0]! > before) chosen.push(pointOf(held));
      before = held[0]!;
    }
  };
  const add = (along: number, height: number, x: number, y: number, score: number): void => {
    if (all !== null) {
      all.push({ x, y, score });
      if (all.length > most) all = null;
    }
    latest[0] = count++;
    latest[1] = height;
    latest[2] = x;
    latest[3] = y;
    latest[4] = score;
    const here = Math.min(stretches - 1, Math.floor(along * stretches));
    if (here !== stretch) {
      close();
      stretch = here;
      first.set(latest);
      low.set(latest);
      high.set(latest);
    } else if (height < low[1]!) low.set(latest);
    else if (height > high[1]!) high.set(latest);
  };
  const points = (): readonly CurvePoint[] => {
    if (all !== null) return all;
    const kept = chosen.length;
    close();
    const result = [...chosen];
    chosen.length = kept;
    if (Math.max(first[0]!, low[0]!, high[0]!) < latest[0]!) result.push(pointOf(latest));
    return result;
  };
  return { add, points };
};

const kept = new WeakMap<Ranking, Map<Scope, Curves | null>>();

/** Every part that has rows, and all of them together: what a run hands over, so that no page waits for a walk. */
export const curvesOfScopes = (ranking: Ranking): Readonly<Partial<Record<Scope, Curves | null>>> =>
  Object.fromEntries(
    [...new Set<Scope>([...ranking.groups.map(({ part }) => part), 'all'])].map((scope) => [
      scope,
      curvesOf(ranking, scope),
    ]),
  );

/** Takes curves that were computed elsewhere from the same scores. */
export const rememberCurves = (ranking: Ranking, curves: ReturnType<typeof curvesOfScopes>): void => {
  kept.set(ranking, new Map(Object.entries(curves) as [Scope, Curves | null][]));
};

/** Curves of a scope, computed once per ranking; null where the labels lack one of the two sides. */
export const curvesOf = (ranking: Ranking, scope: Scope): Curves | null => {
  const ofRanking = kept.get(ranking) ?? new Map<Scope, Curves | null>();
  kept.set(ranking, ofRanking);
  const known = ofRanking.get(scope);
  if (known !== undefined) return known;
  const curves = drawn(sidesOf(ranking, scope));
  ofRanking.set(scope, curves);
  return curves;
};

/** One walk, with no array as long as the rows: a million of them in a few tens of milliseconds. */
const drawn = (sides: Sides): Curves | null => {
  const positives = sides.anomaly.length;
  const negatives = sides.normal.length;
  if (positives === 0 || negatives === 0) return null;
  const roc = createThinner();
  const precisionRecall = createThinner();
  roc.add(0, 0, 0, 0, Number.POSITIVE_INFINITY);
  precisionRecall.add(0, 1, 0, 1, Number.POSITIVE_INFINITY);
  let rocAuc = 0;
  let averagePrecision = 0;
  let lastFpr = 0;
  let lastTpr = 0;
  walkScores(sides, (score, tp, fp) => {
    const fpr = fp / negatives;
    const tpr = tp / positives;
    const precision = tp / (tp + fp);
    rocAuc += (fpr - lastFpr) * ((tpr + lastTpr) / 2);
    averagePrecision += (tpr - lastTpr) * precision;
    roc.add((fpr + tpr) / 2, tpr - fpr, fpr, tpr, score);
    precisionRecall.add(tpr, precision, tpr, precision, score);
    lastFpr = fpr;
    lastTpr = tpr;
  });
  return {
    rocAuc,
    averagePrecision,
    baseRate: positives / (positives + negatives),
    roc: roc.points(),
    precisionRecall: precisionRecall.points(),
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
