import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialState } from './create-store.ts';
import { createHeld } from './held.ts';
import type { AppState } from './state.ts';

const setUp = () => {
  const source = createStore<AppState>()(() => initialState);
  const held = createHeld(source, (s) => s.view.room === 'data');
  const heard: (readonly [AppState, AppState])[] = [];
  const stop = held.subscribe((state, before) => heard.push([state, before]));
  const show = (room: 'data' | 'results', detailsVersion: number): AppState => {
    source.setState({ view: { ...initialState.view, room }, detailsVersion });
    return source.getState();
  };
  return { source, held, heard, stop, show };
};

test('what is its own is told at once', () => {
  const { held, heard, show } = setUp();
  const next = show('data', 1);
  expect(heard).toEqual([[next, initialState]]);
  expect(held.getState()).toBe(next);
});

test('what is not its own is never seen, and what comes after is told from where it stood', () => {
  const { held, heard, show } = setUp();
  const last = show('data', 1);
  show('results', 2);
  show('results', 3);
  expect(held.getState()).toBe(last);
  expect(heard).toHaveLength(1);
  const back = show('data', 4);
  expect(held.getState()).toBe(back);
  expect(heard[1]).toEqual([back, last]);
});

test('who has left hears nothing', () => {
  const { heard, stop, show } = setUp();
  stop();
  show('data', 1);
  expect(heard).toEqual([]);
});

test('who comes while it holds sees what the others see', () => {
  const { held, show } = setUp();
  const last = show('data', 1);
  show('results', 2);
  const heard: AppState[] = [];
  held.subscribe((state) => heard.push(state));
  show('results', 3);
  expect(heard).toEqual([]);
  expect(held.getState()).toBe(last);
});
