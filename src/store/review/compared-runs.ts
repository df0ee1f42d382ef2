/** Kept runs side by side: what each found, in which settings they differ, which are the same but for the seed. */

import { classificationReport } from '../../evaluation/classification-report.ts';
import { confusionAt } from '../../evaluation/confusion.ts';
import type { Scope } from '../../evaluation/counting.ts';
import { groupsOf, rowsIn } from '../../evaluation/counting.ts';
import { type Curves, curvesOf, type OperatingPoint, operatingPoint } from '../../evaluation/curves.ts';
import { RANKING_IDS, type RankingId } from '../../evaluation/ranking.ts';
import { diffRecipes, type SettingDifference } from '../../recipe/diff.ts';
import { memoise } from '../memoise.ts';
import { selectActiveRun } from '../selectors.ts';
import type { AppState, Run } from '../state.ts';

export interface RunFigures {
  readonly run: Run;
  readonly ranking: RankingId;
  readonly rows: number;
  readonly flagged: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly curves: Curves | null;
  readonly at: OperatingPoint | null;
}

const finished = memoise((runs: readonly Run[]): readonly Run[] => runs.filter((run) => run.phase === 'done'));
export const selectFinishedRuns = (s: AppState): readonly Run[] => finished(s.runs);

/** One detector of one run; remembered, so that a move in one run reckons nothing anew for the others. */
const figuresOf = memoise((run: Run, ranking: RankingId, scope: Scope): RunFigures | null => {
  const result = run.output?.result.results[ranking];
  const threshold = run.thresholds[ranking]?.present.resolved.threshold;
  if (!result || threshold === undefined) return null;
  const confusion = confusionAt(result.ranking, scope, threshold);
  const report = confusion.labelled ? classificationReport(confusion.matrix) : null;
  return {
    run,
    ranking,
    rows: rowsIn(groupsOf(result.ranking, scope)),
    flagged: confusion.flagged,
    precision: report?.anomaly.precision ?? null,
    recall: report?.anomaly.recall ?? null,
    f1: report?.anomaly['f1-score'] ?? null,
    curves: curvesOf(result.ranking, scope),
    at: operatingPoint(result.ranking, scope, threshold),
  };
}, 60);

const allFigures = memoise((runs: readonly Run[], scope: Scope): readonly RunFigures[] =>
  runs.flatMap((run) => RANKING_IDS.flatMap((ranking) => figuresOf(run, ranking, scope) ?? [])),
);
export const selectRunFigures = (s: AppState): readonly RunFigures[] => allFigures(selectFinishedRuns(s), s.view.part);

export interface RunDifference {
  readonly setting: SettingDifference['setting'];
  /** In words, run by run. */
  readonly values: readonly string[];
}

const differencesOf = memoise((runs: readonly Run[]): readonly RunDifference[] => {
  const first = runs[0];
  if (!first) return [];
  const paths = new Map<string, RunDifference>();
  runs.slice(1).forEach((run, i) => {
    for (const { setting, before, after } of diffRecipes(first.recipe, run.recipe)) {
      const known = paths.get(setting.path);
      const values = known ? [...known.values] : runs.map(() => before);
      values[i + 1] = after;
      paths.set(setting.path, { setting, values });
    }
  });
  return [...paths.values()];
});
/** Settings that are not the same in all finished runs. */
export const selectRunDifferences = (s: AppState): readonly RunDifference[] => differencesOf(selectFinishedRuns(s));

/** True where two runs were to do the same but for the seed; thresholds train nothing and do not count. */
export const differInSeedAlone = (a: Run, b: Run): boolean => {
  const differences = diffRecipes(a.recipe, b.recipe).filter(({ setting }) => setting.control.kind !== 'threshold');
  return differences.length === 1 && differences[0]?.setting.path === 'seed';
};

const twinsOf = memoise((runs: readonly Run[], active: Run | null): readonly Run[] =>
  active?.phase === 'done' ? runs.filter((run) => run !== active && differInSeedAlone(run, active)) : [],
);
/** Finished runs of the recipe that is shown, with another seed. */
export const selectSeedTwins = (s: AppState): readonly Run[] => twinsOf(selectFinishedRuns(s), selectActiveRun(s));
