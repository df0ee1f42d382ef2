/** Typed columns of one slice, filled batch by batch: from cells as text, or from the bytes of plain records. */
import type { Notes } from './notes.ts';
import {
  CODE_LIKE,
  cell,
  HEXADECIMAL,
  INFINITE,
  MISSING,
  MISSING_WORDS,
  NO_NUMBER,
  NUMBER,
  POWERS_OF_TEN,
  readNumber,
  survivesFloat32,
} from './number-text.ts';
import { packStrings } from './packed-strings.ts';
import { asciiText, type CellBlock, cellStart } from './plain-cells.ts';
import type { PlannedColumn } from './plan.ts';
import type { SliceColumn } from './slice.ts';
import { isNullDate, readTime, type TimePattern } from './time-text.ts';
import { createWrittenForms } from './written-forms.ts';

export interface ColumnBuilder {
  /** Takes cell `at` of each of the first `count` rows as the rows from `first` on. `lines`: 1-based line of each. */
  fill(rows: readonly (readonly string[])[], count: number, at: number, first: number, lines: Int32Array): void;
  /** The same from the records of a block. */
  fillPlain(bytes: Uint8Array, block: CellBlock, at: number, first: number, lines: Int32Array): void;
  finish(rows: number): SliceColumn;
}

/** NaN and the like say "missing" in text columns too. */
const NOTHING: ReadonlySet<string> = new Set([...MISSING_WORDS, 'NaN', 'nan']);

const createNumberBuilder = (
  column: PlannedColumn,
  capacity: number,
  decimalComma: boolean,
  notes: Notes,
): ColumnBuilder => {
  const values = new Float64Array(capacity);
  const known = column.certainty === 'known';
  const point = decimalComma ? 44 : 46;
  let exact = true;
  let float32 = true;
  let missing = 0;
  let infinite = 0;
  let foreign = 0;
  const { name } = column;
  const other = (kind: number, text: string, line: number): void => {
    const place = { line, column: name, value: text.slice(0, 40) };
    if (kind === HEXADECIMAL) notes.add('hexadecimal-read', place);
    else if (kind === CODE_LIKE) {
      if (!known) foreign++;
    } else if (kind === INFINITE) {
      infinite++;
      notes.add('cells-not-finite', place);
    } else {
      missing++;
      if (kind === MISSING) return;
      if (kind === NO_NUMBER) {
        foreign++;
        notes.add('cells-not-numbers', place);
      } else notes.add('cells-not-finite', place);
    }
  };
  const widen = (value: number, digits: number): void => {
    exact = false;
    if (float32) float32 = survivesFloat32(value, digits);
  };
  const widenBytes = (value: number, bytes: Uint8Array, from: number, to: number): void => {
    exact = false;
    if (!float32) return;
    let digits = 0;
    for (let i = from; i < to; i++) if (bytes[i] !== point && (digits > 0 || bytes[i] !== 48)) digits++;
    float32 = survivesFloat32(value, digits);
  };
  const take = (text: string, row: number, line: number): void => {
    const value = readNumber(text, decimalComma);
    values[row] = value;
    if (cell.kind !== NUMBER) other(cell.kind, text, line);
    if (Number.isNaN(value)) return;
    if (cell.trimmed) notes.add('cells-trimmed', { line, column: name });
    if (Math.fround(value) !== value) widen(value, cell.digits);
  };
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) take(rows[i]![at]!, first + i, lines[i]!);
    },
    fillPlain(bytes, block, at, first, lines) {
      const { count, width, ends, starts } = block;
      const powers = POWERS_OF_TEN;
      for (let i = 0, e = at; i < count; i++, e += width) {
        const start = at === 0 ? starts[i]! : ends[e - 1]! + 1;
        const end = ends[e]!;
        // Short plain decimals, as readNumber's quick path does; all else is left to readNumber itself.
        const isNegative = bytes[start] === 45;
        const begin = isNegative ? start + 1 : start;
        const size = end - begin;
        if (size === 1) {
          const digit = bytes[begin]! - 48;
          if (digit >= 0 && digit <= 9) {
            values[first + i] = isNegative ? -digit : digit;
            continue;
          }
        }
        // Nine digits fit an int32, which is quicker to reckon with than a double.
        const nine = size > 9 ? begin + 9 : end;
        let p = begin;
        let whole = 0;
        for (; p < nine; p++) {
          const digit = bytes[p]! - 48;
          if (digit < 0 || digit > 9) break;
          whole = (whole * 10 + digit) | 0;
        }
        let value = whole;
        let pointAt = end;
        if (p < end) {
          if (bytes[p] === point) pointAt = p++;
          for (; p < end; p++) {
            const digit = bytes[p]! - 48;
            if (digit < 0 || digit > 9) break;
            value = value * 10 + digit;
          }
          if (p < end && pointAt === end && bytes[p] === point) {
            pointAt = p++;
            for (; p < end; p++) {
              const digit = bytes[p]! - 48;
              if (digit < 0 || digit > 9) break;
              value = value * 10 + digit;
            }
          }
          if (pointAt < end) value /= powers[end - 1 - pointAt]!;
        }
        // Signs alone, more digits than a double holds for sure, zeros in front ("0012"): not here.
        if (p < end || size === 0 || size > 15 || (bytes[begin] === 48 && pointAt !== begin + 1) || pointAt === begin) {
          take(asciiText(bytes, start, end), first + i, lines[i]!);
          continue;
        }
        if (isNegative) value = -value;
        values[first + i] = value;
        if (Math.fround(value) !== value) widenBytes(value, bytes, begin, end);
      }
    },
    finish(rows) {
      return {
        kind: 'number',
        values: exact ? new Float32Array(values.subarray(0, rows)) : values.slice(0, rows),
        float32,
        missing,
        infinite,
        foreign,
      };
    },
  };
};

/** Whether cell bytes [a, a + size) and [b, b + size) are the same. */
const sameBytes = (bytes: Uint8Array, a: number, b: number, size: number): boolean => {
  for (let i = 0; i < size; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
};

const createTimeBuilder = (
  column: PlannedColumn,
  capacity: number,
  pattern: TimePattern,
  notes: Notes,
): ColumnBuilder => {
  const values = new Float64Array(capacity);
  const { name } = column;
  let missing = 0;
  let foreign = 0;
  // Logs repeat a time many times in a row.
  let lastText: string | undefined;
  let lastValue = Number.NaN;
  const take = (text: string, row: number, line: number): void => {
    if (text !== lastText) {
      lastText = text;
      lastValue = readTime(text.trim(), pattern);
    }
    values[row] = lastValue;
    if (!Number.isNaN(lastValue)) return;
    missing++;
    const trimmed = text.trim();
    if (NOTHING.has(trimmed) || trimmed === '-') return;
    const place = { line, column: name, value: trimmed.slice(0, 40) };
    if (isNullDate(trimmed)) notes.add('null-dates', place);
    else {
      foreign++;
      notes.add('cells-not-times', place);
    }
  };
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) take(rows[i]![at]!, first + i, lines[i]!);
    },
    fillPlain(bytes, block, at, first, lines) {
      const { count, width, ends } = block;
      let before = 0;
      let size = -1;
      for (let i = 0; i < count; i++) {
        const start = cellStart(block, i, at);
        const end = ends[i * width + at]!;
        const same = end - start === size && sameBytes(bytes, start, before, size);
        take(same ? lastText! : asciiText(bytes, start, end), first + i, lines[i]!);
        before = start;
        size = end - start;
      }
    },
    finish: (rows) => ({ kind: 'time', values: values.slice(0, rows), missing, foreign }),
  };
};

const isBlank = (code: number): boolean => code <= 32 || code === 160;

const isPadded = (text: string): boolean =>
  text.length > 0 && (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1)));

const createTextBuilder = (column: PlannedColumn, capacity: number, notes: Notes): ColumnBuilder => {
  const codes = new Int32Array(capacity);
  const known = new Map<string, number>();
  const dictionary: string[] = [];
  const { name } = column;
  let missing = 0;
  const absent = new Set([...NOTHING, ...column.missingWords]);
  const valueCode = (value: string): number => {
    if (absent.has(value)) return -1;
    let code = known.get(value);
    if (code === undefined) {
      code = dictionary.length;
      known.set(value, code);
      dictionary.push(value);
    }
    return code;
  };
  const codeOf = (text: string): number => valueCode(isPadded(text) ? text.trim() : text);
  const forms = createWrittenForms(codeOf);
  const trimmed = (line: number): void => notes.add('cells-trimmed', { line, column: name });
  let lastText: string | undefined;
  let lastCode = -1;
  let lastPadded = false;
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) {
        const text = rows[i]![at]!;
        if (text !== lastText) {
          lastText = text;
          lastCode = codeOf(text);
          lastPadded = isPadded(text);
        }
        codes[first + i] = lastCode;
        if (lastCode < 0) missing++;
        else if (lastPadded) trimmed(lines[i]!);
      }
    },
    fillPlain(bytes, block, at, first, lines) {
      const { count, width, ends } = block;
      for (let i = 0; i < count; i++) {
        const start = cellStart(block, i, at);
        const end = ends[i * width + at]!;
        const code = forms.codeAt(bytes, start, end);
        codes[first + i] = code;
        if (code < 0) missing++;
        else if (end > start && (isBlank(bytes[start]!) || isBlank(bytes[end - 1]!))) trimmed(lines[i]!);
      }
    },
    finish: (rows) => ({ kind: 'text', codes: codes.slice(0, rows), dictionary: packStrings(dictionary), missing }),
  };
};

export const createColumnBuilder = (
  column: PlannedColumn,
  capacity: number,
  pattern: TimePattern | null,
  decimalComma: boolean,
  notes: Notes,
): ColumnBuilder => {
  if (column.kind === 'number') return createNumberBuilder(column, capacity, decimalComma, notes);
  if (column.kind === 'time' && pattern) return createTimeBuilder(column, capacity, pattern, notes);
  return createTextBuilder(column, capacity, notes);
};
