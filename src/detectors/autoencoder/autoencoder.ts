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
import { fitErrorWeights, relativeErrors } from './relative-error.ts';
import { type AutoencoderFitOptions, type Training, trainAutoencoder } from './train.ts';

const units = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(512));
const modelEntries = {
  kind: v.literal('autoencoder'),
  features: featureInfosSchema,
  hidden: v.pipe(v.array(units), v.minLength(1), v.maxLength(7)),
  activation: v.picklist(ACTIVATIONS),
  output: v.picklist(OUTPUTS),
  /** Base64 of the flat parameters (net-shape.ts). */
  parameters: v.string(),
};
/** The second version scores relative errors; the first, mean squared errors, and is still written where they are asked for. */
export const autoencoderJsonSchema = v.variant('version', [
  v.object({ ...modelEntries, version: v.literal(1) }),
  /** Base64 of a weight for each feature's error (relative-error.ts). */
  v.object({ ...modelEntries, version: v.literal(2), errorWeights: v.string() }),
]);
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
  /** Null: scores are mean squared errors. */
  weights: Float32Array | null,
  training: Training | null,
): AutoencoderDetector => {
  const { hidden, activation, output } = settings;
  const reconstructor = createReconstructor(netShape(features.length, settings), parameters);
  return {
    id: 'autoencoder',
    training,
    /** Error of the reconstruction, whatever loss was trained with. */
    score: async (matrix, signal) => {
      checkColumns(features, matrix.features);
      return weights
        ? relativeErrors(reconstructor, weights, matrix, signal)
        : rowLosses(reconstructor, matrix, 'mse', signal);
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
            const size = weights ? Math.abs(error) * weights[c]! : error * error;
            share[sourceOf[c]!]! += size / columns;
            balance[sourceOf[c]!]! += Math.sign(error) * size;
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
      ...(weights ? { version: 2, errorWeights: toBase64(weights) } : { version: 1 }),
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
  if (settings.score === 'squared') return createDetector(matrix.features, settings, parameters, null, training);
  const reconstructor = createReconstructor(shape, parameters);
  try {
    const weights = await fitErrorWeights(reconstructor, matrix, options.signal);
    return createDetector(matrix.features, settings, parameters, weights, training);
  } finally {
    reconstructor.dispose();
  }
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
  const weights = parsed.output.version === 2 ? float32FromBase64(parsed.output.errorWeights, 'error weights') : null;
  if (weights && (weights.length !== features.length || !weights.every((weight) => weight > 0))) {
    throw badModel(`The autoencoder has no positive error weight for each of its ${features.length} features.`);
  }
  return createDetector(features, settings, parameters, weights, null);
};
