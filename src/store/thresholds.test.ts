import { expect, it } from 'vitest';
import type { ThresholdSetting } from './state.ts';
import { moveThreshold, redoThreshold, startHistory, typedThreshold, undoThreshold } from './thresholds.ts';

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

it('takes numbers as people write them, and nothing else', () => {
  const read: Readonly<Record<string, number>> = {
    '0.45': 0.45,
    ' 0,45 ': 0.45,
    '1e-4': 1e-4,
    '4.5E-1': 0.45,
    '-2': -2,
    '.5': 0.5,
  };
  for (const [text, number] of Object.entries(read)) expect(typedThreshold(text), text).toBe(number);
  for (const text of ['', 'abc', '1.234,5', '1,234,567', '0.5x', '1e999', 'Infinity', '0x10']) {
    expect(typedThreshold(text), text).toBeNull();
  }
});
