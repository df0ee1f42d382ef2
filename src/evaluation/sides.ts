/** The scores of a scope as two ascending arrays, normal and anomalous, and a walk through every threshold that matters. */
import { groupsOf, mergedScores, type Scope } from './counting.ts';
import type { Ranking } from './ranking.ts';

export interface Sides {
  readonly normal: Float32Array;
  readonly anomaly: Float32Array;
}

const kept = new WeakMap<Ranking, Map<Scope, Sides>>();

/** Merged once per ranking and scope: sorting is the only cost here that grows faster than a binary search. */
export const sidesOf = (ranking: Ranking, scope: Scope): Sides => {
  const ofRanking = kept.get(ranking) ?? new Map<Scope, Sides>();
  kept.set(ranking, ofRanking);
  const known = ofRanking.get(scope);
  if (known !== undefined) return known;
  const sides = {
    normal: mergedScores(ranking, groupsOf(ranking, scope, 'normal')),
    anomaly: mergedScores(ranking, groupsOf(ranking, scope, 'anomaly')),
  };
  ofRanking.set(scope, sides);
  return sides;
};

/**
 * Calls `visit` once per distinct score, highest first, with the anomalous (`tp`) and normal (`fp`) rows whose score is
 * at or above it, and the next lower score (the threshold that flags exactly those rows), or null after the lowest.
 */
export const walkScores = (
  { normal, anomaly }: Sides,
  visit: (score: number, tp: number, fp: number, threshold: number | null) => void,
): void => {
  let n = normal.length - 1;
  let a = anomaly.length - 1;
  while (n >= 0 || a >= 0) {
    const score = n < 0 || (a >= 0 && anomaly[a]! > normal[n]!) ? anomaly[a]! : normal[n]!;
    while (a >= 0 && anomaly[a] === score) a--;
    while (n >= 0 && normal[n] === score) n--;
    let next: number | null = null;
    if (n >= 0) next = normal[n]!;
    if (a >= 0 && (next === null || anomaly[a]! > next)) next = anomaly[a]!;
    visit(score, anomaly.length - 1 - a, normal.length - 1 - n, next);
  }
};
