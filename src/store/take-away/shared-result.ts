/** A result that came with a link: aggregates, read-only, with thresholds that may be moved from bin edge to bin edge. */
import { type ClassificationReport, classificationReport } from '../../evaluation/classification-report.ts';
import type { Confusion } from '../../evaluation/confusion.ts';
import type { CurvePoint } from '../../evaluation/curves.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import type { ResultSummary, SummaryDetector } from '../../export/result-summary.ts';
import { memoise } from '../memoise.ts';
import { axisOver, type BinAxis, rebin } from './rebin.ts';

export interface SharedResult {
  readonly summary: ResultSummary;
  readonly confusionAt: (detector: SummaryDetector, edge: number) => Confusion;
  readonly curvesOf: (
    detector: SummaryDetector,
  ) => { readonly roc: readonly CurvePoint[]; readonly precisionRecall: readonly CurvePoint[] } | null;
}

export interface SharedJudgement {
  readonly confusion: Confusion;
  readonly report: ClassificationReport | null;
  /** Share of anomalies among the labelled rows. */
  readonly baseRate: number;
}

export const judgeShared = memoise((shared: SharedResult, id: RankingId, edge: number): SharedJudgement | null => {
  const detector = shared.summary.detectors[id];
  if (!detector) return null;
  const confusion = shared.confusionAt(detector, edge);
  const [[tn, fp], [fn, tp]] = confusion.matrix;
  return {
    confusion,
    report: confusion.labelled ? classificationReport(confusion.matrix) : null,
    baseRate: confusion.labelled ? (fn + tp) / (tn + fp + fn + tp) : 0,
  };
}, 4);

export const sharedCurves = memoise((shared: SharedResult, id: RankingId) => {
  const detector = shared.summary.detectors[id];
  return detector ? shared.curvesOf(detector) : null;
}, 4);

const BINS = 60;

export interface SharedBins {
  readonly axis: BinAxis;
  readonly bins: number;
  readonly series: readonly {
    readonly truth: 'normal' | 'anomaly' | 'unknown';
    readonly counts: Float64Array;
    readonly rows: number;
  }[];
}

/** Rows by truth over even bins: the link tells uneven ones, so each is spread over its own length. */
export const sharedBins = memoise((shared: SharedResult, id: RankingId): SharedBins | null => {
  const detector = shared.summary.detectors[id];
  if (!detector) return null;
  const axis = axisOver(detector.edges);
  const series = (['normal', 'anomaly', 'unknown'] as const).flatMap((truth) => {
    const own = shared.summary.classes.flatMap((one, i) => (one.truth === truth ? [detector.counts[i]!] : []));
    if (own.length === 0) return [];
    const counts = detector.edges.slice(1).map((_, bin) => own.reduce((sum, one) => sum + one[bin]!, 0));
    return [{ truth, counts: rebin(detector.edges, counts, axis, BINS), rows: counts.reduce((a, b) => a + b, 0) }];
  });
  return { axis, bins: BINS, series };
}, 4);
