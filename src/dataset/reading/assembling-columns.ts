/** A column of the table while its slices come in. */
import type { Column, NumberColumn, TextColumn, TimeColumn } from '../table.ts';
import { wordsOf } from './fingerprint.ts';
import { cell, HEXADECIMAL, NUMBER, readNumber, survivesFloat32 } from './number-text.ts';
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

const capacityFor = (estimate: number): number => Math.max(1024, Math.ceil(estimate * 1.02));
const grown = (needed: number): number => Math.ceil(needed * 1.25);
/** The part that is filled, without a copy where little is left over: of a large table there is no room for two. */
export const filled = <
  A extends Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
>(
  array: A,
  rows: number,
): A => (array.length <= rows * 1.05 + 64 ? array.subarray(0, rows) : array.slice(0, rows)) as A;

const createNumbers = (planned: PlannedColumn, estimate: number): AssemblingColumn<NumberColumn> => {
  // Float32 as long as every value is one exactly: going over to Float64 then loses nothing.
  let values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> = new Float32Array(capacityFor(estimate));
  let float32 = true;
  let missing = 0;
  let infinite = 0;
  let foreign = 0;
  let total = 0;
  const seen = createWordDigest();
  let isSeen = true;
  return {
    add(column, first, count) {
      if (column.kind !== 'number') throw new Error(`Column ${planned.name}: a slice of another kind`);
      const needed = first + count;
      const widen = column.values instanceof Float64Array && values instanceof Float32Array;
      if (widen || needed > values.length) {
        const size = needed > values.length ? grown(needed) : values.length;
        const wider: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> =
          widen || values instanceof Float64Array ? new Float64Array(size) : new Float32Array(size);
        wider.set(values.subarray(0, first));
        values = wider;
      }
      values.set(column.values, first);
      if (widen && first > 0) isSeen = false;
      if (isSeen) seen.add(wordsOf(values.subarray(first, needed)));
      float32 = float32 && column.float32;
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
      const narrows = float32 && values instanceof Float64Array;
      if (narrows) isSeen = false;
      const kept = narrows ? new Float32Array(values.subarray(0, rows)) : filled(values, rows);
      values = new Float32Array(0);
      return { kind: 'number', name: planned.name, values: kept, missing, infinite };
    },
    digest: () => (isSeen ? seen.digest() : null),
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
      const from = column.codes;
      for (let i = 0; i < count; i++) {
        const code = from[i]!;
        codes[first + i] = code < 0 ? -1 : remap[code]!;
      }
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
  let float32 = true;
  const byCode = Float64Array.from(dictionary, (text) => {
    const value = readNumber(text);
    float32 = float32 && survivesFloat32(value, cell.digits);
    return value;
  });
  const values = float32 ? new Float32Array(codes.length) : new Float64Array(codes.length);
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
