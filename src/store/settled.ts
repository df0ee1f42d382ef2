/**
 * The page's facts for panels that are too heavy to be drawn sixty times a second: a threshold under way is passed on
 * once it rests, everything else at once. Figures beside the hand read the store itself.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { AppState, Run } from './state.ts';

export type FactsApi = Pick<StoreApi<AppState>, 'getState' | 'getInitialState' | 'subscribe'>;

export const SETTLE_MS = 160;

const differsInThresholdsAlone = (a: Run, b: Run): boolean => {
  if (a === b) return true;
  const { thresholds: _a, ...one } = a;
  const { thresholds: _b, ...other } = b;
  return (Object.keys(one) as (keyof typeof one)[]).every((key) => Object.is(one[key], other[key]));
};

/** True where a threshold was moved and nothing else happened. */
export const onlyThresholdsMoved = (before: AppState, after: AppState): boolean =>
  before.runs.length === after.runs.length &&
  (Object.keys(after) as (keyof AppState)[]).every((key) => key === 'runs' || Object.is(before[key], after[key])) &&
  after.runs.every((run, i) => differsInThresholdsAlone(before.runs[i]!, run));

const onlyJudgedOtherwise = (before: AppState, after: AppState): boolean =>
  (Object.keys(after) as (keyof AppState)[]).every(
    (key) => key === 'view' || key === 'narrowed' || Object.is(before[key], after[key]),
  ) &&
  (Object.keys(after.view) as (keyof AppState['view'])[]).every(
    (key) => key === 'part' || key === 'ranking' || Object.is(before.view[key], after.view[key]),
  );

/**
 * Milliseconds that a change waits; null: not at all. Other rows or another detector change everything at once, and so
 * come in a turn of their own.
 */
const delayOf = (before: AppState, after: AppState, wait: number | null): number | null =>
  onlyThresholdsMoved(before, after) ? wait : onlyJudgedOtherwise(before, after) ? 0 : null;

/** `wait`: until a threshold rests; null: each of its moves is passed on at once. */
export const createSettled = (source: FactsApi, wait: number | null = SETTLE_MS): FactsApi => {
  const listeners = new Set<(state: AppState, before: AppState) => void>();
  let held: AppState | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: (() => void) | null = null;

  const pass = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const before = held ?? source.getState();
    held = source.getState();
    if (held !== before) for (const listener of [...listeners]) listener(held, before);
  };
  const begin = (): void => {
    held = source.getState();
    stop = source.subscribe((state) => {
      const delay = held === null ? null : delayOf(held, state, wait);
      if (delay === null) pass();
      else {
        clearTimeout(timer);
        timer = setTimeout(pass, delay);
      }
    });
  };

  return {
    // Nobody listens: nothing is held back.
    getState: () => held ?? source.getState(),
    getInitialState: source.getInitialState,
    subscribe: (listener) => {
      if (listeners.size === 0) begin();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        stop?.();
        stop = null;
        held = null;
      };
    },
  };
};
