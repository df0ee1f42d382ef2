/** Whether the window has no room for the settings beside the page. */
import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 60em)');
const paper = matchMedia('print');

let narrow = query.matches;
/** Paper has a width of its own, and what a person opened in the settings must still be open after it. */
const isNarrow = (): boolean => {
  if (!paper.matches) narrow = query.matches;
  return narrow;
};

const subscribe = (tell: () => void): (() => void) => {
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, isNarrow);
