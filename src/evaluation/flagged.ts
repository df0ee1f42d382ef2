/** Which rows a threshold flags: a slice of the order, no row is looked at. */

import { countAbove, groupsOf, type Scope } from './counting.ts';
import { PART_CODE } from './part.ts';
import type { Ranking } from './ranking.ts';

/** Row ids of one part out of `rows`, in their order. */
export const rowsOfPart = (rows: Uint32Array, part: Exclude<Scope, 'all'>, parts: Uint8Array): Uint32Array => {
  const code = PART_CODE[part];
  // Twice over the rows is several times faster than filter(), which calls back and grows as it goes.
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (parts[rows[i]!] === code) count++;
  const found = new Uint32Array(count);
  for (let i = 0, to = 0; to < count; i++) if (parts[rows[i]!] === code) found[to++] = rows[i]!;
  return found;
};

/** All rows of a scope by falling score. */
export const orderOf = (ranking: Ranking, scope: Scope, parts: Uint8Array): Uint32Array =>
  scope === 'all' ? ranking.order : (ranking.parts?.[scope] ?? rowsOfPart(ranking.order, scope, parts));

export const countFlagged = (ranking: Ranking, scope: Scope, threshold: number): number =>
  countAbove(ranking, groupsOf(ranking, scope), threshold);

/** The `count` rows with the highest scores. */
export const topRows = (ranking: Ranking, count: number): Uint32Array =>
  ranking.order.subarray(0, Math.max(0, Math.floor(count)));

/** Rank of a score among all scored rows: 1 is the highest; equal scores share the best rank. NaN for a left-out row. */
export const rankOfScore = (ranking: Ranking, score: number): number =>
  Number.isNaN(score) ? Number.NaN : 1 + countAbove(ranking, ranking.groups, score);

/** The same rank for every row of the table at once (one pass); 0 for rows left out. */
export const ranksByRow = (ranking: Ranking, scores: Float32Array): Uint32Array => {
  const ranks = new Uint32Array(scores.length);
  let rank = 1;
  for (let i = 0; i < ranking.order.length; i++) {
    const row = ranking.order[i]!;
    if (i > 0 && scores[row] !== scores[ranking.order[i - 1]!]) rank = i + 1;
    ranks[row] = rank;
  }
  return ranks;
};
