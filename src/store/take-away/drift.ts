/** What the drift of a capture from its model's training rows looks like. */
import { countAbove, groupsOf } from '../../evaluation/counting.ts';
import { type ColumnDrift, type DriftSummary, summariseDrift } from '../../evaluation/drift.ts';
import type { Ranking, RankingId } from '../../evaluation/ranking.ts';
import { memoise } from '../memoise.ts';
import type { ScoredBy } from './create-take-away.ts';
import { axisOver, type BinAxis, rebin } from './rebin.ts';

export interface DriftView {
  readonly summary: DriftSummary;
  /** Furthest moved first. */
  readonly columns: readonly ColumnDrift[];
}

export const driftView = memoise(
  ({ drift }: ScoredBy): DriftView => ({
    summary: summariseDrift(drift),
    columns: [...drift].sort((a, b) => b.index - a.index || b.missing - a.missing),
  }),
  2,
);

export interface ScoreDrift {
  readonly axis: BinAxis;
  readonly bins: number;
  readonly before: { readonly counts: Float64Array; readonly rows: number };
  readonly now: { readonly counts: Float64Array; readonly rows: number };
  /** Rows of today with a score above every training row's. */
  readonly above: number;
}

const BINS = 60;

/** Scores of the training rows and of today's over the same bins; null where the model file tells none. */
export const scoreDrift = memoise((scored: ScoredBy, id: RankingId, ranking: Ranking): ScoreDrift | null => {
  const known = scored.model.file.scores[id];
  const groups = groupsOf(ranking, 'all');
  if (!known || ranking.order.length === 0) return null;
  const highest = Math.max(...groups.map((group) => ranking.scores[group.end - 1]!));
  const axis = axisOver(known.edges, highest);
  // Today's rows are counted at the very edges of the even bins; only the saved counts have to be spread.
  const edges = Array.from({ length: BINS + 1 }, (_, i) => {
    const share = i / BINS;
    return axis.kind === 'log' ? axis.low * (axis.high / axis.low) ** share : axis.low + (axis.high - axis.low) * share;
  });
  const above = edges.map((edge) => countAbove(ranking, groups, edge));
  const rows = ranking.order.length;
  const now = Float64Array.from({ length: BINS }, (_, i) => {
    const from = i === 0 ? rows : above[i]!;
    const to = i === BINS - 1 ? 0 : above[i + 1]!;
    return from - to;
  });
  return {
    axis,
    bins: BINS,
    before: {
      counts: rebin(known.edges, known.counts, axis, BINS),
      rows: known.counts.reduce((a, b) => a + b, 0),
    },
    now: { counts: now, rows },
    above: countAbove(ranking, groups, known.edges.at(-1)!),
  };
}, 4);
