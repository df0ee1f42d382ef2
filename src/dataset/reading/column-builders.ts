/** Typed columns of one slice, filled batch by batch from cells. */
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
  readNumber,
  survivesFloat32,
} from './number-text.ts';
import { packStrings } from './packed-strings.ts';
import type { PlannedColumn } from './plan.ts';
import type { SliceColumn } from './slice.ts';
import { isNullDate, readTime, type TimePattern } from './time-text.ts';

export interface ColumnBuilder {
  /** Takes cell `at` of each of the first `count` rows as the rows from `first` on. `lines`: 1-based line of each. */
  fill(rows: readonly (readonly string[])[], count: number, at: number, first: number, lines: Int32Array): void;
  finish(rows: number): SliceColumn;
}

/** NaN and the like say "missing" in text columns too. */
const NOTHING = new Set([...MISSING_WORDS, 'NaN', 'nan']);

const createNumberBuilder = (
  column: PlannedColumn,
  capacity: number,
  decimalComma: boolean,
  notes: Notes,
): ColumnBuilder => {
  const values = new Float64Array(capacity);
  const known = column.certainty === 'known';
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
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) {
        const text = rows[i]![at]!;
        const value = readNumber(text, decimalComma);
        values[first + i] = value;
        if (cell.kind !== NUMBER) {
          other(cell.kind, text, lines[i]!);
          if (value !== value) continue;
        }
        if (cell.trimmed) notes.add('cells-trimmed', { line: lines[i]!, column: name });
        if (Math.fround(value) !== value) {
          exact = false;
          if (float32) float32 = survivesFloat32(value, cell.digits);
        }
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
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) {
        const text = rows[i]![at]!;
        if (text !== lastText) {
          lastText = text;
          lastValue = readTime(text.trim(), pattern);
        }
        values[first + i] = lastValue;
        if (lastValue === lastValue) continue;
        missing++;
        const trimmed = text.trim();
        if (NOTHING.has(trimmed) || trimmed === '-') continue;
        const place = { line: lines[i]!, column: name, value: trimmed.slice(0, 40) };
        if (isNullDate(trimmed)) notes.add('null-dates', place);
        else {
          foreign++;
          notes.add('cells-not-times', place);
        }
      }
    },
    finish: (rows) => ({ kind: 'time', values: values.slice(0, rows), missing, foreign }),
  };
};

const isBlank = (code: number): boolean => code <= 32 || code === 160;

const createTextBuilder = (column: PlannedColumn, capacity: number, notes: Notes): ColumnBuilder => {
  const codes = new Int32Array(capacity);
  const known = new Map<string, number>();
  const dictionary: string[] = [];
  const { name } = column;
  let missing = 0;
  // A Windows-1252 dash or a padded cell costs one look-up of its own: codes of cells as they stand in the file.
  const seen = new Map<string, number>();
  const skip = new Set([...NOTHING, ...column.missingWords]);
  let lastText: string | undefined;
  let lastCode = -1;
  let lastPadded = false;
  const padded = (text: string): boolean =>
    text.length > 0 && (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1)));
  const codeOf = (text: string): number => {
    let code = seen.get(text);
    if (code !== undefined) return code;
    const value = padded(text) ? text.trim() : text;
    if (skip.has(value)) code = -1;
    else {
      code = known.get(value);
      if (code === undefined) {
        code = dictionary.length;
        known.set(value, code);
        dictionary.push(value);
      }
    }
    seen.set(text, code);
    return code;
  };
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) {
        const text = rows[i]![at]!;
        if (text !== lastText) {
          lastText = text;
          lastCode = codeOf(text);
          lastPadded = padded(text);
        }
        codes[first + i] = lastCode;
        if (lastCode < 0) missing++;
        else if (lastPadded) notes.add('cells-trimmed', { line: lines[i]!, column: name });
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
