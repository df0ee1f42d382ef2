/** Small matrices for this room's tests. */
import { createRng } from '../base/rng.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';

/** Normal columns that hang together (one factor), the last share of the rows uniform far out; two columns of one source. */
export const mixture = (rows: number, columns: number, seed = 1): FeatureMatrix => {
  const rng = createRng(seed, 'mixture');
  const values = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const far = r >= rows * 0.97;
    const factor = rng.normal();
    for (let c = 0; c < columns; c++) {
      values[r * columns + c] = far ? 12 * rng.uniform() - 6 : factor * Math.cos(c) + 0.5 * rng.normal();
    }
  }
  return {
    values,
    rows,
    features: Array.from({ length: columns }, (_, c) => ({
      name: `column ${c}`,
      source: c === columns - 1 && columns > 1 ? `column ${c - 1}` : `column ${c}`,
      kind: 'numeric' as const,
    })),
  };
};

export const rowsOf = ({ values, features }: FeatureMatrix, rows: readonly number[]): FeatureMatrix => ({
  values: Float32Array.from(rows.flatMap((r) => [...values.subarray(r * features.length, (r + 1) * features.length)])),
  rows: rows.length,
  features,
});
