import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batched } from './batched.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('items go on together after a while, none is lost or comes twice', async () => {
  const taken: (readonly number[])[] = [];
  const { add, flush } = batched<number>(100, (items) => taken.push(items));
  flush();
  add(1);
  await vi.advanceTimersByTimeAsync(60);
  add(2);
  expect(taken).toEqual([]);
  await vi.advanceTimersByTimeAsync(40);
  expect(taken).toEqual([[1, 2]]);
  await vi.advanceTimersByTimeAsync(500);
  expect(taken).toHaveLength(1);
  // Nothing came for longer than that: no reason to wait.
  add(3);
  expect(taken.at(-1)).toEqual([3]);
  add(4);
  flush();
  expect(taken.at(-1)).toEqual([4]);
  await vi.runAllTimersAsync();
  expect(taken).toHaveLength(3);
});
