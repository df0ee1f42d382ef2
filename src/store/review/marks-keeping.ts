/** Marks outlive the page: kept in this browser by the dataset's fingerprint, where the browser keeps anything at all. */
import { createStore, del, get, set } from 'idb-keyval';
import type { AppStore } from '../create-store.ts';
import { selectTable } from '../selectors.ts';
import type { Mark } from '../state.ts';

export type MarksOfTable = Readonly<Record<number, Mark>>;

export interface MarksShelf {
  readonly read: (fingerprint: string) => Promise<MarksOfTable | undefined>;
  readonly write: (fingerprint: string, marks: MarksOfTable) => Promise<void>;
}

/** IndexedDB. A page from disk, or a private window, may have none: then nothing is kept, and nothing is said. */
export const browserShelf = (): MarksShelf => {
  let shelf: ReturnType<typeof createStore> | null = null;
  const opened = () => {
    shelf ??= createStore('strayflow', 'marks');
    return shelf;
  };
  return {
    read: async (fingerprint) => get<MarksOfTable>(fingerprint, opened()),
    // A dataset without marks leaves no trace, not even its fingerprint.
    write: async (fingerprint, marks) =>
      Object.keys(marks).length === 0 ? del(fingerprint, opened()) : set(fingerprint, marks, opened()),
  };
};

const WAIT_MS = 200;

/** Puts marks back when a dataset opens, and away when they change. Answers how to stop. */
export const keepMarks = ({ api, actions }: AppStore, shelf: MarksShelf): (() => void) => {
  let current: string | null = null;
  let isLoaded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const put = (): void => {
    const { marks } = api.getState();
    if (current !== null) void shelf.write(current, marks[current] ?? {}).catch(() => undefined);
  };
  const open = async (fingerprint: string): Promise<void> => {
    try {
      const kept = await shelf.read(fingerprint);
      // What was marked while the shelf was read stands over what lay on it.
      if (kept && current === fingerprint) {
        const now = api.getState().marks[fingerprint];
        if (!now) actions.loadMarks({ [fingerprint]: kept });
      }
    } catch {
      // No shelf: marks last as long as the page.
    }
    if (current === fingerprint) isLoaded = true;
  };
  const look = (): void => {
    const fingerprint = selectTable(api.getState())?.fingerprint ?? null;
    if (fingerprint === current) return;
    current = fingerprint;
    isLoaded = false;
    clearTimeout(timer);
    if (fingerprint !== null) void open(fingerprint);
  };
  look();
  const stop = api.subscribe((state, before) => {
    look();
    if (current !== null && isLoaded && state.marks[current] !== before.marks[current]) {
      clearTimeout(timer);
      timer = setTimeout(put, WAIT_MS);
    }
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
};
