import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contaminationThreshold } from './contamination.ts';

const flaggedBy = (scores: Float32Array, threshold: number) => scores.filter((s) => s > threshold).length;

test('no scores, one, two', () => {
  expect(contaminationThreshold(new Float32Array(0), 0.1)).toEqual({
    threshold: Number.NaN,
    flagged: 0,
    wanted: 0,
    tied: 0,
  });
  expect(contaminationThreshold(Float32Array.of(0.5), 0.1)).toMatchObject({ threshold: 0.5, flagged: 0, wanted: 0 });
  // numpy: -percentile([-0.75, -0.25], 10) = 0.7
  const two = contaminationThreshold(Float32Array.of(0.25, 0.75), 0.1);
  expect(two.threshold).toBeCloseTo(0.7, 12);
  expect(two).toMatchObject({ flagged: 1, wanted: 1, tied: 0 });
});

test('a tie at the percentile goes to the nearer count, and is said', () => {
  // 3 of 11 wanted; one row above 0.5, then four rows tied at it: 1 or 5 may be flagged, 1 and 5 are equally near.
  const scores = Float32Array.of(0.9, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25);
  expect(contaminationThreshold(scores, 0.3)).toEqual({ threshold: 0.5, flagged: 1, wanted: 3, tied: 4 });
  // 4 wanted: 5 is nearer than 1, and the threshold falls between the tied score and the next lower one.
  expect(contaminationThreshold(scores, 0.4)).toEqual({ threshold: 0.375, flagged: 5, wanted: 4, tied: 4 });
});

test('all scores equal: none or all', () => {
  const scores = new Float32Array(10).fill(0.5);
  expect(contaminationThreshold(scores, 0.1)).toEqual({ threshold: 0.5, flagged: 0, wanted: 1, tied: 10 });
  expect(contaminationThreshold(scores, 0.9)).toMatchObject({ flagged: 10, wanted: 9, tied: 10 });
});

test('flags what it says it flags, and no other threshold comes nearer to what was asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (levels, share) => {
        const scores = Float32Array.from(levels, (level) => level / 8);
        const { threshold, flagged, wanted } = contaminationThreshold(scores, share);
        expect(flaggedBy(scores, threshold)).toBe(flagged);
        const possible = [-1, ...scores].map((t) => flaggedBy(scores, t));
        const nearest = Math.min(...possible.map((count) => Math.abs(count - wanted)));
        expect(Math.abs(flagged - wanted)).toBe(nearest);
      },
    ),
  );
});
