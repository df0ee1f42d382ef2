/**
 * How far a new capture's columns have moved from the ones a model was trained on: the population stability index
 * (Siddiqi, 2006, "Credit Risk Scorecards"), Σ (new − old) · ln(new / old) over bins.
 */

export type DriftReference =
  | {
      readonly kind: 'numeric';
      readonly column: string;
      /** Inner edges, rising: deciles of the training rows, equal ones once. Bin i holds values in (edge[i − 1], edge[i]]. */
      readonly edges: readonly number[];
      /** Share of the training rows per bin: edges.length + 1 of them. */
      readonly shares: readonly number[];
    }
  | {
      readonly kind: 'category';
      readonly column: string;
      readonly values: readonly string[];
      /** Share of the training rows per value; what lacks to 1 is other values. */
      readonly shares: readonly number[];
    };

export const DRIFT_VERDICTS = ['stable', 'shifted', 'changed'] as const;
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number];

export interface ColumnDrift {
  readonly column: string;
  readonly kind: DriftReference['kind'];
  readonly index: number;
  readonly verdict: DriftVerdict;
  /** Categories only: share of cells whose value the training rows never had (beyond the listed ones). */
  readonly unseen: number | null;
  /** Share of cells that are missing; they are in no bin. */
  readonly missing: number;
  readonly rows: number;
  /** Share of the new rows per bin (categories: per listed value, then all others). */
  readonly shares: readonly number[];
}

/** Below the first: stable. Below the second: shifted. From there: changed. The rule of thumb used with the index. */
export const DRIFT_LIMITS = [0.1, 0.25] as const;
export const driftVerdict = (index: number): DriftVerdict =>
  index < DRIFT_LIMITS[0] ? 'stable' : index < DRIFT_LIMITS[1] ? 'shifted' : 'changed';

/** An empty bin would make the index infinite: shares are taken as at least this. */
const LEAST_SHARE = 1e-4;

export const stabilityIndex = (before: readonly number[], now: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    const a = Math.max(before[i]!, LEAST_SHARE);
    const b = Math.max(now[i] ?? 0, LEAST_SHARE);
    sum += (b - a) * Math.log(b / a);
  }
  return sum;
};

const binOf = (edges: readonly number[], value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
};

const distinct = (sorted: readonly number[]): readonly number[] =>
  sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);

/**
 * From the values at the shares 0, 0.01 … 1 of the training rows: edges at the deciles, the highest value among them
 * where it repeats; the share of a bin is read back from the percentiles, to one in a hundred.
 */
export const numericReference = (column: string, percentiles: readonly number[]): DriftReference => {
  const last = percentiles.length - 1;
  if (last < 1) return { kind: 'numeric', column, edges: [], shares: [1] };
  const edges = distinct(Array.from({ length: 9 }, (_, i) => percentiles[Math.round(((i + 1) / 10) * last)]!));
  // Percentile steps whose upper end lies at or under the edge are rows at or under it.
  const upTo = edges.map((edge) => {
    let step = 0;
    while (step < last && percentiles[step + 1]! <= edge) step++;
    return step / last;
  });
  const shares = [...upTo, 1].map((share, i) => share - (i === 0 ? 0 : upTo[i - 1]!));
  return { kind: 'numeric', column, edges, shares };
};

export const categoryReference = (
  column: string,
  shares: readonly { readonly value: string; readonly share: number }[],
): DriftReference => ({
  kind: 'category',
  column,
  values: shares.map((entry) => entry.value),
  shares: shares.map((entry) => entry.share),
});

/** `values`: NaN where missing. */
export const numericDrift = (
  reference: Extract<DriftReference, { kind: 'numeric' }>,
  values: ArrayLike<number>,
): ColumnDrift => {
  const counts = new Array<number>(reference.edges.length + 1).fill(0);
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) missing++;
    else {
      const bin = binOf(reference.edges, value);
      counts[bin] = counts[bin]! + 1;
    }
  }
  return drifted(reference, counts, null, missing, values.length);
};

/** `codes`: index into `dictionary` by row, −1 where missing. */
export const categoryDrift = (
  reference: Extract<DriftReference, { kind: 'category' }>,
  codes: Int32Array,
  dictionary: readonly string[],
): ColumnDrift => {
  const known = new Map(reference.values.map((value, i) => [value, i]));
  const others = reference.values.length;
  const binOfCode = dictionary.map((value) => known.get(value) ?? others);
  const counts = new Array<number>(others + 1).fill(0);
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < 0) missing++;
    else counts[binOfCode[code] ?? others]!++;
  }
  return drifted(reference, counts, counts[others]!, missing, codes.length);
};

const drifted = (
  reference: DriftReference,
  counts: readonly number[],
  unseen: number | null,
  missing: number,
  rows: number,
): ColumnDrift => {
  const present = rows - missing;
  const shares = counts.map((count) => (present === 0 ? 0 : count / present));
  const listed = reference.shares.reduce((sum, share) => sum + share, 0);
  const before = reference.kind === 'category' ? [...reference.shares, Math.max(0, 1 - listed)] : reference.shares;
  // No cell to compare is no drift; the missing share says what happened.
  const index = present === 0 ? 0 : stabilityIndex(before, shares);
  return {
    column: reference.column,
    kind: reference.kind,
    index,
    verdict: present === 0 && rows > 0 ? 'changed' : driftVerdict(index),
    unseen: unseen === null ? null : present === 0 ? 0 : unseen / present,
    missing: rows === 0 ? 0 : missing / rows,
    rows,
    shares,
  };
};

export interface DriftSummary {
  readonly verdict: DriftVerdict;
  readonly changed: number;
  readonly shifted: number;
  readonly columns: number;
  /** One plain sentence. */
  readonly words: string;
}

/** The whole in one verdict: 'changed' where a quarter of the columns changed, 'shifted' where any did or a quarter shifted. */
export const summariseDrift = (columns: readonly ColumnDrift[]): DriftSummary => {
  const changed = columns.filter((column) => column.verdict === 'changed').length;
  const shifted = columns.filter((column) => column.verdict === 'shifted').length;
  const n = columns.length;
  const verdict: DriftVerdict =
    n > 0 && changed * 4 >= n
      ? 'changed'
      : changed > 0 || (n > 0 && (changed + shifted) * 4 >= n)
        ? 'shifted'
        : 'stable';
  const words = {
    stable: 'This capture looks like the one the model was trained on: its scores can be read as before.',
    shifted: `${changed + shifted} of ${n} columns moved away from the training rows: read the scores with care, and look at those columns.`,
    changed: `${changed} of ${n} columns are unlike the training rows: train anew on this capture before trusting the scores.`,
  }[verdict];
  return { verdict, changed, shifted, columns: n, words };
};
