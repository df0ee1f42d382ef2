/** Scores of the judged rows in bins, by label or by attack class: made once per ranking, part and axis. */
import { extent, groupsOf, orderStatistic, rowsIn, type Scope } from '../evaluation/counting.ts';
import { type AxisScale, type HistogramSeries, histogram } from '../evaluation/histogram.ts';
import type { Ranking } from '../evaluation/ranking.ts';
import { memoise } from './memoise.ts';

export interface ScoreBins {
  /** What the bins are laid over, evenly; rows outside (a few zeros on a log axis) are in no bin. */
  readonly axis: { readonly kind: AxisScale; readonly low: number; readonly high: number };
  readonly bins: number;
  readonly series: readonly HistogramSeries[];
}

export const BINS = 80;

/** A stretch of the scores that is looked at alone. */
export interface ScoreRange {
  readonly low: number;
  readonly high: number;
}

/** A log axis where the tail is long: the highest score more than 40 times the median. */
export const suggestedAxis = memoise((ranking: Ranking): AxisScale => {
  const groups = groupsOf(ranking, 'all');
  const ends = extent(ranking, groups);
  if (!ends || ends.low < 0) return 'linear';
  const median = orderStatistic(ranking, groups, Math.floor(rowsIn(groups) / 2));
  return median > 0 && ends.high / median > 40 ? 'log' : 'linear';
}, 4);

/** Over all scored rows, so that the axis stays when other rows are judged. */
const axisOf = (ranking: Ranking, kind: AxisScale): ScoreBins['axis'] => {
  const groups = groupsOf(ranking, 'all');
  const ends = extent(ranking, groups) ?? { low: 0, high: 1 };
  const { low, high } = ends;
  if (kind === 'linear' || high <= 0) {
    const room = high > low ? (high - low) * 0.02 : Math.max(Math.abs(low) * 0.05, 1e-6);
    return { kind: 'linear', low: low >= 0 ? Math.max(0, low - room) : low - room, high: high + room };
  }
  // Zeros have no place on a log axis: it begins under the lowest hundredth, at most nine decades below the top.
  const lowest = orderStatistic(ranking, groups, Math.floor(rowsIn(groups) / 100));
  const floor = Math.max(low, lowest * 0.5, high * 1e-9);
  return { kind: 'log', low: floor * 0.9, high: Math.max(high, floor) * 1.1 };
};

export const scoreBins = memoise(
  (
    ranking: Ranking,
    whole: Ranking,
    scope: Scope,
    kind: AxisScale,
    by: 'truth' | 'class',
    range: ScoreRange | null = null,
  ): ScoreBins => {
    const full = axisOf(whole, kind);
    const axis = range ? { kind: full.kind, low: range.low, high: range.high } : full;
    const { series } = histogram(ranking, {
      scope,
      bins: BINS,
      scale: axis.kind,
      splitBy: by,
      range: { low: axis.low, high: axis.high },
    });
    return { axis, bins: BINS, series: series.filter(({ rows }) => rows > 0) };
  },
  8,
);
