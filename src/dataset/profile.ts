/** What a column holds: counts, quartiles, a small histogram, its most frequent values. */
import { quantileOfSorted } from '../base/quantile.ts';
import { createRng } from '../base/rng.ts';
import { cellText } from './cell-text.ts';
import type { ColumnProfile } from './summary.ts';
import type { Column, NumberColumn, TextColumn, TimeColumn } from './table.ts';

export type Profile = Omit<ColumnProfile, 'proposal'>;

export const HISTOGRAM_BINS = 24;
const TOP = 10;
/** Rows from which quartiles, distinct values and top values are taken, where there are more. */
const MOST_SORTED = 1 << 15;

const isPresent = (value: number): boolean => !Number.isNaN(value);

/** The same rows for all columns: sorted, seeded, without repetition; null where all rows are taken. */
export const profileRows = (rows: number): Uint32Array | null => {
  if (rows <= MOST_SORTED) return null;
  const rng = createRng(rows, 'profile');
  // One row at random from each of equal stretches: no row comes twice, and they are in order.
  const beginning = (stretch: number): number => Math.floor((stretch * rows) / MOST_SORTED);
  return Uint32Array.from({ length: MOST_SORTED }, (_, i) => beginning(i) + rng.below(beginning(i + 1) - beginning(i)));
};

const profileNumbers = (column: NumberColumn | TimeColumn, sample: Uint32Array | null): Profile => {
  const { values } = column;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let present = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
    present++;
  }
  const infinite = column.kind === 'number' ? column.infinite : 0;
  const base = { name: column.name, kind: column.kind, missing: column.missing, infinite };
  if (present === 0) return { ...base, distinct: 0, sampled: false, numeric: null, top: [] };

  const histogram = new Array<number>(HISTOGRAM_BINS).fill(0);
  const scale = maximum > minimum ? HISTOGRAM_BINS / (maximum - minimum) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    // A span past the largest double makes the scale 0: everything falls into the first bin.
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.floor((value - minimum) * scale));
    histogram[bin]!++;
  }
  const taken = sample ? Float64Array.from(sample, (row) => values[row]!) : Float64Array.from(values);
  let sorted = taken.filter(isPresent);
  const sampled = sample !== null && sorted.length > 0;
  if (sorted.length === 0) sorted = Float64Array.from(values).filter(isPresent);
  sorted.sort();

  const runs: { at: number; count: number }[] = [];
  let distinct = 0;
  let from = 0;
  let least = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[from]) continue;
    distinct++;
    const count = i - from;
    if (runs.length < TOP || count > least) {
      runs.push({ at: from, count });
      runs.sort((a, b) => b.count - a.count);
      runs.length = Math.min(runs.length, TOP);
      least = runs.at(-1)!.count;
    }
    from = i;
  }
  const shown: Column =
    column.kind === 'time'
      ? { ...column, values: sorted }
      : { ...column, values: values instanceof Float32Array ? new Float32Array(sorted) : sorted };
  const factor = sampled ? present / sorted.length : 1;
  return {
    ...base,
    distinct,
    sampled,
    numeric: {
      minimum,
      lowerQuartile: quantileOfSorted(sorted, 0.25),
      median: quantileOfSorted(sorted, 0.5),
      upperQuartile: quantileOfSorted(sorted, 0.75),
      maximum,
      mean: sum / present,
      histogram,
    },
    top: runs.map(({ at, count }) => ({ value: cellText(shown, at), count: Math.round(count * factor) })),
  };
};

/** Rows of each dictionary entry. */
export const countCodes = (column: TextColumn): Uint32Array => {
  const counts = new Uint32Array(column.dictionary.length);
  const { codes } = column;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code >= 0) counts[code]!++;
  }
  return counts;
};

/** Values with their counts, most frequent first, equal ones in order of appearance. */
export const valueCounts = (
  column: Column,
  most: number,
): readonly { readonly value: string; readonly count: number }[] => {
  if (column.kind === 'text') {
    const counts = countCodes(column);
    const codes = Array.from(counts.keys());
    codes.sort((a, b) => counts[b]! - counts[a]! || a - b);
    return codes
      .slice(0, most)
      .filter((code) => counts[code]! > 0)
      .map((code) => ({ value: column.dictionary[code]!, count: counts[code]! }));
  }
  const counts = new Map<number, { row: number; count: number }>();
  const { values } = column;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const seen = counts.get(value);
    if (seen) seen.count++;
    // A label has few values: past this many the rest is left uncounted.
    else if (counts.size < 100_000) counts.set(value, { row, count: 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ row, count }) => ({ value: cellText(column, row), count }));
};

const profileText = (column: TextColumn): Profile => ({
  name: column.name,
  kind: 'text',
  missing: column.missing,
  infinite: 0,
  distinct: column.dictionary.length,
  sampled: false,
  numeric: null,
  top: valueCounts(column, TOP),
});

/** `sample`: rows from profileRows; null for all. */
export const profileColumn = (column: Column, sample: Uint32Array | null): Profile =>
  column.kind === 'text' ? profileText(column) : profileNumbers(column, sample);
