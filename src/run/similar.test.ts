import { describe, expect, it } from 'vitest';
import type { Reason } from '../detectors/detector.ts';
import { nearestByReasons, reasonCosine } from './similar.ts';

const reason = (column: string, contribution: number, direction: Reason['direction'] = 'high'): Reason => ({
  column,
  contribution,
  direction,
});

describe('reasonCosine', () => {
  it('is 1 for the same reasons whatever their size, −1 for opposite ones, 0 for others or none', () => {
    expect(reasonCosine([reason('a', 3), reason('b', 4)], [reason('a', 6), reason('b', 8)])).toBeCloseTo(1, 12);
    expect(reasonCosine([reason('a', 1)], [reason('a', 5, 'low')])).toBe(-1);
    expect(reasonCosine([reason('a', 1)], [reason('b', 1)])).toBe(0);
    expect(reasonCosine([], [reason('b', 1)])).toBe(0);
    expect(reasonCosine([reason('a', 3), reason('b', 4)], [reason('a', 1)])).toBeCloseTo(0.6, 12);
  });
});

describe('nearestByReasons', () => {
  it('puts the nearest first and keeps the order of equals', () => {
    const near = nearestByReasons(
      [reason('a', 1)],
      [[reason('b', 1)], [reason('a', 1), reason('b', 1)], [reason('a', 9)], [reason('a', 2)]],
      3,
    );
    expect(near).toEqual([2, 3, 1]);
    expect(nearestByReasons([reason('a', 1)], [], 3)).toEqual([]);
  });
});
