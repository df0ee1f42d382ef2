/** What a threshold means for the run that is shown: every figure a binary search, remembered while its facts stand. */

import { type ClassRecall, recallPerClass } from '../evaluation/class-recall.ts';
import { type ClassificationReport, classificationReport, reportText } from '../evaluation/classification-report.ts';
import { type Confusion, confusionAt } from '../evaluation/confusion.ts';
import { groupsOf, judgesAll, rowsIn, type Scope } from '../evaluation/counting.ts';
import { type Curves, curvesOf, type OperatingPoint, operatingPoint } from '../evaluation/curves.ts';
import { countFlagged, orderOf } from '../evaluation/flagged.ts';
import { RANKING_IDS, type Ranking, type RankingId } from '../evaluation/ranking.ts';
import { type ScoreSummary, scoreSummary } from '../evaluation/score-summary.ts';
import { RULE_PARTS, type RulePart } from '../evaluation/threshold-rule.ts';
import { tunedOnJudged } from '../evaluation/tuned-on-judged.ts';
import type { Narrowed } from '../run/narrow.ts';
import type { Warning } from '../run/prepared.ts';
import type { RunOutput } from '../workers/protocol.ts';
import { memoise } from './memoise.ts';
import {
  judgedRanking,
  selectActiveRun,
  selectNarrowed,
  selectResult,
  selectThreshold,
  selectThresholdHistory,
} from './selectors.ts';
import type { AppState, Run } from './state.ts';

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
  const ranking = judgedRanking(s);
  const threshold = selectThreshold(s);
  return ranking && threshold !== null ? judge(ranking, s.view.part, threshold) : null;
};

/** Whether any scored row of the run has a label. */
export const isLabelled = ({ result }: RunOutput): boolean =>
  Object.values(result.results).some(({ ranking }) => ranking.groups.some(({ truth }) => truth !== 'unknown'));
export const selectIsLabelled = (s: AppState): boolean => {
  const output = selectActiveRun(s)?.output;
  return output ? isLabelled(output) : false;
};

const summaryOf = memoise(scoreSummary);
/** The scores of the shown rows in a few numbers. */
export const selectScoreSummary = (s: AppState): ScoreSummary | null => {
  const ranking = judgedRanking(s);
  return ranking && summaryOf(ranking, s.view.part);
};

const textOf = memoise((report: ClassificationReport): string => reportText(report));
export const selectReportText = (s: AppState): string | null => {
  const report = selectJudgement(s)?.report;
  return report ? textOf(report) : null;
};

/** Threshold-free figures; null without both sides of labels. */
export const selectCurves = (s: AppState): Curves | null => {
  const ranking = judgedRanking(s);
  return ranking && curvesOf(ranking, s.view.part);
};

export interface DetectorCurves {
  readonly id: RankingId;
  readonly curves: Curves;
}
const curvesOfAll = memoise((output: RunOutput, narrowed: Narrowed | null, scope: Scope): readonly DetectorCurves[] =>
  RANKING_IDS.flatMap((id) => {
    const ranking = (narrowed ?? output.result).results[id]?.ranking;
    const curves = ranking ? curvesOf(ranking, scope) : null;
    return curves ? [{ id, curves }] : [];
  }),
);
const NO_CURVES: readonly DetectorCurves[] = [];
/** Curves of every detector of the run. No threshold moves them. */
export const selectAllCurves = (s: AppState): readonly DetectorCurves[] => {
  const output = selectActiveRun(s)?.output;
  return output ? curvesOfAll(output, selectNarrowed(s), s.view.part) : NO_CURVES;
};

export type OperatingPoints = Readonly<Partial<Record<RankingId, OperatingPoint>>>;
const pointsOf = memoise((run: Run, narrowed: Narrowed | null, scope: Scope): OperatingPoints => {
  const points: Partial<Record<RankingId, OperatingPoint>> = {};
  for (const id of RANKING_IDS) {
    const ranking = (narrowed ?? run.output?.result)?.results[id]?.ranking;
    const threshold = run.thresholds[id]?.present.resolved.threshold;
    const point = ranking && threshold !== undefined ? operatingPoint(ranking, scope, threshold) : null;
    if (point) points[id] = point;
  }
  return points;
});
const NO_POINTS: OperatingPoints = {};
/** Where the threshold of every detector stands on its curves. */
export const selectOperatingPoints = (s: AppState): OperatingPoints => {
  const run = selectActiveRun(s);
  return run ? pointsOf(run, selectNarrowed(s), s.view.part) : NO_POINTS;
};

/** What each class would need is a search of its own, and the same wherever the threshold stands. */
const neededOf = memoise(
  (ranking: Ranking, scope: Scope): ReadonlyMap<number, ClassRecall['needed']> =>
    new Map(recallPerClass(ranking, scope, 0).map(({ classIndex, needed }) => [classIndex, needed])),
  6,
);
const recalls = memoise((ranking: Ranking, scope: Scope, threshold: number): readonly ClassRecall[] => {
  const needed = neededOf(ranking, scope);
  return judge(ranking, scope, threshold)
    .confusion.classes.flatMap(({ classIndex, name, rows, flagged }) => {
      const own = needed.get(classIndex);
      return own ? [{ classIndex, name, rows, flagged, recall: flagged / rows, needed: own }] : [];
    })
    .sort((a, b) => a.recall - b.recall || a.classIndex - b.classIndex);
}, 2);
const NO_RECALLS: readonly ClassRecall[] = [];
export const selectClassRecalls = (s: AppState): readonly ClassRecall[] => {
  const ranking = judgedRanking(s);
  const threshold = selectThreshold(s);
  return ranking && threshold !== null ? recalls(ranking, s.view.part, threshold) : NO_RECALLS;
};

/** Row ids of one part by falling score; remembered for rankings that came without. */
const orderIn = memoise(orderOf, 6);
const flaggedOf = memoise((ordered: Uint32Array, count: number): Uint32Array => ordered.subarray(0, count), 4);
const NO_ROWS = new Uint32Array();
const flaggedIn = (s: AppState, ranking: Ranking | null): Uint32Array => {
  const run = selectActiveRun(s);
  const threshold = selectThreshold(s);
  if (!run?.output || !ranking || threshold === null) return NO_ROWS;
  const order = orderIn(ranking, s.view.part, run.output.prepared.parts);
  return flaggedOf(order, countFlagged(ranking, s.view.part, threshold));
};
/** Flagged rows of the judged part, highest score first: a view, nothing is copied when the threshold moves. */
export const selectFlagged = (s: AppState): Uint32Array => flaggedIn(s, selectResult(s)?.ranking ?? null);
/** The same among the rows that the review chose. */
export const selectFlaggedShown = (s: AppState): Uint32Array => flaggedIn(s, judgedRanking(s));

export interface PartCount {
  readonly scope: Scope;
  readonly rows: number;
}
const partCounts = memoise((ranking: Ranking): readonly PartCount[] =>
  (judgesAll(ranking) ? (['all'] as const) : (['test', 'validation', 'train', 'all'] as const))
    .map((scope) => ({ scope, rows: rowsIn(groupsOf(ranking, scope)) }))
    .filter(({ rows }) => rows > 0),
);
const NO_PARTS: readonly PartCount[] = [];
/** Parts that hold scored rows. */
export const selectParts = (s: AppState): readonly PartCount[] => {
  const result = selectResult(s);
  return result ? partCounts(result.ranking) : NO_PARTS;
};

/** A saved model scored this capture: no row of it was trained on or set aside, so none is a test row either. */
export const selectJudgesAll = (s: AppState): boolean => {
  const result = selectResult(s);
  return result !== null && judgesAll(result.ranking);
};

const ONE_PART: readonly RulePart[] = ['test'];
const ruleParts = memoise((counts: readonly PartCount[]): readonly RulePart[] =>
  counts.length === 0 ? RULE_PARTS : RULE_PARTS.filter((part) => counts.some(({ scope }) => scope === part)),
);
const NO_WARNINGS: readonly Warning[] = [];
const standing = memoise((warnings: readonly Warning[], thresholds: Run['thresholds']): readonly Warning[] =>
  warnings.filter(({ threshold }) => threshold === undefined || !thresholds[threshold]?.past.length),
);
/** What the run warned of, but for thresholds that were moved since. */
export const selectWarnings = (s: AppState): readonly Warning[] => {
  const run = selectActiveRun(s);
  return run?.output ? standing(run.output.prepared.warnings, run.thresholds) : NO_WARNINGS;
};

/** Parts that a rule can be found on; before a run, all that may come to be. */
export const selectRuleParts = (s: AppState): readonly RulePart[] =>
  selectJudgesAll(s) ? ONE_PART : ruleParts(selectParts(s));

/** Whether the figures flatter the threshold: it was found on the labels that now judge it. */
export const selectTunedOnJudged = (s: AppState): boolean => {
  const present = selectThresholdHistory(s)?.present;
  return present !== undefined && tunedOnJudged(present.rule, s.view.part, present.resolved);
};

export { twoDecimals } from '../evaluation/classification-report.ts';
