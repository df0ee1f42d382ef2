import { throwIfCancelled } from '../base/cancel.ts';
import type { Detector } from '../detectors/detector.ts';
import type { FeatureSource } from './prepared.ts';

/** Rows that are turned into features and scored at a time: 16,384 × 80 float32 are 5 MB. */
const ROWS = 16_384;

/** One score for each of the rows, in their order, part by part, so that memory does not grow with them. */
export const scoreRows = async (
  detector: Pick<Detector<unknown>, 'id' | 'score'>,
  rows: Uint32Array,
  source: FeatureSource,
  { signal, onScored }: { readonly signal?: AbortSignal; readonly onScored?: (share: number) => void } = {},
): Promise<Float32Array> => {
  const scores = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += ROWS) {
    throwIfCancelled(signal);
    const some = rows.slice(from, from + ROWS);
    scores.set(await detector.score(await source.matrix(detector.id, some), signal), from);
    onScored?.((from + some.length) / rows.length);
  }
  return scores;
};
