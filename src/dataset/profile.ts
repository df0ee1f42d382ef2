/** What a column holds: counts, quartiles, a small histogram, its most frequent values. */
import { quantileOfSorted } from '../base/quantile.ts';
import { createRng } from '../base/rng.ts';
import { sortNumbers } from '../base/sort-numbers.ts';
import { cellText } from './cell-text.ts';
import type { ColumnSpread } from './summary.ts';
import type { Column, NumberColumn, Numbers, TextColumn, TimeColumn } from './table.ts';

export const HISTOGRAM_BINS = 24;
const TOP = 10;
/** Rows from which quartiles, distinct values and top values are taken, where there are more. */
const MOST_SORTED = 1 << 15;

/** The values of some rows, or of all, ascending; what is missing is left out. */
const sortedPresent = (values: Numbers, rows: Uint32Array | null): Float64Array => {
  const taken = new Float64Array(rows?.length ?? values.length);
  let count = 0;
  for (let i = 0; i < taken.length; i++) {
    const value = values[rows ? rows[i]! : i]!;
    if (!Number.isNaN(value)) taken[count++] = value;
  }
  return sortNumbers(taken.subarray(0, count));
};

/** The same rows for all columns: sorted, seeded, without repetition; null where all rows are taken. */
export const profileRows = (rows: number): Uint32Array | null => {
  if (rows <= MOST_SORTED) return null;
  const rng = createRng(rows, 'profile');
  // One row at random from each of equal stretches: no row comes twice, and they are in order.
  const beginning = (stretch: number): number => Math.floor((stretch * rows) / MOST_SORTED);
  return Uint32Array.from({ length: MOST_SORTED }, (_, i) => beginning(i) + rng.below(beginning(i + 1) - beginning(i)));
};

/** Counts in equal bins from minimum to maximum. */
const binned = (sorted: Float64Array, minimum: number, maximum: number): number[] => {
  const bins = new Array<number>(HISTOGRAM_BINS).fill(0);
  // A span past the largest double makes the scale 0: everything falls into the first bin.
  const scale = maximum > minimum ? HISTOGRAM_BINS / (maximum - minimum) : 0;
  for (let i = 0; i < sorted.length; i++) {
    bins[Math.min(HISTOGRAM_BINS - 1, Math.floor((sorted[i]! - minimum) * scale))]!++;
  }
  return bins;
};

const profileNumbers = (column: NumberColumn | TimeColumn, sample: Uint32Array | null): ColumnSpread => {
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

  let sorted = sortedPresent(values, sample);
  const sampled = sample !== null && sorted.length > 0;
  if (sorted.length === 0) sorted = sortedPresent(values, null);

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
  const histogram = binned(sorted, minimum, maximum).map((count) => Math.round(count * factor));
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

/** The codes with the highest counts, equal ones in their order. A dictionary of addresses is long: it is never sorted whole. */
const mostFrequent = (counts: Uint32Array, most: number): number[] => {
  const byCount = (a: number, b: number): number => counts[b]! - counts[a]! || a - b;
  let best: number[] = [];
  let least = 0;
  for (let code = 0; code < counts.length; code++) {
    // A later code with the same count comes after the ones that are there.
    if (counts[code]! <= least) continue;
    best.push(code);
    if (best.length < 4 * most + 100) continue;
    best = best.sort(byCount).slice(0, most);
    least = counts[best.at(-1)!]!;
  }
  return best.sort(byCount).slice(0, most);
};

/** Values with their counts, most frequent first, equal ones in order of appearance. */
export const valueCounts = (
  column: Column,
  most: number,
): readonly { readonly value: string; readonly count: number }[] => {
  if (column.kind === 'text') {
    const counts = countCodes(column);
    return mostFrequent(counts, most).map((code) => ({ value: column.dictionary[code]!, count: counts[code]! }));
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

const profileText = (column: TextColumn): ColumnSpread => ({
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
export const profileColumn = (column: Column, sample: Uint32Array | null): ColumnSpread =>
  column.kind === 'text' ? profileText(column) : profileNumbers(column, sample);
