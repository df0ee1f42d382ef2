import { describe, expect, it } from 'vitest';
import { isHeavyTailed, signedLog, signedLogInPlace } from './log.ts';

describe('signedLog', () => {
  it('keeps sign, zero and order', () => {
    expect(signedLog(0)).toBe(0);
    expect(signedLog(Math.E - 1)).toBeCloseTo(1, 15);
    expect(signedLog(1 - Math.E)).toBeCloseTo(-1, 15);
    expect(signedLog(1e-20)).toBe(1e-20);
  });
  it('does the same in place, over the first values alone', () => {
    const values = Float64Array.of(-99, 0, 99, 99);
    signedLogInPlace(values, 3);
    expect(Array.from(values)).toEqual([-Math.log(100), 0, Math.log(100), 99]);
  });
});

describe('isHeavyTailed', () => {
  it('is decided by the largest against the third quartile', () => {
    expect(isHeavyTailed([])).toBe(false);
    expect(isHeavyTailed([5])).toBe(false);
    expect(isHeavyTailed([40, 44, 60, 100, 1_000_000])).toBe(true);
    // Third quartile 2: 20 is not more than ten times that, 21 is.
    expect(isHeavyTailed([0, 1, 2, 2, 20].sort((a, b) => a - b))).toBe(false);
    expect(isHeavyTailed([0, 1, 2, 2, 21])).toBe(true);
  });
  it('leaves shares, flags and small counts alone', () => {
    expect(isHeavyTailed([0, 0, 0, 0, 1])).toBe(false);
    expect(isHeavyTailed([0, 0, 0, 0, 10])).toBe(false);
    expect(isHeavyTailed([0, 0, 0, 0, 11])).toBe(true);
  });
});
