/** Counts over edges of any width, laid over bins of equal length along an axis. */

export interface BinAxis {
  readonly kind: 'linear' | 'log';
  readonly low: number;
  readonly high: number;
}

const shareOf = ({ kind, low, high }: BinAxis, value: number): number =>
  kind === 'log' ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);

/**
 * Each count is spread evenly over the length of its own bin along the axis; what lies outside the axis goes to its
 * first and last bin, so that the sum stays.
 */
export const rebin = (
  edges: readonly number[],
  counts: readonly number[],
  axis: BinAxis,
  bins: number,
): Float64Array => {
  const into = new Float64Array(bins);
  const last = bins - 1;
  counts.forEach((count, i) => {
    if (count === 0) return;
    const from = Math.min(1, Math.max(0, shareOf(axis, edges[i]!))) * bins;
    const to = Math.min(1, Math.max(0, shareOf(axis, edges[i + 1]!))) * bins;
    if (!(to > from)) {
      into[Math.min(last, Math.floor(from))]! += count;
      return;
    }
    for (let bin = Math.floor(from); bin < Math.min(bins, Math.ceil(to)); bin++) {
      const overlap = Math.min(to, bin + 1) - Math.max(from, bin);
      into[bin]! += (count * overlap) / (to - from);
    }
  });
  return into;
};

/** An axis over the edges: logarithmic where the scores span more than three decades. */
export const axisOver = (edges: readonly number[], highest = edges.at(-1) ?? 1): BinAxis => {
  const low = edges[0] ?? 0;
  const high = Math.max(highest, edges.at(-1) ?? 1);
  const positive = edges.find((edge) => edge > 0) ?? 0;
  if (positive > 0 && high / positive > 1000) {
    return { kind: 'log', low: Math.max(positive, high * 1e-9), high };
  }
  return high > low ? { kind: 'linear', low, high } : { kind: 'linear', low, high: low + 1 };
};
