/** Records of one stretch of bytes as typed columns: the body of a slice. */
import type { Fault } from '../../base/fault.ts';
import { formatById } from '../formats/all.ts';
import { type FormatModule, normaliseName } from '../formats/format-module.ts';
import { type Delimited, decodeUtf8, decodeWindows1252, parseCells } from './cells.ts';
import { type ColumnBuilder, createColumnBuilder } from './column-builders.ts';
import { readJsonLine } from './json-lines.ts';
import { createNotes, type NoteId, type Notes } from './notes.ts';
import {
  addPlainRecords,
  asciiText,
  type CellBlock,
  cellEnd,
  cellStart,
  clearBlock,
  createCellBlock,
  isFull,
} from './plain-cells.ts';
import type { FilePlan, PlannedColumn, ReadPlan } from './plan.ts';
import { MALFORMED, partOf, type RecordIndex } from './records.ts';
import type { Slice } from './slice.ts';

/** Byte offset and length of each record of the index, in the file before decoding. */
export interface Positions {
  offsetOf(record: number): number;
  lengthOf(record: number): number;
}

export type ParsedRecords = Pick<
  Slice,
  'rows' | 'records' | 'columns' | 'offsets' | 'lengths' | 'notes' | 'newKeys' | 'fault'
>;

/** What the readers of a slice's records share. */
interface Work {
  readonly bytes: Uint8Array;
  readonly index: RecordIndex;
  readonly file: FilePlan;
  readonly columns: readonly PlannedColumn[];
  readonly format: FormatModule;
  readonly unwanted: Unwanted | null;
  readonly notes: Notes;
  /** The first thing that stops the reading. */
  fault: Fault | null;
  /** Only some of the records are taken. */
  readonly sampled: boolean;
  /** False where the record falls out of the sample. */
  takes(record: number): boolean;
  /** Takes rows as cells of text. `records`: the record number of each. */
  addRows(rows: readonly (readonly string[])[], count: number, records: Int32Array): void;
}

/** A hash of position and seed in 0…1: the same record is taken whatever slices and workers there are. */
export const sampleDraw = (offset: number, seed: number): number => {
  const low = (offset % 4294967296) | 0;
  const high = Math.floor(offset / 4294967296) + 1;
  let h = Math.imul(low ^ seed, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77);
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

/** Records that a format leaves out by the value of one cell (Argus' management records). */
interface Unwanted {
  readonly cell: number;
  readonly values: readonly string[];
}

const unwantedOf = (plan: ReadPlan, file: FilePlan, format: FormatModule): Unwanted | null => {
  const { unwanted } = format;
  if (!unwanted) return null;
  const column = plan.columns.findIndex(({ name }) => normaliseName(name) === unwanted.column);
  return column < 0 ? null : { cell: file.cells[column]!, values: unwanted.values };
};

const FIELDS_CHANGED = 'fields-changed';

const fieldsChanged = (file: FilePlan, line: number): Fault => ({
  code: 'columns-differ',
  message: `${file.name}, line ${line}: another log with other fields begins there.`,
  advice: 'Split the file at that line, and open the logs one after the other.',
  file: file.name,
  line,
});

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);

/** Why a record is no row of the table; null where it is one. */
const createGate = ({ file: { width, header, fields }, format, unwanted }: Work, syntax: Delimited) => {
  return (row: readonly string[]): NoteId | typeof FIELDS_CHANGED | null => {
    if (isBlankRow(row)) return 'blank-lines';
    if (syntax.comment !== '' && row[0]!.startsWith(syntax.comment)) {
      // Logs put together: a header with other fields would put every cell below it into the wrong column.
      return row[0] === '#fields' && fields && !isSame(row.slice(1), fields) ? FIELDS_CHANGED : 'lines-skipped';
    }
    if (header !== null && isHeaderAgain(row, header)) return 'header-repeated';
    if (row.length === width) {
      return unwanted?.values.includes(row[unwanted.cell]!.trim()) ? 'rows-left-out' : null;
    }
    const skipped = format.skip?.(row, width);
    if (skipped) return skipped;
    if (row.length < width) return 'records-too-short';
    for (let i = width; i < row.length; i++) if (row[i] !== '') return 'records-too-long';
    return null;
  };
};

const removeGuards = (row: string[], guard: string, line: number, notes: Notes): void => {
  for (let i = 0; i < row.length; i++) {
    const text = row[i]!;
    if (text[0] !== guard || !/^.[=+\-@]/.test(text)) continue;
    notes.add('guards-removed', { line, value: text.slice(0, 40) });
    row[i] = text.slice(1);
  }
};

/** Records as text, by PapaParse: those with quotes, with letters past ASCII, and the odd ones. */
const addParsed = (work: Work, syntax: Delimited, from: number, to: number): void => {
  const { bytes, index, notes } = work;
  const gate = createGate(work, syntax);
  const { guard } = work.format;
  let records = new Int32Array(0);
  for (const batch of parseCells(bytes, partOf(index, from, to), syntax)) {
    const size = batch.to - batch.from;
    if (records.length < size) records = new Int32Array(size);
    for (const record of batch.western) notes.add('encoding-decoded', { line: index.lines[from + record]! + 1 });
    let count = 0;
    for (let i = 0; i < size; i++) {
      const row = batch.rows[i]!;
      const record = from + batch.from + i;
      const line = index.lines[record]! + 1;
      const reason = gate(row);
      if (reason === FIELDS_CHANGED) {
        work.fault ??= fieldsChanged(work.file, line);
        continue;
      }
      if (reason !== null) {
        notes.add(reason, { line, value: row.slice(0, 12).join(syntax.delimiter).slice(0, 60) });
        continue;
      }
      if (!work.takes(record)) continue;
      if (guard !== undefined) removeGuards(row, guard, line, notes);
      if (index.quoted[record] === MALFORMED) notes.add('quotes-malformed', { line });
      batch.rows[count] = row;
      records[count++] = record;
    }
    work.addRows(batch.rows, count, records);
  }
};

/**
 * Whether a row of the block may be no row of the table, by what it begins with (a comment, the header again) or by the
 * cell that tells management records from flows. Row by row, PapaParse and the gate then decide.
 */
const createSuspicion = ({ bytes, file, unwanted }: Work, syntax: Delimited) => {
  const encoder = new TextEncoder();
  const beginnings: Uint8Array[] = [];
  if (syntax.comment !== '') beginnings.push(encoder.encode(syntax.comment));
  if (file.header !== null) beginnings.push(encoder.encode(file.header[0] || syntax.delimiter));
  const isFirst = new Uint8Array(256);
  for (const [byte] of beginnings) isFirst[byte!] = 1;
  // The header again is the header with blanks around its names, too.
  const isBlank = (byte: number): boolean => file.header !== null && byte <= 32;
  for (let byte = 0; byte <= 32; byte++) if (isBlank(byte)) isFirst[byte] = 1;
  return {
    /** First record from `from` on that is suspect by its beginning, or `to`. */
    nextRecord({ starts }: RecordIndex, from: number, to: number): number {
      for (let record = from; record < to; record++) {
        const start = starts[record]!;
        const first = bytes[start]!;
        if (isFirst[first] === 0) continue;
        if (isBlank(first) || beginnings.some((beginning) => beginning.every((byte, i) => bytes[start + i] === byte))) {
          return record;
        }
      }
      return to;
    },
    ofRow(block: CellBlock, i: number): boolean {
      if (unwanted === null) return false;
      const from = cellStart(block, i, unwanted.cell);
      const to = cellEnd(block, i, unwanted.cell);
      return unwanted.values.some((value) => to - from >= value.length && asciiText(bytes, from, to).trim() === value);
    },
  };
};

/** All records: blocks of plain ones from their bytes, the others between them as text, in the order of the file. */
const addDelimited = (work: Work, syntax: Delimited, addBlock: (block: CellBlock) => void): void => {
  const { bytes, index, file, format } = work;
  // Cells that blanks separate, and cells with a guard before them, are not plain.
  const rowwise = syntax.blanks !== undefined || format.guard !== undefined;
  const delimiter = syntax.delimiter.charCodeAt(0);
  const numberCells = work.columns.flatMap(({ kind }, i) =>
    kind === 'number' || file.times[i]?.kind === 'epoch' ? [file.cells[i]!] : [],
  );
  const point = syntax.decimalComma ? 44 : 46;
  const block = createCellBlock(bytes, file.width, delimiter, point, numberCells);
  const suspicion = createSuspicion(work, syntax);
  const flush = (): void => {
    if (block.count > 0) addBlock(block);
    clearBlock(block);
  };
  let odd = -1;
  for (let record = 0; record < index.count; ) {
    // Of a sample, each record is drawn for by itself.
    const room = work.sampled ? 1 : block.capacity - block.count;
    const to = rowwise ? record : suspicion.nextRecord(index, record, Math.min(index.count, record + room));
    const first = block.count;
    const added = to > record ? addPlainRecords(block, bytes, index, record, to) : 0;
    let kept = 0;
    while (kept < added && !suspicion.ofRow(block, first + kept)) kept++;
    block.count = first + kept;
    if (kept > 0 && odd >= 0) {
      // The odd ones come first; the block holds nothing but what was added just now.
      addParsed(work, syntax, odd, record);
      odd = -1;
    }
    if (kept > 0 && work.sampled && !work.takes(record)) block.count = first;
    record += kept;
    if (isFull(block)) flush();
    else if (record < index.count && (kept === 0 || record < to)) {
      if (odd < 0) {
        flush();
        odd = record;
      }
      record++;
    }
  }
  flush();
  if (odd >= 0) addParsed(work, syntax, odd, index.count);
};

const JSON_BATCH = 512;

const addJson = (work: Work, newKeys: Set<string>): void => {
  const { bytes, index, file, format, notes } = work;
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
    if (!work.takes(record)) continue;
    const row = new Array<string>(file.keys.length).fill('');
    for (const [key, value] of cells) {
      const at = columnOf.get(key);
      if (at === undefined) newKeys.add(key);
      else row[at] = value;
    }
    records[rows.length] = record;
    rows.push(row);
    if (rows.length === JSON_BATCH) {
      work.addRows(rows, rows.length, records);
      rows = [];
    }
  }
  work.addRows(rows, rows.length, records);
};

const wideOf = new WeakMap<ReadPlan, Uint8Array>();
/** By column: 1 where the slice that was read last with this plan had doubles, so that the next begins with them. */
const wideColumns = (plan: ReadPlan): Uint8Array => {
  const known = wideOf.get(plan) ?? new Uint8Array(plan.columns.length);
  wideOf.set(plan, known);
  return known;
};

/** Types the records of `index`, which points into `bytes`. Lines in the notes are 1-based within the stretch. */
export const parseRecords = (
  plan: ReadPlan,
  fileNumber: number,
  bytes: Uint8Array,
  index: RecordIndex,
  positions: Positions,
): ParsedRecords => {
  const file = plan.files[fileNumber]!;
  const notes = createNotes();
  const newKeys = new Set<string>();
  const { syntax } = file;
  const decimalComma = syntax.kind === 'delimited' && syntax.decimalComma;
  const wide = wideColumns(plan);
  const builders = plan.columns.map((column, i) =>
    createColumnBuilder(column, index.count, file.times[i] ?? null, decimalComma, notes, wide[i] === 1),
  );
  const offsets = new Float64Array(index.count);
  const lengths = new Uint32Array(index.count);
  const { sampleShare, seed } = plan;
  let lines = new Int32Array(1024);
  let total = 0;

  const add = (
    count: number,
    records: Int32Array,
    fill: (builder: ColumnBuilder, at: number, first: number) => void,
  ): void => {
    if (lines.length < count) lines = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const record = records[i]!;
      lines[i] = index.lines[record]! + 1;
      offsets[total + i] = positions.offsetOf(record);
      lengths[total + i] = positions.lengthOf(record);
    }
    for (let c = 0; c < builders.length; c++) fill(builders[c]!, file.cells[c]!, total);
    total += count;
  };
  const format = formatById(plan.format);
  const work: Work = {
    bytes,
    index,
    file,
    columns: plan.columns,
    format,
    unwanted: unwantedOf(plan, file, format),
    notes,
    fault: null,
    sampled: sampleShare < 1,
    takes(record) {
      if (sampleShare >= 1 || sampleDraw(positions.offsetOf(record), seed) < sampleShare) return true;
      notes.add('sampled');
      return false;
    },
    addRows(rows, count, records) {
      add(count, records, (builder, at, first) => builder.fill(rows, count, at, first, lines));
    },
  };
  if (syntax.kind === 'json-lines') addJson(work, newKeys);
  else {
    addDelimited(work, syntax, (block) => {
      add(block.count, block.records, (builder, at, first) => builder.fillPlain(bytes, block, at, first, lines));
    });
  }
  const columns = builders.map((builder) => builder.finish(total));
  columns.forEach((column, i) => {
    wide[i] = column.kind === 'number' && column.values instanceof Float64Array ? 1 : 0;
  });
  return {
    rows: total,
    records: index.count,
    columns,
    offsets: total === index.count ? offsets : offsets.slice(0, total),
    lengths: total === index.count ? lengths : lengths.slice(0, total),
    notes: notes.everyEntry(),
    newKeys: [...newKeys],
    fault: work.fault,
  };
};
