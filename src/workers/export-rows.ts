/** The worker's side of the annotated CSV: how the file wrote its records, and the text in pieces as it is asked for. */
import { cellText } from '../dataset/cell-text.ts';
import { proposeRoles } from '../dataset/propose-roles.ts';
import type { FilePlan, ReadPlan } from '../dataset/reading/plan.ts';
import type { Column, Table } from '../dataset/table.ts';
import type { DetectorId, Reason } from '../detectors/detector.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import { type AnnotatedCsvInput, annotatedCsv } from '../export/annotated-csv.ts';
import { joinCells } from '../export/csv-record.ts';
import { createPseudonymiser } from '../export/pseudonymise.ts';
import type { ExportRequest, RowDetail } from './protocol.ts';

type RecordShape = Pick<AnnotatedCsvInput, 'header' | 'columnNames' | 'delimiter' | 'quoting'> & {
  /** True where a record of the file is a line of the export as it stands. */
  readonly asWritten: boolean;
};

const sameShape = (a: FilePlan, b: FilePlan): boolean =>
  a.syntax.kind === 'delimited' &&
  b.syntax.kind === 'delimited' &&
  a.syntax.delimiter === b.syntax.delimiter &&
  a.syntax.quote === b.syntax.quote &&
  a.width === b.width &&
  a.cells.every((cell, i) => cell === b.cells[i]);

/** Records of JSON, of generated rows, and of files that wrote them differently are put together from their cells. */
export const recordShape = (table: Pick<Table, 'columns'>, plan: ReadPlan | null): RecordShape => {
  const names = table.columns.map((column) => column.name);
  const first = plan?.files[0];
  if (!plan || !first || first.syntax.kind !== 'delimited' || !plan.files.every((file) => sameShape(first, file))) {
    return { asWritten: false, header: null, columnNames: names, delimiter: ',' };
  }
  const { delimiter, quote } = first.syntax;
  const hasHeader = first.header?.length === first.width;
  const byCell = Array.from({ length: first.width }, (_, cell) => first.header?.[cell] ?? `column ${cell + 1}`);
  plan.columns.forEach(({ name }, i) => {
    byCell[first.cells[i]!] = name;
  });
  return {
    asWritten: true,
    header: hasHeader ? joinCells(first.header!, delimiter) : null,
    columnNames: byCell,
    delimiter,
    quoting: quote !== '',
  };
};

const NAMES_HOSTS =
  /(^|[^a-z])(ip|addr|address|host|hostname|domain|dns|query|fqdn|sni|server_?name|url|uri|mac|user|username)([^a-z]|$)/;

/** Columns that hold addresses or names of hosts: by what they mean, or by their name. */
export const namingColumns = (table: Table): readonly string[] =>
  proposeRoles(table)
    .filter(({ column, meaning }) => {
      if (meaning === 'source-address' || meaning === 'destination-address') return true;
      const words = column.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
      const found = table.columns.find(({ name }) => name === column);
      return found?.kind === 'text' && NAMES_HOSTS.test(words);
    })
    .map(({ column }) => column);

export interface ExportContext {
  readonly table: Table;
  readonly plan: ReadPlan | null;
  /** Columns that the run reckoned from others. */
  readonly derived: readonly Column[];
  readonly scores: Partial<Record<RankingId, Float32Array>>;
  readonly details: (rows: Uint32Array) => Promise<readonly RowDetail[]>;
  readonly reasons: (id: DetectorId, rows: Uint32Array) => Promise<readonly (readonly Reason[])[]>;
  readonly signal: AbortSignal;
}

const NO_REASONS: readonly Reason[] = [];

/** Reasons of the rows above the threshold; the others are not asked for. */
const reasonsOfFlagged = async (
  rows: Uint32Array,
  scores: Float32Array,
  threshold: number,
  ask: (rows: Uint32Array) => Promise<readonly (readonly Reason[])[]>,
): Promise<readonly (readonly Reason[])[]> => {
  const flagged = rows.filter((row) => scores[row]! > threshold);
  const found = flagged.length > 0 ? await ask(flagged) : [];
  let next = 0;
  return Array.from(rows, (row) => (scores[row]! > threshold ? found[next++]! : NO_REASONS));
};

/** Bytes of a piece: large enough that a million rows are some hundreds of messages. */
const PIECE = 1 << 19;

export interface RowsExport {
  /** Null at the end. */
  next(): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly done: number; readonly total: number } | null>;
}

export const exportRows = (request: ExportRequest, context: ExportContext): RowsExport => {
  const { table, plan, scores, details, signal } = context;
  const { asWritten, ...shape } = recordShape(table, plan);
  const rows = request.rows === 'all' ? Uint32Array.from({ length: table.rows }, (_, row) => row) : request.rows;
  const { marks, pseudonymKey } = request;
  const columnNamed = new Map([...table.columns, ...context.derived].map((column) => [column.name, column]));
  const pieces = annotatedCsv({
    ...shape,
    rows,
    records: async (some) =>
      (await details(some)).map(({ line, cells }) => (asWritten && line !== null ? line : cells)),
    detectors: request.detectors.map(({ id, ranking, threshold, reasons }) => {
      const own = scores[id] ?? new Float32Array(table.rows).fill(Number.NaN);
      if (reasons === 'none' || id === 'combined') return { id, scores: own, ranking, threshold };
      const ask = (some: Uint32Array) => context.reasons(id, some);
      return {
        id,
        scores: own,
        ranking,
        threshold,
        reasons: (some) => (reasons === 'all' ? ask(some) : reasonsOfFlagged(some, own, threshold, ask)),
      };
    }),
    categoryOf: (name, row) => {
      const column = columnNamed.get(name);
      return column?.kind === 'text' ? cellText(column, row) : null;
    },
    extra:
      marks === null
        ? []
        : [
            { name: 'verdict', of: (row) => marks[row]?.verdict ?? '' },
            { name: 'note', of: (row) => marks[row]?.note ?? '' },
          ],
    ...(pseudonymKey && {
      pseudonyms: { by: createPseudonymiser(pseudonymKey), columns: new Set(namingColumns(table)) },
    }),
    signal,
  });

  const encoder = new TextEncoder();
  const batch = 1000;
  let batches = -1;
  return {
    async next() {
      const texts: string[] = [];
      let length = 0;
      while (length < PIECE) {
        const { value, done } = await pieces.next();
        if (done) break;
        // The first text is the header.
        batches++;
        texts.push(value);
        length += value.length;
      }
      if (texts.length === 0) return null;
      return {
        bytes: encoder.encode(texts.join('')),
        done: Math.min(batches * batch, rows.length),
        total: rows.length,
      };
    },
  };
};
