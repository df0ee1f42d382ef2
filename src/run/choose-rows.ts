/** Which of a table's rows a step of a run looks at. */
import { PART_CODE } from '../evaluation/part.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Prepared } from './prepared.ts';

/** More validation rows than these tell early stopping nothing new, and cost time every epoch. */
const MOST_VALIDATION_ROWS = 20_000;

/** Rows below `length` that are accepted, ascending. */
export const rowsWhere = (length: number, accepts: (row: number) => boolean): Uint32Array => {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (accepts(row)) rows[count++] = row;
  return rows.slice(0, count);
};

/** Evenly spread over the rows, so that no part of the file is left out. */
const thin = (rows: Uint32Array, most: number): Uint32Array =>
  rows.length <= most
    ? rows
    : Uint32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]!);

/**
 * Rows on which the autoencoder's loss is watched: the validation part, or the test part where there is none (as the
 * tutorial does). Where training sees normal rows alone, so does validation: early stopping would otherwise follow how
 * badly attacks are reconstructed, which is not what is being fitted.
 */
export const validationRows = (prepared: Prepared, recipe: Recipe): Uint32Array => {
  const code = prepared.counts.validation > 0 ? PART_CODE.validation : PART_CODE.test;
  const normalOnly = recipe.split.trainOn === 'normal';
  const accepts = (row: number): boolean =>
    prepared.parts[row] === code &&
    (!normalOnly || prepared.classCodes[row]! < 0 || prepared.classes[prepared.classCodes[row]!]!.truth !== 'anomaly');
  return thin(rowsWhere(prepared.parts.length, accepts), MOST_VALIDATION_ROWS);
};
