/** Records of one stretch of bytes as typed columns: the body of a slice. */
import { formatById } from '../formats/all.ts';
import type { FormatModule } from '../formats/format-module.ts';
import { type Delimited, decodeUtf8, decodeWindows1252, parseCells } from './cells.ts';
import { createColumnBuilder } from './column-builders.ts';
import { readJsonLine } from './json-lines.ts';
import { createNotes, type Notes } from './notes.ts';
import type { FilePlan, ReadPlan } from './plan.ts';
import { MALFORMED, type RecordIndex } from './records.ts';
import type { Slice } from './slice.ts';

/** Byte offset and length of each record of the index, in the file before decoding. */
export interface Positions {
  offsetOf(record: number): number;
  lengthOf(record: number): number;
}

export type ParsedRecords = Pick<Slice, 'rows' | 'records' | 'columns' | 'offsets' | 'lengths' | 'notes' | 'newKeys'>;

/** Rows handed to the column builders at a time. */
interface RowBatch {
  readonly rows: readonly (readonly string[])[];
  readonly count: number;
  /** Record number of each row. */
  readonly records: Int32Array;
}

/** A hash of position and seed in 0…1: the same record is taken whatever slices and workers there are. */
export const sampleDraw = (offset: number, seed: number): number => {
  let h =
    Math.imul((offset % 4294967296) ^ seed, 0x9e3779b1) ^ Math.imul(Math.floor(offset / 4294967296) + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};

const isBlankRow = (row: readonly string[]): boolean => row.length === 1 && row[0]!.trim() === '';

const isHeaderAgain = (row: readonly string[], header: readonly string[]): boolean => {
  if (row.length < header.length || row[0]!.trim() !== header[0]) return false;
  for (let i = 1; i < header.length; i++) if (row[i]!.trim() !== header[i]) return false;
  return true;
};

/** Why a record is no row of the table; null where it is one. */
const createGate = (file: FilePlan, format: FormatModule, syntax: Delimited) => {
  const { width, header } = file;
  return (row: readonly string[]): Parameters<Notes['add']>[0] | null => {
    if (isBlankRow(row)) return 'blank-lines';
    if (syntax.comment !== '' && row[0]!.startsWith(syntax.comment)) return 'lines-skipped';
    if (header !== null && isHeaderAgain(row, header)) return 'header-repeated';
    const skipped = format.skip?.(row, width);
    if (skipped) return skipped;
    if (row.length === width) return null;
    if (row.length < width) return 'records-too-short';
    for (let i = width; i < row.length; i++) if (row[i] !== '') return 'records-too-long';
    return null;
  };
};

const delimitedRows = function* (
  bytes: Uint8Array,
  index: RecordIndex,
  file: FilePlan,
  syntax: Delimited,
  format: FormatModule,
  taken: (record: number) => boolean,
  notes: Notes,
): Generator<RowBatch> {
  const gate = createGate(file, format, syntax);
  let records = new Int32Array(0);
  for (const batch of parseCells(bytes, index, syntax)) {
    const { from, to, rows } = batch;
    if (records.length < to - from) records = new Int32Array(to - from);
    for (const record of batch.western) notes.add('encoding-decoded', { line: index.lines[record]! + 1 });
    let count = 0;
    for (let i = 0; i < to - from; i++) {
      const row = rows[i]!;
      const record = from + i;
      const reason = gate(row);
      if (reason !== null) {
        notes.add(reason, { line: index.lines[record]! + 1, value: row.join(syntax.delimiter).slice(0, 60) });
        continue;
      }
      if (!taken(record)) continue;
      if (index.quoted[record] === MALFORMED) notes.add('quotes-malformed', { line: index.lines[record]! + 1 });
      rows[count] = row;
      records[count++] = record;
    }
    yield { rows, count, records };
  }
};

const JSON_BATCH = 512;

const jsonRows = function* (
  bytes: Uint8Array,
  index: RecordIndex,
  file: FilePlan,
  format: FormatModule,
  taken: (record: number) => boolean,
  notes: Notes,
  newKeys: Set<string>,
): Generator<RowBatch> {
  const columnOf = new Map(file.keys.map((key, i) => [key, i]));
  const records = new Int32Array(JSON_BATCH);
  let rows: string[][] = [];
  for (let record = 0; record < index.count; record++) {
    const raw = bytes.subarray(index.starts[record]!, index.ends[record]!);
    const place = { line: index.lines[record]! + 1 };
    let text = decodeUtf8(raw);
    if (text === null) {
      notes.add('encoding-decoded', place);
      text = decodeWindows1252(raw);
    }
    if (text.trim() === '') {
      notes.add('blank-lines', place);
      continue;
    }
    const cells = readJsonLine(text);
    if (cells === null) {
      notes.add('records-not-json', { ...place, value: text.slice(0, 60) });
      continue;
    }
    if (format.keeps && !format.keeps(cells)) {
      notes.add('rows-left-out', place);
      continue;
    }
    if (!taken(record)) continue;
    const row = new Array<string>(file.keys.length).fill('');
    for (const [key, value] of cells) {
      const at = columnOf.get(key);
      if (at === undefined) newKeys.add(key);
      else row[at] = value;
    }
    records[rows.length] = record;
    rows.push(row);
    if (rows.length === JSON_BATCH) {
      yield { rows, count: rows.length, records };
      rows = [];
    }
  }
  yield { rows, count: rows.length, records };
};

/**
 * Types the records of `index`, which points into `bytes`.
 * `lines` of the notes are 1-based within the stretch.
 */
export const parseRecords = (
  plan: ReadPlan,
  fileNumber: number,
  bytes: Uint8Array,
  index: RecordIndex,
  positions: Positions,
): ParsedRecords => {
  const file = plan.files[fileNumber]!;
  const format = formatById(plan.format);
  const notes = createNotes();
  const newKeys = new Set<string>();
  const { syntax } = file;
  const decimalComma = syntax.kind === 'delimited' && syntax.decimalComma;
  const builders = plan.columns.map((column, i) =>
    createColumnBuilder(column, index.count, file.times[i] ?? null, decimalComma, notes),
  );
  const offsets = new Float64Array(index.count);
  const lengths = new Uint32Array(index.count);
  const { sampleShare, seed } = plan;
  const taken = (record: number): boolean => {
    if (sampleShare >= 1 || sampleDraw(positions.offsetOf(record), seed) < sampleShare) return true;
    notes.add('sampled');
    return false;
  };

  const batches =
    syntax.kind === 'json-lines'
      ? jsonRows(bytes, index, file, format, taken, notes, newKeys)
      : delimitedRows(bytes, index, file, syntax, format, taken, notes);
  let lines = new Int32Array(0);
  let total = 0;
  for (const { rows, count, records } of batches) {
    if (lines.length < count) lines = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const record = records[i]!;
      lines[i] = index.lines[record]! + 1;
      offsets[total + i] = positions.offsetOf(record);
      lengths[total + i] = positions.lengthOf(record);
    }
    for (let c = 0; c < builders.length; c++) builders[c]!.fill(rows, count, file.cells[c]!, total, lines);
    total += count;
  }
  return {
    rows: total,
    records: index.count,
    columns: builders.map((builder) => builder.finish(total)),
    offsets: offsets.slice(0, total),
    lengths: lengths.slice(0, total),
    notes: notes.entries(),
    newKeys: [...newKeys],
  };
};
