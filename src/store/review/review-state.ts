/** The facts of the review: which rows are listed and how, what was asked of the workers for it, what was dismissed. */
import type { Fault } from '../../base/fault.ts';
import type { DetectorId } from '../../detectors/detector.ts';
import type { Corner } from '../../evaluation/agreement.ts';
import type { RankAgreement } from '../../evaluation/rank-agreement.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import type { Timeline } from '../../workers/protocol.ts';
import type { Verdict } from '../state.ts';

export type RowList =
  | { readonly kind: 'flagged' }
  | { readonly kind: 'cell'; readonly truth: 'normal' | 'anomaly'; readonly flagged: boolean }
  | { readonly kind: 'corner'; readonly corner: Corner }
  | { readonly kind: 'similar'; readonly row: number; readonly detector: DetectorId; readonly rows: Uint32Array }
  | { readonly kind: 'marked'; readonly verdict: Verdict | null };

export type RowSort =
  | { readonly kind: 'rank'; readonly ranking: RankingId; readonly descending: boolean }
  | { readonly kind: 'column'; readonly column: string; readonly descending: boolean };

/** Milliseconds since 1970, both ends in. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** Rows that took time to find, for what they were found, and whether newer ones are on their way. */
export interface Found {
  readonly rows: Uint32Array;
  readonly isStale: boolean;
}

export interface ShownTimeline {
  readonly timeline: Timeline;
  readonly lane: string;
  readonly threshold: number;
  readonly runId: number;
  /** Of the rows that are listed or chosen alone. */
  readonly isPart: boolean;
}

/**
 * `filters`, `sought`, `brush` and `attackClass` choose rows for everything on the page; `list` and `sort` are about the
 * table, and the timeline draws what the table lists.
 */
export interface ReviewState {
  readonly list: RowList;
  /** What was typed over columns, by column. */
  readonly filters: Readonly<Record<string, string>>;
  readonly brush: Brush | null;
  /** Text that any cell of a row must hold; empty: none. */
  readonly sought: string;
  /** Name of the class whose rows are shown alone. */
  readonly attackClass: string | null;
  /** True while figures of the rows that were chosen last are on their way. */
  readonly isNarrowing: boolean;
  readonly narrowFault: Fault | null;
  /** Null: by falling score of the detector that is shown. */
  readonly sort: RowSort | null;
  /** Columns of the file that the table shows; null: the first of those that have a role. */
  readonly columns: readonly string[] | null;
  readonly found: Found | null;
  readonly listFault: Fault | null;
  /** Row whose likes are looked for. */
  readonly seeking: number | null;
  /** Column whose values are lanes; null: the likeliest one. */
  readonly lane: string | null;
  readonly timeline: ShownTimeline | null;
  readonly timelineFault: Fault | null;
  /** By run and ranking of either side: see `pairKey`. */
  readonly agreements: Readonly<Record<string, RankAgreement>>;
  readonly corners: Readonly<Record<Corner, number>> | null;
  /** Explanations that were put away. */
  readonly dismissed: readonly string[];
}

export const initialReview: ReviewState = {
  list: { kind: 'flagged' },
  filters: {},
  brush: null,
  sought: '',
  attackClass: null,
  isNarrowing: false,
  narrowFault: null,
  sort: null,
  columns: null,
  found: null,
  listFault: null,
  seeking: null,
  lane: null,
  timeline: null,
  timelineFault: null,
  agreements: {},
  corners: null,
  dismissed: [],
};
