/**
 * Rows of the file as they were, with score, rank, flag and reasons behind them; in chunks, so that a million rows
 * never stand in memory at once.
 */
import { createPacer, throwIfCancelled } from '../base/cancel.ts';
import type { Reason } from '../detectors/detector.ts';
import { ranksByRow } from '../evaluation/flagged.ts';
import type { Ranking, RankingId } from '../evaluation/ranking.ts';
import { defuse, joinCells, quoteCell, splitRecord } from './csv-record.ts';
import type { Pseudonymiser } from './pseudonymise.ts';

export interface ScoredDetector {
  readonly id: RankingId;
  readonly scores: Float32Array;
  readonly ranking: Ranking;
  readonly threshold: number;
  /** Reasons of some rows, in their order; left out where a detector gives none. */
  readonly reasons?: (rows: Uint32Array) => Promise<readonly (readonly Reason[])[]>;
}

export interface AnnotatedCsvInput {
  /** Rows to write, in this order. */
  readonly rows: Uint32Array;
  /** Records as text, without their line ends, in the order asked for; an array of cells where the file has no such line
   * (generated rows, JSON), which is quoted here. */
  readonly records: (rows: Uint32Array) => Promise<readonly (string | readonly string[])[]>;
  /** The file's own header record; null where it had none, and names are written instead. */
  readonly header: string | null;
  readonly columnNames: readonly string[];
  readonly delimiter: string;
  /** False where the file knows no quotes (Zeek's logs). */
  readonly quoting?: boolean;
  readonly detectors: readonly ScoredDetector[];
  /** The cell of a column that holds categories, '' where missing: a reason says it. Null where a column holds numbers. */
  readonly categoryOf?: (column: string, row: number) => string | null;
  /** Further columns, such as marks and notes. */
  readonly extra?: readonly { readonly name: string; readonly of: (row: number) => string }[];
  /** Defuse the file's own cells too; what is added here always is. */
  readonly defuseCells?: boolean;
  readonly pseudonyms?: {
    readonly by: Pseudonymiser;
    /** Columns that hold addresses or host names; addresses in other cells are found by their form. */
    readonly columns: ReadonlySet<string>;
  };
  readonly signal?: AbortSignal;
  /** Rows asked for at a time. */
  readonly batch?: number;
}

const COLUMN_PREFIX: Readonly<Record<RankingId, string>> = {
  isolationForest: 'isolation_forest',
  autoencoder: 'autoencoder',
  combined: 'combined',
};
const REASONS_SHOWN = 3;

/** Nine digits name a float32 exactly. */
const scoreText = (score: number): string => String(Number(score.toPrecision(9)));

/** A value in a reason: enough to know it by. */
const MOST_VALUE_CHARACTERS = 40;

/** A category is neither high nor low: what is odd is that it is there. */
const reasonsText = (reasons: readonly Reason[], categoryOf: (column: string) => string | null): string =>
  reasons
    .slice(0, REASONS_SHOWN)
    .map(({ column, direction }) => {
      const category = categoryOf(column);
      if (category === null) return `${column} (${direction})`;
      return category === '' ? `${column} missing` : `${column} = ${category.slice(0, MOST_VALUE_CHARACTERS)}`;
    })
    .join('; ');

/** Text in chunks, line ends '\n'; to be encoded as UTF-8. */
export async function* annotatedCsv(input: AnnotatedCsvInput): AsyncGenerator<string, void, undefined> {
  const { rows, delimiter, detectors, extra = [], signal, batch = 1000 } = input;
  const original = originalRecord(input);
  const added = (cells: readonly string[]): string =>
    cells.map((cell) => delimiter + quoteCell(defuse(cell), delimiter)).join('');
  const names = detectors.flatMap((detector) => {
    const prefix = COLUMN_PREFIX[detector.id];
    const ends = ['score', 'rank', 'flagged', ...(detector.reasons === undefined ? [] : ['reasons'])];
    return ends.map((end) => `${prefix}_${end}`);
  });
  const header = input.header ?? joinCells(input.columnNames, delimiter);
  yield `${original.header(header)}${added([...names, ...extra.map((column) => column.name)])}\n`;

  const pace = createPacer(signal);
  const ranks = detectors.map((detector) => ranksByRow(detector.ranking, detector.scores));
  for (let from = 0; from < rows.length; from += batch) {
    throwIfCancelled(signal);
    await pace();
    const some = rows.slice(from, from + batch);
    const records = await input.records(some);
    const reasons = await Promise.all(detectors.map((detector) => detector.reasons?.(some)));
    const lines: string[] = [];
    some.forEach((row, i) => {
      let line = original.record(records[i] ?? '');
      detectors.forEach((detector, d) => {
        const score = detector.scores[row] ?? Number.NaN;
        // Numbers need no quotes and hide no formula.
        line += Number.isNaN(score)
          ? delimiter.repeat(3)
          : `${delimiter}${scoreText(score)}${delimiter}${ranks[d]![row]!}${delimiter}${score > detector.threshold ? '1' : '0'}`;
        const why = reasons[d];
        if (why !== undefined) {
          line += added([
            hidden(
              input,
              reasonsText(why[i] ?? [], (column) => categoryIn(input, column, row)),
            ),
          ]);
        }
      });
      lines.push(`${line}${added(extra.map((column) => hidden(input, column.of(row))))}\n`);
    });
    yield lines.join('');
  }
}

const categoryIn = ({ categoryOf, pseudonyms }: AnnotatedCsvInput, column: string, row: number): string | null => {
  const category = categoryOf?.(column, row) ?? null;
  return category && pseudonyms?.columns.has(column) ? pseudonyms.by.nameCell(category) : category;
};

const hidden = ({ pseudonyms }: AnnotatedCsvInput, text: string): string => pseudonyms?.by.addressesIn(text) ?? text;

/** Cells of a record without quotes; 0 where quotes ask for a closer look. */
const countPlainCells = (record: string, delimiter: string, quoting: boolean): number => {
  if (quoting && record.includes('"')) return 0;
  let cells = 1;
  for (let at = record.indexOf(delimiter); at >= 0; at = record.indexOf(delimiter, at + delimiter.length)) cells++;
  return cells;
};

/** The file's part of a line: untouched, unless cells are to be defused or addresses hidden; short records are filled up. */
const originalRecord = (
  input: AnnotatedCsvInput,
): { readonly header: (text: string) => string; readonly record: (record: string | readonly string[]) => string } => {
  const { delimiter, columnNames, quoting = true, defuseCells = false, pseudonyms } = input;
  const columns = columnNames.length;
  const named = columnNames.map((name) => pseudonyms?.columns.has(name) ?? false);
  const change = (text: string, index: number): string => {
    const shown = named[index] && pseudonyms !== undefined ? pseudonyms.by.nameCell(text) : hidden(input, text);
    return defuseCells ? defuse(shown) : shown;
  };
  const touches = defuseCells || pseudonyms !== undefined;

  const record = (source: string | readonly string[]): string => {
    if (typeof source !== 'string') return joinCells(source.map(change), delimiter);
    if (!touches && countPlainCells(source, delimiter, quoting) >= columns) return source;
    const cells = splitRecord(source, delimiter, quoting);
    // A record with fewer cells than the header would move what is added into the wrong columns.
    const filled = cells.length < columns ? delimiter.repeat(columns - cells.length) : '';
    if (!touches) return source + filled;
    const changed = cells.map(({ raw, text, quoted }, index) => {
      const after = change(text, index);
      if (after === text) return raw;
      return quoted ? `"${after.replaceAll('"', '""')}"` : quoting ? quoteCell(after, delimiter) : after;
    });
    return changed.join(delimiter) + filled;
  };
  const header = (text: string): string =>
    defuseCells
      ? splitRecord(text, delimiter, quoting)
          .map((cell) => (defuse(cell.text) === cell.text ? cell.raw : quoteCell(defuse(cell.text), delimiter)))
          .join(delimiter)
      : text;
  return { header, record };
};
