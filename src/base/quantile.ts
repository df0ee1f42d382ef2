/**
 * Quantile of values sorted ascending, by linear interpolation (numpy's default, method 7 of Hyndman and Fan, 1996).
 * `share` in 0…1. NaN for no values.
 */
export const quantileOfSorted = (sorted: ArrayLike<number>, share: number): number => {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const position = Math.min(Math.max(share, 0), 1) * (n - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  if (below + 1 >= n) return low;
  const high = sorted[below + 1]!;
  const weight = position - below;
  // Ends so far apart that their distance is past the largest double: numpy's way would give an infinity.
  if (!Number.isFinite(high - low)) return low * (1 - weight) + high * weight;
  // numpy's own lerp: from the nearer end, so that equal ends give back exactly that value.
  return weight >= 0.5 ? high - (high - low) * (1 - weight) : low + (high - low) * weight;
};
