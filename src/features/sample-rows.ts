import { createRng } from '../base/rng.ts';

/**
 * At most `limit` of the rows, drawn without replacement and kept in their order (selection sampling: Knuth, The Art of
 * Computer Programming 2, section 3.4.2, algorithm S). The rows themselves where there are no more than `limit`.
 */
export const sampleRows = (rows: Uint32Array, limit: number, seed: number, stream: string): Uint32Array => {
  if (rows.length <= limit) return rows;
  const rng = createRng(seed, stream);
  const chosen = new Uint32Array(limit);
  let count = 0;
  for (let i = 0; count < limit; i++) {
    if ((rows.length - i) * rng.uniform() < limit - count) chosen[count++] = rows[i]!;
  }
  return chosen;
};
