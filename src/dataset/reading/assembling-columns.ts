/** A column of the table while its slices come in. */
import type { Column, NumberColumn, Numbers, TextColumn, TimeColumn } from '../table.ts';
import { wordsOf } from './fingerprint.ts';
import { cell, HEXADECIMAL, NUMBER, readNumber, survivesFloat32 } from './number-text.ts';
import { arrayOf, BYTES, FLOATS, type NumberWidth, widthOf, widthOfArray } from './number-width.ts';
import { unpackStrings } from './packed-strings.ts';
import type { PlannedColumn } from './plan.ts';
import type { SliceColumn } from './slice.ts';
import { createWordDigest } from './word-digest.ts';

/** A column to be read again: as text, as a number, or for the first time. */
export interface Retype {
  readonly column: string;
  readonly as: 'text' | 'number' | 'new';
}

export interface AssemblingColumn<C extends Column = Column> {
  /** Takes a slice's column as rows [first, first + count). */
  add(column: SliceColumn, first: number, count: number): void;
  bytesPerRow(): number;
  retype(): Retype | null;
  finish(rows: number): C;
  /** Of the words of what `finish` gave; null where they are not those that came in. */
  digest(): readonly [number, number] | null;
}

/** Cells that do not fit, as a share of those present, past which a column was taken for the wrong kind. */
const MOST_FOREIGN = 0.01;
const MOST_FOREIGN_TIMES = 0.5;

/** So many of the narrowest values make a word. */
const IN_A_WORD = 4;

const capacityFor = (estimate: number): number => Math.max(1024, Math.ceil(estimate * 1.02));
const grown = (needed: number): number => Math.ceil(needed * 1.25);
/** The part that is filled, without a copy where little is left over: of a large table there is no room for two. */
export const filled = <A extends Numbers<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  array: A,
  rows: number,
): A => (array.length <= rows * 1.05 + 64 ? array.subarray(0, rows) : array.slice(0, rows)) as A;

const createNumbers = (planned: PlannedColumn, estimate: number): AssemblingColumn<NumberColumn> => {
  // Every value is kept exactly, so that going over to a wider array loses nothing.
  let width: NumberWidth = BYTES;
  let values = arrayOf(width, 0);
  let needs: NumberWidth = BYTES;
  let missing = 0;
  let infinite = 0;
  let foreign = 0;
  let total = 0;
  let seen = createWordDigest();
  /** Values that were digested: whole words of them. */
  let digested = 0;
  const digestTo = (end: number): void => {
    seen.add(wordsOf(values.subarray(digested, end)));
    digested = end;
  };
  return {
    add(column, first, count) {
      if (column.kind !== 'number') throw new Error(`Column ${planned.name}: a slice of another kind`);
      const needed = first + count;
      const wider = Math.max(width, widthOfArray(column.values)) as NumberWidth;
      if (wider > width || needed > values.length) {
        // Memory for all rows is asked for once it is known how wide they are: what is given up again costs as much.
        const room = values.length === 0 ? Math.max(needed, capacityFor(estimate)) : values.length;
        const larger = arrayOf(wider, needed > room ? grown(needed) : room);
        larger.set(values.subarray(0, first));
        values = larger;
        if (wider > width) {
          seen = createWordDigest();
          digested = 0;
        }
        width = wider;
      }
      values.set(column.values, first);
      digestTo(needed - (needed % IN_A_WORD));
      needs = Math.max(needs, column.needs) as NumberWidth;
      missing += column.missing;
      infinite += column.infinite;
      foreign += column.foreign;
      total = needed;
    },
    bytesPerRow: () => values.BYTES_PER_ELEMENT,
    retype() {
      const present = total - missing - infinite + foreign;
      if (planned.certainty === 'known' || foreign <= present * MOST_FOREIGN) return null;
      return { column: planned.name, as: 'text' };
    },
    finish(rows) {
      digestTo(rows);
      const made = values;
      values = arrayOf(BYTES, 0);
      const column = { kind: 'number', name: planned.name, missing, infinite } as const;
      if (needs === width) return { ...column, values: filled(made, rows) };
      const narrowed = arrayOf(needs, rows);
      narrowed.set(made.subarray(0, rows));
      return { ...column, values: narrowed };
    },
    digest: () => (needs === width ? seen.digest() : null),
  };
};

const createTimes = (planned: PlannedColumn, estimate: number): AssemblingColumn<TimeColumn> => {
  let values = new Float64Array(capacityFor(estimate));
  let missing = 0;
  let foreign = 0;
  let total = 0;
  const seen = createWordDigest();
  return {
    add(column, first, count) {
      if (column.kind !== 'time') throw new Error(`Column ${planned.name}: a slice of another kind`);
      if (first + count > values.length) {
        const wider = new Float64Array(grown(first + count));
        wider.set(values.subarray(0, first));
        values = wider;
      }
      values.set(column.values, first);
      seen.add(wordsOf(values.subarray(first, first + count)));
      missing += column.missing;
      foreign += column.foreign;
      total = first + count;
    },
    bytesPerRow: () => 8,
    retype() {
      const present = total - missing + foreign;
      return foreign > present * MOST_FOREIGN_TIMES ? { column: planned.name, as: 'text' } : null;
    },
    finish(rows) {
      const kept = filled(values, rows);
      values = new Float64Array(0);
      return { kind: 'time', name: planned.name, values: kept, missing, timeOfDayOnly: false };
    },
    digest: seen.digest,
  };
};

export const OTHER_VALUES = '(other values)';

/** Not within the function of a column: such a loop is compiled anew with every reading, which takes longer than it runs. */
const recode = (from: Int32Array, remap: Int32Array, into: Int32Array, first: number): void => {
  for (let i = 0; i < from.length; i++) {
    const code = from[i]!;
    into[first + i] = code < 0 ? -1 : remap[code]!;
  }
};

const createTexts = (planned: PlannedColumn, estimate: number, maximum: number): AssemblingColumn => {
  let codes = new Int32Array(capacityFor(estimate));
  const known = new Map<string, number>();
  let missing = 0;
  let overflowed = false;
  let isText = true;
  const seen = createWordDigest();
  const codeOf = (value: string): number => {
    const code = known.get(value);
    if (code !== undefined) return code;
    if (known.size >= maximum) {
      overflowed = true;
      return maximum;
    }
    known.set(value, known.size);
    return known.size - 1;
  };
  const onlyNumbers = (): boolean => {
    if (planned.certainty !== 'undecided' || known.size === 0) return false;
    for (const value of known.keys()) {
      readNumber(value);
      if (cell.kind !== NUMBER && cell.kind !== HEXADECIMAL) return false;
    }
    return true;
  };
  return {
    add(column, first, count) {
      if (column.kind !== 'text') throw new Error(`Column ${planned.name}: a slice of another kind`);
      if (first + count > codes.length) {
        const wider = new Int32Array(grown(first + count));
        wider.set(codes.subarray(0, first));
        codes = wider;
      }
      const remap = Int32Array.from(unpackStrings(column.dictionary), codeOf);
      recode(column.codes, remap, codes, first);
      seen.add(wordsOf(codes.subarray(first, first + count)));
      missing += column.missing;
    },
    bytesPerRow: () => 4,
    retype: () => (overflowed && onlyNumbers() ? { column: planned.name, as: 'number' } : null),
    finish(rows): TextColumn | NumberColumn {
      const dictionary = [...known.keys()];
      const kept = filled(codes, rows);
      codes = new Int32Array(0);
      isText = !onlyNumbers();
      if (!isText) return numbersOf(planned.name, dictionary, kept, missing);
      if (overflowed) dictionary.push(OTHER_VALUES);
      return { kind: 'text', name: planned.name, codes: kept, dictionary, missing, overflowed };
    },
    digest: () => (isText ? seen.digest() : null),
  };
};

/** A text column whose every value is a number, as numbers. */
const numbersOf = (name: string, dictionary: readonly string[], codes: Int32Array, missing: number): NumberColumn => {
  let needs: NumberWidth = missing > 0 ? FLOATS : BYTES;
  const byCode = Float64Array.from(dictionary, (text) => {
    const value = readNumber(text);
    const width = survivesFloat32(value, cell.digits) ? Math.min(FLOATS, widthOf(value)) : widthOf(value);
    needs = Math.max(needs, width) as NumberWidth;
    return value;
  });
  const values = arrayOf(needs, codes.length);
  for (let i = 0; i < codes.length; i++) values[i] = codes[i]! < 0 ? Number.NaN : byCode[codes[i]!]!;
  return { kind: 'number', name, values, missing, infinite: 0 };
};

export function createAssemblingColumn(
  planned: PlannedColumn & { readonly kind: 'time' },
  estimate: number,
  maximumDictionary: number,
): AssemblingColumn<TimeColumn>;
export function createAssemblingColumn(
  planned: PlannedColumn,
  estimate: number,
  maximumDictionary: number,
): AssemblingColumn;
export function createAssemblingColumn(
  planned: PlannedColumn,
  estimate: number,
  maximumDictionary: number,
): AssemblingColumn {
  if (planned.kind === 'number') return createNumbers(planned, estimate);
  if (planned.kind === 'time') return createTimes(planned, estimate);
  return createTexts(planned, estimate, maximumDictionary);
}
