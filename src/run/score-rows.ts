import { throwIfCancelled } from '../base/cancel.ts';
import type { Detector } from '../detectors/detector.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import type { FeatureSource } from './prepared.ts';
import type { RunClock } from './run-clock.ts';

/**
 * Rows that are turned into features and scored at a time: 8,192 × 80 float32 are 2.6 MB. Two such parts are alive at
 * once: while one is scored, the table's worker makes the next.
 */
const ROWS = 8192;
/** The same of features that are held; after so many, progress is told. */
const HELD_ROWS = 32_768;

export interface ScoreRowsOptions {
  readonly signal?: AbortSignal;
  readonly onScored?: (share: number) => void;
  readonly waiting?: RunClock['waiting'];
}

/** One score for each of the rows, in their order, part by part, so that memory does not grow with them. */
export const scoreRows = async (
  detector: Pick<Detector<unknown>, 'id' | 'score'>,
  rows: Uint32Array,
  source: FeatureSource,
  { signal, onScored, waiting = async (work) => work() }: ScoreRowsOptions = {},
): Promise<Float32Array> => {
  const scores = new Float32Array(rows.length);
  const part = source.holds?.(detector.id) ? HELD_ROWS : ROWS;
  const ask = (from: number): Promise<FeatureMatrix | null> => {
    const asked = (async () =>
      from < rows.length ? source.matrix(detector.id, rows.slice(from, from + part)) : null)();
    // Where scoring fails or is cancelled first, nobody hears what becomes of the part behind it.
    asked.catch(() => {});
    return asked;
  };
  let next = ask(0);
  for (let from = 0; from < rows.length; from += part) {
    throwIfCancelled(signal);
    const asked = next;
    const matrix = await waiting(() => asked);
    next = ask(from + part);
    scores.set(await detector.score(matrix!, signal), from);
    onScored?.((from + matrix!.rows) / rows.length);
  }
  return scores;
};
