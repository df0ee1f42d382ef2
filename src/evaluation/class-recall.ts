/** Recall per attack class at a threshold, and what it would take to catch a given share of a class. */
import { confusionAt } from './confusion.ts';
import { countAbove, groupsOf, justBelow, nextLowerScore, orderStatistic, rowsIn, type Scope } from './counting.ts';
import type { Ranking } from './ranking.ts';

export interface ClassRecall {
  readonly classIndex: number;
  readonly name: string;
  readonly rows: number;
  readonly flagged: number;
  /** flagged / rows. */
  readonly recall: number;
  /** The highest threshold that catches the asked share of this class, and what else it flags. */
  readonly needed: {
    readonly threshold: number;
    readonly flagged: number;
    /** Null where no row of the scope is labelled normal: then there is none to be one. */
    readonly falseAlarms: number | null;
  };
}

/** Share times count, rounded up; a hair of float error above a whole number is no reason to ask for one more. */
const atLeast = (share: number, count: number): number => Math.min(count, Math.ceil(share * count - 1e-9));

/**
 * The highest observed score of the scope that, as threshold, leaves at least `share` of the class above it. Null where
 * the class has no row there.
 */
export const thresholdForRecall = (
  ranking: Ranking,
  scope: Scope,
  classIndex: number,
  share: number,
): number | null => {
  const all = groupsOf(ranking, scope);
  const own = all.filter((group) => group.classIndex === classIndex);
  const rows = rowsIn(own);
  if (rows === 0) return null;
  const needed = atLeast(share, rows);
  if (needed === 0) return orderStatistic(ranking, all, rowsIn(all) - 1);
  const lowestCaught = orderStatistic(ranking, own, rows - needed);
  return nextLowerScore(ranking, all, lowestCaught) ?? justBelow(lowestCaught);
};

/** Every anomalous class of the scope, worst recall first. */
export const recallPerClass = (
  ranking: Ranking,
  scope: Scope,
  threshold: number,
  share = 0.9,
): readonly ClassRecall[] => {
  const all = groupsOf(ranking, scope);
  const normal = groupsOf(ranking, scope, 'normal');
  return confusionAt(ranking, scope, threshold)
    .classes.filter((entry) => entry.truth === 'anomaly')
    .map(({ classIndex, name, rows, flagged }) => {
      const at = thresholdForRecall(ranking, scope, classIndex, share)!;
      return {
        classIndex,
        name,
        rows,
        flagged,
        recall: flagged / rows,
        needed: {
          threshold: at,
          flagged: countAbove(ranking, all, at),
          falseAlarms: rowsIn(normal) > 0 ? countAbove(ranking, normal, at) : null,
        },
      };
    })
    .sort((a, b) => a.recall - b.recall || a.classIndex - b.classIndex);
};
