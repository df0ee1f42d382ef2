/** Rows chosen and sorted by the columns of a table, for lists that people filter. */
import { FaultError } from '../base/fault.ts';
import { cellText } from './cell-text.ts';
import type { Column, Table } from './table.ts';

export type RowFilter =
  | { readonly kind: 'contains'; readonly column: string; readonly text: string }
  /** Text in any cell of the row. */
  | { readonly kind: 'any'; readonly text: string }
  | { readonly kind: 'equals'; readonly column: string; readonly value: string }
  | { readonly kind: 'range'; readonly column: string; readonly low: number; readonly high: number };

export interface RowQuery {
  /** Rows to choose from, in the order that stays where no sort is asked for. */
  readonly among: Uint32Array;
  readonly filters: readonly RowFilter[];
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
}

const columnNamed = (table: Table, name: string): Column => {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column) return column;
  throw new FaultError({
    code: 'unknown-column',
    message: `There is no column '${name}' in ${table.name}.`,
    advice: 'Take one of the columns that the Data page lists.',
    column: name,
  });
};

/** True by row. Text is decided once per dictionary entry, not once per row. */
const predicate = (table: Table, filter: RowFilter): ((row: number) => boolean) => {
  if (filter.kind === 'any') {
    // A cell of numbers is written out to be searched: not where what is sought cannot stand in one.
    const fits = (column: Column): boolean =>
      column.kind === 'text' || (column.kind === 'number' ? /^[\d.+-]+$/ : /^[\d.:+ tz-]+$/i).test(filter.text);
    const each = table.columns
      .filter(fits)
      .map(({ name }) => predicate(table, { kind: 'contains', column: name, text: filter.text }));
    return (row) => each.some((accepts) => accepts(row));
  }
  const column = columnNamed(table, filter.column);
  if (filter.kind === 'range') {
    if (column.kind === 'text') return () => false;
    const { values } = column;
    return (row) => values[row]! >= filter.low && values[row]! <= filter.high;
  }
  const needle = filter.kind === 'contains' ? filter.text.toLowerCase() : '';
  const accepts = (text: string): boolean =>
    filter.kind === 'contains' ? text.toLowerCase().includes(needle) : text === filter.value;
  if (column.kind === 'text') {
    const accepted = column.dictionary.map(accepts);
    const missing = accepts('');
    const { codes } = column;
    return (row) => (codes[row]! < 0 ? missing : accepted[codes[row]!]!);
  }
  return (row) => accepts(cellText(column, row));
};

/** Sort keys of some rows: numbers and times as they are, text by its place in the alphabet. NaN where missing. */
const sortKeys = (column: Column, rows: Uint32Array): Float64Array => {
  const keys = new Float64Array(rows.length);
  if (column.kind === 'text') {
    const places = new Float64Array(column.dictionary.length);
    const collator = new Intl.Collator('en', { numeric: true });
    Array.from(column.dictionary.keys())
      .sort((a, b) => collator.compare(column.dictionary[a]!, column.dictionary[b]!))
      .forEach((code, place) => {
        places[code] = place;
      });
    for (let i = 0; i < rows.length; i++) {
      const code = column.codes[rows[i]!]!;
      keys[i] = code < 0 ? Number.NaN : places[code]!;
    }
    return keys;
  }
  for (let i = 0; i < rows.length; i++) keys[i] = column.values[rows[i]!]!;
  return keys;
};

/** Missing cells come last, whichever way is sorted; equal keys keep the order of `among`. */
export const selectRows = (table: Table, query: RowQuery): Uint32Array => {
  const predicates = query.filters.map((filter) => predicate(table, filter));
  const chosen = query.among.filter((row) => row < table.rows && predicates.every((accepts) => accepts(row)));
  if (!query.sort) return chosen;
  const keys = sortKeys(columnNamed(table, query.sort.column), chosen);
  const sign = query.sort.descending ? -1 : 1;
  const order = Uint32Array.from(chosen.keys()).sort((a, b) => {
    const ka = keys[a]!;
    const kb = keys[b]!;
    if (Number.isNaN(ka) || Number.isNaN(kb)) return Number(Number.isNaN(ka)) - Number(Number.isNaN(kb)) || a - b;
    return sign * (ka - kb) || a - b;
  });
  return order.map((position) => chosen[position]!);
};
