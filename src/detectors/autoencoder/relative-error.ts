/**
 * Errors in units of what is usual for their feature. A network reconstructs some features well and others hardly at
 * all: in a mean of squares the latter drown the former, and one wild value the whole row. Here each feature's error is
 * divided by its root mean square over rows that were learned from, and its size is taken, not its square: standardised
 * residuals under an absolute loss (Huber, 1981, "Robust Statistics").
 */
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { type Reconstructor, rowMeans } from './reconstruct.ts';

/** More rows tell a feature's usual error no better, and cost time. */
const MOST_ROWS = 20_000;

/**
 * Least mean square of a feature's error, as a share of the mean over all features: a feature that is reconstructed
 * nearly exactly (one that hardly ever differs) would otherwise rule the score when it differs once.
 */
const LEAST_SHARE = 0.05;

/** Where all is reconstructed exactly, there is no usual error. */
const NO_ERROR = 1e-24;

/** One over the root mean square of each feature's error, from the mean squares; all ones where there was no error. */
export const weightsOf = (meanSquares: Float64Array): Float32Array => {
  const mean = meanSquares.reduce((sum, square) => sum + square, 0) / Math.max(1, meanSquares.length);
  if (mean <= NO_ERROR) return new Float32Array(meanSquares.length).fill(1);
  return Float32Array.from(meanSquares, (square) => 1 / Math.sqrt(Math.max(square, mean * LEAST_SHARE)));
};

/** The weights of errors on these rows, or on rows evenly spread over them where there are many. */
export const fitErrorWeights = async (
  reconstructor: Reconstructor,
  { values, rows, features }: FeatureMatrix,
  signal?: AbortSignal,
): Promise<Float32Array> => {
  const columns = features.length;
  const count = Math.min(rows, MOST_ROWS);
  const seen = count === rows ? values : new Float32Array(count * columns);
  if (seen !== values) {
    for (let i = 0; i < count; i++) {
      const from = Math.floor((i * rows) / count) * columns;
      seen.set(values.subarray(from, from + columns), i * columns);
    }
  }
  const sums = new Float64Array(columns);
  await reconstructor.each(
    { values: seen, rows: count },
    (reconstruction, from, some) => {
      for (let r = 0; r < some; r++) {
        for (let c = 0; c < columns; c++) {
          const error = reconstruction[r * columns + c]! - seen[(from + r) * columns + c]!;
          sums[c]! += error * error;
        }
      }
    },
    signal,
  );
  return weightsOf(sums.map((sum) => sum / Math.max(1, count)));
};

/** Per row the mean over the features of the error's size times its weight. */
export const relativeErrors = (
  reconstructor: Reconstructor,
  weights: Float32Array,
  matrix: FeatureMatrix,
  signal?: AbortSignal,
): Promise<Float32Array> =>
  rowMeans(reconstructor, matrix, (error, column) => Math.abs(error) * weights[column]!, signal);
