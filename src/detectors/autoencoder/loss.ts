import type { AutoencoderSettings } from '../settings.ts';

export type Loss = AutoencoderSettings['loss'];

/** Huber's (1964) delta: quadratic up to here, linear beyond; 1 as in Keras and TensorFlow.js. */
export const HUBER_DELTA = 1;

/** Loss of one value, given the error (reconstruction − value). The loss of a batch is the mean over rows and columns. */
export const lossOf = (loss: Loss, error: number): number => {
  if (loss === 'mse') return error * error;
  const size = Math.abs(error);
  if (loss === 'mae') return size;
  return size <= HUBER_DELTA ? (error * error) / 2 : HUBER_DELTA * (size - HUBER_DELTA / 2);
};

/** Derivative of lossOf by the error. */
export const lossSlope = (loss: Loss, error: number): number => {
  if (loss === 'mse') return 2 * error;
  if (loss === 'mae') return Math.sign(error);
  return Math.max(-HUBER_DELTA, Math.min(HUBER_DELTA, error));
};
