import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { seenPoints } from './lines-picture.tsx';

const UNIT = [0, 1] as const;

it('keeps the ends, every step, and few points of a curve that hardly moves', () => {
  const crowd = Array.from({ length: 500 }, (_, i) => ({ x: i / 1e5, y: i / 1e5 }));
  const step = [
    { x: 0.1, y: 0.1 },
    { x: 0.1, y: 0.9 },
    { x: 1, y: 1 },
  ];
  const kept = seenPoints([...crowd, ...step], UNIT, UNIT);
  expect(kept.length).toBeLessThan(8);
  expect(kept[0]).toEqual(crowd[0]);
  for (const point of step) expect(kept).toContainEqual(point);
  expect(seenPoints([], UNIT, UNIT)).toEqual([]);
  expect(seenPoints([step[0]!], UNIT, UNIT)).toEqual([step[0]]);
});

it('leaves no point far from what is kept', () => {
  const point = fc.record({
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), (points) => {
      const kept = seenPoints(points, UNIT, UNIT);
      for (const { x, y } of points) {
        expect(kept.some((one) => Math.abs(one.x - x) <= 0.006 && Math.abs(one.y - y) <= 0.006)).toBe(true);
      }
    }),
  );
});
