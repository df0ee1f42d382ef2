import { expect, test } from 'vitest';
import { fewNew } from './use-few-new.ts';

test('a few new rows come, from the top, beside all that stand', () => {
  const first = fewNew([9, 4, 7, 1, 3], new Set(), 2, undefined);
  expect([...first]).toEqual([9, 4]);
  const second = fewNew([9, 4, 7, 1, 3], first, 2, undefined);
  expect([...second]).toEqual([9, 4, 7, 1]);
  // One was scrolled in above, one below was gone.
  expect([...fewNew([6, 9, 4, 7, 1], second, 2, undefined)]).toEqual([6, 9, 4, 7, 1]);
});

test('the row that the keys went to does not wait for its turn', () => {
  expect([...fewNew([9, 4, 7, 1, 3], new Set(), 1, 3)]).toEqual([9, 3]);
});

test('what is listed no more is forgotten', () => {
  expect([...fewNew([2, 5], new Set([9, 4, 5]), 1, undefined)]).toEqual([2, 5]);
});
