/** A column's distribution among the rows trained on, in a few bars, and where one value stands in it. */
import type { ColumnReference } from '../../run/prepared.ts';

export interface Distribution {
  readonly bars: readonly { readonly label: string; readonly share: number; readonly own: boolean }[];
  /** Where the value stands along the bars, 0…1; null where it is none of them, or the bars are categories. */
  readonly place: number | null;
  /** Ends of the axis; categories have none. */
  readonly ends: readonly [number, number] | null;
}

const BARS = 24;
const MOST_VALUES = 6;
/** Past this ratio of the highest value to the median, equal bins would hold everything in the first. */
const HEAVY = 20;

const signedLog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));

/** Each step between percentiles holds an equal share of the rows, spread evenly along the axis. */
const numberBars = (percentiles: readonly number[], value: number): Distribution => {
  const median = percentiles[Math.floor((percentiles.length - 1) / 2)]!;
  const lowest = Math.min(percentiles[0]!, value);
  const highest = Math.max(percentiles.at(-1)!, value);
  if (!(highest > lowest))
    return { bars: [{ label: String(lowest), share: 1, own: true }], place: 0.5, ends: [lowest, highest] };
  const isHeavy = Math.max(Math.abs(highest), Math.abs(lowest)) > HEAVY * Math.max(Math.abs(median), 1);
  const along = isHeavy ? signedLog : (one: number): number => one;
  const [from, to] = [along(lowest), along(highest)];
  const place = (one: number): number => (along(one) - from) / (to - from);
  const shares = new Array<number>(BARS).fill(0);
  const each = 1 / (percentiles.length - 1);
  const bin = (share: number): number => Math.min(BARS - 1, Math.floor(share * BARS));
  for (let i = 0; i + 1 < percentiles.length; i++) {
    const [a, b] = [place(percentiles[i]!), place(percentiles[i + 1]!)];
    if (b - a < 1e-9) {
      shares[bin(a)]! += each;
      continue;
    }
    for (let at = bin(a); at <= bin(b); at++) {
      const overlap = Math.min(b, (at + 1) / BARS) - Math.max(a, at / BARS);
      if (overlap > 0) shares[at]! += (each * overlap) / (b - a);
    }
  }
  const own = place(value);
  return {
    bars: shares.map((share, at) => ({ label: '', share, own: at === bin(own) })),
    place: own,
    ends: [lowest, highest],
  };
};

/** Null where there is nothing to draw. */
export const distributionOf = (
  reference: ColumnReference | undefined,
  cell: string | undefined,
): Distribution | null => {
  if (!reference || cell === undefined) return null;
  if (reference.kind === 'numeric') {
    const value = Number(cell);
    if (cell === '' || !Number.isFinite(value) || reference.percentiles.length < 2) return null;
    return numberBars(reference.percentiles, value);
  }
  if (reference.shares.length === 0) return null;
  const label = (value: string): string => (value === '' ? '(missing)' : value);
  const most = reference.shares.slice(0, MOST_VALUES);
  const bars = most.map(({ value, share }) => ({ label: label(value), share, own: value === cell }));
  if (!bars.some((bar) => bar.own)) {
    const share = reference.shares.find((entry) => entry.value === cell)?.share ?? 0;
    bars.push({ label: label(cell), share, own: true });
  }
  return { bars, place: null, ends: null };
};
