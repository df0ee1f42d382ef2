/** What the labels say of a threshold: flagged where score > threshold, strictly. */
import { countAbove, groupsOf, rowsIn, type Scope } from './counting.ts';
import type { Truth } from './part.ts';
import type { Ranking } from './ranking.ts';

/** Rows: truth normal, anomaly. Columns: not flagged, flagged. [[tn, fp], [fn, tp]], scikit-learn's order. */
export type ConfusionMatrix = readonly [readonly [number, number], readonly [number, number]];

export interface ClassCount {
  readonly classIndex: number;
  /** Class name; '' for rows without a label. */
  readonly name: string;
  readonly truth: Truth;
  readonly rows: number;
  readonly flagged: number;
}

export interface Confusion {
  readonly matrix: ConfusionMatrix;
  /** Rows counted, those without a truth included. */
  readonly rows: number;
  readonly flagged: number;
  /** Rows that no label calls normal or anomaly: in `rows` and `flagged`, not in the matrix. */
  readonly unknown: { readonly rows: number; readonly flagged: number };
  /** One entry per class that has a row here, in class order. */
  readonly classes: readonly ClassCount[];
  /** False where no row has a truth: the matrix is all zeros then. */
  readonly labelled: boolean;
}

export const confusionAt = (ranking: Ranking, scope: Scope, threshold: number): Confusion => {
  const byClass = new Map<number, ClassCount>();
  const sums: Record<Truth, { rows: number; flagged: number }> = {
    normal: { rows: 0, flagged: 0 },
    anomaly: { rows: 0, flagged: 0 },
    unknown: { rows: 0, flagged: 0 },
  };
  for (const group of groupsOf(ranking, scope)) {
    const rows = rowsIn([group]);
    const flagged = countAbove(ranking, [group], threshold);
    sums[group.truth].rows += rows;
    sums[group.truth].flagged += flagged;
    const before = byClass.get(group.classIndex);
    byClass.set(group.classIndex, {
      classIndex: group.classIndex,
      name: ranking.classes[group.classIndex] ?? '',
      truth: group.truth,
      rows: rows + (before?.rows ?? 0),
      flagged: flagged + (before?.flagged ?? 0),
    });
  }
  const { normal, anomaly, unknown } = sums;
  return {
    matrix: [
      [normal.rows - normal.flagged, normal.flagged],
      [anomaly.rows - anomaly.flagged, anomaly.flagged],
    ],
    rows: normal.rows + anomaly.rows + unknown.rows,
    flagged: normal.flagged + anomaly.flagged + unknown.flagged,
    unknown,
    classes: [...byClass.values()].sort((a, b) => a.classIndex - b.classIndex),
    labelled: normal.rows + anomaly.rows > 0,
  };
};
