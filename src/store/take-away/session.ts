/**
 * The session that was left: settings, thresholds, view, and what was open, kept in this browser where it keeps anything.
 * Marks and notes are kept beside it (review/marks-keeping.ts). Of the data itself nothing is kept but, where the browser
 * gives one, a handle by which the person may open the same file again.
 */
import { clear, createStore, get, set } from 'idb-keyval';
import { FaultError } from '../../base/fault.ts';
import { RANKING_IDS, type RankingId } from '../../evaluation/ranking.ts';
import { sameValue } from '../../recipe/diff.ts';
import { parseRecipe } from '../../recipe/parse-recipe.ts';
import type { Recipe } from '../../recipe/recipe.ts';
import { movedThresholds, settingsDiffer } from '../address.ts';
import type { AppStore } from '../create-store.ts';
import { initialState } from '../create-store.ts';
import { selectTable } from '../selectors.ts';

/** FileSystemFileHandle, as far as it is used here; not every browser has it. */
export interface FileHandle {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<File>;
  requestPermission?(options: { mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
}

export interface LastSession {
  readonly version: 1;
  readonly recipe: Recipe;
  readonly basePreset: 'tutorial' | 'recommended';
  readonly thresholds: Readonly<Partial<Record<RankingId, number>>>;
  readonly ranking: RankingId;
  readonly dataset: {
    readonly name: string;
    readonly rows: number;
    readonly fingerprint: string;
    readonly origin: 'files' | 'sample';
    /** Names of the files that are judged and never trained on. */
    readonly scoreOnly: readonly string[];
  } | null;
  /** By which the same files can be opened; empty where the browser gave none. */
  readonly handles: readonly FileHandle[];
}

export interface SessionShelf {
  readonly read: () => Promise<unknown>;
  readonly write: (session: LastSession) => Promise<void>;
  readonly clear: () => Promise<void>;
}

export interface Session {
  /** Puts settings back and answers what was left; from then on keeps what changes. */
  readonly begin: () => Promise<LastSession | null>;
  readonly received: (files: readonly File[], handles: readonly FileHandle[]) => void;
  /** The files of the session, by their handles or by a picker; null where the person picked none. */
  readonly reopen: (last: LastSession) => Promise<{ files: readonly File[]; handles: readonly FileHandle[] } | null>;
  /** False where the browser keeps nothing anyway. */
  readonly forget: () => Promise<boolean>;
}

/** Names of what this page leaves in localStorage: explanations put away, the theme. */
const OWN_NAMES = /^(strayflow\.|mantine-color-scheme)/;

const forgetNames = (): void => {
  for (const name of Object.keys(localStorage)) if (OWN_NAMES.test(name)) localStorage.removeItem(name);
};

/** IndexedDB and localStorage; a page from disk, or a private window, may have neither. */
export const browserShelf = (): SessionShelf => {
  const open = () => createStore('strayflow-session', 'last');
  return {
    read: async () => get('session', open()),
    write: async (session) => set('session', session, open()),
    clear: async () => {
      await clear(open());
      await clear(createStore('strayflow', 'marks'));
      forgetNames();
    },
  };
};

/** What lies on the shelf was written by this page, or by another version of it: it is checked like anyone's input. */
export const parseSession = (kept: unknown): LastSession | null => {
  const session = kept as Partial<LastSession> | undefined;
  if (session?.version !== 1) return null;
  try {
    const { dataset, handles, thresholds } = session;
    return {
      version: 1,
      recipe: parseRecipe(session.recipe),
      basePreset: session.basePreset === 'recommended' ? 'recommended' : 'tutorial',
      thresholds: Object.fromEntries(
        RANKING_IDS.flatMap((id) => {
          const value = thresholds?.[id];
          return typeof value === 'number' && Number.isFinite(value) ? [[id, value]] : [];
        }),
      ),
      ranking: RANKING_IDS.find((id) => id === session.ranking) ?? 'isolationForest',
      dataset:
        dataset && typeof dataset.name === 'string' && typeof dataset.fingerprint === 'string'
          ? {
              name: dataset.name,
              rows: Number(dataset.rows),
              fingerprint: dataset.fingerprint,
              origin: dataset.origin === 'sample' ? 'sample' : 'files',
              // Sessions of an older version do not say.
              scoreOnly: Array.isArray(dataset.scoreOnly)
                ? dataset.scoreOnly.filter((name) => typeof name === 'string')
                : [],
            }
          : null,
      handles: Array.isArray(handles) ? handles.filter((handle) => handle?.kind === 'file') : [],
    };
  } catch {
    return null;
  }
};

interface OpenPicker {
  readonly showOpenFilePicker?: (options: { multiple: boolean }) => Promise<readonly FileHandle[]>;
}

const WAIT_MS = 400;

/** `isAsked`: the address asks for settings or data of its own: then what was left is not put over them. */
export const createSession = (app: AppStore, shelf: SessionShelf, isAsked: () => boolean): Session => {
  const { api, actions } = app;
  let left: LastSession | null = null;
  let handles: readonly FileHandle[] = [];
  let names: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const state = api.getState();
    const table = selectTable(state);
    const origin = state.dataset.kind === 'open' ? state.dataset.origin : 'files';
    const session: LastSession = {
      version: 1,
      recipe: state.recipe,
      basePreset: state.basePreset,
      thresholds: movedThresholds(state),
      ranking: state.view.ranking,
      dataset: table
        ? {
            name: table.name,
            rows: table.rows,
            fingerprint: table.fingerprint,
            origin,
            scoreOnly: table.sources.filter((source) => source.scoreOnly).map((source) => source.name),
          }
        : (left?.dataset ?? null),
      handles: table
        ? origin === 'files' && names.includes(table.sources[0]?.name ?? '')
          ? handles
          : []
        : (left?.handles ?? []),
    };
    left = session;
    void shelf.write(session).catch(() => {
      // Handles cannot be kept everywhere; the rest can.
      if (session.handles.length > 0) void shelf.write({ ...session, handles: [] }).catch(() => undefined);
    });
  };

  const watch = (): void => {
    api.subscribe((state, before) => {
      const table = selectTable(state);
      if (table && table !== selectTable(before) && left?.dataset?.fingerprint === table.fingerprint) {
        // The same data with the same settings: thresholds stand where they stood, unless an address says otherwise.
        const isFree = !isAsked() && Object.keys(state.expectedThresholds).length === 0;
        if (isFree && sameValue(left.recipe, state.recipe)) {
          actions.expectThresholds(left.thresholds);
          actions.showRanking(left.ranking);
        }
      }
      const busy = state.dataset.kind === 'reading' || state.runs.some((run) => run.phase === 'running');
      const changed = settingsDiffer(state, before) || table !== selectTable(before);
      if (!changed || busy || state.dataset.kind === 'failed') return;
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT_MS);
    });
    // What was changed a moment before the page is left counts too.
    globalThis.addEventListener?.('pagehide', () => {
      if (timer !== undefined) keep();
    });
  };

  return {
    begin: async () => {
      try {
        left = parseSession(await shelf.read());
      } catch {
        // No shelf: nothing was left, and nothing is said.
      }
      const state = api.getState();
      const untouched = state.recipe === initialState.recipe && state.dataset.kind === 'empty';
      if (left && untouched && !isAsked()) {
        const { recipe, basePreset, ranking } = left;
        actions.changeRecipe(() => recipe);
        api.setState({ basePreset });
        actions.showRanking(ranking);
      }
      watch();
      return left;
    },
    received: (files, given) => {
      names = files.map((file) => file.name);
      handles = given.length === files.length ? given : [];
    },
    reopen: async (last) => {
      let wanted = last.handles;
      if (wanted.length === 0) {
        const { showOpenFilePicker } = globalThis as unknown as OpenPicker;
        if (!showOpenFilePicker) return null;
        try {
          wanted = await showOpenFilePicker({ multiple: true });
        } catch {
          // The person closed the picker.
          return null;
        }
      }
      const files: File[] = [];
      for (const handle of wanted) {
        const answer = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted';
        if (answer !== 'granted') return null;
        try {
          files.push(await handle.getFile());
        } catch {
          throw new FaultError({
            code: 'file-unreadable',
            message: `${handle.name} is no longer where it was.`,
            advice: 'Open it from where it is now.',
            file: handle.name,
          });
        }
      }
      return { files, handles: wanted };
    },
    forget: async () => {
      clearTimeout(timer);
      timer = undefined;
      left = null;
      handles = [];
      try {
        await shelf.clear();
        return true;
      } catch {
        return false;
      }
    },
  };
};
