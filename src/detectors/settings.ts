/** What a recipe says about the two detectors, apart from scaling and thresholds. */
export interface ForestSettings {
  readonly trees: number;
  /** ψ: a count (> 1) or a share (0…1] of the training rows. */
  readonly sampleSize: number;
}

export const ACTIVATIONS = ['relu', 'tanh', 'elu', 'sigmoid'] as const;
export const OUTPUTS = ['linear', 'sigmoid'] as const;
export const LOSSES = ['mse', 'mae', 'huber'] as const;
export const OPTIMIZERS = ['adam', 'rmsprop', 'sgd'] as const;
export const ERROR_SCORES = ['squared', 'relative'] as const;
export interface AutoencoderSettings {
  /** Units of each hidden layer, first to last. */
  readonly hidden: readonly number[];
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly output: (typeof OUTPUTS)[number];
  readonly loss: (typeof LOSSES)[number];
  readonly optimizer: (typeof OPTIMIZERS)[number];
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Stop after so many epochs without a better validation loss, and take the best weights; null: never. */
  readonly patience: number | null;
  /**
   * What a row's score is: the mean squared error of its reconstruction, or the mean size of the errors, each in units of
   * what is usual for its feature on the training rows.
   */
  readonly score: (typeof ERROR_SCORES)[number];
}
