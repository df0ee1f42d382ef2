/** What one value means beside the others: where it stands among the rows that the detectors learned from. */
import { quantileOfSorted } from '../base/quantile.ts';
import { sortedFinite } from './impute.ts';
import { sampleRows } from './sample-rows.ts';
import { codesOf, numbersOf, type SourceColumn } from './source-columns.ts';

export type ColumnReference =
  | {
      readonly kind: 'numeric';
      readonly column: string;
      /** Values at the shares 0, 0.01, 0.02 … 1. */
      readonly percentiles: readonly number[];
    }
  | {
      readonly kind: 'category';
      readonly column: string;
      /** Share of rows per value, most frequent first. */
      readonly shares: readonly { readonly value: string; readonly share: number }[];
    };

/** Percentiles are exact up to this many rows, else those of a seeded sample (smallest and largest always exact). */
const SORTED = 50_000;
/** Values of a category that are listed; what is rarer is no more than rare. */
const LISTED = 500;

const numericReference = (source: SourceColumn, rows: Uint32Array, sample: Uint32Array): ColumnReference => {
  const values = numbersOf(source.column);
  const known = sortedFinite(values, sample);
  if (known.length === 0) return { kind: 'numeric', column: source.column.name, percentiles: [] };
  const percentiles = Array.from({ length: 101 }, (_, i) => quantileOfSorted(known, i / 100));
  if (sample !== rows) {
    for (const row of rows) {
      const value = values[row]!;
      if (value < percentiles[0]!) percentiles[0] = value;
      if (value > percentiles[100]!) percentiles[100] = value;
    }
  }
  return { kind: 'numeric', column: source.column.name, percentiles };
};

const categoryReference = (source: SourceColumn, rows: Uint32Array): ColumnReference => {
  const { codes, dictionary } = codesOf(source.column);
  const counts = new Uint32Array(dictionary.length);
  let missing = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const present = [...counts.entries()]
    .filter(([, count]) => count > 0)
    .map(([code, count]) => [dictionary[code]!, count] as const);
  // An empty text is how a missing cell is shown everywhere.
  if (missing > 0) present.push(['', missing]);
  present.sort(([, a], [, b]) => b - a);
  return {
    kind: 'category',
    column: source.column.name,
    shares: present.slice(0, LISTED).map(([value, count]) => ({ value, share: count / rows.length })),
  };
};

/** One reference per source column; percentiles are empty, and shares too, where the rows hold no value. */
export const columnReferences = (
  sources: readonly SourceColumn[],
  rows: Uint32Array,
  seed: number,
): ColumnReference[] => {
  const sample = sampleRows(rows, SORTED, seed, 'references');
  return sources.map((source) =>
    source.as === 'category' ? categoryReference(source, rows) : numericReference(source, rows, sample),
  );
};
