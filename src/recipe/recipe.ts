/**
 * Every setting of a run in one plain object, with the schema that validates it. Links, saved models and exports all
 * carry this object. Bounds here are what protects the page from an address somebody else wrote.
 */
import * as v from 'valibot';
import { COLUMN_MEANINGS, COLUMN_ROLES } from '../dataset/roles.ts';
import { BACKEND_NAMES } from '../detectors/backend-name.ts';
import {
  ACTIVATIONS,
  type AutoencoderSettings,
  ERROR_SCORES,
  type ForestSettings,
  LOSSES,
  OPTIMIZERS,
  OUTPUTS,
} from '../detectors/settings.ts';
import { RULE_PARTS, type ThresholdRule } from '../evaluation/threshold-rule.ts';
import {
  CATEGORY_RULES,
  type FeatureSettings,
  LOG_RULES,
  MISSING_RULES,
  SCALINGS,
  SPLIT_KINDS,
  type SplitSettings,
} from '../features/settings.ts';

const columnName = v.pipe(v.string(), v.maxLength(200));
const whole = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));
const real = (low: number, high: number) => v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high));

const scaling = v.picklist(SCALINGS);

const part = v.picklist(RULE_PARTS);
export const thresholdRuleSchema = v.variant('kind', [
  v.object({ kind: v.literal('percentile'), percentile: real(0, 100), of: part }),
  v.object({ kind: v.literal('contamination'), share: real(0, 0.5), of: part }),
  v.object({ kind: v.literal('value'), value: v.pipe(v.number(), v.finite()) }),
  v.object({ kind: v.literal('budget'), alerts: whole(0, 1e9), per: v.picklist(['day', 'all']) }),
  v.object({ kind: v.literal('false-positive-rate'), rate: real(0, 1), of: part }),
  v.object({ kind: v.literal('class-recall'), attackClass: columnName, recall: real(0, 1), of: part }),
  v.object({ kind: v.literal('best-f1'), of: part }),
  v.object({ kind: v.literal('cost'), miss: real(0, 1e9), falseAlarm: real(0, 1e9), of: part }),
]) satisfies v.GenericSchema<ThresholdRule>;

export const recipeSchema = v.object({
  version: v.literal(2),
  preset: v.picklist(['tutorial', 'recommended', 'custom']),
  seed: whole(0, 4294967295),
  backend: v.picklist(['auto', ...BACKEND_NAMES]),
  /** Roles that differ from the proposed ones, by column name. */
  roles: v.pipe(
    v.array(
      v.object({
        column: columnName,
        role: v.picklist(COLUMN_ROLES),
        meaning: v.optional(v.picklist(COLUMN_MEANINGS)),
      }),
    ),
    v.maxLength(20000),
  ),
  label: v.object({
    /** Values of the label column that count as normal; null: the proposed ones. */
    normal: v.nullable(v.pipe(v.array(columnName), v.maxLength(1000))),
  }),
  rows: v.object({
    /** Missing and infinite cells of features. */
    missing: v.picklist(MISSING_RULES),
    /** Drop rows even where that removes a whole class. */
    allowDestruction: v.boolean(),
  }),
  features: v.object({
    categories: v.picklist(CATEGORY_RULES),
    /** Most one-hot columns per category; the rest share 'other'. */
    categoryLimit: whole(1, 256),
    /** log1p of the magnitude, sign kept, on heavy-tailed columns. */
    logTransform: v.picklist(LOG_RULES),
    dropConstant: v.boolean(),
    /** Ratios, rates, service classes, kinds of address, hour of day. */
    network: v.boolean(),
    /** Looking-back windows per source and destination. */
    windows: v.boolean(),
  }) satisfies v.GenericSchema<FeatureSettings>,
  split: v.object({
    kind: v.picklist(SPLIT_KINDS),
    train: real(0.05, 0.95),
    validation: real(0, 0.9),
    /** Which rows the scalers and encoders are fitted on. */
    fitOn: v.picklist(['all', 'train']),
    /** Which of the training rows the detectors see. */
    trainOn: v.picklist(['all', 'normal']),
    /** Most rows a detector is trained on; more are sampled, seeded. */
    trainLimit: whole(100, 10_000_000),
    /**
     * Share of the rows to learn from that are left out: those that a first forest ranks highest. Not where training
     * sees normal rows alone: there is nothing to keep out.
     */
    trim: real(0, 0.5),
  }) satisfies v.GenericSchema<SplitSettings>,
  isolationForest: v.object({
    enabled: v.boolean(),
    scaling,
    trees: whole(1, 1000),
    /** ψ: a count (> 1) or a share (0…1] of the training rows. */
    sampleSize: real(0.0001, 4096),
    threshold: thresholdRuleSchema,
  }),
  autoencoder: v.object({
    enabled: v.boolean(),
    scaling,
    /** Units of each hidden layer, first to last. */
    hidden: v.pipe(v.array(whole(1, 512)), v.minLength(1), v.maxLength(7)),
    activation: v.picklist(ACTIVATIONS),
    output: v.picklist(OUTPUTS),
    loss: v.picklist(LOSSES),
    optimizer: v.picklist(OPTIMIZERS),
    learningRate: real(1e-6, 1),
    batchSize: whole(1, 8192),
    epochs: whole(1, 1000),
    /** Stop after so many epochs without a better validation loss, and take the best weights; null: never. */
    patience: v.nullable(whole(1, 1000)),
    /** What a row's score is: the mean squared error, or the mean of errors in units of what is usual. */
    score: v.picklist(ERROR_SCORES),
    threshold: thresholdRuleSchema,
  }),
  combined: v.object({ threshold: thresholdRuleSchema }),
});
export type Recipe = v.InferOutput<typeof recipeSchema>;

// The recipe's parts are handed to the rooms as they are: a drift between schema and room fails here.
type Fits<A extends B, B> = A;
export type RecipeForest = Fits<Recipe['isolationForest'], ForestSettings>;
export type RecipeAutoencoder = Fits<Recipe['autoencoder'], AutoencoderSettings>;
