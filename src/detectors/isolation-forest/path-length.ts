/** Euler–Mascheroni constant. */
const EULER_GAMMA = 0.5772156649015329;

/**
 * c(n): mean length of an unsuccessful search in a binary search tree of n keys, which stands for the part of a tree
 * that was not grown below an open leaf of n samples (Liu, Ting and Zhou, 2008, "Isolation Forest", equation 1, with
 * the harmonic number as ln + γ, and the values of scikit-learn's `_average_path_length` for n ≤ 2).
 */
export const averagePathLength = (samples: number): number => {
  if (samples <= 1) return 0;
  if (samples === 2) return 1;
  return 2 * (Math.log(samples - 1) + EULER_GAMMA) - (2 * (samples - 1)) / samples;
};

/** Deepest level that a tree on ψ samples may reach: ceil(log2 ψ), at least 1 (scikit-learn's `max_depth`). */
export const depthLimit = (sampleSize: number): number => Math.ceil(Math.log2(Math.max(sampleSize, 2)));
