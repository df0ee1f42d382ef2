import { Cancelled, throwIfCancelled } from '../base/cancel.ts';
import type { DetectorId } from '../detectors/detector.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import type { FeatureSource } from './prepared.ts';

/** Rows asked for at a time: the table's worker answers others in between, and a cancel is heard. */
const ROWS = 32_768;

/** The source, but a wait for it ends as soon as the run is cancelled. */
export const untilCancelled = (source: FeatureSource, signal: AbortSignal | undefined): FeatureSource =>
  signal
    ? {
        matrix: (id, rows) =>
          new Promise((resolve, reject) => {
            throwIfCancelled(signal);
            const stop = (): void => reject(new Cancelled());
            signal.addEventListener('abort', stop, { once: true });
            // An async function, so that what a source throws at once is a rejection too.
            (async () => source.matrix(id, rows))()
              .then(resolve, reject)
              .finally(() => signal.removeEventListener('abort', stop));
          }),
      }
    : source;

/** Any number of rows as one matrix, made part by part. */
export const gatherMatrix = async (
  source: FeatureSource,
  id: DetectorId,
  rows: Uint32Array,
): Promise<FeatureMatrix> => {
  if (rows.length <= ROWS) return source.matrix(id, rows);
  const { features, values: head } = await source.matrix(id, rows.slice(0, ROWS));
  const width = features.length;
  const values = new Float32Array(rows.length * width);
  values.set(head);
  for (let from = ROWS; from < rows.length; from += ROWS) {
    const part = await source.matrix(id, rows.slice(from, from + ROWS));
    values.set(part.values, from * width);
  }
  return { values, rows: rows.length, features };
};
