/**
 * Puts slices together to a Table. Slices come in the order of the file, each beginning where the one before ended;
 * their columns are copied into growing ones, so that nothing is held twice.
 */
import { FaultError } from '../../base/fault.ts';
import type { Column, SourceFile, Table } from '../table.ts';
import { createAssemblingColumn, filled, type Retype } from './assembling-columns.ts';
import { fingerprintOf } from './fingerprint.ts';
import { fittingShare } from './make-plan.ts';
import { createNotes } from './notes.ts';
import { MAXIMUM_COLUMNS, type ReadPlan } from './plan.ts';
import type { Slice } from './slice.ts';

export type { Retype } from './assembling-columns.ts';

export type Assembled =
  | { readonly done: true; readonly table: Table }
  /** Columns turned out to be something else, or keys came after the head: everything is to be read again. */
  | { readonly done: false; readonly retype: readonly Retype[] };

export interface Assembler {
  add(slice: Slice): void;
  finish(): Assembled;
}

export interface AssemblerLimits {
  readonly maximumBytes?: number;
  readonly maximumDictionary?: number;
}

export const createAssembler = (plan: ReadPlan, limits: AssemblerLimits = {}): Assembler => {
  const { maximumBytes = plan.maximumBytes * 1.25, maximumDictionary = 1 << 18 } = limits;
  const notes = createNotes();
  notes.merge(plan.notes);
  const columns = plan.columns.map((column) => createAssemblingColumn(column, plan.estimatedRows, maximumDictionary));
  const offsets = createAssemblingColumn(
    { name: 'offsets', kind: 'time', certainty: 'known', missingWords: [] },
    plan.estimatedRows,
    0,
  );
  let lengths = new Uint32Array(Math.max(1024, plan.estimatedRows));
  let rows = 0;
  let records = 0;
  const newKeys = new Set<string>();
  const files = plan.files.map((file) => ({ lines: file.linesBefore, firstRow: 0, endRow: 0, western: false }));
  let lastFile = -1;

  const add = (slice: Slice): void => {
    const file = files[slice.file]!;
    if (slice.file !== lastFile) {
      file.firstRow = rows;
      lastFile = slice.file;
    }
    if (slice.notes.some((entry) => entry.what === 'encoding-decoded')) file.western = true;
    notes.merge(slice.notes, plan.files[slice.file]!.name, file.lines);
    file.lines += slice.lines;
    records += slice.records;
    for (const key of slice.newKeys) newKeys.add(key);
    if (slice.rows > 0) {
      slice.columns.forEach((column, i) => {
        columns[i]!.add(column, rows, slice.rows);
      });
      offsets.add({ kind: 'time', values: slice.offsets, missing: 0, foreign: 0 }, rows, slice.rows);
      if (lengths.length < rows + slice.rows) {
        const wider = new Uint32Array(Math.ceil((rows + slice.rows) * 1.25));
        wider.set(lengths.subarray(0, rows));
        lengths = wider;
      }
      lengths.set(slice.lengths, rows);
      rows += slice.rows;
    }
    file.endRow = rows;
    const bytes = columns.reduce((sum, column) => sum + column.bytesPerRow(), 12) * rows;
    if (bytes > maximumBytes) {
      // How much is still to come is an estimate, and none where the file is compressed: then as much again.
      const wholeBytes = (bytes / rows) * Math.max(plan.estimatedRows, 2 * rows);
      throw new FaultError({
        code: 'too-large',
        message: `${plan.name} takes more than ${(maximumBytes / 1e9).toFixed(1)} GB of memory once read.`,
        advice: 'Read a seeded sample of its records, or leave columns out of the file.',
        file: plan.name,
        value: String(fittingShare(wholeBytes / plan.sampleShare, maximumBytes)),
      });
    }
  };

  const finish = (): Assembled => {
    const retype: Retype[] = columns.flatMap((column) => column.retype() ?? []);
    if (newKeys.size > 0) {
      const room = MAXIMUM_COLUMNS - plan.columns.length;
      const added = [...newKeys].slice(0, Math.max(0, room));
      if (newKeys.size > added.length) notes.add('unknown-keys', undefined, newKeys.size - added.length);
      retype.push(...added.map((column): Retype => ({ column, as: 'new' })));
    }
    if (retype.length > 0) return { done: false, retype };
    if (rows === 0) throw new FaultError(noRows(plan, records, notes.entries()));
    const finished: Column[] = columns.map((column, i) => {
      const made = column.finish(rows);
      if (made.kind !== 'time') return made;
      return { ...made, timeOfDayOnly: plan.files.every((file) => file.times[i]?.kind === 'clock') };
    });
    const digests = columns.map((column) => column.digest());
    for (const column of finished) {
      if (column.kind === 'text' && column.overflowed) notes.add('dictionary-full', { column: column.name });
    }
    if (plan.files.length > 1) {
      notes.add('file-column');
      finished.push(fileColumn(plan, files, rows));
    }
    const sources: SourceFile[] = plan.files.map((file, i) => ({
      name: file.name,
      bytes: file.bytes,
      firstRow: files[i]!.firstRow,
      endRow: files[i]!.endRow,
      scoreOnly: file.scoreOnly,
      encoding: files[i]!.western ? 'windows-1252' : file.encoding,
      compressed: file.compressed,
    }));
    const table: Table = {
      name: plan.name,
      format: plan.format,
      rows,
      columns: finished,
      sources,
      offsets: offsets.finish(rows).values,
      lengths: filled(lengths, rows),
      fingerprint: fingerprintOf(plan.format, finished, rows, digests),
      receipt: notes.entries(),
    };
    return { done: true, table };
  };
  return { add, finish };
};

const noRows = (
  plan: ReadPlan,
  records: number,
  receipt: Table['receipt'],
): ConstructorParameters<typeof FaultError>[0] => {
  const file = plan.files[0]!;
  if (records === 0) {
    return {
      code: 'header-only',
      message: `${plan.name} holds a header line and no record.`,
      advice: 'Export the capture again with its flows, or open another file.',
      file: file.name,
      line: file.linesBefore,
    };
  }
  const why = [...receipt]
    .filter((entry) => entry.what.startsWith('re') || entry.what.startsWith('rows'))
    .sort((a, b) => b.count - a.count)[0];
  const place = why?.places?.[0];
  return {
    code: 'not-a-table',
    message: `${plan.name} has ${records.toLocaleString('en-US')} records, and none is a row of ${file.width} cells${
      why ? `: ${why.detail.replace(/\.$/, '').toLowerCase()} (${why.count.toLocaleString('en-US')})` : ''
    }.`,
    advice: 'Choose the format by hand, or check the delimiter and the header line.',
    file: file.name,
    ...(place?.line === undefined ? {} : { line: place.line }),
  };
};

const fileColumn = (
  plan: ReadPlan,
  files: readonly { readonly firstRow: number; readonly endRow: number }[],
  rows: number,
): Column => {
  const codes = new Int32Array(rows);
  files.forEach(({ firstRow, endRow }, i) => {
    codes.fill(i, firstRow, endRow);
  });
  const taken = new Set(plan.columns.map((column) => column.name));
  let name = 'source file';
  for (let i = 2; taken.has(name); i++) name = `source file (${i})`;
  return { kind: 'text', name, codes, dictionary: plan.files.map((file) => file.name), missing: 0, overflowed: false };
};
