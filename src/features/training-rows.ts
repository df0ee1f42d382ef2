/** Which of the training rows a detector sees. */
import { FaultError } from '../base/fault.ts';
import { PART_CODE, type Truth } from '../evaluation/part.ts';
import { sampleRows } from './sample-rows.ts';
import type { SplitSettings } from './settings.ts';

export interface TrainingRowsInput {
  /** Part code by row of the table. */
  readonly parts: Uint8Array;
  readonly settings: Pick<SplitSettings, 'trainOn' | 'trainLimit'>;
  readonly seed: number;
  /** By row of the table, −1 for no label, with the truth of each class; not given where nothing is labelled. */
  readonly labels?: { readonly classCodes: Int32Array; readonly truths: readonly Truth[] };
}

/** Rows of one part, ascending. */
export const rowsOfPart = (parts: Uint8Array, part: keyof typeof PART_CODE): Uint32Array => {
  const code = PART_CODE[part];
  let count = 0;
  for (let row = 0; row < parts.length; row++) if (parts[row] === code) count++;
  const rows = new Uint32Array(count);
  for (let row = 0, i = 0; i < count; row++) if (parts[row] === code) rows[i++] = row;
  return rows;
};

/** Rows among the given ones that the labels call normal. */
export const normalRows = (rows: Uint32Array, classCodes: Int32Array, truths: readonly Truth[]): Uint32Array => {
  const isNormal = Uint8Array.from([0, ...truths.map((truth) => Number(truth === 'normal'))]);
  const normal = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (isNormal[classCodes[rows[i]!]! + 1]) normal[count++] = rows[i]!;
  return normal.slice(0, count);
};

/**
 * The rows of the train part that detectors are fitted on, ascending: all, or those the labels call normal, and a seeded
 * sample where there are more than the limit. Without labels 'normal' is all rows: nothing says which are not.
 */
export const trainingRows = ({ parts, settings, seed, labels }: TrainingRowsInput): Uint32Array => {
  const train = rowsOfPart(parts, 'train');
  if (settings.trainOn === 'all' || !labels) return sampleRows(train, settings.trainLimit, seed, 'training');
  const normal = normalRows(train, labels.classCodes, labels.truths);
  if (normal.length === 0) {
    throw new FaultError({
      code: 'no-normal-rows',
      message: `None of the ${train.length} training rows has a label that counts as normal.`,
      advice: 'Choose on the Data page which label values are normal, or train on all rows.',
    });
  }
  return sampleRows(normal, settings.trainLimit, seed, 'training');
};
