/**
 * The contract of a detector. Scores: higher is more anomalous, always. A threshold is no part of a model.
 */
import type { OnProgress, Progress } from '../base/progress.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';

export const DETECTOR_IDS = ['isolationForest', 'autoencoder'] as const;
export type DetectorId = (typeof DETECTOR_IDS)[number];

/** What drives one row's score, per source column, largest magnitude first. */
export interface Reason {
  readonly column: string;
  /** Additive share. Isolation forest: path-length reduction in nodes (sums to expected − actual path length).
   * Autoencoder: squared or relative error divided by the number of features (sums to the score). */
  readonly contribution: number;
  /** Which way the value is odd. */
  readonly direction: 'high' | 'low';
}

export interface FitProgress extends Progress<'fit'> {
  /** Autoencoder only: figures of the epoch just ended. */
  readonly epoch?: { readonly epoch: number; readonly loss: number; readonly validationLoss: number | null };
}

export interface FitOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress<FitProgress>;
}

/** A fitted detector. */
export interface Detector<Json> {
  readonly id: DetectorId;
  /** One score a row. Matrices of any number of rows; scoring in parts gives the same scores. */
  score(matrix: FeatureMatrix, signal?: AbortSignal): Promise<Float32Array>;
  /** Reasons of every row of a (small) matrix. */
  explain(matrix: FeatureMatrix): Promise<readonly (readonly Reason[])[]>;
  toJSON(): Json;
  /** Frees what is held on a device. */
  dispose(): void;
}
