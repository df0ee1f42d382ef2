/**
 * The page's facts and every action that changes them, over an injected client. Answers that arrive after something
 * newer was asked for are dropped: each open and each run has a number, and only the latest may write.
 */
import { createStore as createZustand, type StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../base/cancel.ts';
import { type Fault, toFault } from '../base/fault.ts';
import type { FormatId } from '../dataset/format.ts';
import type { ColumnRole } from '../dataset/roles.ts';
import type { TableSummary } from '../dataset/summary.ts';
import { judgesAll, type Scope } from '../evaluation/counting.ts';
import { rememberCurves } from '../evaluation/curves.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { resolveThreshold } from '../evaluation/threshold.ts';
import type { ThresholdRule } from '../evaluation/threshold-rule.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { TUTORIAL } from '../recipe/presets.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { withSetting } from '../recipe/setting-value.ts';
import type { Warning } from '../run/prepared.ts';
import type { RunProgress } from '../run/run-result.ts';
import type { AnalysisClient, CallOptions, OpenOptions, ReadProgress, RunOutput } from '../workers/protocol.ts';
import { isLabelled } from './judgement.ts';
import { fittedTo, named, withLabelColumn, withPreset, withRemedy, withRole } from './recipe-changes.ts';
import { createRowDetails, type RowDetails } from './row-details.ts';
import type { AppState, Epoch, Mark, Room, Run, ThresholdHistory } from './state.ts';
import { moveThreshold, redoThreshold, startHistory, undoThreshold } from './thresholds.ts';

export const SAMPLE_FLOWS = 20_000;
/** The sample is the same day for everyone; the recipe's seed decides split and training alone. */
export const SAMPLE_SEED = 42;
const MOST_RUNS = 12;

export type Gesture = 'step' | 'start' | 'move';

/** A way to scores that is not "train with the settings as they are". */
export interface RunBy {
  readonly recipe: Recipe;
  readonly start: (call: CallOptions<RunProgress>) => Promise<RunOutput>;
  /** Where thresholds stand at first. */
  readonly thresholds: Readonly<Partial<Record<RankingId, number>>>;
  /** Where those thresholds come from, in words. */
  readonly explanation: string;
}

export interface Actions {
  /** As openFiles, of a file that has to be fetched first. */
  openFetched(
    name: string,
    fetched: (call: CallOptions<ReadProgress>) => Promise<File>,
    options?: OpenOptions,
  ): Promise<void>;
  openFiles(files: readonly File[], options?: OpenOptions): Promise<void>;
  openSample(): Promise<void>;
  /** To what was open before an opening that failed; false where nothing was. */
  goBack(): boolean;
  /** Reads the files that are open once more, as another format or otherwise; what else was chosen holds. */
  reopen(options: OpenOptions): Promise<void>;
  /** Reads the open files again, one of them judged and never trained on, or no longer so. */
  setScoreOnly(file: string, on: boolean): Promise<void>;
  setFormat(format: FormatId | null): Promise<void>;
  /** The settings as they are, trained on what is open; or another way to get scores. Answers the run's number. */
  run(by?: RunBy): Promise<number | null>;
  /** Ends reading or running, whichever goes on. */
  cancel(): void;
  changeRecipe(change: (recipe: Recipe) => Recipe): void;
  /** One setting by its path; answers what is wrong with the value, and then nothing changes. */
  setSetting(path: string, value: unknown): Fault | null;
  setPreset(preset: 'tutorial' | 'recommended'): void;
  setRole(column: string, role: ColumnRole): void;
  setLabelColumn(column: string | null): Promise<void>;
  setNormal(values: readonly string[] | null): void;
  applyRemedy(remedy: NonNullable<Warning['remedy']>): void;
  /** A drag sends 'start' once, then 'move': it is undone as a whole. */
  setThreshold(value: number, gesture: Gesture): void;
  setThresholdByRule(rule: ThresholdRule, gesture?: Gesture): void;
  undoThreshold(): void;
  redoThreshold(): void;
  expectThresholds(values: AppState['expectedThresholds']): void;
  showRoom(room: Room): void;
  showRun(id: number): void;
  removeRun(id: number): void;
  showRanking(ranking: RankingId): void;
  showPart(part: Scope): void;
  openRow(row: number | null): void;
  mark(row: number, change: Partial<Mark>): void;
  probe(): Promise<void>;
  /** Says in the status line what went wrong with something small; data and runs stay. */
  reportFailure(thrown: unknown): void;
  loadMarks(marks: AppState['marks']): void;
}

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

export const createStore = (client: AnalysisClient): AppStore => {
  const api = createZustand<AppState>()(() => initialState);
  const { getState: get, setState: set } = api;
  const details = createRowDetails(client, () => set((s) => ({ detailsVersion: s.detailsVersion + 1 })));

  let opening = 0;
  let runNumber = 0;
  let abort: AbortController | null = null;
  let openedFiles: readonly File[] = [];
  let openedWith: OpenOptions = {};
  let earlierAsked: { readonly files: readonly File[]; readonly options: OpenOptions } = { files: [], options: {} };

  const summary = (): TableSummary | null => {
    const { dataset } = get();
    return dataset.kind === 'open' ? dataset.summary : null;
  };
  const patchRun = (id: number, change: (run: Run) => Partial<Run>): void => {
    set((s) => ({ runs: s.runs.map((run) => (run.id === id ? { ...run, ...change(run) } : run)) }));
  };
  const setView = (change: Partial<AppState['view']>): void => set((s) => ({ view: { ...s.view, ...change } }));

  /** What is open now; or, where the last opening failed too, what was open before it. */
  const earlierOf = (s: AppState): AppState['earlier'] => {
    const { dataset, recipe, basePreset, chosenLabel, expectedThresholds, view } = s;
    if (dataset.kind !== 'open') return s.earlier;
    // The run under way was ended for the new file.
    const runs = s.runs.map((run): Run => (run.phase === 'running' ? { ...run, phase: 'cancelled' } : run));
    return { dataset, recipe, basePreset, chosenLabel, expectedThresholds, runs, view: { ...view, openRow: null } };
  };

  /** What the columns spread over comes after the table is there: nothing waits for it. */
  const spread = async (mine: number): Promise<void> => {
    try {
      const counted = await client.spread();
      const { dataset } = get();
      if (mine !== opening || dataset.kind !== 'open') return;
      const columns = dataset.summary.columns.map(({ proposal }, i) => ({ ...counted[i]!, proposal }));
      set({ dataset: { ...dataset, summary: { ...dataset.summary, columns } } });
    } catch {
      // Another table took its place, or the worker is gone: the next question to it says so.
    }
  };

  const wantSpread = (table: TableSummary): void => {
    if (table.columns.some(({ pending }) => pending)) void spread(opening);
  };

  const open = async (
    name: string,
    origin: 'files' | 'sample',
    read: (call: { signal: AbortSignal; onProgress: (p: ReadProgress) => void }) => Promise<TableSummary>,
  ): Promise<void> => {
    abort?.abort();
    const controller = new AbortController();
    abort = controller;
    const mine = ++opening;
    details.clear();
    set((s) => ({
      earlier: earlierOf(s),
      dataset: { kind: 'reading', name, done: 0, total: 0 },
      runs: [],
      chosenLabel: null,
      outcome: { kind: 'none' },
      view: { ...s.view, activeRun: null, openRow: null, room: 'data', part: 'test' },
    }));
    try {
      const table = await read({
        signal: controller.signal,
        onProgress: ({ done, total }) => {
          // The last step is followed by the table itself: it needs no drawing of its own.
          if (mine === opening && get().dataset.kind === 'reading' && (done < total || total === 0))
            set({ dataset: { kind: 'reading', name, done, total } });
        },
      });
      if (mine !== opening) return;
      set((s) => ({
        dataset: { kind: 'open', summary: table, origin },
        earlier: null,
        recipe: fittedTo(s.recipe, table),
        outcome: { kind: 'none' },
      }));
      wantSpread(table);
      const { recipe } = get();
      const chosen = recipe.roles.find((entry) => entry.role === 'label')?.column;
      if (chosen !== undefined && chosen !== table.label?.column) await actions.setLabelColumn(chosen);
    } catch (thrown) {
      if (mine !== opening) return;
      if (thrown instanceof Cancelled || controller.signal.aborted) {
        if (!actions.goBack()) set({ dataset: { kind: 'empty' } });
        set({ outcome: { kind: 'cancelled' } });
      } else {
        const fault = toFault(thrown);
        set({ dataset: { kind: 'failed', fault }, outcome: { kind: 'failed', fault } });
      }
    } finally {
      if (abort === controller) abort = null;
    }
  };

  const onRunProgress = (id: number, progress: RunProgress): void => {
    patchRun(id, (run) => {
      if (run.phase !== 'running') return {};
      const epoch: Epoch | undefined = progress.epoch;
      const isNew = epoch !== undefined && epoch.epoch > (run.epochs.at(-1)?.epoch ?? 0);
      return {
        progress,
        epochs: isNew ? [...run.epochs, epoch] : run.epochs,
        notices: progress.notice !== undefined ? [...run.notices, progress.notice] : run.notices,
      };
    });
  };

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

  /** What the open dataset was read from, kept while something else is read. */
  const asking = (files: readonly File[], options: OpenOptions): void => {
    if (get().dataset.kind === 'open') earlierAsked = { files: openedFiles, options: openedWith };
    openedFiles = files;
    openedWith = options;
  };

  const actions: Actions = {
    goBack: () => {
      const { earlier } = get();
      if (!earlier) return false;
      opening++;
      abort?.abort();
      ({ files: openedFiles, options: openedWith } = earlierAsked);
      details.clear();
      set({ ...earlier, earlier: null, outcome: { kind: 'none' } });
      if (earlier.dataset.kind === 'open') wantSpread(earlier.dataset.summary);
      return true;
    },
    openFiles: async (files, options = {}) => {
      const first = files[0];
      if (!first) return;
      asking(files, options);
      const name = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`;
      await open(name, 'files', (call) => client.open(files, options, call));
    },
    openFetched: (name, fetched, options = {}) => {
      asking([], options);
      return open(name, 'files', async (call) => {
        const file = await fetched(call);
        openedFiles = [file];
        return client.open([file], options, call);
      });
    },
    openSample: () => {
      asking([], {});
      return open('the sample', 'sample', (call) => client.openSample(SAMPLE_SEED, SAMPLE_FLOWS, call));
    },
    reopen: (options) => actions.openFiles(openedFiles, { ...openedWith, ...options }),
    setFormat: (format) => actions.reopen({ format: format ?? undefined }),
    setScoreOnly: (file, on) => {
      const marked = new Set(openedWith.scoreOnly);
      if (on) marked.add(file);
      else marked.delete(file);
      return actions.reopen({ scoreOnly: [...marked] });
    },

    run: async (by) => {
      if (!summary() || get().runs.some((run) => run.phase === 'running')) return null;
      const controller = new AbortController();
      abort = controller;
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
      try {
        const call = {
          signal: controller.signal,
          onProgress: (progress: RunProgress) => onRunProgress(id, progress),
        };
        const output = await (by ? by.start(call) : client.run(recipe, call));
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
        if (abort === controller) abort = null;
      }
      return id;
    },
    cancel: () => abort?.abort(),

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
    setLabelColumn: async (column) => {
      const table = summary();
      if (!table) return;
      const mine = opening;
      set((s) => ({ recipe: withLabelColumn(s.recipe, table, column), chosenLabel: null }));
      if (column === null || column === table.label?.column) return;
      try {
        const chosenLabel = await client.labelSummary(column);
        if (mine === opening) set({ chosenLabel });
      } catch (thrown) {
        if (mine === opening && !(thrown instanceof Cancelled)) {
          set({ outcome: { kind: 'failed', fault: toFault(thrown) } });
        }
      }
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
