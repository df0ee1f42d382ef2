/** Typed columns of one slice, filled batch by batch: from cells as text, or from the bytes of plain records. */
import { createDateBytes } from './date-bytes.ts';
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
  THOUSANDS,
} from './number-text.ts';
import { BYTES, DOUBLES, FLOATS, type NumberWidth, widthOf } from './number-width.ts';
import { packStrings } from './packed-strings.ts';
import {
  asciiText,
  type CellBlock,
  cellEnd,
  cellStart,
  MANY_DIGITS,
  narrowedAt,
  numbersAt,
  UNREAD,
} from './plain-cells.ts';
import type { PlannedColumn } from './plan.ts';
import type { SliceColumn } from './slice.ts';
import type { SliceMemory } from './slice-memory.ts';
import { isNullDate, readTime, type TimePattern } from './time-text.ts';
import { createWrittenForms } from './written-forms.ts';

export interface ColumnBuilder {
  /** Takes cell `at` of each of the first `count` rows as the rows from `first` on. `lines`: 1-based line of each. */
  fill(rows: readonly (readonly string[])[], count: number, at: number, first: number, lines: Int32Array): void;
  /** The same from the records of a block. */
  fillPlain(bytes: Uint8Array, block: CellBlock, at: number, first: number, lines: Int32Array): void;
  finish(rows: number): SliceColumn;
}

const MINUS = 45;
const LETTER_E = 101;

/** NaN and the like say "missing" in text columns too. */
const NOTHING: ReadonlySet<string> = new Set([...MISSING_WORDS, 'NaN', 'nan']);

const createNumberBuilder = (
  column: PlannedColumn,
  capacity: number,
  decimalComma: boolean,
  notes: Notes,
  first: NumberWidth,
  memory: SliceMemory,
): ColumnBuilder => {
  // As narrow as every value is kept exactly; what is finished goes on as it is, without a copy.
  let width = first;
  let values = memory.numbers(width, capacity);
  /** What the values have needed so far. */
  let exact: NumberWidth = BYTES;
  const known = column.certainty === 'known';
  const point = decimalComma ? 44 : 46;
  let float32 = true;
  let missing = 0;
  let infinite = 0;
  let foreign = 0;
  const { name } = column;
  const other = (kind: number, text: string, line: number): void => {
    const place = { line, column: name, value: text.slice(0, 40) };
    if (kind === HEXADECIMAL) notes.add('hexadecimal-read', place);
    else if (kind === THOUSANDS) notes.add('thousands-read', place);
    else if (kind === CODE_LIKE) {
      if (!known) foreign++;
    } else if (kind === INFINITE) {
      infinite++;
      notes.add('cells-not-finite', place);
    } else {
      missing++;
      if (kind === MISSING || column.missingWords.includes(text.trim())) return;
      if (kind === NO_NUMBER) {
        foreign++;
        notes.add('cells-not-numbers', place);
      } else notes.add('cells-not-finite', place);
    }
  };
  const need = (least: NumberWidth): void => {
    if (least > exact) exact = least;
    if (least <= width) return;
    const before = values;
    width = least;
    values = memory.numbers(width, capacity);
    values.set(before);
  };
  const put = (value: number, row: number): void => {
    if (exact < DOUBLES) need(widthOf(value));
    values[row] = value;
  };
  const digitsOf = (bytes: Uint8Array, from: number, to: number): number => {
    let digits = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if ((byte | 32) === LETTER_E) break;
      if (byte !== point && byte !== MINUS && (digits > 0 || byte !== 48)) digits++;
    }
    return digits;
  };
  const take = (text: string, row: number, line: number): void => {
    const value = readNumber(text, decimalComma);
    put(value, row);
    if (cell.kind !== NUMBER) other(cell.kind, text, line);
    if (Number.isNaN(value)) return;
    if (cell.trimmed) notes.add('cells-trimmed', { line, column: name });
    if (float32) float32 = survivesFloat32(value, cell.digits);
  };
  return {
    fill(rows, count, at, first, lines) {
      for (let i = 0; i < count; i++) take(rows[i]![at]!, first + i, lines[i]!);
    },
    fillPlain(bytes, block, at, first, lines) {
      const { count } = block;
      const flags = block.flags[at]!;
      const numbers = numbersAt(block, at);
      need(block.needs[at]! as NumberWidth);
      values.set(block.widths[at] === DOUBLES ? numbers : narrowedAt(block, at), first);
      // From the next block on they come as wide as they are wanted.
      block.widths[at] = Math.max(width, block.widths[at]!);
      if (float32 && exact === DOUBLES && flags & MANY_DIGITS) {
        for (let i = 0; i < count && float32; i++) {
          const value = numbers[i]!;
          if (Math.fround(value) === value || Number.isNaN(value)) continue;
          float32 = survivesFloat32(value, digitsOf(bytes, cellStart(block, i, at), cellEnd(block, i, at)));
        }
      }
      if (!(flags & UNREAD)) return;
      for (let i = 0; i < count; i++) {
        if (!Number.isNaN(numbers[i]!)) continue;
        const from = cellStart(block, i, at);
        const to = cellEnd(block, i, at);
        // Logs are full of these two, which every number column takes for a missing one.
        if (to === from || (to === from + 1 && bytes[from] === MINUS)) {
          put(Number.NaN, first + i);
          missing++;
        } else take(asciiText(bytes, from, to), first + i, lines[i]!);
      }
    },
    finish(rows) {
      return {
        kind: 'number',
        values: values.subarray(0, rows),
        needs: exact === DOUBLES && float32 ? FLOATS : exact,
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
  memory: SliceMemory,
): ColumnBuilder => {
  const values = memory.float64(capacity);
  const { name } = column;
  let missing = 0;
  let foreign = 0;
  const dates = createDateBytes();
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
      const { count, capacity, numbers } = block;
      let before = 0;
      let size = -1;
      for (let i = 0; i < count; i++) {
        const start = cellStart(block, i, at);
        const end = cellEnd(block, i, at);
        const quick =
          pattern.kind === 'epoch'
            ? numbers[at * capacity + i]! * pattern.millisecondsPerUnit
            : pattern.kind === 'date'
              ? dates.read(bytes, start, end)
              : Number.NaN;
        if (!Number.isNaN(quick)) {
          values[first + i] = quick;
          continue;
        }
        const same = end - start === size && sameBytes(bytes, start, before, size);
        take(same ? lastText! : asciiText(bytes, start, end), first + i, lines[i]!);
        before = start;
        size = end - start;
      }
    },
    finish: (rows) => ({ kind: 'time', values: values.subarray(0, rows), missing, foreign }),
  };
};

const isBlank = (code: number): boolean => code <= 32 || code === 160;

const isPadded = (text: string): boolean =>
  text.length > 0 && (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1)));

const createTextBuilder = (
  column: PlannedColumn,
  capacity: number,
  notes: Notes,
  memory: SliceMemory,
): ColumnBuilder => {
  const codes = memory.int32(capacity);
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
      const { count, capacity, hashes } = block;
      for (let i = 0; i < count; i++) {
        const start = cellStart(block, i, at);
        const end = cellEnd(block, i, at);
        const code = forms.codeAt(bytes, start, end, hashes[at * capacity + i]!);
        codes[first + i] = code;
        if (code < 0) missing++;
        else if (end > start && (isBlank(bytes[start]!) || isBlank(bytes[end - 1]!))) trimmed(lines[i]!);
      }
    },
    finish: (rows) => ({
      kind: 'text',
      codes: codes.subarray(0, rows),
      dictionary: packStrings(dictionary),
      missing,
    }),
  };
};

/** `width`: what numbers begin with, as the slice before had them. */
export const createColumnBuilder = (
  column: PlannedColumn,
  capacity: number,
  pattern: TimePattern | null,
  decimalComma: boolean,
  notes: Notes,
  width: NumberWidth,
  memory: SliceMemory,
): ColumnBuilder => {
  if (column.kind === 'number') return createNumberBuilder(column, capacity, decimalComma, notes, width, memory);
  if (column.kind === 'time' && pattern) return createTimeBuilder(column, capacity, pattern, notes, memory);
  return createTextBuilder(column, capacity, notes, memory);
};
