/** Counts and order statistics over the sorted groups of a ranking: binary searches, whatever the number of rows. */
import type { Truth } from './part.ts';
import type { Ranking, RankingGroup } from './ranking.ts';

/** Which rows are counted: one part, or every scored row. */
export type Scope = RankingGroup['part'] | 'all';

/** Index of the first of `sorted[start … end)` that is greater than `value`; `end` where none is. */
export const firstAbove = (sorted: Float32Array, value: number, start: number, end: number): number => {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Index of the first of `sorted[start … end)` that is not less than `value`; `end` where none is. */
export const firstAtOrAbove = (sorted: Float32Array, value: number, start: number, end: number): number => {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Every scored row is judged: a saved model scored them, and none was trained on or set aside. */
export const judgesAll = ({ groups }: Ranking): boolean =>
  groups.length > 0 && groups.every(({ part }) => part === 'test');

export const groupsOf = (ranking: Ranking, scope: Scope, truth?: Truth): readonly RankingGroup[] =>
  ranking.groups.filter(
    (group) => (scope === 'all' || group.part === scope) && (truth === undefined || group.truth === truth),
  );

export const rowsIn = (groups: readonly RankingGroup[]): number =>
  groups.reduce((sum, group) => sum + group.end - group.start, 0);

/** Rows whose score is strictly greater than `value`. */
export const countAbove = (ranking: Ranking, groups: readonly RankingGroup[], value: number): number =>
  groups.reduce((sum, group) => sum + group.end - firstAbove(ranking.scores, value, group.start, group.end), 0);

export const countAtOrAbove = (ranking: Ranking, groups: readonly RankingGroup[], value: number): number =>
  groups.reduce((sum, group) => sum + group.end - firstAtOrAbove(ranking.scores, value, group.start, group.end), 0);

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
const toKey = (value: number): number => {
  float[0] = value + 0;
  const b = bits[0]!;
  return (b & 0x80000000) !== 0 ? ~b >>> 0 : (b | 0x80000000) >>> 0;
};
const fromKey = (key: number): number => {
  bits[0] = (key & 0x80000000) !== 0 ? key & 0x7fffffff : ~key >>> 0;
  // The key just under 0 is −0, which compares as 0.
  return float[0]! + 0;
};

/** The next smaller number that a Float32Array can hold. */
export const justBelow = (value: number): number => {
  if (value === Number.NEGATIVE_INFINITY) return value;
  return value === 0 ? -SMALLEST_FLOAT : fromKey(toKey(value) - 1);
};
const SMALLEST_FLOAT = 2 ** -149;

/** Lowest and highest score of the groups; null where they hold no row. */
export const extent = (
  ranking: Ranking,
  groups: readonly RankingGroup[],
): { readonly low: number; readonly high: number } | null => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let rows = 0;
  for (const group of groups) {
    rows += group.end - group.start;
    if (group.end === group.start) continue;
    low = Math.min(low, ranking.scores[group.start]!);
    high = Math.max(high, ranking.scores[group.end - 1]!);
  }
  return rows === 0 ? null : { low, high };
};

/**
 * The score with `index` smaller-or-equal ones before it (0-based) over all groups together: a bisection on the bits of
 * the float, 32 rounds of counting, so nothing is merged.
 */
export const orderStatistic = (ranking: Ranking, groups: readonly RankingGroup[], index: number): number => {
  const ends = extent(ranking, groups);
  if (ends === null) return Number.NaN;
  const rows = rowsIn(groups);
  let low = toKey(ends.low);
  let high = toKey(ends.high);
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (rows - countAbove(ranking, groups, fromKey(middle)) > index) high = middle;
    else low = middle + 1;
  }
  return fromKey(low);
};

/** The highest score below `value`; null where none is. */
export const nextLowerScore = (ranking: Ranking, groups: readonly RankingGroup[], value: number): number | null => {
  let best: number | null = null;
  for (const group of groups) {
    const at = firstAtOrAbove(ranking.scores, value, group.start, group.end);
    if (at > group.start && (best === null || ranking.scores[at - 1]! > best)) best = ranking.scores[at - 1]!;
  }
  return best;
};

/** All scores of the groups, ascending, in one array (a view where there is one group). */
export const mergedScores = (ranking: Ranking, groups: readonly RankingGroup[]): Float32Array => {
  const only = groups[0];
  if (groups.length === 1 && only !== undefined) return ranking.scores.subarray(only.start, only.end);
  const merged = new Float32Array(rowsIn(groups));
  let at = 0;
  for (const group of groups) {
    merged.set(ranking.scores.subarray(group.start, group.end), at);
    at += group.end - group.start;
  }
  return merged.sort();
};
