import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Axis, axisTicks, fromShare, toShare } from './axis.ts';

const axes: fc.Arbitrary<Axis> = fc
  .record({
    kind: fc.constantFrom('linear' as const, 'log' as const),
    low: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    times: fc.double({ min: 1.5, max: 1e6, noNaN: true }),
  })
  .map(({ kind, low, times }) => ({ kind, low, high: low * times }));

it('goes from a share to a value and back', () => {
  fc.assert(
    fc.property(axes, fc.double({ min: 0, max: 1, noNaN: true }), (axis, share) => {
      expect(toShare(axis, fromShare(axis, share))).toBeCloseTo(share, 6);
    }),
  );
});

it('keeps ticks on the axis, rising', () => {
  fc.assert(
    fc.property(axes, (axis) => {
      const shares = axisTicks(axis).map((tick) => tick.share);
      expect(shares.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share > shares[i - 1]!))).toBe(true);
    }),
  );
});

it('names round numbers', () => {
  expect(axisTicks({ kind: 'linear', low: 0.31, high: 0.9 }).map((tick) => tick.text)).toEqual([
    '0.4',
    '0.5',
    '0.6',
    '0.7',
    '0.8',
    '0.9',
  ]);
  expect(axisTicks({ kind: 'log', low: 0.005, high: 2000 }).map((tick) => tick.value)).toEqual([
    0.01, 0.1, 1, 10, 100, 1000,
  ]);
});
