/** Where two detectors agree, without labels: a grid of their ranks, the corners at their thresholds, rank correlation. */
import { rankShares } from './combine.ts';
import type { Scope } from './counting.ts';
import { flaggedRows } from './flagged.ts';
import { PART_CODE } from './part.ts';
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

const inScope = (scope: Scope, parts: Uint8Array): ((row: number) => boolean) => {
  if (scope === 'all') return () => true;
  const code = PART_CODE[scope];
  return (row) => parts[row] === code;
};

/** Rows per corner. Only flagged rows are walked, so a move of a threshold stays cheap. */
export const countCorners = ({ first, second, scope, parts }: CornerInput): Readonly<Record<Corner, number>> => {
  const counts = inScope(scope, parts);
  let both = 0;
  let firstOnly = 0;
  let secondOnly = 0;
  for (const row of flaggedRows(first.ranking, first.threshold)) {
    if (!counts(row)) continue;
    const other = second.scores[row]!;
    if (other > second.threshold) both++;
    else if (!Number.isNaN(other)) firstOnly++;
  }
  for (const row of flaggedRows(second.ranking, second.threshold)) {
    if (counts(row) && first.scores[row]! <= first.threshold) secondOnly++;
  }
  let rows = 0;
  for (const group of first.ranking.groups) {
    if (scope === 'all' || group.part === scope) rows += group.end - group.start;
  }
  return { both, 'first-only': firstOnly, 'second-only': secondOnly, neither: rows - both - firstOnly - secondOnly };
};

/** Row ids of a corner: by falling score of the first detector, for 'second-only' of the second. */
export const rowsInCorner = ({ first, second, scope, parts }: CornerInput, corner: Corner): Uint32Array => {
  const counts = inScope(scope, parts);
  if (corner === 'second-only') {
    return flaggedRows(second.ranking, second.threshold).filter(
      (row) => counts(row) && first.scores[row]! <= first.threshold,
    );
  }
  const flagged = flaggedRows(first.ranking, first.threshold);
  const candidates = corner === 'neither' ? first.ranking.order.subarray(flagged.length) : flagged;
  return candidates.filter((row) => {
    const other = second.scores[row]!;
    return counts(row) && (corner === 'both' ? other > second.threshold : other <= second.threshold);
  });
};
