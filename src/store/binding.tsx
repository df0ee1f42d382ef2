/** The thin binding of the store to React. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Actions } from './actions.ts';
import type { AppStore } from './create-store.ts';
import { createSettled, type FactsApi } from './settled.ts';
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

const SettledContext = createContext<FactsApi | null>(null);

/** Panels inside see a threshold that is moved once it rests: for what is too heavy to be drawn at every move. */
export const Settled = ({ children }: { readonly children: ReactNode }) => {
  const { api } = useAppStore();
  const settled = useMemo(() => createSettled(api), [api]);
  return <SettledContext.Provider value={settled}>{children}</SettledContext.Provider>;
};

/** The facts as this place on the page sees them: settled or not. Actions and events read the store itself. */
export const useFacts = (): FactsApi => {
  const { api } = useAppStore();
  return useContext(SettledContext) ?? api;
};

/** The selector must give the same object back while its facts stand (primitives, facts, or memoised). */
export const useApp = <T,>(select: (state: AppState) => T): T => useStore(useFacts(), select);

export const useActions = (): Actions => useAppStore().actions;
