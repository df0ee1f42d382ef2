import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cancelled } from './cancel.ts';
import { cancellable } from './cancellable.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new Promise<number>(() => {});

test('settles as the work does where nothing is cancelled', async () => {
  const { signal } = new AbortController();
  const calls = { cancel: vi.fn(), abandon: vi.fn() };
  expect(await cancellable(signal, async () => 7, calls.cancel, calls.abandon)).toBe(7);
  expect(await cancellable(undefined, async () => 8, calls.cancel, calls.abandon)).toBe(8);
  const fails = async () => {
    throw new Error('no');
  };
  await expect(cancellable(signal, fails, calls.cancel, calls.abandon)).rejects.toThrow('no');
  await vi.runAllTimersAsync();
  expect(calls.cancel).not.toHaveBeenCalled();
  expect(calls.abandon).not.toHaveBeenCalled();
});

test('asks the worker to stop at once, and gives it up where it goes on', async () => {
  const stop = new AbortController();
  const calls = { cancel: vi.fn(), abandon: vi.fn() };
  const ended = expect(cancellable(stop.signal, never, calls.cancel, calls.abandon)).rejects.toBeInstanceOf(Cancelled);
  stop.abort();
  expect(calls.cancel).toHaveBeenCalledTimes(1);
  expect(calls.abandon).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  await ended;
  expect(calls.abandon).toHaveBeenCalledTimes(1);
});

test('a worker that hears it is not given up, and an answer that crossed the cancel is none', async () => {
  const stop = new AbortController();
  const abandon = vi.fn();
  let answer: (value: number) => void = () => {};
  const work = () =>
    new Promise<number>((resolve) => {
      answer = resolve;
    });
  const ended = expect(cancellable(stop.signal, work, () => answer(1), abandon)).rejects.toBeInstanceOf(Cancelled);
  stop.abort();
  await ended;
  await vi.runAllTimersAsync();
  expect(abandon).not.toHaveBeenCalled();
  const work2 = vi.fn(never);
  await expect(cancellable(stop.signal, work2, () => {}, abandon)).rejects.toBeInstanceOf(Cancelled);
  expect(work2).not.toHaveBeenCalled();
});
