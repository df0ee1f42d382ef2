import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FaultError } from '../../base/fault.ts';
import type { Narrowed } from '../../run/narrow.ts';
import {
  selectClassRecalls,
  selectFlagged,
  selectFlaggedShown,
  selectJudgement,
  selectTunedOnJudged,
} from '../judgement.ts';
import { selectThreshold, selectThresholdHistory } from '../selectors.ts';
import { ROWS, setUpReview } from './fixtures/reviewed-page.ts';
import { selectListed } from './listed-rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('chosen rows', () => {
  it('say what a class would take among them, and catch it there', async () => {
    const { app, review, rest, state } = await setUpReview();
    // Test rows are 4 to 11, scans 6 and 9; first among all of them, then among rows 5 to 8.
    expect(selectClassRecalls(state()).find(({ name }) => name === 'scan')?.needed).toMatchObject({ falseAlarms: 3 });
    review.actions.brush({ from: 5000, to: 8000 });
    await rest();
    const { needed } = selectClassRecalls(state()).find(({ name }) => name === 'scan')!;
    expect(needed).toEqual({ threshold: Math.fround(0.5), flagged: 3, falseAlarms: 2 });
    app.actions.catchClass('scan', 0.9);
    expect(selectThreshold(state())).toBe(needed.threshold);
    const present = selectThresholdHistory(state())!.present;
    expect(present.on).toEqual({ scope: 'test', isChosen: true });
    expect(present.resolved).toMatchObject({ usedLabels: true, rows: 'test', met: true });
    expect(present.resolved.explanation).toContain('chosen test rows');
    expect(selectTunedOnJudged(state())).toBe(true);
    review.actions.brush(null);
    app.actions.catchClass('scan', 0.9);
    expect(selectThresholdHistory(state())!.present.on).toBeUndefined();
    expect(selectThresholdHistory(state())!.present.resolved.explanation).toContain('in the test rows');
    // No rule names all rows together.
    app.actions.showPart('all');
    app.actions.catchClass('scan', 0.9);
    expect(selectThresholdHistory(state())!.present).toMatchObject({
      on: { scope: 'all', isChosen: false },
      resolved: { usedLabels: true, rows: 'all' },
    });
  });

  it('narrow every figure, and no threshold', async () => {
    const { app, review, rest, state } = await setUpReview();
    app.actions.setThreshold(0.65, 'step');
    expect(selectJudgement(state())?.confusion.rows).toBe(8);
    expect([...selectFlagged(state())]).toEqual([11, 10, 9, 8, 7]);
    review.actions.brush({ from: 5000, to: 9000 });
    await rest();
    expect(state().narrowed?.of.rows).toBe(5);
    expect(selectJudgement(state())?.confusion.rows).toBe(5);
    expect([...selectFlaggedShown(state())]).toEqual([9, 8, 7]);
    expect([...selectFlagged(state())]).toEqual([11, 10, 9, 8, 7]);
    expect(selectThreshold(state())).toBe(0.65);
    // A move needs no worker.
    app.actions.setThreshold(0.85, 'step');
    expect([...selectFlaggedShown(state())]).toEqual([9]);
    // A rule goes by all rows of its part.
    app.actions.setThresholdByRule({ kind: 'contamination', share: 0.25, of: 'test' });
    expect([...selectFlagged(state())]).toEqual([11, 10]);
    review.actions.brush(null);
    expect(state().narrowed).toBeNull();
    expect(selectJudgement(state())?.confusion.rows).toBe(8);
  });

  it('are those that everything chosen leaves: columns, text in any cell, a class', async () => {
    const { review, rest, state, client } = await setUpReview();
    const chosen = () => [...(state().narrowed?.of.mask ?? [])].flatMap((is, row) => (is === 1 ? [row] : []));
    review.actions.filter('port', '>103');
    await rest();
    expect(chosen()).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    review.actions.seek('OUT');
    await rest();
    expect(chosen()).toEqual([5, 7, 9, 11]);
    review.actions.showClass('scan');
    await rest();
    expect(chosen()).toEqual([9]);
    expect(selectClassRecalls(state()).map(({ name, rows }) => [name, rows])).toEqual([['scan', 1]]);
    // The class alone: no normal row is among them, so none can be a false alarm.
    expect(selectClassRecalls(state())[0]?.needed.falseAlarms).toBeNull();
    review.actions.filter('port', null);
    review.actions.seek('');
    await rest();
    expect(chosen()).toEqual([0, 3, 6, 9]);
    expect(client.narrow).toHaveBeenCalledTimes(4);
    review.actions.clearNarrowing();
    await rest();
    expect(state().narrowed).toBeNull();
    expect(client.narrow).toHaveBeenCalledTimes(4);
  });

  it('of an earlier question are dropped', async () => {
    const waiting: ((of: Narrowed) => void)[] = [];
    const { review, rest, state } = await setUpReview({
      narrow: () => new Promise((resolve) => waiting.push(resolve)),
    });
    const of = (rows: number) => ({ rows, mask: new Uint8Array(ROWS), results: {}, agreement: null });
    review.actions.seek('a');
    await rest();
    review.actions.seek('b');
    waiting[0]?.(of(1));
    await rest();
    expect(state().narrowed ?? null).toBeNull();
    expect(review.api.getState().isNarrowing).toBe(true);
    waiting[1]?.(of(2));
    await rest();
    expect(state().narrowed?.of.rows).toBe(2);
    expect(review.api.getState().isNarrowing).toBe(false);
  });

  it('that cannot be found say why, and figures are of all rows again', async () => {
    const fault = { code: 'worker-died', message: 'gone', advice: 'again' } as const;
    const { review, rest, state, facts } = await setUpReview({ narrow: () => Promise.reject(new FaultError(fault)) });
    review.actions.seek('x');
    await rest();
    expect(facts().narrowFault?.message).toBe('gone');
    expect(facts().isNarrowing).toBe(false);
    expect(state().narrowed).toBeNull();
  });

  it('are found again for another run', async () => {
    const { app, review, rest, state, client } = await setUpReview();
    review.actions.brush({ from: 0, to: 4000 });
    await rest();
    expect(state().narrowed?.run).toBe(1);
    await app.actions.run();
    await rest();
    expect(state().narrowed?.run).toBe(2);
    expect(client.narrow).toHaveBeenLastCalledWith(expect.objectContaining({ runId: 2 }));
  });
});

describe('lists', () => {
  it('follow the threshold at once, and are sorted by the worker', async () => {
    const { app, review, rest, state, facts, client } = await setUpReview();
    const listed = () => [...selectListed(state(), facts())];
    app.actions.setThreshold(0.75, 'step');
    expect(listed()).toEqual([11, 10, 9, 8]);
    review.actions.sortBy({ kind: 'column', column: 'port', descending: false });
    await rest();
    expect(listed()).toEqual([8, 9, 10, 11]);
    review.actions.sortBy({ kind: 'rank', ranking: 'autoencoder', descending: false });
    await rest();
    expect(listed()).toEqual([11, 10, 9, 8]);
    expect(client.select).toHaveBeenCalledTimes(1);
    review.actions.show({ kind: 'cell', truth: 'anomaly', flagged: true });
    expect(facts().sort).toBeNull();
    expect(listed()).toEqual([10, 9]);
    review.actions.show({ kind: 'cell', truth: 'anomaly', flagged: false });
    expect(listed()).toEqual([6]);
  });

  it('of corners come when counted, of the chosen rows', async () => {
    const { app, review, rest, state, facts } = await setUpReview();
    app.actions.setThreshold(0.75, 'step');
    app.actions.showRanking('autoencoder');
    app.actions.setThreshold(0.35, 'step');
    app.actions.showRanking('isolationForest');
    const away = review.actions.keepUp('corners');
    review.actions.show({ kind: 'corner', corner: 'both' });
    await rest();
    expect(facts().corners).toEqual({ both: 1, 'first-only': 3, 'second-only': 4, neither: 0 });
    expect([...selectListed(state(), facts())]).toEqual([8]);
    review.actions.seek('outside');
    await rest();
    expect(facts().corners).toEqual({ both: 0, 'first-only': 2, 'second-only': 2, neither: 0 });
    expect([...selectListed(state(), facts())]).toEqual([]);
    away();
  });

  it('of likes go with their run', async () => {
    const { app, review, state, facts } = await setUpReview();
    await review.actions.findLike(9);
    expect([...selectListed(state(), facts())]).toEqual([11, 2, 8]);
    expect(facts().seeking).toBeNull();
    await app.actions.run();
    expect(facts().list).toEqual({ kind: 'flagged' });
  });
});

describe('the timeline', () => {
  const counts = ({ facts }: Awaited<ReturnType<typeof setUpReview>>) =>
    facts().timeline?.timeline.lanes.reduce((sum, lane) => sum + lane.rows, 0);

  it('draws what is listed or chosen, but not its own brush away', async () => {
    const page = await setUpReview();
    const { app, review, rest, facts } = page;
    app.actions.setThreshold(0.75, 'step');
    review.actions.keepUp('timeline');
    await rest();
    expect(counts(page)).toBe(12);
    expect(facts().timeline?.isPart).toBe(false);
    review.actions.brush({ from: 0, to: 3000 });
    await rest();
    expect(counts(page)).toBe(12);
    review.actions.seek('outside');
    await rest();
    expect(counts(page)).toBe(6);
    expect(facts().timeline?.timeline).toMatchObject({ from: 0, to: 11_000 });
    review.actions.clearNarrowing();
    review.actions.show({ kind: 'cell', truth: 'normal', flagged: true });
    await rest();
    expect(counts(page)).toBe(2);
    review.actions.show({ kind: 'corner', corner: 'neither' });
    await rest();
    expect(facts().timeline?.isPart).toBe(true);
    app.actions.mark(3, { verdict: 'look-later' });
    review.actions.show({ kind: 'marked', verdict: null });
    await rest();
    expect(counts(page)).toBe(1);
    await review.actions.findLike(9);
    await rest();
    expect(counts(page)).toBe(3);
  });

  it('says why where there is none', async () => {
    const fault = { code: 'unknown-column', message: 'no such lane', advice: 'another' } as const;
    const { review, rest, facts } = await setUpReview({ timeline: () => Promise.reject(new FaultError(fault)) });
    review.actions.keepUp('timeline');
    await rest();
    expect(facts().timelineFault?.message).toBe('no such lane');
  });
});

it('keeps what was put away, until it is asked for again', async () => {
  const { review, kept, facts } = await setUpReview();
  review.actions.dismiss('second', 'first');
  expect(facts().dismissed).toEqual(['first', 'second']);
  review.actions.explainAgain();
  expect(kept).toEqual([['first', 'second'], []]);
});

it('begins anew with another dataset', async () => {
  const { app, review, rest, state, facts } = await setUpReview();
  review.actions.seek('outside');
  await rest();
  await app.actions.openSample();
  expect(facts().sought).toBe('');
  expect(state().narrowed).toBeNull();
});
