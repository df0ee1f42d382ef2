/**
 * Scaling of one numeric feature. Fitted state is plain JSON; formulas are scikit-learn's preprocessing module unless a
 * line says otherwise. Values given to a fit hold no NaN and no infinity.
 */
import { quantileOfSorted } from '../base/quantile.ts';
import { toNormal } from './normal-scale.ts';
import { quantilesOfSorted, quantileTransform } from './quantile-scale.ts';
import type { Scaling } from './settings.ts';

export type ScalerState =
  | { readonly kind: 'none' }
  | { readonly kind: 'standard'; readonly mean: number; readonly scale: number }
  | { readonly kind: 'min-max'; readonly minimum: number; readonly range: number }
  | { readonly kind: 'robust'; readonly median: number; readonly scale: number }
  | { readonly kind: 'quantile' | 'quantile-normal'; readonly quantiles: readonly number[] };

const EPSILON = Number.EPSILON;
/** Below this spread a column counts as constant (scikit-learn, _handle_zeros_in_scale). */
const NO_SPREAD = 10 * EPSILON;

/**
 * StandardScaler: mean and population standard deviation, in two passes, the second corrected for the rounding of the
 * first. A column that is constant within rounding keeps the scale 1 (_is_constant_feature).
 */
export const fitStandard = (values: Float64Array): ScalerState & { readonly kind: 'standard' } => {
  const n = values.length;
  if (n === 0) return { kind: 'standard', mean: 0, scale: 1 };
  // Near the end of the range of doubles sums and squares would overflow: such columns are reckoned in their largest.
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i]!));
  const unit = largest > 1e140 ? largest : 1;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]! / unit;
  const mean = sum / n;
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < n; i++) {
    const difference = values[i]! / unit - mean;
    squares += difference * difference;
    drift += difference;
  }
  const variance = (squares - (drift * drift) / n) / n;
  const rounding = n * EPSILON * variance + (n * mean * EPSILON) ** 2;
  return { kind: 'standard', mean: mean * unit, scale: variance <= rounding ? 1 : Math.sqrt(variance) * unit };
};

/** MinMaxScaler to 0…1, not clipped: a value beyond the fitted range stays beyond it, and so stands out. */
export const fitMinMax = (values: Float64Array): ScalerState => {
  if (values.length === 0) return { kind: 'min-max', minimum: 0, range: 1 };
  let minimum = values[0]!;
  let maximum = minimum;
  for (let i = 1; i < values.length; i++) {
    const x = values[i]!;
    if (x < minimum) minimum = x;
    if (x > maximum) maximum = x;
  }
  const range = Math.min(maximum - minimum, Number.MAX_VALUE);
  return { kind: 'min-max', minimum, range: range < NO_SPREAD ? 1 : range };
};

/**
 * RobustScaler: median and distance of the quartiles. Where the quartiles coincide (three quarters zero, as with many
 * counts of traffic) scikit-learn divides by 1, and the column keeps its raw unit beside all others that are scaled;
 * here the standard deviation takes over.
 */
export const fitRobust = (sorted: Float64Array): ScalerState => {
  if (sorted.length === 0) return { kind: 'robust', median: 0, scale: 1 };
  const median = quantileOfSorted(sorted, 0.5);
  const distance = Math.min(quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25), Number.MAX_VALUE);
  if (distance >= NO_SPREAD) return { kind: 'robust', median, scale: distance };
  return { kind: 'robust', median, scale: fitStandard(sorted).scale };
};

/** QuantileTransformer with uniform or normal output. */
export const fitQuantile = (sorted: Float64Array, kind: 'quantile' | 'quantile-normal' = 'quantile'): ScalerState => ({
  kind,
  quantiles: quantilesOfSorted(sorted),
});

/** Whether a scaling is fitted on sorted values. */
export const takesSorted = (scaling: Scaling): boolean =>
  scaling === 'robust' || scaling === 'quantile' || scaling === 'quantile-normal';

/** `values`: in any order, but ascending where `takesSorted`. */
export const fitScaler = (scaling: Scaling, values: Float64Array): ScalerState => {
  switch (scaling) {
    case 'none':
      return { kind: 'none' };
    case 'standard':
      return fitStandard(values);
    case 'min-max':
      return fitMinMax(values);
    case 'robust':
      return fitRobust(values);
    case 'quantile':
    case 'quantile-normal':
      return fitQuantile(values, scaling);
  }
};

/** Scales the first `count` values in place. */
export type ScaleInPlace = (values: Float64Array, count: number) => void;

const shiftAndDivide =
  (offset: number, scale: number): ScaleInPlace =>
  (values, count) => {
    for (let i = 0; i < count; i++) values[i] = (values[i]! - offset) / scale;
  };

export const scalerOf = (state: ScalerState): ScaleInPlace => {
  switch (state.kind) {
    case 'none':
      return () => undefined;
    case 'standard':
      return shiftAndDivide(state.mean, state.scale);
    case 'min-max':
      return shiftAndDivide(state.minimum, state.range);
    case 'robust':
      return shiftAndDivide(state.median, state.scale);
    case 'quantile':
      return quantileTransform(state.quantiles);
    case 'quantile-normal': {
      const toShares = quantileTransform(state.quantiles);
      return (values, count) => {
        toShares(values, count);
        toNormal(values, count);
      };
    }
  }
};
