/** A run from its start to its end: progress and, where it is still wanted, what came out of it. */
import type { StoreApi } from 'zustand/vanilla';
import { batched } from '../base/batched.ts';
import { Cancelled } from '../base/cancel.ts';
import { toFault } from '../base/fault.ts';
import { judgesAll, type Scope } from '../evaluation/counting.ts';
import { rememberCurves } from '../evaluation/curves.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { resolveThreshold } from '../evaluation/threshold.ts';
import type { ThresholdRule } from '../evaluation/threshold-rule.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { RunProgress } from '../run/run-result.ts';
import type { AnalysisClient, RunOutput } from '../workers/protocol.ts';
import type { Actions, RunBy } from './actions.ts';
import { isLabelled } from './judgement.ts';
import type { LongTask } from './long-task.ts';
import { selectTable } from './selectors.ts';
import type { AppState, Run, ThresholdHistory } from './state.ts';
import { startHistory } from './thresholds.ts';

const MOST_RUNS = 12;

/** How a run and the view are written. */
export interface ViewChanges {
  readonly patchRun: (id: number, change: (run: Run) => Partial<Run>) => void;
  readonly setView: (change: Partial<AppState['view']>) => void;
}

const firstThresholds = (
  output: RunOutput,
  recipe: Recipe,
  expected: Pick<RunBy, 'thresholds'> & Partial<Pick<RunBy, 'explanation'>>,
): Run['thresholds'] => {
  const thresholds: Partial<Record<RankingId, ThresholdHistory>> = {};
  for (const id of RANKING_IDS) {
    const ranking = output.result.results[id]?.ranking;
    if (!ranking) continue;
    const value = expected.thresholds[id];
    const rule: ThresholdRule = value === undefined ? recipe[id].threshold : { kind: 'value', value };
    const resolved = resolveThreshold(rule, ranking, { days: output.prepared.days });
    const explanation = value === undefined ? resolved.explanation : (expected.explanation ?? resolved.explanation);
    thresholds[id] = startHistory({ rule, resolved: { ...resolved, explanation } });
  }
  return thresholds;
};

/**
 * Without labels nothing is judged: then every row is listed, not the test rows alone. And what a saved model scored has no
 * test rows.
 */
const takesAll = (output: RunOutput): boolean =>
  !isLabelled(output) || Object.values(output.result.results).some(({ ranking }) => judgesAll(ranking));
const partAfter = (output: RunOutput, before: RunOutput | null, part: Scope): Scope => {
  if (takesAll(output)) return 'all';
  return before !== null && takesAll(before) ? 'test' : part;
};

/** Milliseconds between two words of progress: each draws the page, which takes a core from what it waits for. */
const TELLING = 100;

export const createRunning = (
  { getState: get, setState: set }: StoreApi<AppState>,
  client: AnalysisClient,
  task: LongTask,
  { patchRun, setView }: ViewChanges,
): Actions['run'] => {
  let runNumber = 0;

  const onRunProgress = (id: number, all: readonly RunProgress[]): void => {
    patchRun(id, (run) => {
      if (run.phase !== 'running') return {};
      const epochs = [...run.epochs];
      for (const { epoch } of all) if (epoch && epoch.epoch > (epochs.at(-1)?.epoch ?? 0)) epochs.push(epoch);
      const notices = all.flatMap(({ notice }) => notice ?? []);
      return {
        progress: all.at(-1)!,
        epochs: epochs.length > run.epochs.length ? epochs : run.epochs,
        notices: notices.length > 0 ? [...run.notices, ...notices] : run.notices,
      };
    });
  };

  return async (by) => {
    if (!selectTable(get()) || get().runs.some((run) => run.phase === 'running')) return null;
    const controller = task.begin();
    const id = ++runNumber;
    const recipe = by?.recipe ?? get().recipe;
    const run: Run = {
      id,
      recipe,
      phase: 'running',
      progress: null,
      epochs: [],
      notices: [],
      output: null,
      fault: null,
      thresholds: {},
    };
    set((s) => ({ runs: [...s.runs, run].slice(-MOST_RUNS), outcome: { kind: 'none' } }));
    setView({ activeRun: id, room: 'results', openRow: null });
    // The run may have been put away meanwhile (another file was opened): then nothing is written.
    const stillMine = (): boolean => get().runs.some((r) => r.id === id && r.phase === 'running');
    const progress = batched<RunProgress>(TELLING, (all) => onRunProgress(id, all));
    try {
      const call = { signal: controller.signal, onProgress: progress.add };
      const output = await (by ? by.start(call) : client.run(recipe, call)).finally(progress.flush);
      for (const { ranking, curves } of Object.values(output.result.results)) {
        if (curves) rememberCurves(ranking, curves);
      }
      if (!stillMine()) return id;
      const thresholds = firstThresholds(output, recipe, by ?? { thresholds: get().expectedThresholds });
      if (!by) set({ expectedThresholds: {} });
      patchRun(id, () => ({ phase: 'done', output, thresholds, notices: output.result.notices }));
      const { ranking } = get().view;
      const shown = output.result.results[ranking] ? ranking : RANKING_IDS.find((r) => output.result.results[r]);
      const before = get().runs.findLast((r) => r.phase === 'done' && r.id !== id)?.output ?? null;
      setView({ ranking: shown ?? 'isolationForest', part: partAfter(output, before, get().view.part) });
      set({ outcome: { kind: 'done', milliseconds: output.milliseconds } });
    } catch (thrown) {
      if (!stillMine()) return id;
      if (thrown instanceof Cancelled || controller.signal.aborted) {
        patchRun(id, () => ({ phase: 'cancelled' }));
        set({ outcome: { kind: 'cancelled' } });
      } else {
        const fault = toFault(thrown);
        patchRun(id, () => ({ phase: 'failed', fault }));
        set({ outcome: { kind: 'failed', fault } });
      }
    } finally {
      task.end(controller);
    }
    return id;
  };
};
