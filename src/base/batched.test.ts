import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batched } from './batched.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first item goes on at once, later ones together, none is lost or comes twice', async () => {
  const taken: (readonly number[])[] = [];
  const { add, flush } = batched<number>(100, (items) => taken.push(items));
  flush();
  add(1);
  expect(taken).toEqual([[1]]);
  add(2);
  await vi.advanceTimersByTimeAsync(60);
  add(3);
  expect(taken).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(40);
  expect(taken).toEqual([[1], [2, 3]]);
  await vi.advanceTimersByTimeAsync(500);
  expect(taken).toHaveLength(2);
  add(4);
  expect(taken.at(-1)).toEqual([4]);
  add(5);
  flush();
  expect(taken.at(-1)).toEqual([5]);
  await vi.runAllTimersAsync();
  expect(taken).toHaveLength(4);
});
