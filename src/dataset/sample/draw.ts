/** Draws from the distributions that the traffic models are written in. */
import type { Rng } from '../../base/rng.ts';

/** Log-normal by its median and the standard deviation of its logarithm: sizes and times on networks. */
export const logNormal = (rng: Rng, median: number, sigma: number): number => median * Math.exp(sigma * rng.normal());

/** Pareto with tail index `alpha`, from `minimum` on, cut at `maximum`: file sizes (Crovella and Bestavros, 1997). */
export const pareto = (rng: Rng, minimum: number, alpha: number, maximum: number): number =>
  Math.min(maximum, minimum * (1 - rng.uniform()) ** (-1 / alpha));

/** Exponential: gaps between independent events. */
export const exponential = (rng: Rng, mean: number): number => -mean * Math.log(1 - rng.uniform());

/** Geometric from 0 on, by its mean: how many more there are, each as likely to be the last. */
export const geometric = (rng: Rng, mean: number): number =>
  Math.floor(Math.log(1 - rng.uniform()) / Math.log(mean / (1 + mean)));

export const between = (rng: Rng, low: number, high: number): number => low + (high - low) * rng.uniform();

/** Integer in low … high, both included. */
export const integer = (rng: Rng, low: number, high: number): number => low + rng.below(high - low + 1);

export const chance = (rng: Rng, probability: number): boolean => rng.uniform() < probability;

export const pick = <T>(rng: Rng, items: readonly T[]): T => items[rng.below(items.length)]!;

/** Draws an index with the given weights, by binary search in their running sum. */
export const weightedIndex = (weights: ArrayLike<number>): ((rng: Rng) => number) => {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    cumulative[i] = total;
  }
  return (rng) => {
    const wanted = rng.uniform() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
};
