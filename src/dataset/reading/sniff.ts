/** What a file is, from its first megabyte: format, delimiter, header, and what each column seems to hold. */
import { FaultError } from '../../base/fault.ts';
import { FORMAT_NAMES, type FormatId } from '../format.ts';
import type { FormatModule } from '../formats/format-module.ts';
import type { ReceiptEntry } from '../receipt.ts';
import type { TextEncodingName } from '../table.ts';
import { chooseFormat } from './choose-format.ts';
import { type HeadBytes, readHead } from './head-bytes.ts';
import { type ReadFile, type View, viewOfObjects } from './head-records.ts';
import { createNotes } from './notes.ts';
import { refuseLinesWithoutCells, refuseWrappedRecords } from './other-kinds.ts';
import { MAXIMUM_COLUMNS, type Syntax } from './plan.ts';
import type { ReadOptions } from './request.ts';
import { type SniffedColumn, sniffColumn, someNumber, usableNames } from './sniff-column.ts';
import { sniffDelimited } from './sniff-delimited.ts';

export interface FileSniff {
  readonly name: string;
  readonly bytes: number;
  readonly lastModified: number;
  readonly compressed: boolean;
  readonly encoding: TextEncodingName;
  readonly mark: number;
  readonly format: FormatId;
  readonly reason: string;
  readonly confidence: number;
  readonly syntax: Syntax;
  readonly header: readonly string[] | null;
  /** See FilePlan. */
  readonly fields?: readonly string[];
  readonly width: number;
  readonly dataStart: number;
  readonly linesBefore: number;
  readonly columns: readonly SniffedColumn[];
  /** Records in the file, from the length of those in the head. */
  readonly estimatedRows: number;
  readonly notes: readonly ReceiptEntry[];
}

const estimateRows = (head: HeadBytes, fileBytes: number, headRecords: number, recordBytes: number): number => {
  if (recordBytes === 0) return headRecords;
  if (head.whole) return Math.ceil((head.bytes.length / recordBytes) * headRecords);
  // Deflated flow records are a sixth to a tenth of their size; taken low, since columns grow where it is too few.
  const size = head.compressed ? fileBytes * 6 : head.encoding.startsWith('utf-16') ? fileBytes / 2 : fileBytes;
  return Math.ceil((size / recordBytes) * headRecords);
};

const SAMPLE_CELLS = 1000;

/** Records of other kinds alone (an eve.json with alerts and no flows). */
const noneKept = (objects: readonly ReadonlyMap<string, string>[], format: FormatModule, name: string): FaultError => {
  const { key, kind: wanted, advice } = format.kept!;
  const counts = new Map<string, number>();
  for (const object of objects) {
    const kind = object.get(key) ?? '(none)';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5);
  return new FaultError({
    code: 'not-a-table',
    message: `${name} is a file of ${FORMAT_NAMES[format.id]}, but holds no record with ${key} ${wanted}: ${kinds
      .map(([kind, count]) => `${kind} ${count.toLocaleString('en-US')}`)
      .join(', ')}.`,
    advice,
    file: name,
  });
};

/** Lines of differing lengths without a single value: prose with commas in it, the source of a program. */
const readsLikeProse = (view: View): boolean => {
  const records = view.names === null ? view.records : [view.names, ...view.records];
  const common = records.filter((record) => record.length === view.width).length;
  if (view.kind !== 'delimited' || common >= records.length * 0.6) return false;
  return !view.records.some((record) => someNumber(record, false));
};

export const sniffFile = async (file: File, options: ReadOptions): Promise<FileSniff> => {
  const head = await readHead(file, file.name);
  const read: ReadFile = sniffDelimited(head, file.name);
  const notes = createNotes();
  if (head.mark > 0) notes.add('byte-order-mark', { file: file.name });
  if (head.compressed) notes.add('decompressed', { file: file.name });
  if (head.encoding.startsWith('utf-16')) notes.add('utf-16-decoded', { file: file.name });

  const chosen = chooseFormat(read, options.format, file.name);
  const { format } = chosen;
  // Events of other kinds than the format is about bring keys of their own.
  const kept = format.keeps && chosen.view.objects?.filter((object) => format.keeps!(object));
  if (kept?.length === 0 && head.whole) throw noneKept(chosen.view.objects!, format, file.name);
  const view = kept && kept.length > 0 ? viewOfObjects(chosen.view, kept) : chosen.view;
  const syntax: Syntax =
    view.syntax.kind === 'delimited' && format.escape ? { ...view.syntax, escape: format.escape } : view.syntax;
  const decimalComma = syntax.kind === 'delimited' && syntax.decimalComma;

  const given =
    view.names ?? format.namesFor?.(view.width) ?? Array.from({ length: view.width }, (_, i) => `column ${i + 1}`);
  if (view.names === null) notes.add('names-given', { file: file.name }, given.length);
  let raw: readonly string[] = given;
  if (syntax.kind === 'json-lines') {
    const more = (options.addedKeys ?? []).filter((key) => !given.includes(key));
    raw = [...given, ...more];
  }
  if (raw.length > MAXIMUM_COLUMNS) {
    throw new FaultError({
      code: 'too-many-columns',
      message: `${file.name} has ${raw.length.toLocaleString('en-US')} columns; at most ${MAXIMUM_COLUMNS.toLocaleString('en-US')} are read.`,
      advice: 'Flow records have tens of columns: check the delimiter, or whether rows and columns were exchanged.',
      file: file.name,
      line: view.linesBefore,
    });
  }
  if (view.linesAbove) notes.add('title-skipped', { line: 1 }, view.linesAbove);
  if (view.shifted) notes.add('names-shifted', { line: view.linesBefore });
  const names = usableNames(raw, notes, view.linesBefore);
  const records = view.records.slice(
    0,
    Math.max(50, Math.min(SAMPLE_CELLS, Math.floor(2e6 / Math.max(1, raw.length)))),
  );
  const isNameless = view.names === null && format.namesFor?.(view.width) == null;
  const columns: SniffedColumn[] = [];
  names.forEach((name, i) => {
    const cells = records.map((record) => record[i] ?? '');
    // A delimiter at the end of every line makes a column of nothing.
    if (
      raw[i]!.trim() === '' &&
      i === names.length - 1 &&
      names.length > 1 &&
      cells.every((text) => text.trim() === '')
    ) {
      notes.add('column-left-out', { column: name });
      return;
    }
    columns.push(
      sniffColumn(
        name,
        i,
        raw[i]!,
        cells,
        format,
        decimalComma,
        options,
        view.types?.[i],
        view.missingWords ?? [],
        isNameless,
      ),
    );
  });
  if (format.id === 'generic' && view.kind === 'delimited') refuseWrappedRecords(view.names, records, file.name);
  const isProse = format.id === 'generic' && readsLikeProse(view);
  if (columns.length < 2 || isProse) {
    refuseLinesWithoutCells(new TextDecoder().decode(head.bytes.subarray(0, 4096)), file.name);
  }
  if (isProse) {
    throw new FaultError({
      code: 'not-a-table',
      message: `${file.name} reads like text, not like a table: its lines have differing numbers of cells, and none is a number.`,
      advice: 'Open a file of flows as CSV, TSV or JSON lines.',
      file: file.name,
      line: Math.max(1, view.linesBefore),
    });
  }
  if (columns.length < 2) {
    const only = names[0] === undefined ? 'has no column' : `has one column only ("${names[0].slice(0, 60)}")`;
    throw new FaultError({
      code: 'not-a-table',
      message: `${file.name} ${only}.`,
      advice: 'Flow records have several, separated by commas, semicolons, TABs or pipes.',
      file: file.name,
      line: Math.max(1, view.linesBefore),
    });
  }
  if (columns.some((column) => column.time?.kind === 'date' && column.time.order === 'day-first')) {
    const ambiguous = columns.filter(
      (column) =>
        column.time?.kind === 'date' && column.time.order === 'day-first' && isAmbiguous(records, column.cell),
    );
    for (const column of ambiguous) notes.add('dates-ambiguous', { column: column.name });
  }
  return {
    name: file.name,
    bytes: file.size,
    lastModified: file.lastModified,
    compressed: head.compressed,
    encoding: head.encoding,
    mark: head.mark,
    format: format.id,
    reason: chosen.seen,
    confidence: chosen.confidence,
    syntax,
    header:
      view.names === null || syntax.kind === 'json-lines' || view.header === null
        ? null
        : view.header.map((name) => name.trim()),
    ...(view.kind === 'zeek' && view.names ? { fields: view.names } : {}),
    width: view.width,
    // A file that is read at any place counts its byte order mark; a streamed one has left it out.
    dataStart: view.dataStart + (head.compressed || head.encoding.startsWith('utf-16') ? 0 : head.mark),
    linesBefore: view.linesBefore,
    columns,
    estimatedRows: estimateRows(head, file.size, view.records.length, view.recordBytes),
    notes: notes.entries(),
  };
};

/** No date of the head says which number is the day. Dates with a point between are written day first, and words are clear. */
const isAmbiguous = (records: readonly (readonly string[])[], at: number): boolean => {
  const dates = records.flatMap((record) => {
    const m = /^'?(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/.exec((record[at] ?? '').trim());
    return m === null ? [] : [m];
  });
  return dates.length > 0 && dates.every((m) => Number(m[1]) <= 12 && Number(m[2]) <= 12);
};
