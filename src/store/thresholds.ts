/** A threshold with its past and its future. Moves within one gesture are one step of the past. */
import type { ThresholdHistory, ThresholdSetting } from './state.ts';

const MOST_STEPS = 200;

export const startHistory = (present: ThresholdSetting): ThresholdHistory => ({ past: [], present, future: [] });

/** `sameGesture`: replaces the present without a new step (a drag is undone as a whole). */
export const moveThreshold = (
  history: ThresholdHistory,
  next: ThresholdSetting,
  sameGesture: boolean,
): ThresholdHistory =>
  sameGesture
    ? { ...history, present: next, future: [] }
    : { past: [...history.past, history.present].slice(-MOST_STEPS), present: next, future: [] };

export const undoThreshold = (history: ThresholdHistory): ThresholdHistory => {
  const last = history.past.at(-1);
  if (!last) return history;
  return { past: history.past.slice(0, -1), present: last, future: [history.present, ...history.future] };
};

export const redoThreshold = (history: ThresholdHistory): ThresholdHistory => {
  const [next, ...rest] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future: rest };
};
