/**
 * A trained model as a file: recipe, fitted features and detectors, thresholds, and what is needed to see drift. Anyone
 * may have written the file that is opened: it is checked before use, and each room checks its own part again.
 */
import * as v from 'valibot';
import { FaultError, toFault } from '../base/fault.ts';
import type { DriftReference } from '../evaluation/drift.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import type { ColumnReference } from '../features/reference.ts';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import type { Recipe } from '../recipe/recipe.ts';

export const MODEL_FORMAT = 'strayflow-model';
export const MODEL_VERSION = 1;
/** Characters; a thousand trees of 4,096 rows stay below it. */
export const MODEL_CHARACTERS = 200_000_000;

export interface ModelColumn {
  readonly name: string;
  readonly kind: 'number' | 'time' | 'text';
  readonly role: string;
}

export interface ScoreHistogram {
  /** Rising; one more than counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface ModelFile {
  readonly format: typeof MODEL_FORMAT;
  readonly version: typeof MODEL_VERSION;
  readonly app: { readonly name: string; readonly version: string };
  readonly recipe: Recipe;
  /** Columns of the file it was trained on. */
  readonly columns: readonly ModelColumn[];
  /** Fitted features, as the features room wrote them. */
  readonly features: unknown;
  /** Fitted detectors, as the detectors room wrote them. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly thresholds: Readonly<Partial<Record<RankingId, number>>>;
  /** Scores of the training rows (no labels needed), to lay today's over. */
  readonly scores: Readonly<Partial<Record<RankingId, ScoreHistogram>>>;
  readonly drift: readonly DriftReference[];
  /** Percentiles and shares of the training rows, for the words of reasons. Files of version 0.1.0 may lack them. */
  readonly references?: readonly ColumnReference[];
  /** Features whose values were addresses or host names, and are not told. */
  readonly hidden?: readonly string[];
  /** Fingerprint of the dataset it was trained on. */
  readonly fingerprint: string;
}

const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const perRanking = <S extends v.GenericSchema>(schema: S) =>
  v.object({ isolationForest: v.optional(schema), autoencoder: v.optional(schema), combined: v.optional(schema) });

const rising = (numbers: number[]): boolean => numbers.every((value, i) => i === 0 || value > numbers[i - 1]!);
const histogramSchema = v.pipe(
  v.object({
    edges: v.pipe(v.array(finite), v.minLength(2), v.maxLength(2000), v.check(rising, 'rising edges')),
    counts: v.pipe(v.array(v.pipe(finite, v.minValue(0))), v.maxLength(2000)),
  }),
  v.check(({ edges, counts }) => counts.length === edges.length - 1, 'one more edge than counts'),
);
const driftSchema = v.variant('kind', [
  v.pipe(
    v.object({
      kind: v.literal('numeric'),
      column: text(500),
      edges: v.pipe(v.array(finite), v.maxLength(1000), v.check(rising, 'rising edges')),
      shares: v.array(v.pipe(finite, v.minValue(-1e-9), v.maxValue(1 + 1e-9))),
    }),
    v.check(({ edges, shares }) => shares.length === edges.length + 1, 'one more share than edges'),
  ),
  v.pipe(
    v.object({
      kind: v.literal('category'),
      column: text(500),
      values: v.pipe(v.array(v.string()), v.maxLength(100_000)),
      shares: v.array(share),
    }),
    v.check(({ values, shares }) => shares.length === values.length, 'a share for each value'),
  ),
]);

const notFalling = (numbers: number[]): boolean => numbers.every((value, i) => i === 0 || value >= numbers[i - 1]!);
const referenceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('numeric'),
    column: text(500),
    percentiles: v.pipe(v.array(finite), v.maxLength(101), v.check(notFalling, 'rising percentiles')),
  }),
  v.object({
    kind: v.literal('category'),
    column: text(500),
    shares: v.pipe(v.array(v.object({ value: v.string(), share })), v.maxLength(500)),
  }),
]);

const modelSchema = v.object({
  format: v.literal(MODEL_FORMAT),
  version: v.literal(MODEL_VERSION),
  app: v.object({ name: text(100), version: text(100) }),
  recipe: v.unknown(),
  columns: v.pipe(
    v.array(v.object({ name: text(500), kind: v.picklist(['number', 'time', 'text']), role: text(100) })),
    v.maxLength(20_000),
  ),
  features: v.unknown(),
  models: v.record(text(100), v.unknown()),
  thresholds: perRanking(finite),
  scores: perRanking(histogramSchema),
  drift: v.pipe(v.array(driftSchema), v.maxLength(20_000)),
  references: v.optional(v.pipe(v.array(referenceSchema), v.maxLength(20_000))),
  hidden: v.optional(v.pipe(v.array(text(500)), v.maxLength(20_000))),
  fingerprint: text(128),
});

const bad = (message: string, advice = 'Open a file saved with “Model (JSON)” in the Export menu.'): FaultError =>
  new FaultError({ code: 'bad-model', message, advice });

export const modelText = (model: Omit<ModelFile, 'format' | 'version'>): string =>
  `${JSON.stringify({ format: MODEL_FORMAT, version: MODEL_VERSION, ...model })}\n`;

/** Throws a FaultError 'bad-model' for whatever is no model file of this version, and nothing else. */
export const parseModel = (source: string): ModelFile => {
  if (source.length > MODEL_CHARACTERS) {
    throw bad(`The model file has ${source.length} characters; at most ${MODEL_CHARACTERS} are read.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    throw bad('The model file is not JSON, or was cut off.');
  }
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (format !== MODEL_FORMAT) throw bad('The file is JSON, but not a Strayflow model.');
  if (typeof version === 'number' && version > MODEL_VERSION) {
    throw bad(
      `The model was saved by a newer Strayflow (version ${version} of the format; this one reads up to ${MODEL_VERSION}).`,
      'Open it with the newer version, or reload this page to get it.',
    );
  }
  const parsed = v.safeParse(modelSchema, value);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw bad(`The model file is damaged at "${v.getDotPath(issue) ?? 'its top'}": ${issue.message}.`);
  }
  try {
    return { ...parsed.output, recipe: parseRecipe(parsed.output.recipe) };
  } catch (error) {
    throw bad(`The model file is damaged at "recipe". ${toFault(error).message}`);
  }
};
