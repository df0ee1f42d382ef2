import { expect, it } from 'vitest';
import { inOrderOf } from './listed-rows.ts';

it('puts rows in the order of another ranking, and leaves both as they were', () => {
  const order = Uint32Array.of(4, 2, 0, 3, 1);
  const rows = Uint32Array.of(0, 1, 2);
  expect([...inOrderOf(order, rows, 5, true)]).toEqual([2, 0, 1]);
  expect([...inOrderOf(order, rows, 5, false)]).toEqual([1, 0, 2]);
  expect([...inOrderOf(order, order, 5, false)]).toEqual([1, 3, 0, 2, 4]);
  expect([...order]).toEqual([4, 2, 0, 3, 1]);
  expect([...inOrderOf(order, Uint32Array.of(), 5, true)]).toEqual([]);
});
