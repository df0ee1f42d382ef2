/** Keeps the run that is shown narrowed to what the review chose, by the table worker. */
import type { StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../../base/cancel.ts';
import { toFault } from '../../base/fault.ts';
import { rememberCurves } from '../../evaluation/curves.ts';
import type { AppStore } from '../create-store.ts';
import { selectActiveRun, selectOpening } from '../selectors.ts';
import { type Asked, onceAtRest } from './asking.ts';
import { choiceOf, isNarrowed } from './choice.ts';
import type { ReviewState } from './review-state.ts';

const WAIT_MS = 140;

export const createNarrowing = (app: AppStore, review: StoreApi<ReviewState>): Asked => {
  const { client } = app;
  const narrow = async (): Promise<void> => {
    const state = app.api.getState();
    const asked = review.getState();
    const run = selectActiveRun(state);
    const opening = selectOpening(state);
    if (!run?.output || opening === null || !isNarrowed(state, asked)) return;
    const isCurrent = (): boolean => {
      const now = review.getState();
      return (
        app.api.getState().view.activeRun === run.id &&
        selectOpening(app.api.getState()) === opening &&
        now.filters === asked.filters &&
        now.brush === asked.brush &&
        now.sought === asked.sought &&
        now.attackClass === asked.attackClass
      );
    };
    try {
      const of = await client.narrow({ runId: run.output.runId, ...choiceOf(state, asked) });
      if (!isCurrent()) return;
      for (const { ranking, curves } of Object.values(of.results)) rememberCurves(ranking, curves);
      app.api.setState({ narrowed: { run: run.id, of } });
      review.setState({ isNarrowing: false, narrowFault: null });
    } catch (thrown) {
      if (!isCurrent() || thrown instanceof Cancelled) return;
      app.api.setState({ narrowed: null });
      review.setState({ isNarrowing: false, narrowFault: toFault(thrown) });
    }
  };
  const rest = onceAtRest(WAIT_MS, narrow);
  return {
    ask: () => {
      if (isNarrowed(app.api.getState(), review.getState())) {
        review.setState({ isNarrowing: true });
        rest.ask();
        return;
      }
      rest.stop();
      if (app.api.getState().narrowed) app.api.setState({ narrowed: null });
      review.setState({ isNarrowing: false, narrowFault: null });
    },
    stop: rest.stop,
  };
};
