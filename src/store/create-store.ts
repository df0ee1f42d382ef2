/**
 * The page's facts and every action that changes them, over an injected client: opening and running each in a module of
 * their own, here what is done at once.
 */
import { createStore as createZustand, type StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../base/cancel.ts';
import { toFault } from '../base/fault.ts';
import type { TableSummary } from '../dataset/summary.ts';
import { resolveClassRecall, resolveThreshold } from '../evaluation/threshold.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { TUTORIAL } from '../recipe/presets.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { withSetting } from '../recipe/setting-value.ts';
import type { AnalysisClient } from '../workers/protocol.ts';
import type { Actions } from './actions.ts';
import { createLongTask } from './long-task.ts';
import { createOpening } from './opening.ts';
import { named, withPreset, withRemedy, withRole } from './recipe-changes.ts';
import { createRowDetails, type RowDetails } from './row-details.ts';
import { createRunning } from './running.ts';
import { judgedRanking, selectNarrowed, selectTable } from './selectors.ts';
import type { AppState, Mark, Run, ThresholdHistory } from './state.ts';
import { moveThreshold, redoThreshold, undoThreshold } from './thresholds.ts';

export interface AppStore {
  readonly api: StoreApi<AppState>;
  readonly actions: Actions;
  readonly details: RowDetails;
  readonly client: AnalysisClient;
}

export const initialState: AppState = {
  dataset: { kind: 'empty' },
  earlier: null,
  recipe: TUTORIAL,
  basePreset: 'tutorial',
  chosenLabel: null,
  expectedThresholds: {},
  runs: [],
  outcome: { kind: 'none' },
  view: { room: 'data', activeRun: null, ranking: 'isolationForest', part: 'test', openRow: null },
  marks: {},
  probe: null,
  detailsVersion: 0,
};

/** A recipe that became a preset again is from then on compared with that one. */
const recipeFacts = (s: AppState, change: Recipe): Pick<AppState, 'recipe' | 'basePreset'> => {
  const recipe = named(change);
  return { recipe, basePreset: recipe.preset === 'custom' ? s.basePreset : recipe.preset };
};

export const createStore = (client: AnalysisClient): AppStore => {
  const api = createZustand<AppState>()(() => initialState);
  const { getState: get, setState: set } = api;
  const details = createRowDetails(client, () => set((s) => ({ detailsVersion: s.detailsVersion + 1 })));

  const task = createLongTask();
  const summary = (): TableSummary | null => selectTable(get());
  const patchRun = (id: number, change: (run: Run) => Partial<Run>): void => {
    set((s) => ({ runs: s.runs.map((run) => (run.id === id ? { ...run, ...change(run) } : run)) }));
  };
  const setView = (change: Partial<AppState['view']>): void => set((s) => ({ view: { ...s.view, ...change } }));

  const activeRun = (): Run | undefined => {
    const { runs, view } = get();
    return runs.find((run) => run.id === view.activeRun);
  };
  const changeHistory = (change: (history: ThresholdHistory) => ThresholdHistory): void => {
    const run = activeRun();
    const { ranking } = get().view;
    const history = run?.thresholds[ranking];
    if (run && history) patchRun(run.id, (r) => ({ thresholds: { ...r.thresholds, [ranking]: change(history) } }));
  };

  const actions: Actions = {
    ...createOpening(api, client, details, task),
    run: createRunning(api, client, task, { patchRun, setView }),
    cancel: task.abort,

    changeRecipe: (change) => set((s) => recipeFacts(s, change(s.recipe))),
    setSetting: (path, value) => {
      try {
        const recipe = parseRecipe(withSetting(get().recipe, path, value));
        set((s) => recipeFacts(s, recipe));
        return null;
      } catch (thrown) {
        return toFault(thrown);
      }
    },
    setPreset: (preset) => set((s) => ({ recipe: withPreset(s.recipe, preset), basePreset: preset })),
    setRole: (column, role) => {
      const table = summary();
      if (!table) return;
      if (role === 'label') void actions.setLabelColumn(column);
      else set((s) => ({ recipe: withRole(s.recipe, table, column, role) }));
    },
    setNormal: (values) => set((s) => ({ recipe: { ...s.recipe, label: { normal: values ? [...values] : null } } })),
    applyRemedy: (remedy) => set((s) => ({ recipe: withRemedy(s.recipe, summary(), remedy) })),

    setThreshold: (value, gesture) => {
      if (!Number.isFinite(value)) return;
      actions.setThresholdByRule({ kind: 'value', value }, gesture);
    },
    setThresholdByRule: (rule, gesture = 'step') => {
      const output = activeRun()?.output;
      const ranking = output?.result.results[get().view.ranking]?.ranking;
      if (!output || !ranking) return;
      const { part } = get().view;
      const resolved = resolveThreshold(rule, ranking, { days: output.prepared.days, judged: part });
      changeHistory((history) => moveThreshold(history, { rule, resolved }, gesture === 'move'));
    },
    catchClass: (attackClass, recall) => {
      const { part } = get().view;
      const isChosen = selectNarrowed(get()) !== null;
      const rule = { kind: 'class-recall', attackClass, recall, of: part === 'all' ? 'test' : part } as const;
      if (!isChosen && part !== 'all') {
        actions.setThresholdByRule(rule);
        return;
      }
      const ranking = judgedRanking(get());
      if (!ranking) return;
      const resolved = resolveClassRecall(ranking, part, attackClass, recall, isChosen);
      changeHistory((history) => moveThreshold(history, { rule, resolved, on: { scope: part, isChosen } }, false));
    },
    undoThreshold: () => changeHistory(undoThreshold),
    redoThreshold: () => changeHistory(redoThreshold),

    expectThresholds: (values) => set({ expectedThresholds: values }),
    showRoom: (room) => setView({ room }),
    showRun: (id) => setView({ activeRun: id, room: 'results', openRow: null }),
    removeRun: (id) =>
      set((s) => {
        const runs = s.runs.filter((run) => run.id !== id);
        const active = s.view.activeRun === id ? (runs.at(-1)?.id ?? null) : s.view.activeRun;
        return { runs, view: { ...s.view, activeRun: active } };
      }),
    showRanking: (ranking) => setView({ ranking }),
    showPart: (part) => setView({ part }),
    openRow: (row) => setView({ openRow: row }),
    mark: (row, change) => {
      const table = summary();
      if (!table) return;
      set((s) => {
        const ofTable = { ...s.marks[table.fingerprint] };
        const next: Mark = { ...(ofTable[row] ?? { verdict: null, note: '' }), ...change };
        if (next.verdict === null && next.note === '') delete ofTable[row];
        else ofTable[row] = next;
        return { marks: { ...s.marks, [table.fingerprint]: ofTable } };
      });
    },
    probe: async () => {
      try {
        set({ probe: await client.probe() });
      } catch {
        // A probe is a courtesy: a run will say what is wrong with the engines.
      }
    },
    reportFailure: (thrown) => {
      if (!(thrown instanceof Cancelled)) set({ outcome: { kind: 'failed', fault: toFault(thrown) } });
    },
    loadMarks: (marks) => set((s) => ({ marks: { ...marks, ...s.marks } })),
  };

  return { api, actions, details, client };
};
