/** Explanations that were put away, where the browser keeps that. */

const DISMISSED = 'strayflow.dismissed';

export interface DismissedShelf {
  readonly read: () => readonly string[];
  readonly write: (names: readonly string[]) => void;
}

export const browserDismissed: DismissedShelf = {
  read: () => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(DISMISSED) ?? '[]');
      return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
    } catch {
      return [];
    }
  },
  write: (names) => {
    try {
      localStorage.setItem(DISMISSED, JSON.stringify(names));
    } catch {
      // A page from disk may keep nothing: then they come again next time.
    }
  },
};
