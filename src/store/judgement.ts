/** What a threshold means for the run that is shown: every figure a binary search, remembered while its facts stand. */

import { type ClassRecall, recallPerClass } from '../evaluation/class-recall.ts';
import { type ClassificationReport, classificationReport, reportText } from '../evaluation/classification-report.ts';
import { type Confusion, confusionAt } from '../evaluation/confusion.ts';
import { groupsOf, rowsIn, type Scope } from '../evaluation/counting.ts';
import { type Curves, curvesOf, type OperatingPoint, operatingPoint } from '../evaluation/curves.ts';
import { countFlagged, rowsOfPart } from '../evaluation/flagged.ts';
import type { Ranking, RankingId } from '../evaluation/ranking.ts';
import { tunedOnJudged } from '../evaluation/threshold.ts';
import { RULE_PARTS, type RulePart } from '../evaluation/threshold-rule.ts';
import { memoise } from './memoise.ts';
import { selectActiveRun, selectResult, selectThreshold, selectThresholdHistory } from './selectors.ts';
import type { AppState } from './state.ts';

export interface Judgement {
  readonly threshold: number;
  readonly confusion: Confusion;
  /** Null where no judged row has a label. */
  readonly report: ClassificationReport | null;
}
const judge = memoise((ranking: Ranking, scope: Scope, threshold: number): Judgement => {
  const confusion = confusionAt(ranking, scope, threshold);
  return { threshold, confusion, report: confusion.labelled ? classificationReport(confusion.matrix) : null };
}, 8);

export const selectJudgement = (s: AppState): Judgement | null => {
  const result = selectResult(s);
  const threshold = selectThreshold(s);
  return result && threshold !== null ? judge(result.ranking, s.view.part, threshold) : null;
};

const textOf = memoise((report: ClassificationReport): string => reportText(report));
export const selectReportText = (s: AppState): string | null => {
  const report = selectJudgement(s)?.report;
  return report ? textOf(report) : null;
};

/** Threshold-free figures; null without both sides of labels. */
export const selectCurves = (s: AppState): Curves | null => {
  const result = selectResult(s);
  return result ? curvesOf(result.ranking, s.view.part) : null;
};

export interface DetectorCurves {
  readonly id: RankingId;
  readonly curves: Curves;
  readonly at: OperatingPoint | null;
}
const curvesOfAll = memoise(
  (run: NonNullable<ReturnType<typeof selectActiveRun>>, scope: Scope): readonly DetectorCurves[] =>
    Object.entries(run.output?.result.results ?? {}).flatMap(([key, result]) => {
      const id = key as RankingId;
      const curves = curvesOf(result.ranking, scope);
      const threshold = run.thresholds[id]?.present.resolved.threshold;
      if (!curves) return [];
      return [{ id, curves, at: threshold === undefined ? null : operatingPoint(result.ranking, scope, threshold) }];
    }),
);
const NO_CURVES: readonly DetectorCurves[] = [];
/** Curves of every detector of the run, with the point of its threshold. */
export const selectAllCurves = (s: AppState): readonly DetectorCurves[] => {
  const run = selectActiveRun(s);
  return run?.phase === 'done' ? curvesOfAll(run, s.view.part) : NO_CURVES;
};

const recalls = memoise(
  (ranking: Ranking, scope: Scope, threshold: number): readonly ClassRecall[] =>
    recallPerClass(ranking, scope, threshold),
  2,
);
const NO_RECALLS: readonly ClassRecall[] = [];
export const selectClassRecalls = (s: AppState): readonly ClassRecall[] => {
  const result = selectResult(s);
  const threshold = selectThreshold(s);
  return result && threshold !== null ? recalls(result.ranking, s.view.part, threshold) : NO_RECALLS;
};

/** Row ids of one part by falling score: made once per ranking and part, one pass over the rows. */
const orderOf = memoise(
  (order: Uint32Array, parts: Uint8Array, scope: Scope): Uint32Array =>
    scope === 'all' ? order : rowsOfPart(order, scope, parts),
  6,
);
const flaggedOf = memoise((ordered: Uint32Array, count: number): Uint32Array => ordered.subarray(0, count), 4);
const NO_ROWS = new Uint32Array();
/** Flagged rows of the judged part, highest score first: a view, nothing is copied when the threshold moves. */
export const selectFlagged = (s: AppState): Uint32Array => {
  const run = selectActiveRun(s);
  const result = selectResult(s);
  const judgement = selectJudgement(s);
  if (!run?.output || !result || !judgement) return NO_ROWS;
  return flaggedOf(orderOf(result.ranking.order, run.output.prepared.parts, s.view.part), judgement.confusion.flagged);
};

export interface PartCount {
  readonly scope: Scope;
  readonly rows: number;
}
const partCounts = memoise((ranking: Ranking): readonly PartCount[] =>
  (['test', 'validation', 'train', 'all'] as const)
    .map((scope) => ({ scope, rows: rowsIn(groupsOf(ranking, scope)) }))
    .filter(({ rows }) => rows > 0),
);
const NO_PARTS: readonly PartCount[] = [];
/** Parts that hold scored rows. */
export const selectParts = (s: AppState): readonly PartCount[] => {
  const result = selectResult(s);
  return result ? partCounts(result.ranking) : NO_PARTS;
};

/** Flagged among every scored row, whatever part is judged. */
export const selectFlaggedInAll = (s: AppState): number => {
  const result = selectResult(s);
  const threshold = selectThreshold(s);
  return result && threshold !== null ? countFlagged(result.ranking, 'all', threshold) : 0;
};

const ruleParts = memoise((counts: readonly PartCount[]): readonly RulePart[] =>
  counts.length === 0 ? RULE_PARTS : RULE_PARTS.filter((part) => counts.some(({ scope }) => scope === part)),
);
/** Parts that a rule can be found on; before a run, all that may come to be. */
export const selectRuleParts = (s: AppState): readonly RulePart[] => ruleParts(selectParts(s));

/** Whether the figures flatter the threshold: it was found on the labels that now judge it. */
export const selectTunedOnJudged = (s: AppState): boolean => {
  const present = selectThresholdHistory(s)?.present;
  return present !== undefined && tunedOnJudged(present.rule, s.view.part, present.resolved);
};

export { twoDecimals } from '../evaluation/classification-report.ts';
