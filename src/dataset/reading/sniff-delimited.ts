/** Where the records of a file begin, how their cells are separated and whether the first one names the columns. */
import { FaultError } from '../../base/fault.ts';
import { type Delimited, parseCells, quoteRules } from './cells.ts';
import type { HeadBytes } from './head-bytes.ts';
import { readJsonLine } from './json-lines.ts';
import { cell, HEXADECIMAL, NUMBER, readNumber } from './number-text.ts';
import { MAXIMUM_RECORD, type Syntax } from './plan.ts';
import { BOTH, END_OF_FILE, type RecordIndex, scanRecords } from './records.ts';

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

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Records that are looked at: what is rarer than one in some hundreds is found while the file is read. */
const MOST_RECORDS = 1000;
/** Objects name their keys one by one, and a key that comes later has the whole file read again. */
const MOST_OBJECTS = 5000;

const scanHead = (head: HeadBytes, syntax: Syntax, from: number, name: string, most = MOST_RECORDS): RecordIndex => {
  const { bytes } = head;
  const scan = scanRecords(bytes, from, bytes.length, head.whole, quoteRules(syntax), MAXIMUM_RECORD, most);
  if (scan.index.count === 0 && scan.end !== 'done') {
    throw new FaultError({
      code: 'record-too-long',
      message: `${name}: the first record is longer than ${MAXIMUM_RECORD / 1024} KiB.`,
      advice: 'Either this is no table, or a quote in the first line is never closed.',
      file: name,
      line: scan.lines + 1,
    });
  }
  return scan.index;
};

const cellsOf = (bytes: Uint8Array, index: RecordIndex, syntax: Delimited): string[][] => {
  const rows: string[][] = [];
  for (const batch of parseCells(bytes, index, syntax)) rows.push(...batch.rows);
  return rows;
};

const isBlank = (row: readonly string[]): boolean => row.length === 1 && row[0]!.trim() === '';

/** The most frequent number of cells and the share of records that have it. */
const commonWidth = (rows: readonly (readonly string[])[]): { readonly width: number; readonly share: number } => {
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

const delimitedBy = (delimiter: string, quote = '"'): Delimited => ({
  kind: 'delimited',
  delimiter,
  quote,
  escape: quote,
  decimalComma: false,
  comment: '',
});

/** The delimiter that cuts most records into the same number of cells. */
const chooseDelimiter = (head: HeadBytes, from: number, name: string): Delimited => {
  let best: Delimited = delimitedBy(',');
  let bestScore = -1;
  for (const delimiter of DELIMITERS) {
    const syntax = delimitedBy(delimiter);
    const index = scanHead(head, syntax, from, name, 200);
    const rows = cellsOf(head.bytes, index, syntax).filter((row) => !isBlank(row));
    if (rows.length === 0) continue;
    const { width, share } = commonWidth(rows);
    if (width < 2) continue;
    // A header of the same width is worth more than many cells: "1,5;2,5" has as many commas as semicolons.
    const score = share * 2 + (rows[0]!.length === width ? 2 : 0) + Math.min(width, 100) / 100;
    if (score > bestScore) {
      bestScore = score;
      best = syntax;
    }
  }
  return best;
};

/** A backslash takes the meaning from a quote where more records are whole so than with doubled quotes. */
const chooseEscape = (head: HeadBytes, doubled: Delimited, name: string): Delimited => {
  let at = head.bytes.indexOf(92);
  while (at >= 0 && head.bytes[at + 1] !== 34) at = head.bytes.indexOf(92, at + 1);
  if (at < 0) return doubled;
  const slashed: Delimited = { ...doubled, escape: '\\' };
  const wholeShare = (syntax: Delimited): number => {
    const rows = cellsOf(head.bytes, scanHead(head, syntax, 0, name), syntax);
    const width = rows[0]?.length ?? 0;
    return rows.filter((row) => row.length === width).length / Math.max(1, rows.length);
  };
  return wholeShare(slashed) > wholeShare(doubled) ? slashed : doubled;
};

const looksLikeValue = (text: string): boolean => {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  readNumber(trimmed);
  if (cell.kind === NUMBER || cell.kind === HEXADECIMAL) return true;
  return /^\d{1,3}(?:\.\d{1,3}){3}$|^[0-9a-f]*:[0-9a-f:]+$|^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|^-?(?:inf|infinity|nan)$/i.test(
    trimmed,
  );
};

/** Whether the first of these records reads like names rather than values. */
const readsLikeNames = (rows: readonly (readonly string[])[]): boolean => {
  const first = rows[0]!;
  if (first.some(looksLikeValue)) return first.filter(looksLikeValue).length < first.length * 0.1 && first.length > 5;
  const rest = rows.slice(1, 200);
  if (rest.length === 0) return true;
  // A value below any text cell of the first record: that cell is a name.
  if (rest.some((row) => row.some(looksLikeValue))) return true;
  // All text: names do not come again below.
  const repeats = first.filter((text, i) => rest.some((row) => row[i] === text)).length;
  return repeats < first.length * 0.3;
};

const usesDecimalComma = (rows: readonly (readonly string[])[]): boolean => {
  let commas = 0;
  for (const row of rows.slice(0, 500)) {
    for (const text of row) {
      if (/^\s*[+-]?\d+\.\d+\s*$/.test(text)) return false;
      if (/^\s*[+-]?\d+,\d+\s*$/.test(text)) commas++;
    }
  }
  return commas > 0;
};

const lineText = (bytes: Uint8Array, index: RecordIndex, record: number): string =>
  new TextDecoder().decode(bytes.subarray(index.starts[record]!, index.ends[record]!));

/** Where a record of the index begins, or would if one more followed. */
const startOf = (index: RecordIndex, record: number): number => {
  if (record < index.count) return index.starts[record]!;
  const last = index.count - 1;
  return index.ends[last]! + (index.endings[last] === BOTH ? 2 : index.endings[last] === END_OF_FILE ? 0 : 1);
};

/** Bytes of the records [from, to), line ends and all. */
const bytesOf = (index: RecordIndex, from: number, to: number): number =>
  from >= to ? 0 : index.ends[to - 1]! + 1 - index.starts[from]!;

const sniffJson = (head: HeadBytes, name: string): ReadFile => {
  const syntax: Syntax = { kind: 'json-lines' };
  const index = scanHead(head, syntax, 0, name, MOST_OBJECTS);
  const objects: ReadonlyMap<string, string>[] = [];
  for (let i = 0; i < index.count; i++) {
    const cells = readJsonLine(lineText(head.bytes, index, i));
    if (cells) objects.push(cells);
  }
  if (objects.length === 0) {
    const first = lineText(head.bytes, index, 0).trim();
    throw new FaultError({
      code: 'not-a-table',
      message: `${name} begins like JSON, but no line of it is an object.`,
      advice: first.startsWith('[')
        ? 'Write one object a line: jq -c ".[]" FILE'
        : 'Write one whole object on each line (NDJSON).',
      file: name,
      line: 1,
    });
  }
  const view: View = {
    kind: 'json-lines',
    syntax,
    names: [],
    header: null,
    records: [],
    width: 0,
    dataStart: 0,
    linesBefore: 0,
    recordBytes: bytesOf(index, 0, index.count),
  };
  return { headed: viewOfObjects(view, objects), headless: null, likelyHeader: true };
};

const unescapeZeek = (text: string): string =>
  text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const sniffZeek = (head: HeadBytes, name: string): ReadFile => {
  const lines = scanHead(head, delimitedBy('\t', ''), 0, name, Number.POSITIVE_INFINITY);
  let separator = '\t';
  let names: string[] | null = null;
  let types: string[] = [];
  let first = 0;
  for (; first < lines.count; first++) {
    const line = lineText(head.bytes, lines, first);
    if (!line.startsWith('#')) break;
    if (line.startsWith('#separator')) separator = unescapeZeek(line.slice('#separator'.length).trim()) || '\t';
    else if (line.startsWith('#fields')) names = line.split(separator).slice(1);
    else if (line.startsWith('#types')) types = line.split(separator).slice(1);
  }
  if (!names) {
    throw new FaultError({
      code: 'not-a-table',
      message: `${name} begins like a Zeek log, but has no #fields line.`,
      advice: 'Keep the lines that begin with # at the top of the log.',
      file: name,
      line: first + 1,
    });
  }
  // The labelled logs of IoT-23 put three blanks, not the separator, between their last three fields.
  const splitsLast = / {2,}/.test(names.at(-1) ?? '');
  if (splitsLast) {
    const last = names.pop()!.split(/ {2,}/);
    names.push(...last);
    if (/ {2,}/.test(types.at(-1) ?? '')) types.push(...types.pop()!.split(/ {2,}/));
  }
  const syntax: Delimited = { ...delimitedBy(separator[0]!, ''), comment: '#', splitsLast };
  const start = startOf(lines, first);
  const { index } = scanRecords(
    head.bytes,
    start,
    head.bytes.length,
    head.whole,
    quoteRules(syntax),
    MAXIMUM_RECORD,
    MOST_RECORDS,
  );
  const records = cellsOf(head.bytes, index, syntax).filter((row) => row.length === names.length);
  const view: View = {
    kind: 'zeek',
    syntax,
    names,
    types,
    header: null,
    records,
    width: names.length,
    dataStart: start,
    linesBefore: first,
    recordBytes: bytesOf(index, 0, index.count),
  };
  return { headed: view, headless: null, likelyHeader: true };
};

const sniffArff = (head: HeadBytes, name: string): ReadFile => {
  const lines = scanHead(head, delimitedBy(',', ''), 0, name, Number.POSITIVE_INFINITY);
  const names: string[] = [];
  let first = 0;
  for (; first < lines.count; first++) {
    const line = lineText(head.bytes, lines, first).trim();
    const attribute = /^@attribute\s+(?:'([^']*)'|"([^"]*)"|(\S+))/i.exec(line);
    if (attribute) names.push(attribute[1] ?? attribute[2] ?? attribute[3] ?? '');
    if (/^@data/i.test(line)) break;
  }
  if (first >= lines.count) {
    throw new FaultError({
      code: 'not-a-table',
      message: `${name} begins like an ARFF file, but has no @data line.`,
      advice: 'Check that the file is whole.',
      file: name,
      line: lines.count,
    });
  }
  const syntax: Delimited = { ...delimitedBy(',', "'"), escape: '\\', comment: '%' };
  const start = startOf(lines, first + 1);
  const { index } = scanRecords(
    head.bytes,
    start,
    head.bytes.length,
    head.whole,
    quoteRules(syntax),
    MAXIMUM_RECORD,
    MOST_RECORDS,
  );
  const view: View = {
    kind: 'arff',
    syntax,
    names,
    header: null,
    records: cellsOf(head.bytes, index, syntax).filter((row) => row.length === names.length),
    width: names.length,
    dataStart: start,
    linesBefore: first + 1,
    recordBytes: bytesOf(index, 0, index.count),
  };
  return { headed: view, headless: null, likelyHeader: true };
};

export const sniffDelimited = (head: HeadBytes, name: string): ReadFile => {
  const opening = new TextDecoder().decode(head.bytes.subarray(0, 4096)).trimStart();
  if (/^[{[]/.test(opening)) return sniffJson(head, name);
  if (/^#(?:separator|set_separator|fields|path)/.test(opening)) return sniffZeek(head, name);
  if (/^(?:%[^\n]*\s+)*@relation\s/i.test(opening)) return sniffArff(head, name);

  const found = chooseEscape(head, chooseDelimiter(head, 0, name), name);
  const index = scanHead(head, found, 0, name);
  const all = cellsOf(head.bytes, index, found);
  let first = 0;
  while (first < all.length && isBlank(all[first]!)) first++;
  // Comment lines above the header (exports of SIEMs, sed'ed logs).
  while (first < all.length - 1 && all[first]![0]!.startsWith('#') && all[first]!.length < all[first + 1]!.length)
    first++;
  const rows = all.slice(first);
  if (rows.length === 0) {
    throw new FaultError({
      code: 'empty-file',
      message: `${name} holds nothing but blanks.`,
      advice: 'Export the capture again, or open another file.',
      file: name,
    });
  }
  const decimalComma = found.delimiter !== ',' && usesDecimalComma(rows);
  const syntax: Delimited = { ...found, decimalComma };
  const body = rows.slice(1).filter((row) => !isBlank(row));
  const common = commonWidth(body.length > 0 ? body : rows);
  const headerRow = rows[0]!;
  const after = startOf(index, first + 1);
  // One name too few in nearly all records: the first column holds row names (as R writes them).
  const oneMore = body.filter((row) => row.length === headerRow.length + 1 && row.at(-1) !== '').length;
  const hasRowNames = body.length > 0 && oneMore >= body.length * 0.9;
  const names = hasRowNames ? ['row', ...headerRow] : headerRow;
  const headed: View = {
    kind: 'delimited',
    syntax,
    names,
    header: headerRow,
    records: body,
    width: names.length,
    dataStart: after,
    linesBefore: first + 1 < index.count ? index.lines[first + 1]! : index.lines[first]! + 1,
    recordBytes: bytesOf(index, first + 1, index.count),
    shifted: hasRowNames,
  };
  const headless: View = {
    kind: 'delimited',
    syntax,
    names: null,
    header: null,
    records: rows.filter((row) => !isBlank(row)),
    width: common.width,
    dataStart: index.starts[first]!,
    linesBefore: index.lines[first]!,
    recordBytes: bytesOf(index, first, index.count),
  };
  return { headed, headless, likelyHeader: readsLikeNames([headerRow, ...body]) };
};
