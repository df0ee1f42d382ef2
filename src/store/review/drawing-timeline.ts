/** Asks for the timeline of what is shown: every scored row, or those that a list, a class or a filter leaves. */
import type { StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../../base/cancel.ts';
import { toFault } from '../../base/fault.ts';
import type { AppStore } from '../create-store.ts';
import { selectActiveRun, selectColumns, selectThreshold } from '../selectors.ts';
import { type Asked, onceAtRest } from './asking.ts';
import { choiceOf, listedBy, selectTimeColumn } from './choice.ts';
import { laneColumn } from './lanes.ts';
import type { ReviewState } from './review-state.ts';

const WAIT_MS = 220;
export const TIMELINE_BINS = 120;
export const TIMELINE_LANES = 14;

export const createTimelineDrawing = (app: AppStore, api: StoreApi<ReviewState>): Asked =>
  onceAtRest(WAIT_MS, async () => {
    const state = app.api.getState();
    const review = api.getState();
    const runId = selectActiveRun(state)?.output?.runId;
    const threshold = selectThreshold(state);
    const lane = laneColumn(selectColumns(state), review.lane);
    if (runId === undefined || threshold === null || lane === null || selectTimeColumn(state) === null) return;
    const isCurrent = (): boolean => selectActiveRun(app.api.getState())?.output?.runId === runId;
    try {
      const choice = choiceOf(state, review, false);
      const listed = listedBy(state, review);
      const isPart = listed !== null || choice.filters.length > 0 || choice.classIndex !== null;
      const found = await app.client.timeline({
        runId,
        ranking: state.view.ranking,
        threshold,
        lane,
        bins: TIMELINE_BINS,
        from: null,
        to: null,
        lanes: TIMELINE_LANES,
        ...(isPart ? { shown: { ...choice, listed } } : {}),
      });
      if (isCurrent())
        api.setState({ timeline: { timeline: found, lane, threshold, runId, isPart }, timelineFault: null });
    } catch (thrown) {
      if (isCurrent() && !(thrown instanceof Cancelled)) api.setState({ timelineFault: toFault(thrown) });
    }
  });
