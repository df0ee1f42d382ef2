/** The thin binding of the store to React. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Actions } from './actions.ts';
import type { AppStore } from './create-store.ts';
import { createHeld } from './held.ts';
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

const FactsContext = createContext<FactsApi | null>(null);

/** The facts as this place on the page sees them: held, settled or as they are. Actions and events read the store itself. */
export const useFacts = (): FactsApi => {
  const { api } = useAppStore();
  return useContext(FactsContext) ?? api;
};

/** Panels inside see a threshold that is moved once it rests: for what is too heavy to be drawn at every move. */
export const Settled = ({ children }: { readonly children: ReactNode }) => {
  const facts = useFacts();
  const settled = useMemo(() => createSettled(facts), [facts]);
  return <FactsContext.Provider value={settled}>{children}</FactsContext.Provider>;
};

/** Panels inside see every move of a threshold, and other rows or another detector in a turn of their own. */
export const InOwnTurn = ({ children }: { readonly children: ReactNode }) => {
  const facts = useFacts();
  const own = useMemo(() => createSettled(facts, null), [facts]);
  return <FactsContext.Provider value={own}>{children}</FactsContext.Provider>;
};

interface HeldProps {
  /** The same function for as long as the room shows the same. */
  readonly isOwn: (state: AppState) => boolean;
  readonly children: ReactNode;
}

/** Panels inside see nothing but what is their own: for a room that is taken away a moment after its facts are. */
export const Held = ({ isOwn, children }: HeldProps) => {
  const facts = useFacts();
  const held = useMemo(() => createHeld(facts, isOwn), [facts, isOwn]);
  return <FactsContext.Provider value={held}>{children}</FactsContext.Provider>;
};

/** The selector must give the same object back while its facts stand (primitives, facts, or memoised). */
export const useApp = <T,>(select: (state: AppState) => T): T => useStore(useFacts(), select);

export const useActions = (): Actions => useAppStore().actions;
