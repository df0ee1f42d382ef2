/** What the ways to look at the head of a file share: views of it, and its records as cells. */
import { FaultError } from '../../base/fault.ts';
import { type Delimited, parseCells, quoteRules } from './cells.ts';
import type { HeadBytes } from './head-bytes.ts';
import { MAXIMUM_RECORD, type Syntax } from './plan.ts';
import { BOTH, END_OF_FILE, type RecordIndex } from './records.ts';
import { scan } from './scan.ts';

/** One way to see the head: with the first record as header, or as data. */
export interface View {
  readonly kind: 'delimited' | 'zeek' | 'json-lines' | 'arff';
  readonly syntax: Syntax;
  /** Names as written; null where the first record is data. */
  readonly names: readonly string[] | null;
  /** The header record, where one stands in the file. */
  readonly header: readonly string[] | null;
  readonly records: readonly (readonly string[])[];
  readonly width: number;
  /** First byte of the first record, within the decoded bytes after the byte order mark. */
  readonly dataStart: number;
  readonly linesBefore: number;
  /** Bytes that `records` take together. */
  readonly recordBytes: number;
  /** True where the header has one name too few, and 'row' was put before it. */
  readonly shifted?: boolean;
  /** Lines above the header that are neither header nor blank. */
  readonly linesAbove?: number;
  /** Words that the file itself says stand for nothing. */
  readonly missingWords?: readonly string[];
  /** Type of each column, where the file says so. */
  readonly types?: readonly string[];
  /** The records as they stand, where they are JSON objects. */
  readonly objects?: readonly ReadonlyMap<string, string>[];
}

/** A view of JSON objects with the keys that come in them, in order of appearance. */
export const viewOfObjects = (view: View, objects: readonly ReadonlyMap<string, string>[]): View => {
  const keys = new Set<string>();
  for (const object of objects) for (const key of object.keys()) keys.add(key);
  const names = [...keys];
  return {
    ...view,
    names,
    width: names.length,
    objects,
    records: objects.map((object) => names.map((key) => object.get(key) ?? '')),
  };
};

export interface ReadFile {
  readonly headed: View;
  readonly headless: View | null;
  /** Whether the first record reads like names. */
  readonly likelyHeader: boolean;
}

/** Records that are looked at: what is rarer than one in some hundreds is found while the file is read. */
export const MOST_RECORDS = 500;
/** Objects name their keys one by one, and a key that comes later has the whole file read again. */
export const MOST_OBJECTS = 5000;

const scanFrom = (head: HeadBytes, syntax: Syntax, from: number, most: number) =>
  scan(head.bytes, from, head.bytes.length, head.whole, quoteRules(syntax), MAXIMUM_RECORD, most);

/** Null where the first record has no end: by another delimiter, or another way to close a quote, it may have one. */
export const tryScanHead = (head: HeadBytes, syntax: Syntax, from: number, most = MOST_RECORDS): RecordIndex | null => {
  const found = scanFrom(head, syntax, from, most);
  return found.index.count === 0 && found.end !== 'done' ? null : found.index;
};

export const scanHead = (
  head: HeadBytes,
  syntax: Syntax,
  from: number,
  name: string,
  most = MOST_RECORDS,
): RecordIndex => {
  const found = scanFrom(head, syntax, from, most);
  if (found.index.count === 0 && found.end !== 'done') {
    throw new FaultError({
      code: 'record-too-long',
      message: `${name}: the first record is longer than ${MAXIMUM_RECORD / 1024 ** 2} MiB.`,
      advice: 'Either this is no table, or a quote in the first line is never closed.',
      file: name,
      line: found.lines + 1,
    });
  }
  return found.index;
};

export const cellsOf = (bytes: Uint8Array, index: RecordIndex, syntax: Delimited): string[][] => {
  const rows: string[][] = [];
  for (const batch of parseCells(bytes, index, syntax)) rows.push(...batch.rows);
  return rows;
};

export const isBlank = (row: readonly string[]): boolean => row.length === 1 && row[0]!.trim() === '';

/** The most frequent number of cells and the share of records that have it. */
export const commonWidth = (
  rows: readonly (readonly string[])[],
): { readonly width: number; readonly share: number } => {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && length > width)) {
      width = length;
      most = count;
    }
  }
  return { width, share: rows.length === 0 ? 0 : most / rows.length };
};

export const delimitedBy = (delimiter: string, quote = '"'): Delimited => ({
  kind: 'delimited',
  delimiter,
  quote,
  escape: quote,
  decimalComma: false,
  comment: '',
});

export const lineText = (bytes: Uint8Array, index: RecordIndex, record: number): string =>
  new TextDecoder().decode(bytes.subarray(index.starts[record]!, index.ends[record]!));

/** Where a record of the index begins, or would if one more followed. */
export const startOf = (index: RecordIndex, record: number): number => {
  if (record < index.count) return index.starts[record]!;
  const last = index.count - 1;
  return index.ends[last]! + (index.endings[last] === BOTH ? 2 : index.endings[last] === END_OF_FILE ? 0 : 1);
};

/** Bytes of the records [from, to), line ends and all. */
export const bytesOf = (index: RecordIndex, from: number, to: number): number =>
  from >= to ? 0 : index.ends[to - 1]! + 1 - index.starts[from]!;
