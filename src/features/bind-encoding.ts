/** Ties a fitted encoding (encoding.ts) to another table with the same columns. */
import { createPacer } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import type { Table } from '../dataset/table.ts';
import { derivedSources, type Pace } from './derive.ts';
import { type Encoding, type EncodingState, namesOf, tie } from './encoding.ts';
import { fillReceipt } from './impute.ts';
import type { Meanings, SourceColumn } from './source-columns.ts';

const missingColumns = (table: Table, missing: readonly string[], state: EncodingState): FaultError => {
  const known = new Set([...state.features.map(({ source }) => source), ...state.meanings.map(({ column }) => column)]);
  const others = table.columns.map(({ name }) => name).filter((name) => !known.has(name));
  const list = (names: readonly string[]): string =>
    `${names
      .slice(0, 8)
      .map((name) => `'${name}'`)
      .join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
  return new FaultError({
    code: 'columns-missing',
    message:
      `${table.name} lacks ${missing.length === 1 ? 'a column' : `${missing.length} columns`} that the model was ` +
      `trained on: ${list(missing)}.${others.length > 0 ? ` It has others that the model does not know: ${list(others)}.` : ''}`,
    advice: 'Open a file of the same format as the one the model was trained on, or train anew on this one.',
    column: missing[0],
  });
};

/** The fitted encoding, tied to another table with the same columns. */
export const bindEncoding = async (
  state: EncodingState,
  table: Table,
  pace: Pace = createPacer(undefined),
): Promise<Encoding> => {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const needed = new Set([
    ...state.features.filter(({ derived }) => !derived).map(({ source }) => source),
    ...state.meanings.map(({ column }) => column),
  ]);
  const missing = [...needed].filter((name) => !byName.has(name));
  if (missing.length > 0) throw missingColumns(table, missing, state);

  const meanings: Meanings = new Map(state.meanings.map(({ meaning, column }) => [meaning, column]));
  const derived = await derivedSources(table, meanings, state.settings, pace);
  const derivedByName = new Map(derived.map((source) => [source.column.name, source]));
  const lost = state.features.filter(({ derived, source }) => derived && !derivedByName.has(source));
  if (lost.length > 0) {
    throw missingColumns(
      table,
      lost.map(({ source }) => source),
      state,
    );
  }
  const sources = state.features.map(
    (feature): SourceColumn =>
      feature.derived
        ? derivedByName.get(feature.source)!
        : {
            column: byName.get(feature.source)!,
            as: feature.kind === 'numeric' ? 'numeric' : 'category',
            derived: false,
          },
  );
  return {
    state,
    features: namesOf(state.features),
    bound: tie(state.features, sources),
    sources,
    receipt: fillReceipt(sources, rowNumbers(table.rows)),
  };
};
