/** Histograms of the scores at any range, by class or by truth, from binary searches at the bin edges. */
import { extent, firstAbove, firstAtOrAbove, groupsOf, type Scope } from './counting.ts';
import { TRUTHS, type Truth } from './part.ts';
import type { Ranking, RankingGroup } from './ranking.ts';

export const AXIS_SCALES = ['linear', 'log'] as const;
export type AxisScale = (typeof AXIS_SCALES)[number];
export const SPLITS_BY = ['none', 'truth', 'class'] as const;
export type SplitBy = (typeof SPLITS_BY)[number];

export interface HistogramRequest {
  readonly scope: Scope;
  readonly bins: number;
  readonly scale: AxisScale;
  readonly splitBy: SplitBy;
  /** Lowest and highest edge; all scores where not given (a log axis begins at the lowest score above 0). */
  readonly range?: { readonly low: number; readonly high: number };
}

export interface HistogramSeries {
  /** Class name, truth, or 'all'; '' for rows without a label. */
  readonly name: string;
  readonly truth: Truth | null;
  readonly classIndex: number | null;
  readonly rows: number;
  /** Per bin: rows in (edge[i], edge[i + 1]], so a threshold on an edge parts flagged from unflagged. The first bin
   * holds its lower edge too. */
  readonly counts: Float64Array;
  /** Rows outside the range. */
  readonly below: number;
  readonly above: number;
}

export interface Histogram {
  readonly edges: Float64Array;
  readonly scale: AxisScale;
  readonly series: readonly HistogramSeries[];
}

/** The range that shows every row; null where there are none. On a log axis only scores above 0 count. */
export const fullRange = (
  ranking: Ranking,
  scope: Scope,
  scale: AxisScale,
): { readonly low: number; readonly high: number } | null => {
  const groups = groupsOf(ranking, scope);
  const ends = extent(ranking, groups);
  if (ends === null || scale === 'linear' || ends.low > 0) return ends;
  if (ends.high <= 0) return null;
  let low = ends.high;
  for (const group of groups) {
    const first = firstAbove(ranking.scores, 0, group.start, group.end);
    if (first < group.end) low = Math.min(low, ranking.scores[first]!);
  }
  return { low, high: ends.high };
};

export const binEdges = (low: number, high: number, bins: number, scale: AxisScale): Float64Array => {
  // One value alone gets a bin around it.
  const pad = low === high ? Math.max(Math.abs(low) * 1e-3, 1e-6) : 0;
  const from = scale === 'log' && low - pad <= 0 ? low : low - pad;
  const to = high + pad;
  const edges = new Float64Array(bins + 1);
  for (let i = 0; i <= bins; i++) {
    const share = i / bins;
    edges[i] = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  }
  edges[bins] = to;
  return edges;
};

export const histogram = (ranking: Ranking, request: HistogramRequest): Histogram => {
  const { scope, bins, scale, splitBy } = request;
  const range = request.range ?? fullRange(ranking, scope, scale);
  if (range === null || !(range.low <= range.high) || (scale === 'log' && range.low <= 0)) {
    return { edges: new Float64Array(0), scale, series: [] };
  }
  const edges = binEdges(range.low, range.high, Math.max(1, Math.floor(bins)), scale);
  return { edges, scale, series: seriesOf(ranking, scope, splitBy).map((part) => countSeries(ranking, part, edges)) };
};

interface SeriesPart {
  readonly name: string;
  readonly truth: Truth | null;
  readonly classIndex: number | null;
  readonly groups: readonly RankingGroup[];
}

const seriesOf = (ranking: Ranking, scope: Scope, splitBy: SplitBy): readonly SeriesPart[] => {
  const groups = groupsOf(ranking, scope);
  if (splitBy === 'none') return [{ name: 'all', truth: null, classIndex: null, groups }];
  if (splitBy === 'truth') {
    return TRUTHS.map((truth) => ({
      name: truth,
      truth,
      classIndex: null,
      groups: groups.filter((group) => group.truth === truth),
    })).filter((part) => part.groups.length > 0);
  }
  const indices = [...new Set(groups.map((group) => group.classIndex))].sort((a, b) => a - b);
  return indices.map((classIndex) => {
    const own = groups.filter((group) => group.classIndex === classIndex);
    return { name: ranking.classes[classIndex] ?? '', truth: own[0]!.truth, classIndex, groups: own };
  });
};

const countSeries = (ranking: Ranking, part: SeriesPart, edges: Float64Array): HistogramSeries => {
  const counts = new Float64Array(edges.length - 1);
  let below = 0;
  let above = 0;
  let rows = 0;
  for (const { start, end } of part.groups) {
    rows += end - start;
    let from = firstAtOrAbove(ranking.scores, edges[0]!, start, end);
    below += from - start;
    for (let i = 0; i < counts.length; i++) {
      const to = firstAbove(ranking.scores, edges[i + 1]!, from, end);
      counts[i] = counts[i]! + to - from;
      from = to;
    }
    above += end - from;
  }
  return { name: part.name, truth: part.truth, classIndex: part.classIndex, rows, counts, below, above };
};

export const MEASURES = ['counts', 'shares', 'density'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * Bin heights. 'shares': of the series' own rows, so rare classes stay visible; 'density': share per unit of score, so
 * that bins of different width compare and the area over the whole range is at most 1.
 */
export const heights = (series: HistogramSeries, edges: Float64Array, measure: Measure): Float64Array =>
  series.counts.map((count, i) => {
    if (measure === 'counts') return count;
    const share = series.rows === 0 ? 0 : count / series.rows;
    return measure === 'shares' ? share : share / (edges[i + 1]! - edges[i]!);
  });

/** Rows at or below each edge, the ones under the range included: one entry per edge. */
export const cumulative = (series: HistogramSeries): Float64Array => {
  const sums = new Float64Array(series.counts.length + 1);
  sums[0] = series.below;
  for (let i = 0; i < series.counts.length; i++) sums[i + 1] = sums[i]! + series.counts[i]!;
  return sums;
};
