/** Rows of records whose cells are delimited: plain ones from their bytes, the others by PapaParse. */
import type { Fault } from '../../base/fault.ts';
import { type Delimited, parseCells } from './cells.ts';
import type { NoteId, Notes } from './notes.ts';
import {
  addPlainRecords,
  asciiText,
  type CellBlock,
  cellEnd,
  cellStart,
  clearBlock,
  createCellBlock,
  isFull,
  narrow,
} from './plain-cells.ts';
import type { FilePlan } from './plan.ts';
import type { Work } from './record-work.ts';
import { MALFORMED, partOf, type RecordIndex } from './records.ts';

/** Nothing at all, or delimiters with nothing between them, as spreadsheets leave below a table. */
const isBlankRow = (row: readonly string[]): boolean => row.every((text) => text.trim() === '');

const isHeaderAgain = (row: readonly string[], header: readonly string[]): boolean => {
  if (row.length < header.length || row[0]!.trim() !== header[0]) return false;
  for (let i = 1; i < header.length; i++) if (row[i]!.trim() !== header[i]) return false;
  return true;
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
  const delimiter = syntax.delimiter.charCodeAt(0);
  // The header again is the header with blanks around its names, too; a TAB may be an empty cell's end.
  const isBlank = (byte: number): boolean => file.header !== null && byte <= 32 && byte !== delimiter;
  for (let byte = 0; byte <= 32; byte++) if (isBlank(byte)) isFirst[byte] = 1;
  isFirst[delimiter] = 1;
  const holdsNothing = (from: number, to: number): boolean => {
    for (let i = from; i < to; i++) if (bytes[i] !== delimiter && bytes[i] !== 32) return false;
    return true;
  };
  return {
    /** First record from `from` on that is suspect by its beginning, or `to`. */
    nextRecord({ starts, ends }: RecordIndex, from: number, to: number): number {
      for (let record = from; record < to; record++) {
        const start = starts[record]!;
        const first = bytes[start]!;
        if (isFirst[first] === 0) continue;
        if (first === delimiter && holdsNothing(start, ends[record]!)) return record;
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
export const addDelimited = (work: Work, syntax: Delimited, addBlock: (block: CellBlock) => void): void => {
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
    if (block.count > 0) {
      narrow(block);
      addBlock(block);
    }
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
