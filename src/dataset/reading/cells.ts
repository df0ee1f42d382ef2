/** Records as cells: bytes are decoded, then parsed by PapaParse, many records at a time where they are plain. */
import Papa from 'papaparse';
import { cellsByBlanks } from './blank-cells.ts';
import type { Syntax } from './plan.ts';
import { BOTH, CARRIAGE_RETURN, END_OF_FILE, MALFORMED, PLAIN, type QuoteRules, type RecordIndex } from './records.ts';

export type Delimited = Extract<Syntax, { kind: 'delimited' }>;

/** Most bytes parsed at a time: the cells of one batch die young, before the collector has to copy them. */
const BATCH_BYTES = 1 << 17;

export const quoteRules = (syntax: Syntax): QuoteRules =>
  syntax.kind === 'json-lines'
    ? { delimiter: 0, quote: 0, escaping: 0, objects: syntax.objects ?? false }
    : {
        delimiter: syntax.delimiter.charCodeAt(0),
        quote: syntax.quote === '' ? 0 : syntax.quote.charCodeAt(0),
        escaping: (syntax.escape || syntax.quote || '\0').charCodeAt(0),
      };

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What Windows-1252 has at 0x80 to 0x9F (Unicode's CP1252.TXT; the five holes as the C1 controls, as browsers do). */
const WESTERN_HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Text of a stretch of bytes as UTF-8; null where it is none. */
export const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

/** By our own table: some versions of Node take Latin-1 for it. */
export const decodeWindows1252 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) {
    text += byte >= 0x80 && byte < 0xa0 ? WESTERN_HIGH[byte - 0x80]! : String.fromCharCode(byte);
  }
  return text;
};

/** What a batch gives: the cells of records [from, to). */
export interface Batch {
  readonly from: number;
  readonly to: number;
  readonly rows: string[][];
  /** Indices of records that were decoded as Windows-1252. */
  readonly western: readonly number[];
}

const NEWLINES = { [CARRIAGE_RETURN]: '\r', [BOTH]: '\r\n' } as const;

/** Lines of the batch as text: one decode where all of it is UTF-8, else record by record. */
const decodeBatch = (
  bytes: Uint8Array,
  index: RecordIndex,
  from: number,
  to: number,
): { readonly text: string | null; readonly lines: () => string[]; readonly western: readonly number[] } => {
  const text = decodeUtf8(bytes.subarray(index.starts[from]!, index.ends[to - 1]!));
  const westernRecords: number[] = [];
  let decoded: string[] | null = null;
  const lines = (): string[] => {
    if (decoded) return decoded;
    decoded = [];
    for (let i = from; i < to; i++) {
      const record = bytes.subarray(index.starts[i]!, index.ends[i]!);
      const line = decodeUtf8(record);
      if (line === null) westernRecords.push(i);
      decoded.push(line ?? decodeWindows1252(record));
    }
    return decoded;
  };
  if (text === null) lines();
  return { text, lines, western: westernRecords };
};

/** Yields all records of the index, in order, batch by batch. */
export const parseCells = function* (bytes: Uint8Array, index: RecordIndex, syntax: Delimited): Generator<Batch> {
  const base = { delimiter: syntax.delimiter, quoteChar: syntax.quote || '"', escapeChar: syntax.escape || '"' };
  const parse = (text: string, newline: '\n' | '\r' | '\r\n', fastMode: boolean): string[][] =>
    text === ''
      ? [['']]
      : (new Papa.Parser({ ...base, newline, fastMode }).parse(text, 0, false) as { data: string[][] }).data;
  const one = (line: string): string[] => {
    const rows = parse(line, '\n', false);
    return rows.length === 1 ? rows[0]! : rows.flat();
  };

  let from = 0;
  while (from < index.count) {
    const quoted = index.quoted[from]!;
    const ending = index.endings[from]!;
    const start = index.starts[from]!;
    let to = from + 1;
    while (
      to < index.count &&
      index.quoted[to] === quoted &&
      (index.endings[to] === ending || index.endings[to] === END_OF_FILE) &&
      index.ends[to]! - start < BATCH_BYTES
    ) {
      to++;
    }
    const { text, lines, western: westernRecords } = decodeBatch(bytes, index, from, to);
    const newline = NEWLINES[ending as keyof typeof NEWLINES] ?? '\n';
    let rows: string[][];
    if (syntax.blanks) rows = lines().map((line) => cellsByBlanks(line, syntax.blanks!));
    else if (quoted === PLAIN) {
      rows = text !== null ? parse(text, newline, true) : lines().map((line) => line.split(syntax.delimiter));
    } else if (quoted === MALFORMED || text === null) {
      rows = lines().map(one);
    } else {
      rows = parse(text, newline, false);
      if (rows.length !== to - from) rows = lines().map(one);
    }
    if (syntax.splitsLast) rows = rows.map((row) => [...row.slice(0, -1), ...row.at(-1)!.split(/ {2,}/)]);
    yield { from, to, rows, western: westernRecords };
    from = to;
  }
};
