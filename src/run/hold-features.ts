import type { DetectorId } from '../detectors/detector.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import { gatherMatrix } from './gather-matrix.ts';
import type { FeatureSource, Prepared } from './prepared.ts';

/** Most values that are held of a detector's features: 64 MB, which 200,000 rows of 80 features stay below. */
const MOST_HELD_VALUES = 1.6e7;

export interface HeldFeatures extends FeatureSource {
  /** Gives the detector's features up; they would be made anew. */
  release(detector: DetectorId): void;
}

/**
 * A run reads the same rows again and again: to fit, to watch, to score. Where the features of all of them are few enough,
 * they are made once, at the first question, and every later one is answered from memory. Where they are many, each question
 * goes to the source.
 *
 * `kept`: every row that may be asked for, ascending. Answers are not to be written to: they may be parts of what is held.
 */
export const holdFeatures = (
  source: FeatureSource,
  kept: Uint32Array,
  features: Prepared['features'],
  mostValues = MOST_HELD_VALUES,
): HeldFeatures => {
  const held: Partial<Record<DetectorId, Promise<FeatureMatrix>>> = {};
  let positions: Uint32Array | undefined;
  const positionOf = (row: number): number => {
    if (!positions) {
      positions = new Uint32Array((kept.at(-1) ?? 0) + 1);
      for (let i = 0; i < kept.length; i++) positions[kept[i]!] = i;
    }
    const position = positions[row];
    if (position === undefined || kept[position] !== row) throw new Error(`Row ${row} is not among the kept ones`);
    return position;
  };

  const take = (all: FeatureMatrix, rows: Uint32Array): FeatureMatrix => {
    const width = all.features.length;
    const first = rows.length > 0 ? positionOf(rows[0]!) : 0;
    let together = 0;
    while (together < rows.length && kept[first + together] === rows[together]) together++;
    if (together === rows.length) {
      return { ...all, rows: rows.length, values: all.values.subarray(first * width, (first + rows.length) * width) };
    }
    const values = new Float32Array(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      const from = positionOf(rows[i]!) * width;
      values.set(all.values.subarray(from, from + width), i * width);
    }
    return { ...all, rows: rows.length, values };
  };

  const make = async (detector: DetectorId): Promise<FeatureMatrix> => {
    try {
      return await gatherMatrix(source, detector, kept);
    } catch (thrown) {
      // What failed may be tried again.
      delete held[detector];
      throw thrown;
    }
  };

  const holds = (detector: DetectorId): boolean => kept.length * features[detector].length <= mostValues;

  return {
    holds,
    async matrix(detector, rows) {
      if (!holds(detector)) return source.matrix(detector, rows);
      held[detector] ??= make(detector);
      return take(await held[detector], rows);
    },
    release(detector) {
      delete held[detector];
    },
  };
};
