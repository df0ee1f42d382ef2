import type { Column, Numbers, Table } from './table.ts';

const missingIn = (column: Column, rows: Uint32Array): number => {
  const { kind } = column;
  const isMissing =
    kind === 'text' ? (row: number) => column.codes[row]! < 0 : (row: number) => Number.isNaN(column.values[row]!);
  let count = 0;
  for (const row of rows) if (isMissing(row)) count++;
  return count;
};

const take = <A extends Numbers | Int32Array | Uint32Array>(from: A, rows: Uint32Array): A => {
  const to = new (from.constructor as new (length: number) => A)(rows.length);
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
  return to;
};

/**
 * A table of some rows of another, in the order given. Sources are kept as one: where a row came from is no longer
 * told by its place. Infinite cells count as missing from here on, since a Table does not keep which was which.
 */
export const takeRows = (table: Table, rows: Uint32Array): Table => ({
  ...table,
  rows: rows.length,
  columns: table.columns.map((column) => {
    const missing = missingIn(column, rows);
    if (column.kind === 'text') return { ...column, codes: take(column.codes, rows), missing };
    if (column.kind === 'time') return { ...column, values: take(column.values, rows), missing };
    return { ...column, values: take(column.values, rows), missing, infinite: 0 };
  }),
  sources: table.sources
    .slice(0, 1)
    .map((source) => ({ ...source, firstRow: 0, endRow: rows.length, scoreOnly: false })),
  offsets: take(table.offsets, rows),
  lengths: take(table.lengths, rows),
});
