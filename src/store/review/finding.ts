/** Finds the rows of lists that take more than a moment: corners, and any list in another order. */
import type { StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../../base/cancel.ts';
import { toFault } from '../../base/fault.ts';
import type { AppStore } from '../create-store.ts';
import { judgedRanking, selectTable } from '../selectors.ts';
import { type Asked, onceAtRest } from './asking.ts';
import { inOrderOf, isAtHand, rowsOfList } from './listed-rows.ts';
import type { ReviewState } from './review-state.ts';

const WAIT_MS = 140;

export const createFinding = (app: AppStore, api: StoreApi<ReviewState>): Asked => {
  const { getState: get, setState: set } = api;
  const find = async (): Promise<void> => {
    const state = app.api.getState();
    const review = get();
    const table = selectTable(state);
    if (isAtHand(review) || !table) return;
    const isCurrent = (): boolean => get().list === review.list && get().sort === review.sort;
    try {
      const { sort } = review;
      let rows = rowsOfList(state, review.list);
      if (sort?.kind === 'rank') {
        const order = judgedRanking(state, sort.ranking)?.order;
        if (order) rows = inOrderOf(order, rows, table.rows, sort.descending);
      } else if (sort) {
        // A copy: a view would take all it is a view of along to the worker.
        rows = await app.client.select({ among: rows.slice(), filters: [], sort });
      }
      if (isCurrent()) set({ found: { rows, isStale: false }, listFault: null });
    } catch (thrown) {
      if (isCurrent() && !(thrown instanceof Cancelled)) {
        set({ found: { rows: new Uint32Array(), isStale: false }, listFault: toFault(thrown) });
      }
    }
  };
  const rest = onceAtRest(WAIT_MS, find);
  return {
    ask: () => {
      if (isAtHand(get())) {
        if (get().found || get().listFault) set({ found: null, listFault: null });
        return;
      }
      if (get().found?.isStale === false) set((r) => ({ found: r.found && { ...r.found, isStale: true } }));
      rest.ask();
    },
    stop: rest.stop,
  };
};
