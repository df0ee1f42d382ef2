/**
 * Missing and infinite cells (both NaN in a Table). Either rows with one are left out, or the cell is filled: numbers
 * with the median of the fitted rows, text with a value of its own, '(missing)', since that a sensor gave no service or
 * state is news in itself and no service in particular.
 */
import { FaultError } from '../base/fault.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import { sortNumbers } from '../base/sort-numbers.ts';
import type { Place, ReceiptEntry } from '../dataset/receipt.ts';
import type { Numbers, Table } from '../dataset/table.ts';
import type { FeatureSettings } from './settings.ts';
import { type ColumnUses, nothingToLearnFrom, numbersOf, type SourceColumn, tableSources } from './source-columns.ts';

export interface MissingCount {
  readonly column: string;
  /** Rows whose cell is missing or not finite. */
  readonly cells: number;
}

const PLACES = 5;

/**
 * Counts the rows whose cell is missing, not finite, or (in a numeric use) no number, and sets `mark` to 1 at their
 * places in `rows`.
 */
const markMissing = ({ column, as }: SourceColumn, rows: Uint32Array, mark: Uint8Array): number => {
  let cells = 0;
  if (as === 'category' && column.kind === 'text') {
    const { codes } = column;
    for (let i = 0; i < rows.length; i++) {
      if (codes[rows[i]!]! >= 0) continue;
      mark[i] = 1;
      cells++;
    }
    return cells;
  }
  // The column's own counts are of all rows: where they are zero, none of these has to be looked at.
  if (column.kind !== 'text' && column.missing === 0 && (column.kind === 'time' || column.infinite === 0)) return 0;
  const values = numbersOf(column);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (value - value === 0) continue;
    mark[i] = 1;
    cells++;
  }
  return cells;
};

const findMissing = (
  sources: readonly SourceColumn[],
  rows: Uint32Array,
): { readonly counts: MissingCount[]; readonly incomplete: Uint8Array } => {
  const incomplete = new Uint8Array(rows.length);
  const counts = sources
    .map((source) => ({ column: source.column.name, cells: markMissing(source, rows, incomplete) }))
    .filter(({ cells }) => cells > 0)
    .sort((a, b) => b.cells - a.cells);
  return { counts, incomplete };
};

/** Columns with a missing or infinite cell among the rows, most such cells first. */
export const countMissing = (sources: readonly SourceColumn[], rows: Uint32Array): MissingCount[] =>
  findMissing(sources, rows).counts;

/** The finite values among `rows`, ascending. */
export const sortedFinite = (values: Numbers, rows: Uint32Array): Float64Array => {
  const known = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (Number.isFinite(value)) known[count++] = value;
  }
  return sortNumbers(known.subarray(0, count));
};

const number = new Intl.NumberFormat('en');

const placesOf = (counts: readonly MissingCount[]): Place[] =>
  counts.slice(0, PLACES).map(({ column, cells }) => ({ column, value: `${number.format(cells)} cells` }));

export interface KeptRows {
  /** Rows of the table that may be used, ascending. */
  readonly rows: Uint32Array;
  readonly missing: readonly MissingCount[];
  readonly receipt: readonly ReceiptEntry[];
}

/**
 * The rows that the rule for missing cells leaves. Only the table's own feature columns count: a derived value that is
 * missing (a rate without a duration) is always filled.
 */
export const keepRows = (
  table: Table,
  uses: ColumnUses,
  settings: FeatureSettings,
  rule: 'drop' | 'fill',
  among: Uint32Array = rowNumbers(table.rows),
): KeptRows => {
  const sources = tableSources(table, uses, settings);
  if (sources.length === 0 && !settings.network && !settings.windows) throw nothingToLearnFrom(table, settings);
  const { counts: missing, incomplete } = findMissing(sources, among);
  if (rule === 'fill' || missing.length === 0) return { rows: among, missing, receipt: [] };
  const whole = new Uint32Array(among.length);
  let count = 0;
  for (let i = 0; i < among.length; i++) if (incomplete[i] === 0) whole[count++] = among[i]!;
  const rows = whole.slice(0, count);
  const worst = missing[0]!;
  if (rows.length === 0) {
    throw new FaultError({
      code: 'all-rows-dropped',
      message:
        `Every row of ${table.name} has a missing or infinite cell in a feature: ` +
        `${missing
          .slice(0, PLACES)
          .map(({ column, cells }) => `${column} in ${number.format(cells)} rows`)
          .join(', ')}.`,
      advice: 'Fill missing cells instead of dropping rows, or give these columns the role ‘ignored’.',
      column: worst.column,
    });
  }
  const dropped = among.length - rows.length;
  return {
    rows,
    missing,
    receipt: [
      {
        what: 'rows-dropped-missing',
        count: dropped,
        detail: `Rows left out for a missing or infinite cell in ${missing.length} of ${sources.length} feature columns.`,
        places: placesOf(missing),
      },
    ],
  };
};

/** What filling did, for the receipt; nothing where there was nothing to fill. */
export const fillReceipt = (sources: readonly SourceColumn[], rows: Uint32Array): ReceiptEntry[] => {
  const entries: ReceiptEntry[] = [];
  for (const as of ['numeric', 'category'] as const) {
    for (const derived of [false, true]) {
      const counts = countMissing(
        sources.filter((source) => source.as === as && source.derived === derived),
        rows,
      );
      if (counts.length === 0) continue;
      const columns = `${counts.length} ${derived ? 'derived ' : ''}column${counts.length === 1 ? '' : 's'}`;
      entries.push({
        what: `${derived ? 'derived-' : ''}cells-filled-${as === 'numeric' ? 'median' : 'missing'}`,
        count: counts.reduce((sum, { cells }) => sum + cells, 0),
        detail:
          as === 'numeric'
            ? `Missing or infinite cells of ${columns} filled with the median of the rows that the features were fitted on.`
            : `Missing cells of ${columns} taken as a value of their own, '(missing)'.`,
        places: placesOf(counts),
      });
    }
  }
  return entries;
};
