/** Every setting of a recipe in words: name, what it does, unit and bounds. The recipe panel and the comparison of runs read it. */

import { BACKEND_NAMES } from '../detectors/backend-name.ts';
import { ACTIVATIONS, ERROR_SCORES, LOSSES, OPTIMIZERS, OUTPUTS } from '../detectors/settings.ts';
import { CATEGORY_RULES, LOG_RULES, MISSING_RULES, SCALINGS, SPLIT_KINDS } from '../features/settings.ts';

export type SettingControl =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  | {
      readonly kind: 'number';
      readonly minimum: number;
      readonly maximum: number;
      readonly whole: boolean;
      readonly unit: string;
      /** True where no number at all is a choice too (null). */
      readonly mayBeOff: boolean;
    }
  | { readonly kind: 'layers' }
  | { readonly kind: 'roles' }
  | { readonly kind: 'label-values' }
  | { readonly kind: 'threshold' };

export const SETTING_GROUPS = [
  'Run',
  'Columns',
  'Rows',
  'Features',
  'Split',
  'Isolation Forest',
  'Autoencoder',
  'Combined score',
] as const;

export interface Setting {
  /** Path in the recipe. */
  readonly path: string;
  readonly group: (typeof SETTING_GROUPS)[number];
  readonly label: string;
  /** What it changes, in one sentence. */
  readonly effect: string;
  readonly control: SettingControl;
}

const whole = (minimum: number, maximum: number, unit: string, mayBeOff = false): SettingControl => ({
  kind: 'number',
  minimum,
  maximum,
  whole: true,
  unit,
  mayBeOff,
});
const real = (minimum: number, maximum: number, unit: string): SettingControl => ({
  kind: 'number',
  minimum,
  maximum,
  whole: false,
  unit,
  mayBeOff: false,
});
const choice = <T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>): SettingControl => ({
  kind: 'choice',
  options: values.map((value) => ({ value, label: labels[value] })),
});
const onOff: SettingControl = { kind: 'switch' };

/** Unit of a number that is a share up to 1, and a count of rows above. */
export const ROWS_OR_SHARE = 'rows, or a share of them';

const SCALING_LABELS = {
  none: 'None',
  standard: 'Standard (mean 0, deviation 1)',
  'min-max': 'Min–max (0 to 1)',
  robust: 'Robust (median and quartiles)',
  quantile: 'Quantile (ranks)',
  'quantile-normal': 'Quantile, as normal deviates',
};

export const SETTINGS: readonly Setting[] = [
  {
    path: 'seed',
    group: 'Run',
    label: 'Seed',
    effect: 'Determines every random choice. The same seed, settings and file give the same split and the same trees.',
    control: whole(0, 4294967295, ''),
  },
  {
    path: 'backend',
    group: 'Run',
    label: 'Compute backend',
    effect: 'The engine that trains and scores. It changes the speed; scores differ only by rounding.',
    control: choice(['auto', ...BACKEND_NAMES], {
      auto: 'Automatic',
      webgl: 'WebGL (graphics card)',
      wasm: 'WebAssembly',
      cpu: 'Plain JavaScript',
    }),
  },
  {
    path: 'roles',
    group: 'Columns',
    label: 'Column roles',
    effect:
      'What each column is used for. Only features reach a detector; a label or an address among them would give the answer away.',
    control: { kind: 'roles' },
  },
  {
    path: 'label.normal',
    group: 'Columns',
    label: 'Labels that count as normal',
    effect: 'Every other label counts as an anomaly, for judging and for training on normal rows.',
    control: { kind: 'label-values' },
  },
  {
    path: 'rows.missing',
    group: 'Rows',
    label: 'Missing cells',
    effect: 'Drops rows with a missing or infinite cell, or fills those cells so that no row is lost.',
    control: choice(MISSING_RULES, { drop: 'Drop the row', fill: 'Fill the cell' }),
  },
  {
    path: 'rows.allowDestruction',
    group: 'Rows',
    label: 'Allow a class to vanish',
    effect: 'Allows rows to be dropped even if that removes every row of a class.',
    control: onOff,
  },
  {
    path: 'features.categories',
    group: 'Features',
    label: 'Text columns',
    effect: 'Leaves text columns out, or turns each of their most frequent values into a column.',
    control: choice(CATEGORY_RULES, { 'leave-out': 'Leave out', 'one-hot': 'One column per value' }),
  },
  {
    path: 'features.categoryLimit',
    group: 'Features',
    label: 'Values per text column',
    effect: 'How many values of a text column get their own column; the rest share one.',
    control: whole(1, 256, 'values'),
  },
  {
    path: 'features.logTransform',
    group: 'Features',
    label: 'Logarithm of counts',
    effect: 'Takes log(1 + x), so that a few huge transfers do not hide all other differences.',
    control: choice(LOG_RULES, { never: 'Never', 'heavy-tailed': 'Long-tailed columns', always: 'Always' }),
  },
  {
    path: 'features.dropConstant',
    group: 'Features',
    label: 'Drop constant columns',
    effect: 'Leaves out columns with a single value, which cannot tell rows apart.',
    control: onOff,
  },
  {
    path: 'features.network',
    group: 'Features',
    label: 'Network features',
    effect: 'Adds ratios, rates, service and address classes, and the hour of day, where the needed columns exist.',
    control: onOff,
  },
  {
    path: 'features.windows',
    group: 'Features',
    label: 'Look-back windows',
    effect:
      'Adds what the same source and destination did shortly before. This reveals scans and floods that a single flow does not show.',
    control: onOff,
  },
  {
    path: 'split.kind',
    group: 'Split',
    label: 'How rows are split',
    effect:
      'Which rows train and which judge: at random, at random with classes kept in proportion, by time, or by file.',
    control: choice(SPLIT_KINDS, {
      random: 'At random',
      stratified: 'Random per class',
      time: 'By time: earlier rows train',
      file: 'By file',
    }),
  },
  {
    path: 'split.train',
    group: 'Split',
    label: 'Training share',
    effect:
      'The share of rows that the detectors learn from. Rows in neither training nor validation are the test rows.',
    control: real(0.05, 0.95, 'of the rows'),
  },
  {
    path: 'split.validation',
    group: 'Split',
    label: 'Validation share',
    effect:
      'The share of rows used for choosing thresholds and for early stopping, so that the test rows stay untouched.',
    control: real(0, 0.9, 'of the rows'),
  },
  {
    path: 'split.fitOn',
    group: 'Split',
    label: 'Fit scaling on',
    effect: 'Fitted on all rows, scaling lets the test rows leak into training; fitted on training rows, it does not.',
    control: choice(['all', 'train'], { all: 'All rows', train: 'Training rows' }),
  },
  {
    path: 'split.trainOn',
    group: 'Split',
    label: 'Train on',
    effect: 'With labels, training on normal rows only keeps the detectors from learning attacks as usual traffic.',
    control: choice(['all', 'normal'], { all: 'All training rows', normal: 'Normal rows only' }),
  },
  {
    path: 'split.trainLimit',
    group: 'Split',
    label: 'Training row limit',
    effect: 'Above this number, the detectors learn from a seeded sample of the training rows, which bounds the time.',
    control: whole(100, 10_000_000, 'rows'),
  },
  {
    path: 'split.trim',
    group: 'Split',
    label: 'Trim outliers',
    effect:
      'When training on all rows, leaves out this share of them: those that a first forest ranks highest, so that attacks are not learned as normal.',
    control: real(0, 0.5, 'of the rows'),
  },
  {
    path: 'isolationForest.enabled',
    group: 'Isolation Forest',
    label: 'Run the forest',
    effect: 'Whether the isolation forest runs.',
    control: onOff,
  },
  {
    path: 'isolationForest.scaling',
    group: 'Isolation Forest',
    label: 'Scaling',
    effect:
      'Linear scaling does not change a forest. Quantiles spread crowded values; as normal deviates they also keep rare values far out.',
    control: choice(SCALINGS, SCALING_LABELS),
  },
  {
    path: 'isolationForest.trees',
    group: 'Isolation Forest',
    label: 'Trees',
    effect: 'More trees make scores more stable across seeds, and take proportionally longer.',
    control: whole(1, 1000, 'trees'),
  },
  {
    path: 'isolationForest.sampleSize',
    group: 'Isolation Forest',
    label: 'Rows per tree',
    effect:
      'How many rows each tree sees (1 or less: a share of the training rows). Small samples isolate anomalies best.',
    control: real(0.0001, 4096, ROWS_OR_SHARE),
  },
  {
    path: 'isolationForest.threshold',
    group: 'Isolation Forest',
    label: 'Threshold',
    effect: 'The rule that sets the forest’s threshold. Moving a threshold never retrains a model.',
    control: { kind: 'threshold' },
  },
  {
    path: 'autoencoder.enabled',
    group: 'Autoencoder',
    label: 'Run the autoencoder',
    effect: 'Whether the autoencoder runs.',
    control: onOff,
  },
  {
    path: 'autoencoder.scaling',
    group: 'Autoencoder',
    label: 'Scaling',
    effect: 'Errors are summed over scaled features, so scaling decides how much each one weighs.',
    control: choice(SCALINGS, SCALING_LABELS),
  },
  {
    path: 'autoencoder.hidden',
    group: 'Autoencoder',
    label: 'Hidden layers',
    effect: 'Units per hidden layer. The narrowest layer forces the network to learn what is usual.',
    control: { kind: 'layers' },
  },
  {
    path: 'autoencoder.activation',
    group: 'Autoencoder',
    label: 'Activation',
    effect: 'The non-linearity of each hidden unit. ReLU is fast and usually right.',
    control: choice(ACTIVATIONS, { relu: 'ReLU', tanh: 'tanh', elu: 'ELU', sigmoid: 'Sigmoid' }),
  },
  {
    path: 'autoencoder.output',
    group: 'Autoencoder',
    label: 'Output',
    effect: 'A sigmoid returns only values from 0 to 1; a linear output reaches any scaled value.',
    control: choice(OUTPUTS, { linear: 'Linear', sigmoid: 'Sigmoid' }),
  },
  {
    path: 'autoencoder.loss',
    group: 'Autoencoder',
    label: 'Loss',
    effect: 'What training minimises. Squared errors react most to outliers, absolute and Huber errors less.',
    control: choice(LOSSES, { mse: 'Mean squared error', mae: 'Mean absolute error', huber: 'Huber' }),
  },
  {
    path: 'autoencoder.optimizer',
    group: 'Autoencoder',
    label: 'Optimizer',
    effect: 'How the weights follow the gradient. Adam needs the least tuning.',
    control: choice(OPTIMIZERS, { adam: 'Adam', rmsprop: 'RMSProp', sgd: 'SGD' }),
  },
  {
    path: 'autoencoder.learningRate',
    group: 'Autoencoder',
    label: 'Learning rate',
    effect: 'The size of each step. Too large diverges; too small needs more epochs.',
    control: real(1e-6, 1, ''),
  },
  {
    path: 'autoencoder.batchSize',
    group: 'Autoencoder',
    label: 'Batch size',
    effect: 'Rows per step. Larger batches finish an epoch faster, with fewer and smoother steps.',
    control: whole(1, 8192, 'rows'),
  },
  {
    path: 'autoencoder.epochs',
    group: 'Autoencoder',
    label: 'Epochs',
    effect: 'The most often that training passes over its rows.',
    control: whole(1, 1000, 'epochs'),
  },
  {
    path: 'autoencoder.patience',
    group: 'Autoencoder',
    label: 'Early stopping',
    effect:
      'Stops after this many epochs without a better validation loss and keeps the best weights. Off: trains to the end.',
    control: whole(1, 1000, 'epochs', true),
  },
  {
    path: 'autoencoder.score',
    group: 'Autoencoder',
    label: 'Score',
    effect:
      'Relative errors weigh each feature by what is usual for it; with squared errors, features that are hard to reconstruct dominate.',
    control: choice(ERROR_SCORES, { squared: 'Mean squared error', relative: 'Mean relative error' }),
  },
  {
    path: 'autoencoder.threshold',
    group: 'Autoencoder',
    label: 'Threshold',
    effect: 'The rule that sets the autoencoder’s threshold. Moving a threshold never retrains a model.',
    control: { kind: 'threshold' },
  },
  {
    path: 'combined.threshold',
    group: 'Combined score',
    label: 'Threshold',
    effect: 'The rule that sets the threshold on the mean of the two detectors’ ranks.',
    control: { kind: 'threshold' },
  },
];
