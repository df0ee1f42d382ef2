/** From a table and a recipe to what the detectors see: rows kept, split, features fitted, guards asked. */
import { throwIfCancelled } from '../base/cancel.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import type { Table } from '../dataset/table.ts';
import type { DetectorId } from '../detectors/detector.ts';
import type { PART_CODE } from '../evaluation/part.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import { type Featurizer, fitScaling } from '../features/featurizer.ts';
import type { FeaturizerJson } from '../features/featurizer-json.ts';
import { fitEncoding } from '../features/fit-encoding.ts';
import {
  attackShareOf,
  baseRateWarnings,
  destructionGuard,
  type GuardLabels,
  lossesByClass,
  trainingWarnings,
  unlabelledLoss,
  type Warning,
} from '../features/guards.ts';
import { keepRows } from '../features/impute.ts';
import { leakWarnings } from '../features/leak-guard.ts';
import { columnReferences } from '../features/reference.ts';
import type { SourceColumn } from '../features/source-columns.ts';
import { splitRows } from '../features/split.ts';
import { rowsOfPart, trainingRows } from '../features/training-rows.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { classesOf } from './classes.ts';
import { columnUses, columnWithRole, timesOf } from './column-uses.ts';
import type { Prepared } from './prepared.ts';

export interface PreparedTable {
  readonly prepared: Prepared;
  matrix(id: DetectorId, rows: Uint32Array): FeatureMatrix;
  featurizers(): Readonly<Record<DetectorId, FeaturizerJson>>;
  /** Columns that features come from, derived ones included. */
  readonly sources: readonly SourceColumn[];
}

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  /** Share done, 0…1, never falling. */
  readonly onProgress?: (share: number) => void;
}

const MILLISECONDS_A_DAY = 86_400_000;

/** Days between the first and the last of the rows; null without times. Less than an hour counts as an hour. */
export const daysOf = (times: Float64Array | undefined, rows: Uint32Array): number | null => {
  if (!times) return null;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const at = times[row]!;
    if (at < first) first = at;
    if (at > last) last = at;
  }
  return first <= last ? Math.max((last - first) / MILLISECONDS_A_DAY, 1 / 24) : null;
};

export const prepareTable = async (
  table: Table,
  recipe: Recipe,
  { signal, onProgress }: PrepareOptions = {},
): Promise<PreparedTable> => {
  const uses = columnUses(table, recipe);
  const classes = classesOf(
    table,
    columnWithRole(uses, 'label'),
    columnWithRole(uses, 'attack-class'),
    recipe.label.normal,
  );
  const kept = keepRows(table, uses, recipe.features, recipe.rows.missing);
  onProgress?.(0.1);

  const guardLabels: GuardLabels | null = classes && { classCodes: classes.codes, classes: classes.classes };
  const all = rowNumbers(table.rows);
  const losses = guardLabels ? lossesByClass(guardLabels, all, kept.rows) : [];
  const destruction = guardLabels
    ? destructionGuard(losses, recipe.rows.allowDestruction)
    : unlabelledLoss(table.rows, kept.rows.length);
  const perClass = (classes?.classes ?? []).map((each, i) => ({ ...each, leftOut: losses[i]!.lost }));

  const hasScoreOnly = table.sources.some((source) => source.scoreOnly);
  const times = timesOf(table, uses)?.values;
  const split = splitRows({
    rows: kept.rows,
    tableRows: table.rows,
    // A file that is only scored decides what is judged; what is left of the recipe's split is validation.
    settings: hasScoreOnly ? { ...recipe.split, kind: 'file' } : recipe.split,
    seed: recipe.seed,
    sources: table.sources,
    classCodes: classes?.codes,
    times,
  });
  const fitted = trainingRows({
    parts: split.parts,
    settings: recipe.split,
    seed: recipe.seed,
    labels: classes ? { classCodes: classes.codes, truths: classes.classes.map(({ truth }) => truth) } : undefined,
  });
  throwIfCancelled(signal);
  onProgress?.(0.2);

  const fitRows = recipe.split.fitOn === 'all' ? kept.rows : fitted;
  const steps = { derive: 0.2, encode: 0.4, scale: 0.6 };
  const encoding = await fitEncoding(
    { table, uses, settings: recipe.features, fitRows, rows: kept.rows, seed: recipe.seed },
    {
      signal,
      onProgress: ({ stage, done, total }) => onProgress?.(steps[stage] + (0.2 * done) / Math.max(1, total)),
    },
  );
  const scalings = { isolationForest: recipe.isolationForest.scaling, autoencoder: recipe.autoencoder.scaling };
  const scaled = (id: DetectorId): Promise<Featurizer> =>
    fitScaling(encoding, { scaling: scalings[id], fitRows, seed: recipe.seed }, { signal });
  const isolationForest = await scaled('isolationForest');
  const autoencoder = scalings.autoencoder === scalings.isolationForest ? isolationForest : await scaled('autoencoder');
  const featurizers: Record<DetectorId, Featurizer> = { isolationForest, autoencoder };
  throwIfCancelled(signal);
  onProgress?.(0.85);

  const warnings = [
    ...destruction,
    ...trainingWarnings({ trainOn: recipe.split.trainOn, fitted, labels: guardLabels }),
    ...(guardLabels
      ? [
          ...leakWarnings({ sources: encoding.sources, rows: kept.rows, labels: guardLabels, seed: recipe.seed }),
          ...thresholdWarnings(recipe, attackShareOf(split.parts, 'test', guardLabels)),
        ]
      : []),
  ];
  throwIfCancelled(signal);
  onProgress?.(1);

  const isFitted = new Uint8Array(table.rows);
  for (const row of fitted) isFitted[row] = 1;
  const count = (part: keyof typeof PART_CODE): number => rowsOfPart(split.parts, part).length;
  const prepared: Prepared = {
    parts: split.parts,
    fitted: isFitted,
    classCodes: classes?.codes ?? new Int32Array(table.rows).fill(-1),
    classes: perClass,
    counts: {
      total: table.rows,
      leftOut: table.rows - kept.rows.length,
      train: count('train'),
      fitted: fitted.length,
      validation: count('validation'),
      test: count('test'),
    },
    features: { isolationForest: isolationForest.features, autoencoder: autoencoder.features },
    references: columnReferences(encoding.sources, fitted, recipe.seed),
    receipt: [...kept.receipt, ...split.receipt, ...encoding.receipt],
    warnings,
    days: daysOf(times, rowsOfPart(split.parts, 'test')),
  };
  return {
    prepared,
    matrix: (id, rows) => featurizers[id].transform(rows),
    featurizers: () => ({ isolationForest: isolationForest.toJSON(), autoencoder: autoencoder.toJSON() }),
    sources: encoding.sources,
  };
};

/** Share of the rows that a rule flags by its own account; null where it says nothing of a share. */
const flaggedShareOf = ({ threshold }: Recipe['isolationForest'] | Recipe['autoencoder']): number | null => {
  if (threshold.kind === 'contamination') return threshold.share;
  // A percentile of normal rows alone says nothing of how many attacks lie above it; one of the test rows does.
  return threshold.kind === 'percentile' && threshold.of === 'test' ? 1 - threshold.percentile / 100 : null;
};

const thresholdWarnings = (recipe: Recipe, attackShare: number | null): Warning[] => {
  // Where nothing counts as normal, that is said instead.
  if (attackShare === null || attackShare === 1 || recipe.split.trainOn === 'normal') return [];
  return (
    [
      ['Isolation Forest', 'isolationForest'],
      ['Autoencoder', 'autoencoder'],
    ] as const
  ).flatMap(([detector, threshold]) => {
    const settings = recipe[threshold];
    const flaggedShare = settings.enabled ? flaggedShareOf(settings) : null;
    return flaggedShare === null ? [] : baseRateWarnings({ detector, threshold, flaggedShare, attackShare });
  });
};
