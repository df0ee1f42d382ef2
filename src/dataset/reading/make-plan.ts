/** One plan for all the files of a request, from what was seen in each. */
import { FaultError } from '../../base/fault.ts';
import type { ReceiptEntry } from '../receipt.ts';
import { createNotes } from './notes.ts';
import { type FilePlan, MAXIMUM_TABLE_BYTES, type PlannedColumn, type ReadPlan } from './plan.ts';
import type { ReadOptions } from './request.ts';
import type { FileSniff } from './sniff.ts';
import type { SniffedColumn } from './sniff-column.ts';

/** The kind that holds the cells of both. */
const unify = (a: SniffedColumn, b: SniffedColumn): SniffedColumn => {
  if (a.certainty === 'undecided') return { ...b, cell: a.cell, key: a.key };
  if (b.certainty === 'undecided' || a.kind === b.kind) return a.width >= b.width ? a : { ...a, width: b.width };
  return { ...a, kind: 'text', certainty: 'known', time: null, width: 4 };
};

const differing = (first: FileSniff, other: FileSniff): string => {
  const a = new Set(first.columns.map((column) => column.name));
  const b = new Set(other.columns.map((column) => column.name));
  const only = (x: Set<string>, y: Set<string>): string[] => [...x].filter((name) => !y.has(name)).slice(0, 5);
  const parts: string[] = [];
  const inFirst = only(a, b);
  const inOther = only(b, a);
  if (inFirst.length > 0) parts.push(`only ${first.name} has ${inFirst.map((name) => `"${name}"`).join(', ')}`);
  if (inOther.length > 0) parts.push(`only ${other.name} has ${inOther.map((name) => `"${name}"`).join(', ')}`);
  return parts.join('; ');
};

const fileName = (sniffs: readonly FileSniff[]): string =>
  sniffs.length === 1 ? sniffs[0]!.name : `${sniffs[0]!.name} and ${sniffs.length - 1} more`;

/** Files of two folders may have one name: the second is numbered, so that each can be told from the others. */
const withOwnNames = (sniffs: readonly FileSniff[]): readonly FileSniff[] => {
  const taken = new Set<string>();
  return sniffs.map((sniff) => {
    let { name } = sniff;
    for (let again = 2; taken.has(name); again++) name = `${sniff.name} (${again})`;
    taken.add(name);
    return { ...sniff, name };
  });
};

export const makePlan = (given: readonly FileSniff[], options: ReadOptions): ReadPlan => {
  const sniffs = withOwnNames(given);
  const first = sniffs[0]!;
  const json = first.syntax.kind === 'json-lines';
  let columns: SniffedColumn[] = [...first.columns];
  for (const other of sniffs.slice(1)) {
    const byName = new Map(other.columns.map((column) => [column.name, column]));
    const same = byName.size === columns.length && columns.every((column) => byName.has(column.name));
    if (json && other.syntax.kind === 'json-lines') {
      // Objects leave out what is not set: the columns are those of all files together.
      const known = new Set(columns.map((column) => column.name));
      columns = columns.map((column) => (byName.has(column.name) ? unify(column, byName.get(column.name)!) : column));
      columns.push(...other.columns.filter((column) => !known.has(column.name)));
      continue;
    }
    if (!same) {
      throw new FaultError({
        code: 'columns-differ',
        message: `${first.name} and ${other.name} have different columns: ${differing(first, other)}.`,
        advice: 'Open files together only where they have the same columns; open these one after the other.',
        file: other.name,
      });
    }
    columns = columns.map((column) => unify(column, byName.get(column.name)!));
  }

  const planned: PlannedColumn[] = columns.map(({ name, kind, certainty, missingWords }) => ({
    name,
    kind,
    certainty,
    missingWords,
  }));
  const notes = createNotes();
  for (const sniff of sniffs) notes.merge(sniff.notes as ReceiptEntry[], sniffs.length > 1 ? sniff.name : undefined);
  if (options.asText && options.asText.length > 0) {
    for (const column of options.asText) notes.add('read-as-text', { column });
  }
  const files: FilePlan[] = sniffs.map((sniff) => {
    const own = new Map(sniff.columns.map((column) => [column.name, column]));
    return {
      name: sniff.name,
      bytes: sniff.bytes,
      lastModified: sniff.lastModified,
      compressed: sniff.compressed,
      encoding: sniff.encoding,
      mark: sniff.mark,
      syntax: sniff.syntax,
      dataStart: sniff.dataStart,
      linesBefore: sniff.linesBefore,
      width: sniff.width,
      header: sniff.header,
      ...(sniff.fields ? { fields: sniff.fields } : {}),
      cells: columns.map((column, i) => (json ? i : own.get(column.name)!.cell)),
      keys: json ? columns.map((column) => column.key) : [],
      times: columns.map((column) => own.get(column.name)?.time ?? column.time),
      scoreOnly: options.scoreOnly?.includes(sniff.name) ?? false,
    };
  });
  const share = Math.min(1, Math.max(0, options.sampleShare ?? 1));
  const estimatedRows = Math.ceil(sniffs.reduce((sum, sniff) => sum + sniff.estimatedRows, 0) * share);
  const bytesPerRow = columns.reduce((sum, column) => sum + column.width, 12);
  const maximumBytes = Math.min(MAXIMUM_TABLE_BYTES, options.maximumBytes ?? MAXIMUM_TABLE_BYTES);
  const plan: ReadPlan = {
    name: fileName(sniffs),
    format: first.format,
    formatReason: first.reason,
    columns: planned,
    files,
    sampleShare: share,
    seed: options.seed ?? 42,
    estimatedRows,
    estimatedBytes: estimatedRows * bytesPerRow,
    maximumBytes,
    notes: notes.entries(),
  };
  if (plan.estimatedBytes > maximumBytes) throw new FaultError(tooLarge(plan, maximumBytes));
  return plan;
};

/** Share of the records that fits, as a whole per cent. */
export const fittingShare = (estimatedBytes: number, most: number): number =>
  Math.max(0.01, Math.floor((most / estimatedBytes) * 100) / 100);

const tooLarge = (plan: ReadPlan, most: number) => {
  const share = fittingShare(plan.estimatedBytes, most);
  return {
    code: 'too-large',
    message: `${plan.name} would take about ${(plan.estimatedBytes / 1e9).toFixed(1)} GB of memory (${plan.estimatedRows.toLocaleString('en-US')} rows, ${plan.columns.length} columns); ${(most / 1e9).toFixed(1)} GB is the limit.`,
    advice: `Read a seeded sample of ${Math.round(share * 100)}% of its records.`,
    file: plan.name,
    value: String(share),
  } as const;
};
