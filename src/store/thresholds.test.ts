import { expect, it } from 'vitest';
import type { ThresholdSetting } from './state.ts';
import { moveThreshold, redoThreshold, startHistory, undoThreshold } from './thresholds.ts';

const at = (value: number): ThresholdSetting => ({
  rule: { kind: 'value', value },
  resolved: { threshold: value, usedLabels: false, rows: null, met: true, explanation: '' },
});
const value = (history: { present: ThresholdSetting }): number => history.present.resolved.threshold;

it('takes a drag back as a whole', () => {
  let history = moveThreshold(startHistory(at(1)), at(2), false);
  history = moveThreshold(moveThreshold(history, at(3), true), at(4), true);
  expect(value(undoThreshold(history))).toBe(1);
  expect(value(redoThreshold(undoThreshold(history)))).toBe(4);
});

it('forgets the future once something new is set, and stays where there is nothing to take back', () => {
  const undone = undoThreshold(moveThreshold(startHistory(at(1)), at(2), false));
  expect(value(redoThreshold(moveThreshold(undone, at(5), false)))).toBe(5);
  expect(undoThreshold(startHistory(at(1)))).toEqual(startHistory(at(1)));
});
