/** What each column seems to hold, from its name, its format and its cells in the head of the file. */
import { factOfName } from '../formats/column-names.ts';
import { type ColumnFact, type FormatModule, normaliseName } from '../formats/format-module.ts';
import type { createNotes } from './notes.ts';
import {
  CODE_LIKE,
  cell,
  HEXADECIMAL,
  INFINITE,
  MISSING,
  NOT_A_NUMBER_LITERAL,
  NUMBER,
  readNumber,
  survivesFloat32,
  THOUSANDS,
} from './number-text.ts';
import type { ColumnKind, PlannedColumn } from './plan.ts';
import type { ReadOptions } from './request.ts';
import { recogniseEpoch, recogniseTime, type TimePattern } from './time-text.ts';

export interface SniffedColumn extends PlannedColumn {
  readonly time: TimePattern | null;
  /** Index of its cell in a record. */
  readonly cell: number;
  /** Key in JSON records. */
  readonly key: string;
  /** Bytes that a row of it will take. */
  readonly width: 4 | 8;
}

/** Numbers without a name are times where they look like them and lie within three years; ids of that size spread wider. */
const LONGEST_CAPTURE = 3 * 366 * 86_400_000;
const spanOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

const TIME_NAME = /time|date|^ts$|stamp|seen|start|\bend\b|first|last/;

/** Kind of a column from its cells in the head. `isTime`: the format or the name says that it holds times. */
const kindOfCells = (
  cells: readonly string[],
  name: string,
  decimalComma: boolean,
  missingWords: readonly string[],
  isTime: boolean,
  isNameless: boolean,
): {
  readonly kind: ColumnKind;
  readonly time: TimePattern | null;
  readonly present: number;
  readonly wide: boolean;
} => {
  let numbers = 0;
  let present = 0;
  let wide = false;
  const values: number[] = [];
  const longNames: number[] = [];
  for (const text of cells) {
    const value = readNumber(text, decimalComma);
    if (cell.kind === MISSING || missingWords.includes(text)) continue;
    present++;
    // Nanoseconds since 1970 are more than a double holds exactly.
    if (cell.kind === CODE_LIKE) longNames.push(value);
    if (cell.kind === NUMBER || cell.kind === HEXADECIMAL || cell.kind === THOUSANDS) {
      numbers++;
      values.push(value);
      if (!wide) wide = !survivesFloat32(value, cell.digits);
    } else if (cell.kind === INFINITE || cell.kind === NOT_A_NUMBER_LITERAL) numbers++;
  }
  const isTimeName = isTime || TIME_NAME.test(name);
  if (isTimeName && present > 0 && longNames.length === present) {
    const epoch = recogniseEpoch(longNames);
    if (epoch) return { kind: 'time', time: epoch, present, wide: true };
  }
  if (present > 0 && numbers >= present * 0.99) {
    if (isTimeName || isNameless) {
      const epoch = recogniseEpoch(values);
      const isTimes = epoch && (isTimeName || spanOf(values) * epoch.millisecondsPerUnit < LONGEST_CAPTURE);
      if (isTimes) return { kind: 'time', time: epoch, present, wide: true };
    }
    return { kind: 'number', time: null, present, wide };
  }
  const time = recogniseTime(cells.slice(0, 500));
  return time ? { kind: 'time', time, present, wide: true } : { kind: 'text', time: null, present, wide: false };
};

export const sniffColumn = (
  name: string,
  at: number,
  key: string,
  cells: readonly string[],
  format: FormatModule,
  decimalComma: boolean,
  options: ReadOptions,
  type: string | undefined,
  unsetWords: readonly string[],
  isNameless: boolean,
): SniffedColumn => {
  const normalised = normaliseName(name);
  const fact: ColumnFact = { ...factOfName(normalised), ...format.column?.(normalised, type) };
  const missingWords = [...(format.missingWords ?? []), ...unsetWords];
  const base = { name, cell: at, key, missingWords };
  const text = { ...base, kind: 'text', certainty: 'known', time: null, width: 4 } as const;
  if (options.asText?.includes(name)) return text;
  if (options.asNumber?.includes(name)) return { ...text, kind: 'number', certainty: 'seen', width: 8 };
  const seen = kindOfCells(cells, normalised, decimalComma, missingWords, fact.kind === 'time', isNameless);
  if (fact.kind === 'text') return text;
  if (fact.kind === 'number') {
    // The format knows better than a few odd cells, but not better than a head without a single number.
    if (seen.kind === 'text' && seen.present > 0 && !someNumber(cells, decimalComma))
      return { ...text, certainty: 'seen' };
    return { ...base, kind: 'number', certainty: 'known', time: null, width: seen.wide ? 8 : 4 };
  }
  if (fact.kind === 'time') {
    // What the cells say goes before what the format usually writes: a date, or seconds since 1970.
    const time = recogniseTime(cells.slice(0, 500)) ?? seen.time ?? fact.time;
    if (time) return { ...base, kind: 'time', certainty: 'known', time, width: 8 };
  }
  if (seen.present === 0) return { ...text, certainty: 'undecided' };
  return { ...base, kind: seen.kind, certainty: 'seen', time: seen.time, width: seen.wide ? 8 : 4 };
};

export const someNumber = (cells: readonly string[], decimalComma: boolean): boolean =>
  cells.some((text) => {
    readNumber(text, decimalComma);
    return cell.kind === NUMBER || cell.kind === HEXADECIMAL || cell.kind === THOUSANDS;
  });

/** Names made usable: blanks trimmed, empty ones named by position, equal ones numbered; each said in the notes. */
export const usableNames = (raw: readonly string[], notes: ReturnType<typeof createNotes>, line: number): string[] => {
  const taken = new Set<string>();
  const counted = new Map<string, number>();
  return raw.map((written, i) => {
    let name = written.trim();
    if (name !== written) notes.add('names-trimmed', { line, column: name, value: written });
    if (name === '') {
      name = `column ${i + 1}`;
      notes.add('names-empty', { line, column: name });
    }
    if (taken.has(name)) {
      const first = name;
      let number = (counted.get(first) ?? 1) + 1;
      while (taken.has(`${first} (${number})`)) number++;
      counted.set(first, number);
      name = `${first} (${number})`;
      notes.add('names-numbered', { line, column: name, value: first });
    }
    taken.add(name);
    return name;
  });
};
