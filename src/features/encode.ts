/**
 * One-hot encoding of a category: one column for each of the most frequent values among the fitted rows, and one, last,
 * for all the rest and for values that the fit never saw. That last column is always there: a value never seen in
 * training is just what an anomaly looks like.
 */
import type { CodedCells } from './source-columns.ts';

/** Names that no cell can be mistaken for: NSL-KDD has a service called 'other'. */
export const REST = '(other)';
export const MISSING = '(missing)';

export interface FittedCategory {
  /** Values with a column of their own, most frequent first, ties by first appearance; last, where the fitted rows have
   * missing cells, null for these. */
  readonly values: readonly (string | null)[];
  /** Distinct values among the fitted rows, missing counted as one. */
  readonly distinct: number;
}

/** `limit`: most values with a column of their own, missing not counted. */
export const fitCategory = (cells: CodedCells, rows: Uint32Array, limit: number): FittedCategory => {
  const { codes, dictionary, restCode } = cells;
  // Place 0 counts missing cells, place c + 1 code c.
  const counts = new Uint32Array(dictionary.length + 1);
  for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]! + 1]!++;
  const present: number[] = [];
  counts.forEach((count, place) => {
    if (count > 0) present.push(place);
  });
  const own = present.filter((place) => place > 0 && place - 1 !== restCode);
  own.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const values: (string | null)[] = own.slice(0, limit).map((place) => dictionary[place - 1]!);
  if (counts[0]! > 0) values.push(null);
  return {
    values,
    distinct: present.length,
  };
};

/** Position of each cell's column within the group, by code + 1 (place 0: missing). The rest has the last position. */
export const categoryPositions = (cells: CodedCells, values: readonly (string | null)[]): Uint32Array => {
  const rest = values.length;
  const positions = new Uint32Array(cells.dictionary.length + 1).fill(rest);
  const places = new Map(values.map((value, position) => [value, position]));
  positions[0] = places.get(null) ?? rest;
  cells.dictionary.forEach((value, code) => {
    if (code !== cells.restCode) positions[code + 1] = places.get(value) ?? rest;
  });
  return positions;
};

/** Names of a group's columns. */
export const categoryNames = (column: string, values: readonly (string | null)[]): string[] =>
  [...values.map((value) => value ?? MISSING), REST].map((value) => `${column} = ${value}`);
