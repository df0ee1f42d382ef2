/** The thin binding of taking away and coming back to React. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { TakeAwayActions, TakeAwayState, TakeAwayStore } from './create-take-away.ts';

export const TakeAwayContext = createContext<TakeAwayStore | null>(null);

export const useTakeAwayStore = (): TakeAwayStore => {
  const store = useContext(TakeAwayContext);
  if (!store) throw new Error('No TakeAwayContext above this component');
  return store;
};

/** The selector must give the same object back while its facts stand. */
export const useTakeAway = <T,>(select: (state: TakeAwayState) => T): T => useStore(useTakeAwayStore().api, select);

export const useTakeAwayActions = (): TakeAwayActions => useTakeAwayStore().actions;
