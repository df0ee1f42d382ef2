import type { ForestSettings } from '../settings.ts';

/** More rows a tree isolate no better (Liu et al. settle on 256), and full trees of 4,096 rows still pack well. */
export const SAMPLE_SIZE_LIMIT = 4096;

/**
 * ψ for a number of training rows: `sampleSize` above 1 is a count, one in (0, 1] a share of the rows, rounded down as
 * scikit-learn does; never more than the rows there are, never more than SAMPLE_SIZE_LIMIT, never less than 1.
 */
export const resolveSampleSize = (sampleSize: ForestSettings['sampleSize'], rows: number): number => {
  const wanted = sampleSize > 1 ? Math.round(sampleSize) : Math.floor(sampleSize * rows);
  return Math.max(1, Math.min(wanted, rows, SAMPLE_SIZE_LIMIT));
};
