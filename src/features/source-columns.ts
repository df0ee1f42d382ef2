/** Which columns of a table become features, and how their cells are read. */
import { FaultError } from '../base/fault.ts';
import type { ColumnMeaning, ColumnRole } from '../dataset/roles.ts';
import type { Column, Numbers, Table } from '../dataset/table.ts';
import type { FeatureSettings } from './settings.ts';

/** What a column is for and what it means, as the recipe resolved it. */
export interface ColumnUse {
  readonly role: ColumnRole;
  readonly meaning?: ColumnMeaning;
}
/** By column name. A column that is not named is not used. */
export type ColumnUses = ReadonlyMap<string, ColumnUse>;

/** Column name by meaning. */
export type Meanings = ReadonlyMap<ColumnMeaning, string>;

export interface SourceColumn {
  readonly column: Column;
  readonly as: 'numeric' | 'category';
  /** True for columns reckoned from others (network features and windows). */
  readonly derived: boolean;
}

/** Roles whose columns may still be read for what is derived from them (hour of day, kind of address …). */
const READABLE: readonly ColumnRole[] = ['feature', 'identifier', 'timestamp'];

/** Meanings whose raw value gives way to what `network` derives from it. */
const REPLACED: readonly (ColumnMeaning | undefined)[] = [
  'source-port',
  'destination-port',
  'source-address',
  'destination-address',
  'time',
];

/** The first column of each meaning; labels and ignored columns stay out. */
export const meaningsOf = (table: Table, uses: ColumnUses): Meanings => {
  const meanings = new Map<ColumnMeaning, string>();
  for (const { name } of table.columns) {
    const use = uses.get(name);
    if (use?.meaning && READABLE.includes(use.role) && !meanings.has(use.meaning)) meanings.set(use.meaning, name);
  }
  return meanings;
};

const TRUE_WORDS = new Set(['t', 'true', 'yes', 'y']);
const FALSE_WORDS = new Set(['f', 'false', 'no', 'n']);

/** A text cell as a number: decimal, or a truth word as 1 and 0; NaN else. */
const numberOfText = (text: string): number => {
  const word = text.trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return 1;
  if (FALSE_WORDS.has(word)) return 0;
  return word === '' ? Number.NaN : Number(word);
};

const isTruth = (column: Column): boolean =>
  column.kind === 'text' &&
  column.dictionary.length > 0 &&
  column.dictionary.length <= 4 &&
  column.dictionary.every((text) => TRUE_WORDS.has(text.toLowerCase()) || FALSE_WORDS.has(text.toLowerCase()));

export const readAs = (column: Column): 'numeric' | 'category' =>
  column.kind === 'text' && !isTruth(column) ? 'category' : 'numeric';

/** Columns of the table whose own values are features, in the table's order. */
export const tableSources = (table: Table, uses: ColumnUses, settings: FeatureSettings): SourceColumn[] => {
  const sources: SourceColumn[] = [];
  for (const column of table.columns) {
    const use = uses.get(column.name);
    if (use?.role !== 'feature') continue;
    if (settings.network && REPLACED.includes(use.meaning)) continue;
    const as = readAs(column);
    if (as === 'category' && settings.categories === 'leave-out') continue;
    sources.push({ column, as, derived: false });
  }
  return sources;
};

/** Cells as numbers by row, NaN where there is none. Text is read once per dictionary entry. */
export const numbersOf = (column: Column): Numbers => {
  if (column.kind !== 'text') return column.values;
  const { codes } = column;
  const numbers = Float64Array.from(column.dictionary, numberOfText);
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = codes[row]! < 0 ? Number.NaN : numbers[codes[row]!]!;
  return values;
};

export interface CodedCells {
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
  /** Code of the entry that stands for values the dictionary had no room for; −1 where there is none. */
  readonly restCode: number;
}

/** Whole numbers below this have a place in the table of codes. */
const SMALL = 1 << 16;

/** Cells as codes into a dictionary, −1 where missing. Numbers are coded by their text. */
export const codesOf = (column: Column): CodedCells => {
  if (column.kind === 'text') {
    return {
      codes: column.codes,
      dictionary: column.dictionary,
      restCode: column.overflowed ? column.dictionary.length - 1 : -1,
    };
  }
  const { values } = column;
  const known = new Map<number, number>();
  const codes = new Int32Array(values.length);
  // Ports and small counts are looked up in a table, code + 1 by value: a map takes ten times as long.
  const small = new Int32Array(SMALL);
  for (let row = 0; row < codes.length; row++) {
    const value = values[row]!;
    const place = value >>> 0;
    const isSmall = place === value && place < SMALL;
    let code = isSmall ? small[place]! - 1 : -1;
    if (code < 0) {
      if (Number.isNaN(value)) {
        codes[row] = -1;
        continue;
      }
      code = (isSmall ? undefined : known.get(value)) ?? known.size;
      if (code === known.size) known.set(value, code);
      if (isSmall) small[place] = code + 1;
    }
    codes[row] = code;
  }
  return { codes, dictionary: Array.from(known.keys(), String), restCode: -1 };
};

export const nothingToLearnFrom = (table: Table, settings: FeatureSettings): FaultError =>
  settings.categories === 'leave-out'
    ? new FaultError({
        code: 'no-numeric-column',
        message: `${table.name} has no numeric column with the role 'feature'.`,
        advice: "Give a numeric column the role 'feature', or take the Recommended preset, which encodes text as well.",
      })
    : new FaultError({
        code: 'no-feature',
        message: `No column of ${table.name} has the role 'feature'.`,
        advice: "Give at least one column the role 'feature' on the Data page.",
      });
