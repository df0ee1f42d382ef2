/**
 * Scores sorted once, so that everything a threshold changes is a binary search: a detector's scores in groups of equal
 * part and class, ascending within each group. A few hundred groups at most, whatever the number of rows.
 */
import type { Part, Truth } from './part.ts';

export interface RankingGroup {
  readonly part: Exclude<Part, 'left-out'>;
  /** Index into Ranking.classes; −1 where the row has no label. */
  readonly classIndex: number;
  readonly truth: Truth;
  /** The group's scores are `scores[start … end)`, ascending. */
  readonly start: number;
  readonly end: number;
}

export interface Ranking {
  readonly classes: readonly string[];
  readonly groups: readonly RankingGroup[];
  /** All scored rows' scores, group after group. */
  readonly scores: Float32Array;
  /** Row ids by falling score; ties by row id. */
  readonly order: Uint32Array;
  /** The same order, one part at a time; left out where nobody parted it yet. */
  readonly parts?: Readonly<Partial<Record<RankingGroup['part'], Uint32Array>>>;
}

/** The two detectors, and the mean of their ranks (as shares in 0…1). */
export const RANKING_IDS = ['isolationForest', 'autoencoder', 'combined'] as const;
export type RankingId = (typeof RANKING_IDS)[number];
