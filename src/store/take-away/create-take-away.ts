/**
 * Taking away and coming back, beside the page's store: what is being saved, the saved model that is open, the result a
 * link brought along, and the session that was left. Exports and files are made by tools that main.tsx hands in.
 */
import { createStore as createZustand, type StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../../base/cancel.ts';
import { type Fault, FaultError, toFault } from '../../base/fault.ts';
import type { ColumnDrift } from '../../evaluation/drift.ts';
import type { ModelFile } from '../../export/model-file.ts';
import type { Outcome } from '../../recipe/link-state.ts';
import type { AppStore } from '../create-store.ts';
import { selectBusy, selectTable } from '../selectors.ts';
import type { AppState } from '../state.ts';
import type { MakeTakeAway, TakeAway, Taken } from '../take-away.ts';
import type { FileHandle, LastSession, Session } from './session.ts';
import type { SharedResult } from './shared-result.ts';

export interface OpenModel {
  readonly name: string;
  readonly file: ModelFile;
}

/** What a run that a saved model scored is shown with. */
export interface ScoredBy {
  readonly model: OpenModel;
  readonly drift: readonly ColumnDrift[];
}

export interface TakeAwayState {
  /** What is being saved now; `share`: 0…1, null where it is done at once. */
  readonly saving: { readonly what: TakeAway; readonly share: number | null } | null;
  readonly pseudonymise: boolean;
  /** CSVs hold the chosen rows alone, where some are chosen. */
  readonly chosenOnly: boolean;
  readonly model: OpenModel | null;
  readonly modelFault: Fault | null;
  /** By the page's number of the run. */
  readonly scored: Readonly<Record<number, ScoredBy>>;
  readonly shared: SharedResult | null;
  /** The session that was left, until something is opened. */
  readonly last: LastSession | null;
  /** Said once, until it is put away. */
  readonly notice: string | null;
}

export interface Tools {
  readonly make: MakeTakeAway;
  /** Hands a file to the person. `stream`: asks where to, and writes as it goes. */
  readonly save: (taken: Taken, stream: boolean) => Promise<void>;
  readonly readSummary: (text: string) => Promise<Outcome<SharedResult>>;
  /** The result that is shown as the packed summary of a link; null where there is none. */
  readonly writeSummary: (state: AppState) => Promise<string | null>;
}

export interface TakeAwayActions {
  take(what: TakeAway): Promise<void>;
  stopSaving(): void;
  setPseudonymise(on: boolean): void;
  setChosenOnly(on: boolean): void;
  /** Files from wherever: a saved model is told from captures by what is in it. */
  /** `scoreOnly`: names of files that are judged and never trained on. */
  receive(files: readonly File[], handles?: readonly FileHandle[], scoreOnly?: readonly string[]): Promise<void>;
  openModel(file: File): Promise<void>;
  closeModel(): void;
  scoreWithModel(): Promise<void>;
  openSummary(text: string): Promise<void>;
  closeShared(): void;
  reopenLast(): Promise<void>;
  forgetEverything(): Promise<void>;
  dismissNotice(): void;
}

export interface TakeAwayStore {
  readonly api: StoreApi<TakeAwayState>;
  readonly actions: TakeAwayActions;
  readonly tools: Tools;
}

/** From here on a file is written as it is made, where the browser can: a question where to is then worth it. */
const LARGE_BYTES = 100e6;
const MODEL_WORD = '"strayflow-model"';

export const createTakeAway = (app: AppStore, tools: Tools, session: Session): TakeAwayStore => {
  const api = createZustand<TakeAwayState>()(() => ({
    saving: null,
    pseudonymise: false,
    chosenOnly: false,
    model: null,
    modelFault: null,
    scored: {},
    shared: null,
    last: null,
    notice: null,
  }));
  const { getState: get, setState: set } = api;
  let stop: AbortController | null = null;
  // One key as long as the page is open: the same address has the same name in every export.
  let key: Uint8Array | null = null;
  const keyInUse = (): Uint8Array => {
    key ??= crypto.getRandomValues(new Uint8Array(32));
    return key;
  };

  const actions: TakeAwayActions = {
    take: async (what) => {
      if (get().saving) return;
      const mine = new AbortController();
      stop = mine;
      set({ saving: { what, share: null } });
      try {
        const state = app.api.getState();
        const taken = await tools.make(what, state, {
          pseudonymKey: get().pseudonymise ? keyInUse() : null,
          chosenOnly: get().chosenOnly,
          signal: mine.signal,
          onProgress: ({ done, total }) => {
            if (stop === mine) set({ saving: { what, share: total > 0 ? done / total : null } });
          },
        });
        const isLarge = (selectTable(state)?.bytes ?? 0) > LARGE_BYTES;
        if (taken) await tools.save(taken, what === 'all' && isLarge);
        if (taken?.note) set({ notice: taken.note });
      } catch (thrown) {
        if (!(thrown instanceof Cancelled)) app.actions.reportFailure(thrown);
      } finally {
        stop = null;
        set({ saving: null });
      }
    },
    stopSaving: () => stop?.abort(),
    setPseudonymise: (pseudonymise) => set({ pseudonymise }),
    setChosenOnly: (chosenOnly) => set({ chosenOnly }),

    receive: async (files, handles = [], scoreOnly = []) => {
      const [first] = files;
      if (!first) return;
      if (files.length === 1 && /\.json$/i.test(first.name)) {
        const head = await first
          .slice(0, 200)
          .text()
          .catch(() => '');
        if (head.includes(MODEL_WORD)) return actions.openModel(first);
      }
      session.received(files, handles);
      // Something must be left to train on, whatever files were picked.
      const isTrainable = files.some((file) => !scoreOnly.includes(file.name));
      await app.actions.openFiles(files, isTrainable && scoreOnly.length > 0 ? { scoreOnly } : {});
    },

    openModel: async (file) => {
      set({ modelFault: null });
      try {
        const model = { name: file.name, file: await app.client.readModel(file) };
        set({ model });
        if (selectTable(app.api.getState()) && !selectBusy(app.api.getState())) await actions.scoreWithModel();
      } catch (thrown) {
        if (!(thrown instanceof Cancelled)) set({ modelFault: toFault(thrown) });
      }
    },
    closeModel: () => set({ model: null, modelFault: null }),

    scoreWithModel: async () => {
      const { model } = get();
      if (!model) return;
      await app.actions.run({
        // Which engine scores is this machine's business.
        recipe: { ...model.file.recipe, backend: app.api.getState().recipe.backend },
        thresholds: model.file.thresholds,
        explanation: `Saved with the model ${model.name}; this capture was not used to find it.`,
        start: async (call) => {
          const id = app.api.getState().view.activeRun;
          const output = await app.client.score(model.file, call);
          if (id !== null) set((s) => ({ scored: { ...s.scored, [id]: { model, drift: output.drift } } }));
          return output;
        },
      });
    },

    openSummary: async (text) => {
      const found = await tools.readSummary(text);
      if (found.ok) set({ shared: found.value });
      else app.actions.reportFailure(new FaultError(found.fault));
    },
    closeShared: () => set({ shared: null }),

    reopenLast: async () => {
      const { last } = get();
      if (!last?.dataset) return;
      if (last.dataset.origin === 'sample') return app.actions.openSample();
      try {
        const opened = await session.reopen(last);
        if (opened) await actions.receive(opened.files, opened.handles, last.dataset.scoreOnly);
      } catch (thrown) {
        app.actions.reportFailure(thrown);
      }
    },
    forgetEverything: async () => {
      key = null;
      app.api.setState({ marks: {}, expectedThresholds: {} });
      const forgotten = await session.forget();
      set({
        last: null,
        notice: forgotten
          ? 'Forgotten: settings, thresholds, marks, notes and the last capture are deleted from this browser. What you change from now on is kept again.'
          : 'This browser keeps nothing for this page, so there was nothing to forget.',
      });
    },
    dismissNotice: () => set({ notice: null }),
  };

  app.api.subscribe((state, before) => {
    if (selectTable(state) === selectTable(before) || !selectTable(state)) return;
    set({ scored: {}, last: null });
    // The label is still being looked up when a dataset opens; the run begins after this turn.
    if (get().model) setTimeout(() => void actions.scoreWithModel());
  });
  void session.begin().then((last) => {
    if (last && app.api.getState().dataset.kind === 'empty') set({ last });
  });

  return { api, actions, tools };
};
