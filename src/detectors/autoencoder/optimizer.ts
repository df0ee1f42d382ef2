import type { AutoencoderSettings } from '../settings.ts';

/**
 * The update rules of TensorFlow.js (tf.train.adam, rmsprop, sgd with their defaults), as one formula that each backend
 * computes for each parameter, w the parameter, g its gradient:
 *
 * - adam (Kingma and Ba, 2015): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · (m·a) / (sqrt(v·b) + ε), where
 *   a = 1 / (1 − β₁ᵗ) and b = 1 / (1 − β₂ᵗ) at step t, counted from 1;
 * - rmsprop (Hinton, 2012): v ← β₂v + (1 − β₂)g², w ← w − rate · g / sqrt(v + ε);
 * - sgd: w ← w − rate · g.
 */
export type Optimizer = AutoencoderSettings['optimizer'];

export const BETA_1 = 0.9;
/** β₂; rmsprop calls it the decay and takes 0.9. */
export const BETA_2: Readonly<Record<Optimizer, number>> = { adam: 0.999, rmsprop: 0.9, sgd: 0 };
export const EPSILON = 1e-7;

/** How many of m and v an optimizer keeps beside the parameters. */
export const MOMENTS: Readonly<Record<Optimizer, 0 | 1 | 2>> = { adam: 2, rmsprop: 1, sgd: 0 };

export interface Corrections {
  readonly first: number;
  readonly second: number;
}

/** Adam's bias corrections a and b at step t. */
export const corrections = (step: number): Corrections => ({
  first: 1 / (1 - BETA_1 ** step),
  second: 1 / (1 - BETA_2.adam ** step),
});
