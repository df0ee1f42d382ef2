/** Where two detectors agree, without labels: a grid of their ranks, the corners at their thresholds, rank correlation. */
import { createPacer } from '../base/cancel.ts';
import { rankShares } from './combine.ts';
import type { Scope } from './counting.ts';
import { countFlagged, orderOf } from './flagged.ts';
import type { Ranking } from './ranking.ts';

export interface RankGrid {
  /** Cells per side. */
  readonly size: number;
  /** Rows per cell, row-major: counts[y · size + x], x the first detector's rank share, y the second's; 0 is lowest. */
  readonly counts: Uint32Array;
  readonly rows: number;
  readonly highest: number;
}

export interface Agreement {
  readonly grid: RankGrid;
  /** Spearman's rank correlation, −1…1, ties averaged; null for fewer than two rows or where all ranks are equal. */
  readonly rankCorrelation: number | null;
}

/** Scores per row of the table, NaN where left out; rows that either left out do not count. One pass after two sorts. */
export const agreementOf = (first: Float32Array, second: Float32Array, size = 100): Agreement => {
  const both = (own: Float32Array, other: Float32Array): Float32Array =>
    own.map((score, row) => (Number.isNaN(other[row]!) ? Number.NaN : score));
  const x = rankShares(both(first, second));
  const y = rankShares(both(second, first));
  const counts = new Uint32Array(size * size);
  const cell = (share: number): number => Math.min(size - 1, Math.floor(share * size));
  let rows = 0;
  let highest = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let row = 0; row < x.length; row++) {
    const a = x[row]!;
    const b = y[row]!;
    if (Number.isNaN(a)) continue;
    rows++;
    const at = cell(b) * size + cell(a);
    const count = counts[at]! + 1;
    counts[at] = count;
    if (count > highest) highest = count;
    // Mid-rank shares have the mean 1/2 whatever the ties, so Pearson's correlation of ranks is this.
    xx += (a - 0.5) * (a - 0.5);
    yy += (b - 0.5) * (b - 0.5);
    xy += (a - 0.5) * (b - 0.5);
  }
  const flat = rows < 2 || xx < 1e-12 * rows || yy < 1e-12 * rows;
  return {
    grid: { size, counts, rows, highest },
    rankCorrelation: flat ? null : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))),
  };
};

export const CORNERS = ['both', 'first-only', 'second-only', 'neither'] as const;
export type Corner = (typeof CORNERS)[number];

export interface CornerInput {
  readonly first: { readonly ranking: Ranking; readonly scores: Float32Array; readonly threshold: number };
  readonly second: { readonly ranking: Ranking; readonly scores: Float32Array; readonly threshold: number };
  readonly scope: Scope;
  /** Part code per row. */
  readonly parts: Uint8Array;
}

const TURN = 1 << 12;

/**
 * Rows per corner, by a walk over the rows that the detector with fewer flagged ones flags, in turns short enough for a
 * page that is in use: the other three corners follow from counts that are binary searches. Rows that only one of the
 * two scored are in no corner.
 */
export const countCorners = async (
  { first, second, scope, parts }: CornerInput,
  pace: () => Promise<void> | undefined = createPacer(undefined, 8),
): Promise<Readonly<Record<Corner, number>>> => {
  const [a, b] = [flaggedIn(first, scope, parts), flaggedIn(second, scope, parts)];
  /** Of `rows`, those that `other` flags, and those it scored. */
  const walk = async (rows: Uint32Array, other: CornerInput['first']) => {
    let flagged = 0;
    let scored = 0;
    for (let i = 0; i < rows.length; i++) {
      const score = other.scores[rows[i]!]!;
      if (score > other.threshold) flagged++;
      if (!Number.isNaN(score)) scored++;
      if (i % TURN === TURN - 1) await pace();
    }
    return { flagged, scored };
  };
  const rows = orderOf(first.ranking, scope, parts);
  if (scoredAlike(first.scores, second.scores)) {
    const { flagged: both } = a.length <= b.length ? await walk(a, second) : await walk(b, first);
    const [firstOnly, secondOnly] = [a.length - both, b.length - both];
    const neither = rows.length - both - firstOnly - secondOnly;
    return { both, 'first-only': firstOnly, 'second-only': secondOnly, neither };
  }
  const ofFirst = await walk(a, second);
  const ofSecond = await walk(b, first);
  const { scored } = await walk(rows, second);
  const [firstOnly, secondOnly] = [ofFirst.scored - ofFirst.flagged, ofSecond.scored - ofSecond.flagged];
  const neither = scored - ofFirst.flagged - firstOnly - secondOnly;
  return { both: ofFirst.flagged, 'first-only': firstOnly, 'second-only': secondOnly, neither };
};

const alike = new WeakMap<Float32Array, WeakMap<Float32Array, boolean>>();

/** True where both left out the same rows, as they do in a run; found once for two detectors. */
const scoredAlike = (first: Float32Array, second: Float32Array): boolean => {
  const ofFirst = alike.get(first) ?? new WeakMap<Float32Array, boolean>();
  alike.set(first, ofFirst);
  const known = ofFirst.get(second);
  if (known !== undefined) return known;
  let isAlike = true;
  for (let row = 0; row < first.length && isAlike; row++) {
    isAlike = Number.isNaN(first[row]!) === Number.isNaN(second[row]!);
  }
  ofFirst.set(second, isAlike);
  return isAlike;
};

/** Flagged rows of the scope, highest score first: a view. */
const flaggedIn = ({ ranking, threshold }: CornerInput['first'], scope: Scope, parts: Uint8Array): Uint32Array =>
  orderOf(ranking, scope, parts).subarray(0, countFlagged(ranking, scope, threshold));

/** Row ids of a corner: by falling score of the first detector, for 'second-only' of the second. */
export const rowsInCorner = ({ first, second, scope, parts }: CornerInput, corner: Corner): Uint32Array => {
  const [own, other] = corner === 'second-only' ? [second, first] : [first, second];
  const order = orderOf(own.ranking, scope, parts);
  const flagged = flaggedIn(own, scope, parts).length;
  const candidates = corner === 'neither' ? order.subarray(flagged) : order.subarray(0, flagged);
  const { scores, threshold } = other;
  // Twice over the rows is several times faster than filter(), which calls back and grows as it goes.
  const accepts = (row: number): boolean => (corner === 'both' ? scores[row]! > threshold : scores[row]! <= threshold);
  let count = 0;
  for (let i = 0; i < candidates.length; i++) if (accepts(candidates[i]!)) count++;
  const found = new Uint32Array(count);
  for (let i = 0, to = 0; to < count; i++) if (accepts(candidates[i]!)) found[to++] = candidates[i]!;
  return found;
};
