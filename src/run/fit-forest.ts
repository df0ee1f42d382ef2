import {
  drawnRows,
  fitIsolationForest,
  type IsolationForestDetector,
} from '../detectors/isolation-forest/isolation-forest.ts';
import type { ForestSettings } from '../detectors/settings.ts';
import { gatherMatrix } from './gather-matrix.ts';
import type { FeatureSource } from './prepared.ts';
import type { RunClock } from './run-clock.ts';

export interface FitForestOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Share done, 0…1. */
  readonly onProgress?: (share: number) => void;
  readonly waiting?: RunClock['waiting'];
}

/** A forest grown on the rows; only those that a tree draws are made into features. */
export const fitForest = async (
  rows: Uint32Array,
  settings: ForestSettings,
  source: FeatureSource,
  { seed, signal, onProgress, waiting = async (work) => work() }: FitForestOptions,
): Promise<IsolationForestDetector> => {
  const drawn = drawnRows(rows.length, settings, seed);
  const taken = drawn ? drawn.map((position) => rows[position]!) : rows;
  const matrix = await waiting(() => gatherMatrix(source, 'isolationForest', taken));
  return fitIsolationForest(matrix, settings, {
    seed,
    signal,
    among: drawn ? { rows: rows.length, drawn } : undefined,
    onProgress: ({ done, total }) => onProgress?.(done / total),
  });
};
