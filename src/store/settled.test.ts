import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { TUTORIAL } from '../recipe/presets.ts';
import { initialState } from './create-store.ts';
import { createSettled, SETTLE_MS } from './settled.ts';
import type { AppState, Run } from './state.ts';
import { startHistory } from './thresholds.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const run: Run = {
  id: 1,
  recipe: TUTORIAL,
  phase: 'done',
  progress: null,
  epochs: [],
  notices: [],
  output: null,
  fault: null,
  thresholds: {},
};
const at = (threshold: number): Run['thresholds'] => ({
  isolationForest: startHistory({
    rule: { kind: 'value', value: threshold },
    resolved: { threshold, explanation: '', usedLabels: false, met: true } as never,
  }),
});
const setUp = () => {
  const source = createStore<AppState>()(() => ({ ...initialState, runs: [{ ...run, thresholds: at(0) }] }));
  const settled = createSettled(source);
  const heard: AppState[] = [];
  const stop = settled.subscribe((state) => heard.push(state));
  const move = (threshold: number): void => source.setState({ runs: [{ ...run, thresholds: at(threshold) }] });
  return { source, settled, heard, stop, move };
};

test('a threshold under way is told once, where it rests', () => {
  const { source, settled, heard, move } = setUp();
  const before = settled.getState();
  for (let i = 1; i <= 5; i++) {
    move(i);
    vi.advanceTimersByTime(SETTLE_MS - 1);
  }
  expect(heard).toEqual([]);
  expect(settled.getState()).toBe(before);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([source.getState()]);
  expect(settled.getState()).toBe(source.getState());
});

test('anything else is told at once, with the threshold that was held back', () => {
  const { source, settled, heard, move } = setUp();
  move(1);
  source.setState({ view: { ...initialState.view, openRow: 7 } });
  expect(heard).toEqual([source.getState()]);
  expect(settled.getState().runs).toBe(source.getState().runs);
  vi.advanceTimersByTime(10 * SETTLE_MS);
  expect(heard).toHaveLength(1);
});

test('another phase of a run, or one run less, is no move', () => {
  const { source, heard } = setUp();
  source.setState({ runs: [{ ...run, phase: 'failed' }] });
  source.setState({ runs: [] });
  expect(heard).toHaveLength(2);
});

test('where nobody listens it is the store itself, and no timer is left', () => {
  const { source, settled, stop, move } = setUp();
  move(1);
  stop();
  expect(vi.getTimerCount()).toBe(0);
  move(2);
  expect(settled.getState()).toBe(source.getState());
});
