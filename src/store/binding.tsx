/** The thin binding of the store to React. */
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { Actions, AppStore } from './create-store.ts';
import type { AppState } from './state.ts';

const StoreContext = createContext<AppStore | null>(null);

export const StoreProvider = ({ store, children }: { readonly store: AppStore; readonly children: ReactNode }) => (
  <StoreContext.Provider value={store}>{children}</StoreContext.Provider>
);

export const useAppStore = (): AppStore => {
  const store = useContext(StoreContext);
  if (!store) throw new Error('No StoreProvider above this component');
  return store;
};

/** The selector must give the same object back while its facts stand (primitives, facts, or memoised). */
export const useApp = <T,>(select: (state: AppState) => T): T => useStore(useAppStore().api, select);

export const useActions = (): Actions => useAppStore().actions;
