import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setUpReview } from './review/fixtures/reviewed-page.ts';
import { exportedRows, exportRequestOf } from './take-away.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('are all rows unless the chosen ones alone are asked for', async () => {
  const { app, review, rest, state } = await setUpReview();
  app.actions.setThreshold(0.65, 'step');
  // No row is chosen: there is nothing to leave out.
  expect(exportedRows(state(), 'all', true)).toBe('all');
  expect([...exportedRows(state(), 'flagged', true)]).toEqual([11, 10, 9, 8, 7]);
  review.actions.brush({ from: 5000, to: 9000 });
  await rest();
  expect(exportedRows(state(), 'all', false)).toBe('all');
  expect([...exportedRows(state(), 'flagged', false)]).toEqual([11, 10, 9, 8, 7]);
  expect([...exportedRows(state(), 'all', true)]).toEqual([5, 6, 7, 8, 9]);
  expect([...exportedRows(state(), 'flagged', true)]).toEqual([9, 8, 7]);
});

it('go to the worker as a copy, ranked and flagged as among all rows', async () => {
  const { review, rest, state } = await setUpReview();
  review.actions.filter('port', '>108');
  await rest();
  const request = exportRequestOf(state(), 'all', { pseudonymKey: null, chosenOnly: true })!;
  expect(request.rows).toEqual(Uint32Array.of(9, 10, 11));
  expect((request.rows as Uint32Array).buffer.byteLength).toBe(12);
  expect(request.detectors.map(({ ranking }) => ranking.order.length)).toEqual([12, 12]);
});
