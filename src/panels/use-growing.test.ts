import { expect, test } from 'vitest';
import { nextSlice } from './use-growing.ts';

test('a list that changed is handed on in slices, from the top, and is itself in the end', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const after = ['a', 'B', 'C', 'D', 'E', 'f', 'G'];
  const first = nextSlice(before, after, 2);
  expect(first).toEqual(['a', 'B', 'C', 'd', 'e', 'f', 'g']);
  const second = nextSlice(first, after, 2);
  expect(second).toEqual(['a', 'B', 'C', 'D', 'E', 'f', 'g']);
  expect(nextSlice(second, after, 2)).toBe(after);
});

test('one change comes at once, wherever it is', () => {
  const after = ['a', 'b', 'c', 'D'];
  expect(nextSlice(['a', 'b', 'c', 'd'], after, 1)).toBe(after);
});

test('another list comes as a whole', () => {
  const after = ['x'];
  expect(nextSlice(['a', 'b'], after, 1)).toBe(after);
  expect(nextSlice(['x'], after, 1)).toBe(after);
});
