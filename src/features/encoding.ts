/**
 * From a table's columns to numeric features that are not scaled yet: which columns, how a missing cell is filled, where
 * the logarithm is taken, which values of a category have a column. Fitted once and shared by both detectors, which
 * differ in the scaling alone.
 */
import { createPacer } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import type { OnProgress, Progress } from '../base/progress.ts';
import { quantileOfSorted } from '../base/quantile.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import { sortNumbers } from '../base/sort-numbers.ts';
import type { ReceiptEntry } from '../dataset/receipt.ts';
import type { ColumnMeaning } from '../dataset/roles.ts';
import type { Table } from '../dataset/table.ts';
import { derivedSources, type Pace } from './derive.ts';
import { categoryNames, categoryPositions, fitCategory } from './encode.ts';
import type { FeatureInfo } from './feature-matrix.ts';
import { fillReceipt, sortedFinite } from './impute.ts';
import { isHeavyTailed, signedLogInPlace } from './log.ts';
import { sampleRows } from './sample-rows.ts';
import type { FeatureSettings } from './settings.ts';
import {
  type ColumnUses,
  codesOf,
  type Meanings,
  meaningsOf,
  nothingToLearnFrom,
  numbersOf,
  type SourceColumn,
  tableSources,
} from './source-columns.ts';

export interface EncodingInput {
  readonly table: Table;
  readonly uses: ColumnUses;
  readonly settings: FeatureSettings;
  /** Rows that everything is fitted on. */
  readonly fitRows: Uint32Array;
  /** Rows that will be transformed, for the counts of filled cells; all of the table's where not given. */
  readonly rows?: Uint32Array;
  /** Seeds the sample that medians and quantiles are taken from where there are more than SORTED_ROWS rows. */
  readonly seed: number;
}

export interface FitFeaturesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress<Progress<'derive' | 'encode' | 'scale'>>;
}

/** Medians and quantiles are exact up to this many rows; beyond it they come from a seeded sample of so many. */
export const SORTED_ROWS = 100_000;

export type EncodedFeature =
  | {
      readonly kind: 'numeric';
      readonly source: string;
      readonly derived: boolean;
      /** Stands in for missing and infinite cells. */
      readonly fill: number;
      readonly log: boolean;
    }
  | {
      readonly kind: 'category';
      readonly source: string;
      readonly derived: boolean;
      /** Values with a column of their own; null: missing cells. One more column, the last, takes the rest. */
      readonly values: readonly (string | null)[];
    };

/** Plain JSON. */
export interface EncodingState {
  readonly settings: FeatureSettings;
  /** What derived columns are reckoned from. */
  readonly meanings: readonly { readonly meaning: ColumnMeaning; readonly column: string }[];
  readonly features: readonly EncodedFeature[];
}

/** A fitted feature tied to the cells of one table. */
export type BoundFeature =
  | {
      readonly kind: 'numeric';
      /** Column of the matrix. */
      readonly offset: number;
      readonly values: Float32Array | Float64Array;
      readonly fill: number;
      readonly log: boolean;
    }
  | {
      readonly kind: 'category';
      /** First of the group's columns. */
      readonly offset: number;
      readonly codes: Int32Array;
      /** Position within the group by code + 1. */
      readonly positions: Uint32Array;
    };

export interface Encoding {
  readonly state: EncodingState;
  readonly features: readonly FeatureInfo[];
  readonly bound: readonly BoundFeature[];
  /** The columns that features come from, derived ones included, in the matrix's order. */
  readonly sources: readonly SourceColumn[];
  readonly receipt: readonly ReceiptEntry[];
}

/** Whether all finite values among the rows are one value; undefined where there is none. */
const isConstant = (values: Float32Array | Float64Array, rows: Uint32Array): boolean | undefined => {
  let seen: number | undefined;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (!Number.isFinite(value)) continue;
    if (seen === undefined) seen = value;
    else if (value !== seen) return false;
  }
  return seen === undefined ? undefined : true;
};

const takesLog = (rule: FeatureSettings['logTransform'], sorted: Float64Array): boolean => {
  if (rule !== 'heavy-tailed') return rule === 'always';
  return isHeavyTailed(sorted[0]! >= 0 ? sorted : sortNumbers(sorted.map(Math.abs)));
};

type Dropped = 'constant' | 'empty';

const fitFeature = (
  source: SourceColumn,
  settings: FeatureSettings,
  rows: Uint32Array,
  sample: Uint32Array,
): EncodedFeature | Dropped => {
  const { column, derived } = source;
  if (source.as === 'category') {
    const { values, distinct } = fitCategory(codesOf(column), rows, settings.categoryLimit);
    if (settings.dropConstant && distinct <= 1) return 'constant';
    return { kind: 'category', source: column.name, derived, values };
  }
  const values = numbersOf(column);
  const constant = isConstant(values, rows);
  if (constant === undefined) return 'empty';
  if (constant && settings.dropConstant) return 'constant';
  let sorted = sortedFinite(values, sample);
  // A sample of a nearly empty column may hold no value at all, where the rows do.
  if (sorted.length === 0) sorted = sortedFinite(values, rows);
  return {
    kind: 'numeric',
    source: column.name,
    derived,
    fill: quantileOfSorted(sorted, 0.5),
    log: takesLog(settings.logTransform, sorted),
  };
};

const droppedEntry = (what: string, columns: readonly string[], detail: string): ReceiptEntry[] =>
  columns.length === 0
    ? []
    : [{ what, count: columns.length, detail, places: columns.slice(0, 5).map((column) => ({ column })) }];

/** Two columns never share a name, whatever the table's columns and their values are called. */
const uniqueNames = (features: readonly FeatureInfo[]): FeatureInfo[] => {
  const taken = new Set<string>();
  return features.map((feature) => {
    let { name } = feature;
    for (let again = 2; taken.has(name); again++) name = `${feature.name} (${again})`;
    taken.add(name);
    return { ...feature, name };
  });
};

const namesOf = (features: readonly EncodedFeature[]): FeatureInfo[] =>
  uniqueNames(
    features.flatMap((feature): FeatureInfo[] =>
      feature.kind === 'numeric'
        ? [{ name: feature.source, source: feature.source, kind: 'numeric' }]
        : categoryNames(feature.source, feature.values).map((name) => ({
            name,
            source: feature.source,
            kind: 'one-hot',
          })),
    ),
  );

/** Ties fitted features to the columns they read. */
const tie = (features: readonly EncodedFeature[], sources: readonly SourceColumn[]): BoundFeature[] => {
  let offset = 0;
  return features.map((feature, i): BoundFeature => {
    const { column } = sources[i]!;
    const start = offset;
    if (feature.kind === 'numeric') {
      offset += 1;
      return { kind: 'numeric', offset: start, values: numbersOf(column), fill: feature.fill, log: feature.log };
    }
    offset += feature.values.length + 1;
    const cells = codesOf(column);
    return { kind: 'category', offset: start, codes: cells.codes, positions: categoryPositions(cells, feature.values) };
  });
};

export const fitEncoding = async (input: EncodingInput, options: FitFeaturesOptions = {}): Promise<Encoding> => {
  const { table, uses, settings, fitRows } = input;
  if (fitRows.length === 0) {
    throw new FaultError({
      code: 'too-few-rows',
      message: 'There is no row to fit the features on.',
      advice: 'Open a file with more rows, or give training a larger share.',
    });
  }
  const pace = createPacer(options.signal);
  const meanings = meaningsOf(table, uses);
  options.onProgress?.({ stage: 'derive', done: 0, total: 1 });
  const derived = await derivedSources(table, meanings, settings, pace);
  options.onProgress?.({ stage: 'derive', done: 1, total: 1 });
  const candidates = [...tableSources(table, uses, settings), ...derived];
  if (candidates.length === 0) throw nothingToLearnFrom(table, settings);

  const sample = sampleRows(fitRows, SORTED_ROWS, input.seed, 'features');
  const features: EncodedFeature[] = [];
  const sources: SourceColumn[] = [];
  const dropped: Record<Dropped, string[]> = { constant: [], empty: [] };
  for (const [done, source] of candidates.entries()) {
    options.onProgress?.({ stage: 'encode', done, total: candidates.length });
    await pace();
    const fitted = fitFeature(source, settings, fitRows, sample);
    if (typeof fitted === 'string') {
      dropped[fitted].push(source.column.name);
      continue;
    }
    features.push(fitted);
    sources.push(source);
  }
  options.onProgress?.({ stage: 'encode', done: candidates.length, total: candidates.length });
  if (features.length === 0) {
    throw new FaultError({
      code: 'no-feature',
      message: `All ${candidates.length} feature columns of ${table.name} hold one value throughout, or none.`,
      advice: 'Give columns whose values differ the role ‘feature’, or keep constant columns.',
    });
  }

  const used = new Set(settings.network || settings.windows ? meanings.values() : []);
  const all = input.rows ?? rowNumbers(table.rows);
  const logged = features.filter((feature) => feature.kind === 'numeric' && feature.log);
  return {
    state: {
      settings,
      meanings: [...meanings]
        .filter(([, column]) => used.has(column))
        .map(([meaning, column]) => ({ meaning, column })),
      features,
    },
    features: namesOf(features),
    bound: tie(features, sources),
    sources,
    receipt: [
      ...fillReceipt(sources, all),
      ...droppedEntry('columns-constant', dropped.constant, 'Columns left out: one value throughout the fitted rows.'),
      ...droppedEntry('columns-empty', dropped.empty, 'Columns left out: no value in any of the fitted rows.'),
      ...droppedEntry(
        'columns-logarithm',
        logged.map(({ source }) => source),
        `Columns taken as sign(x) · log(1 + |x|)${settings.logTransform === 'always' ? '' : ', since their values span orders of magnitude'}.`,
      ),
    ],
  };
};

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

/** Gathers one numeric feature's encoded values of `rows[start … end)` into the start of `into`. Holds no NaN. */
export const gather = (
  feature: BoundFeature & { readonly kind: 'numeric' },
  rows: Uint32Array,
  start: number,
  end: number,
  into: Float64Array,
): void => {
  const { values, fill } = feature;
  for (let i = start; i < end; i++) {
    const value = values[rows[i]!]!;
    // Only a finite number less itself is zero.
    into[i - start] = value - value === 0 ? value : fill;
  }
  if (feature.log) signedLogInPlace(into, end - start);
};

/** Sorts what `gather` gives of `rows`, ascending: raw numbers sort faster than their logarithms, in the same order. */
export const gatherSorted = (feature: BoundFeature & { readonly kind: 'numeric' }, rows: Uint32Array): Float64Array => {
  const raw = new Float64Array(rows.length);
  gather({ ...feature, log: false }, rows, 0, rows.length, raw);
  sortNumbers(raw);
  if (feature.log) signedLogInPlace(raw, raw.length);
  return raw;
};
