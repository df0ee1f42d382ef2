/**
 * From a table's columns to numeric features that are not scaled yet: which columns, how a missing cell is filled, where
 * the logarithm is taken, which values of a category have a column. Fitted once (fit-encoding.ts), tied to another table
 * (bind-encoding.ts), and shared by both detectors, which differ in the scaling alone.
 */
import { sortNumbers } from '../base/sort-numbers.ts';
import type { ReceiptEntry } from '../dataset/receipt.ts';
import type { ColumnMeaning } from '../dataset/roles.ts';
import type { Numbers } from '../dataset/table.ts';
import { categoryNames, categoryPositions } from './encode.ts';
import type { FeatureInfo } from './feature-matrix.ts';
import { signedLogInPlace } from './log.ts';
import type { FeatureSettings } from './settings.ts';
import { codesOf, numbersOf, type SourceColumn } from './source-columns.ts';

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
      readonly values: Numbers;
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

/** What the matrix's columns are called, in their order. */
export const namesOf = (features: readonly EncodedFeature[]): FeatureInfo[] =>
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
export const tie = (features: readonly EncodedFeature[], sources: readonly SourceColumn[]): BoundFeature[] => {
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
