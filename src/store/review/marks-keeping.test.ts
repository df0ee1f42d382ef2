import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AnalysisClient } from '../../workers/protocol.ts';
import { createStore } from '../create-store.ts';
import { summary } from './fixtures/reviewed-page.ts';
import { keepMarks, type MarksOfTable, type MarksShelf } from './marks-keeping.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setUp = async (read: MarksShelf['read']) => {
  const client = { openSample: async () => summary } as unknown as AnalysisClient;
  const store = createStore(client);
  const written: [string, MarksOfTable][] = [];
  const stop = keepMarks(store, { read, write: async (print, marks) => void written.push([print, marks]) });
  await store.actions.openSample();
  return { store, written, stop, marks: () => store.api.getState().marks.print };
};
const kept: MarksOfTable = { 4: { verdict: 'true-alarm', note: 'kept' } };

it('puts marks back when their dataset opens, and writes nothing for that', async () => {
  const { written, marks } = await setUp(async () => kept);
  await vi.advanceTimersByTimeAsync(1000);
  expect(marks()).toEqual(kept);
  expect(written).toEqual([]);
});

it('writes once the hand rests', async () => {
  const { store, written } = await setUp(async () => undefined);
  await vi.advanceTimersByTimeAsync(10);
  store.actions.mark(1, { verdict: 'false-alarm' });
  store.actions.mark(1, { note: 'seen' });
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([['print', { 1: { verdict: 'false-alarm', note: 'seen' } }]]);
});

it('lets what was marked while the shelf was read stand', async () => {
  let answer: (marks: MarksOfTable) => void = () => {};
  const { store, marks } = await setUp(() => new Promise((resolve) => (answer = resolve)));
  store.actions.mark(2, { verdict: 'look-later' });
  answer(kept);
  await vi.advanceTimersByTimeAsync(1000);
  expect(marks()).toEqual({ 2: { verdict: 'look-later', note: '' } });
});

it('does without a shelf', async () => {
  const { store, marks } = await setUp(() => Promise.reject(new Error('no storage')));
  await vi.advanceTimersByTimeAsync(10);
  store.actions.mark(2, { verdict: 'look-later' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(marks()).toEqual({ 2: { verdict: 'look-later', note: '' } });
});

it('stops when told', async () => {
  const { store, written, stop } = await setUp(async () => undefined);
  await vi.advanceTimersByTimeAsync(10);
  store.actions.mark(1, { verdict: 'false-alarm' });
  stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([]);
});
