/** The autoencoder as a detector: fit, score, explain, save and load. */
import * as v from 'valibot';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { badModel, float32FromBase64, toBase64 } from '../binary.ts';
import type { Detector, Reason } from '../detector.ts';
import { featureInfosSchema } from '../feature-infos.ts';
import { checkColumns, checkFit } from '../matrix-check.ts';
import { ACTIVATIONS, type AutoencoderSettings, OUTPUTS } from '../settings.ts';
import { netShape } from './net-shape.ts';
import { createReconstructor, rowLosses } from './reconstruct.ts';
import { type AutoencoderFitOptions, type Training, trainAutoencoder } from './train.ts';

const units = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(512));
export const autoencoderJsonSchema = v.object({
  kind: v.literal('autoencoder'),
  version: v.literal(1),
  features: featureInfosSchema,
  hidden: v.pipe(v.array(units), v.minLength(1), v.maxLength(7)),
  activation: v.picklist(ACTIVATIONS),
  output: v.picklist(OUTPUTS),
  /** Base64 of the flat parameters (net-shape.ts). */
  parameters: v.string(),
});
export type AutoencoderJson = v.InferOutput<typeof autoencoderJsonSchema>;

export type AutoencoderDetector = Detector<AutoencoderJson> & {
  readonly id: 'autoencoder';
  /** Null for a loaded model. */
  readonly training: Training | null;
};

const createDetector = (
  features: FeatureMatrix['features'],
  settings: Pick<AutoencoderSettings, 'hidden' | 'activation' | 'output'>,
  parameters: Float32Array,
  training: Training | null,
): AutoencoderDetector => {
  const { hidden, activation, output } = settings;
  const reconstructor = createReconstructor(netShape(features.length, settings), parameters);
  return {
    id: 'autoencoder',
    training,
    /** Mean squared error of the reconstruction, whatever loss was trained with. */
    score: async (matrix, signal) => {
      checkColumns(features, matrix.features);
      return rowLosses(reconstructor, matrix, 'mse', signal);
    },
    explain: async (matrix) => {
      checkColumns(features, matrix.features);
      const sources = [...new Set(features.map((f) => f.source))];
      const sourceOf = features.map((f) => sources.indexOf(f.source));
      const columns = features.length;
      const reasons: Reason[][] = [];
      await reconstructor.each(matrix, (reconstruction, from, count) => {
        for (let r = 0; r < count; r++) {
          const share = new Float64Array(sources.length);
          const balance = new Float64Array(sources.length);
          for (let c = 0; c < columns; c++) {
            const error = matrix.values[(from + r) * columns + c]! - reconstruction[r * columns + c]!;
            share[sourceOf[c]!]! += (error * error) / columns;
            balance[sourceOf[c]!]! += error * Math.abs(error);
          }
          reasons.push(
            sources
              .map(
                (column, s): Reason => ({
                  column,
                  contribution: share[s]!,
                  direction: balance[s]! >= 0 ? 'high' : 'low',
                }),
              )
              .sort((a, b) => b.contribution - a.contribution),
          );
        }
      });
      return reasons;
    },
    toJSON: () => ({
      kind: 'autoencoder',
      version: 1,
      features: features.map((f) => ({ ...f })),
      hidden: [...hidden],
      activation,
      output,
      parameters: toBase64(parameters),
    }),
    dispose: () => reconstructor.dispose(),
  };
};

/** Fits on `matrix`; `validation` rows are only watched, for the curve and for early stopping. */
export const fitAutoencoder = async (
  matrix: FeatureMatrix,
  validation: FeatureMatrix | null,
  settings: AutoencoderSettings,
  options: AutoencoderFitOptions,
): Promise<AutoencoderDetector> => {
  checkFit(matrix, 'autoencoder');
  if (validation) checkColumns(matrix.features, validation.features);
  const shape = netShape(matrix.features.length, settings);
  const { parameters, training } = await trainAutoencoder(matrix, validation, shape, settings, options);
  return createDetector(matrix.features, settings, parameters, training);
};

export const autoencoderFromJson = (json: unknown): AutoencoderDetector => {
  const parsed = v.safeParse(autoencoderJsonSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw badModel(`The autoencoder cannot be read: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const { features, parameters: encoded, ...settings } = parsed.output;
  const parameters = float32FromBase64(encoded, 'weights');
  const wanted = netShape(features.length, settings).parameters;
  if (parameters.length !== wanted) {
    throw badModel(`The autoencoder has ${parameters.length} weights where its layers need ${wanted}.`);
  }
  return createDetector(features, settings, parameters, null);
};
