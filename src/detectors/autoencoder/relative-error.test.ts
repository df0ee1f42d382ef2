import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import type { Reconstructor } from './reconstruct.ts';
import { fitErrorWeights, relativeErrors, weightsOf } from './relative-error.ts';

const matrixOf = (rows: readonly (readonly number[])[], columns = rows[0]!.length): FeatureMatrix => ({
  values: Float32Array.from(rows.flat()),
  rows: rows.length,
  features: Array.from({ length: columns }, (_, c) => ({ name: `f${c}`, source: `f${c}`, kind: 'numeric' })),
});

/** Gives back zeros, two rows at a time: the errors are the values themselves. */
const zeros = (columns: number): Reconstructor & { readonly seen: () => number } => {
  let seen = 0;
  return {
    set: () => {},
    each: async ({ rows }, see) => {
      for (let from = 0; from < rows; from += 2) {
        const count = Math.min(2, rows - from);
        seen += count;
        see(new Float32Array(count * columns), from, count);
      }
    },
    dispose: () => {},
    seen: () => seen,
  };
};

describe('weightsOf', () => {
  it('is one over the root mean square, and never more than for a twentieth of the mean', () => {
    expect(weightsOf(new Float64Array())).toEqual(new Float32Array());
    expect(weightsOf(Float64Array.of(4))).toEqual(Float32Array.of(0.5));
    expect(weightsOf(Float64Array.of(4, 16))).toEqual(Float32Array.of(0.5, 0.25));
    // The mean is 50: what lies below 2.5 counts as 2.5.
    expect(weightsOf(Float64Array.of(100, 0))).toEqual(Float32Array.of(0.1, 1 / Math.sqrt(2.5)));
  });

  it('is one throughout where nothing was ever wrong', () => {
    expect(weightsOf(Float64Array.of(0, 0))).toEqual(Float32Array.of(1, 1));
  });

  it('is positive and finite, and asks the more of a feature the less its usual error is', () => {
    const square = fc.double({ min: 0, max: 1e30, noNaN: true });
    fc.assert(
      fc.property(fc.array(square, { minLength: 1, maxLength: 20 }), (squares) => {
        const weights = weightsOf(Float64Array.from(squares));
        for (let a = 0; a < squares.length; a++) {
          expect(weights[a]! > 0 && Number.isFinite(weights[a]!)).toBe(true);
          for (let b = 0; b < squares.length; b++) {
            if (squares[a]! <= squares[b]!) expect(weights[a]!).toBeGreaterThanOrEqual(weights[b]!);
          }
        }
      }),
    );
  });
});

describe('fitErrorWeights', () => {
  it('takes the root mean square of each feature over the rows, by hand for one, two and three', async () => {
    expect(await fitErrorWeights(zeros(2), matrixOf([[2, -4]]))).toEqual(Float32Array.of(0.5, 0.25));
    const two = await fitErrorWeights(
      zeros(2),
      matrixOf([
        [1, 3],
        [7, 4],
      ]),
    );
    expect(two[0]).toBeCloseTo(1 / 5, 6);
    expect(two[1]).toBeCloseTo(1 / Math.sqrt(12.5), 6);
    const three = await fitErrorWeights(zeros(1), matrixOf([[1], [2], [-3]]));
    expect(three[0]).toBeCloseTo(1 / Math.sqrt(14 / 3), 6);
    expect(await fitErrorWeights(zeros(1), matrixOf([], 1))).toEqual(Float32Array.of(1));
  });

  it('looks at no more than 20,000 rows, spread evenly', async () => {
    const rows = 50_000;
    const reconstructor = zeros(1);
    const matrix = { ...matrixOf([[0]]), rows, values: Float32Array.from({ length: rows }, (_, row) => row) };
    const [weight] = await fitErrorWeights(reconstructor, matrix);
    expect(reconstructor.seen()).toBe(20_000);
    // The mean of the squares of 0 … n is n² / 3.
    expect(weight! * rows).toBeCloseTo(Math.sqrt(3), 2);
  });
});

describe('relativeErrors', () => {
  it('is the mean of the weighted sizes, whichever sign', async () => {
    const weights = Float32Array.of(0.5, 2);
    const scores = await relativeErrors(
      zeros(2),
      weights,
      matrixOf([
        [2, -1],
        [0, 0],
        [-4, 3],
      ]),
    );
    expect(scores).toEqual(Float32Array.of(1.5, 0, 4));
    expect(await relativeErrors(zeros(2), weights, matrixOf([], 2))).toEqual(new Float32Array());
  });
});
