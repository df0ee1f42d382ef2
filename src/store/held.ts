/**
 * The page's facts for a room that is about to make place: once they are of something else, the room sees what it saw
 * last, so that it is not drawn a last time, piece by piece, with nothing to show, before it is taken away.
 */
import type { FactsApi } from './settled.ts';
import type { AppState } from './state.ts';

/** `isOwn`: whether the facts are still of what the room shows. */
export const createHeld = (source: FactsApi, isOwn: (state: AppState) => boolean): FactsApi => {
  let held = source.getState();
  const now = (): AppState => {
    const state = source.getState();
    if (isOwn(state)) held = state;
    return held;
  };
  return {
    getState: now,
    getInitialState: source.getInitialState,
    subscribe: (listener) => {
      let told = now();
      return source.subscribe(() => {
        const before = told;
        told = now();
        if (told !== before) listener(told, before);
      });
    },
  };
};
