/**
 * From files or the sample to an open dataset. Answers that arrive after something newer was asked for are dropped: each
 * opening has a number, and only the latest may write.
 */
import type { StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../base/cancel.ts';
import { toFault } from '../base/fault.ts';
import type { TableSummary } from '../dataset/summary.ts';
import type { AnalysisClient, OpenOptions, ReadProgress } from '../workers/protocol.ts';
import type { Actions } from './actions.ts';
import type { LongTask } from './long-task.ts';
import { fittedTo, withLabelColumn } from './recipe-changes.ts';
import type { RowDetails } from './row-details.ts';
import { selectTable } from './selectors.ts';
import type { AppState, Run } from './state.ts';

export const SAMPLE_FLOWS = 20_000;
/** The sample is the same day for everyone; the recipe's seed decides split and training alone. */
export const SAMPLE_SEED = 42;

type OpeningActions = Pick<
  Actions,
  'goBack' | 'openFiles' | 'openFetched' | 'openSample' | 'reopen' | 'setFormat' | 'setScoreOnly' | 'setLabelColumn'
>;

export const createOpening = (
  { getState: get, setState: set }: StoreApi<AppState>,
  client: AnalysisClient,
  details: RowDetails,
  task: LongTask,
): OpeningActions => {
  let opening = 0;
  let openedFiles: readonly File[] = [];
  let openedWith: OpenOptions = {};
  let earlierAsked: { readonly files: readonly File[]; readonly options: OpenOptions } = { files: [], options: {} };

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
    const controller = task.begin();
    const mine = ++opening;
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
      // Not before: what was open may come back, with the rows that are shown of it.
      details.clear();
      const { normal } = get().recipe.label;
      set((s) => ({
        dataset: { kind: 'open', summary: table, origin, opening: mine },
        earlier: null,
        recipe: fittedTo(s.recipe, table),
        outcome: { kind: 'none' },
      }));
      wantSpread(table);
      const { recipe } = get();
      const chosen = recipe.roles.find((entry) => entry.role === 'label')?.column;
      if (chosen !== undefined && chosen !== table.label?.column) {
        await actions.setLabelColumn(chosen);
        if (mine !== opening) return;
        // They were ticked of that column, whose values were not known before.
        const values = new Set(get().chosenLabel?.values.map(({ value }) => value));
        if (normal?.every((value) => values.has(value))) set((s) => ({ recipe: { ...s.recipe, label: { normal } } }));
      }
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
      task.end(controller);
    }
  };

  /** What the open dataset was read from, kept while something else is read. */
  const asking = (files: readonly File[], options: OpenOptions): void => {
    if (get().dataset.kind === 'open') earlierAsked = { files: openedFiles, options: openedWith };
    openedFiles = files;
    openedWith = options;
  };

  const actions: OpeningActions = {
    goBack: () => {
      const { earlier } = get();
      if (!earlier) return false;
      opening++;
      task.abort();
      ({ files: openedFiles, options: openedWith } = earlierAsked);
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
    setLabelColumn: async (column) => {
      const table = selectTable(get());
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
  };
  return actions;
};
