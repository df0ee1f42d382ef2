/** What a saved featurizer must look like: it comes from a file that anyone may have written. */
import * as v from 'valibot';
import { FaultError } from '../base/fault.ts';
import { COLUMN_MEANINGS } from '../dataset/roles.ts';
import type { EncodingState } from './encoding.ts';
import { QUANTILES } from './quantile-scale.ts';
import type { ScalerState } from './scale.ts';
import { CATEGORY_RULES, LOG_RULES } from './settings.ts';

/** Everything that turns a table's rows into a detector's input. Plain JSON. */
export interface FeaturizerJson {
  readonly version: 1;
  readonly encoding: EncodingState;
  /** One per numeric feature, in their order. One-hot columns are 0 and 1, never scaled. */
  readonly scalers: readonly ScalerState[];
}

const finite = v.pipe(v.number(), v.finite());
const spread = v.pipe(v.number(), v.finite(), v.gtValue(0));
const name = v.pipe(v.string(), v.maxLength(10_000));

const scalerSchema = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('standard'), mean: finite, scale: spread }),
  v.object({ kind: v.literal('min-max'), minimum: finite, range: spread }),
  v.object({ kind: v.literal('robust'), median: finite, scale: spread }),
  v.object({
    kind: v.picklist(['quantile', 'quantile-normal']),
    quantiles: v.pipe(
      v.array(finite),
      v.minLength(1),
      v.maxLength(QUANTILES),
      v.check((values) => values.every((value, i) => i === 0 || value >= values[i - 1]!), 'Quantiles must not fall.'),
    ),
  }),
]) satisfies v.GenericSchema<ScalerState>;

const featurizerSchema = v.pipe(
  v.object({
    version: v.literal(1),
    encoding: v.object({
      settings: v.object({
        categories: v.picklist(CATEGORY_RULES),
        categoryLimit: v.pipe(v.number(), v.integer(), v.minValue(1)),
        logTransform: v.picklist(LOG_RULES),
        dropConstant: v.boolean(),
        network: v.boolean(),
        windows: v.boolean(),
      }),
      meanings: v.pipe(
        v.array(v.object({ meaning: v.picklist(COLUMN_MEANINGS), column: name })),
        v.maxLength(COLUMN_MEANINGS.length),
      ),
      features: v.pipe(
        v.array(
          v.variant('kind', [
            v.object({
              kind: v.literal('numeric'),
              source: name,
              derived: v.boolean(),
              fill: finite,
              log: v.boolean(),
            }),
            v.object({
              kind: v.literal('category'),
              source: name,
              derived: v.boolean(),
              values: v.pipe(v.array(v.nullable(v.string())), v.maxLength(100_000)),
            }),
          ]),
        ),
        v.minLength(1),
        v.maxLength(20_000),
      ),
    }),
    scalers: v.array(scalerSchema),
  }),
  v.check(
    ({ encoding, scalers }) => encoding.features.filter(({ kind }) => kind === 'numeric').length === scalers.length,
    'There must be one scaler per numeric feature.',
  ),
) satisfies v.GenericSchema<FeaturizerJson>;

export const parseFeaturizerJson = (json: unknown): FeaturizerJson => {
  const result = v.safeParse(featurizerSchema, json);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new FaultError({
    code: 'bad-model',
    message: `The saved features cannot be read: ${issue.message} (at ${v.getDotPath(issue) ?? 'the top'}).`,
    advice: 'Take a model file that Strayflow saved, unchanged.',
  });
};
