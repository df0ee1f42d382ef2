/** The two presets as complete recipes. */
import type { Recipe } from './recipe.ts';

/** What the document that Strayflow was made from does, step by step. */
export const TUTORIAL: Recipe = {
  version: 2,
  preset: 'tutorial',
  seed: 42,
  backend: 'auto',
  roles: [],
  label: { normal: null },
  rows: { missing: 'drop', allowDestruction: false },
  features: {
    categories: 'leave-out',
    categoryLimit: 20,
    logTransform: 'never',
    dropConstant: false,
    network: false,
    windows: false,
  },
  split: { kind: 'random', train: 0.8, validation: 0, fitOn: 'all', trainOn: 'all', trainLimit: 10_000_000, trim: 0 },
  isolationForest: {
    enabled: true,
    scaling: 'standard',
    trees: 100,
    sampleSize: 256,
    threshold: { kind: 'contamination', share: 0.01, of: 'train' },
  },
  autoencoder: {
    enabled: true,
    scaling: 'standard',
    hidden: [14],
    activation: 'relu',
    output: 'sigmoid',
    loss: 'mse',
    optimizer: 'adam',
    learningRate: 0.001,
    batchSize: 32,
    epochs: 50,
    patience: null,
    score: 'squared',
    threshold: { kind: 'percentile', percentile: 95, of: 'test' },
  },
  combined: { threshold: { kind: 'percentile', percentile: 95, of: 'test' } },
};

/** Of a hundred normal rows five are flagged; where no row is labelled, every row is counted as a normal one. */
const FEW_FALSE_ALARMS = { kind: 'false-positive-rate', rate: 0.05, of: 'validation' } as const;

/** What measured best over several captures; see the table in README.md and `npm run quality`. */
export const RECOMMENDED: Recipe = {
  version: 2,
  preset: 'recommended',
  seed: 42,
  backend: 'auto',
  roles: [],
  label: { normal: null },
  rows: { missing: 'fill', allowDestruction: false },
  features: {
    categories: 'one-hot',
    categoryLimit: 20,
    logTransform: 'heavy-tailed',
    dropConstant: true,
    network: true,
    windows: true,
  },
  split: {
    kind: 'stratified',
    train: 0.6,
    validation: 0.2,
    fitOn: 'train',
    trainOn: 'normal',
    trainLimit: 200_000,
    trim: 0.05,
  },
  isolationForest: {
    enabled: true,
    scaling: 'quantile-normal',
    trees: 200,
    sampleSize: 1024,
    threshold: FEW_FALSE_ALARMS,
  },
  autoencoder: {
    enabled: true,
    scaling: 'standard',
    hidden: [32, 8, 32],
    activation: 'relu',
    output: 'linear',
    loss: 'mse',
    optimizer: 'adam',
    learningRate: 0.002,
    batchSize: 256,
    epochs: 50,
    patience: 5,
    score: 'relative',
    threshold: FEW_FALSE_ALARMS,
  },
  combined: { threshold: FEW_FALSE_ALARMS },
};
