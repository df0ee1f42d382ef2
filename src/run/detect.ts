/**
 * One run: both detectors fitted on what was prepared, every kept row scored by both, the scores ranked. Knows no
 * worker: rows come through a FeatureSource, and a backend through `openBackend`, so the same code runs in a test.
 */
import { breathe, throwIfCancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { type AutoencoderDetector, autoencoderFromJson, fitAutoencoder } from '../detectors/autoencoder/autoencoder.ts';
import type { Checkpoint } from '../detectors/autoencoder/train.ts';
import type { BackendName, BackendReport } from '../detectors/backend-name.ts';
import type { Detector, DetectorId } from '../detectors/detector.ts';
import {
  type IsolationForestDetector,
  isolationForestFromJson,
} from '../detectors/isolation-forest/isolation-forest.ts';
import type { ProbeNet } from '../detectors/probe.ts';
import { combineScores } from '../evaluation/combine.ts';
import { curvesOfScopes } from '../evaluation/curves.ts';
import { PART_CODE } from '../evaluation/part.ts';
import { buildRanking } from '../evaluation/rank.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import { sampleRows } from '../features/sample-rows.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { rowsWhere, validationRows } from './choose-rows.ts';
import { fitForest } from './fit-forest.ts';
import { gatherMatrix, untilCancelled } from './gather-matrix.ts';
import { holdFeatures } from './hold-features.ts';
import type { FeatureSource, Prepared } from './prepared.ts';
import { createRunClock, type RunClock } from './run-clock.ts';
import type { DetectorModels, DetectorResult, RunProgress, RunResult, Training } from './run-result.ts';
import { scoreRows } from './score-rows.ts';
import { fitTrim, type Trim } from './trim.ts';

/**
 * Most values that the autoencoder trains on: 400 MB, which a million rows of 80 features stay below. Its matrix is the
 * one thing of a run that is held whole.
 */
const MOST_TRAINING_VALUES = 1e8;

export interface Engine {
  /** Opens the wanted backend, or the best that works; never one of `not`. 'auto' times a step of `net`. */
  open(wanted: Recipe['backend'], not: readonly BackendName[], net?: ProbeNet): Promise<BackendReport>;
}

export interface DetectInput {
  readonly recipe: Recipe;
  readonly prepared: Prepared;
  readonly source: FeatureSource;
  readonly engine: Engine;
  /** Detectors fitted earlier: they score, and nothing is fitted. Those that are not among them do not run. */
  readonly saved?: DetectorModels;
  /** Less, in tests. */
  readonly mostTrainingValues?: number;
  readonly mostHeldValues?: number;
}

export interface DetectOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

/** A finished run, with the detectors alive: they explain rows until they are disposed of. */
export interface Detected {
  readonly result: RunResult;
  readonly detectors: {
    readonly isolationForest?: IsolationForestDetector;
    readonly autoencoder?: AutoencoderDetector;
  };
}

const isLost = (thrown: unknown): boolean =>
  thrown instanceof FaultError && (thrown.fault.code === 'backend-lost' || thrown.fault.code === 'out-of-memory');

/** Scores of the kept rows; NaN where a row was left out. */
const scoreAll = async (
  detector: Detector<unknown>,
  kept: Uint32Array,
  { prepared, source }: DetectInput,
  { signal }: DetectOptions,
  clock: RunClock,
): Promise<Float32Array> => {
  const made = await scoreRows(detector, kept, source, {
    signal,
    onScored: (share) => clock.advance(share),
    waiting: clock.waiting,
  });
  // Where no row was left out, rows and kept rows are the same.
  if (kept.length === prepared.parts.length) return made;
  const scores = new Float32Array(prepared.parts.length).fill(Number.NaN);
  for (let i = 0; i < kept.length; i++) scores[kept[i]!] = made[i]!;
  return scores;
};

/**
 * Milliseconds to expect on two slow cores; only the first seconds of an estimate rest on these. How long a training
 * step takes differs a hundredfold between engines, and was timed when the engine was opened.
 */
const expectedMilliseconds = (
  { recipe, prepared, saved }: DetectInput,
  { name, probed }: BackendReport,
): Parameters<typeof createRunClock>[0] => {
  const kept = prepared.counts.total - prepared.counts.leftOut;
  const { isolationForest: forest, autoencoder: net } = recipe;
  const width = prepared.features.autoencoder.length;
  const weights = net.hidden.reduce((sum, units) => sum + units * width, width * 8);
  const timed = probed.find((each) => each.name === name)?.millisecondsPerStep;
  const step = timed ?? net.batchSize * (0.002 + weights * 3e-6);
  const steps = net.epochs * Math.ceil(prepared.counts.fitted / net.batchSize);
  return {
    prepare: 0,
    forestFit: forest.enabled && !saved ? forest.trees * 0.5 : 0,
    forestScore: forest.enabled ? kept * forest.trees * 3e-5 : 0,
    autoencoderFit: net.enabled && !saved ? steps * step : 0,
    autoencoderScore: net.enabled ? kept * 0.002 : 0,
    rank: kept * 0.001,
  };
};

export const detect = async (input: DetectInput, options: DetectOptions): Promise<Detected> => {
  const { recipe, prepared, engine, saved, mostTrainingValues = MOST_TRAINING_VALUES } = input;
  const { signal } = options;
  const kept = rowsWhere(prepared.parts.length, (row) => prepared.parts[row] !== PART_CODE['left-out']);
  const asked = untilCancelled(input.source, signal);
  // What is not fitted reads each row once: its features need not be held.
  const held = saved ? null : holdFeatures(asked, kept, prepared.features, input.mostHeldValues);
  const source = held ?? asked;
  const given: DetectInput = { ...input, source };
  const notices: string[] = [];
  const lost: BackendName[] = [];
  const probe: ProbeNet | undefined =
    recipe.autoencoder.enabled && !saved
      ? { features: prepared.features.autoencoder.length, settings: recipe.autoencoder }
      : undefined;
  let backend = await engine.open(recipe.backend, lost, probe);
  const clock = createRunClock(expectedMilliseconds(input, backend), (progress) => options.onProgress?.(progress));

  /** Runs a stage; where the device goes away, opens the next backend, says so and runs it again. */
  const onBackend = async <A>(work: () => Promise<A>, where: () => string): Promise<A> => {
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        throwIfCancelled(signal);
        if (!isLost(thrown) || backend.name === 'cpu') throw thrown;
        lost.push(backend.name);
        const before = backend.name;
        backend = await engine.open('auto', lost, probe);
        const notice = `${before} was lost${where()}; the run goes on with ${backend.name}.`;
        backend = { ...backend, reason: `${before} was lost in mid-run. ${backend.reason}` };
        notices.push(notice);
        clock.advance(0, { notice });
      }
    }
  };

  const scores: Partial<Record<DetectorId, Float32Array>> = {};
  const models: Partial<Record<DetectorId, unknown>> = {};
  const fitRows = rowsWhere(prepared.fitted.length, (row) => prepared.fitted[row] === 1);
  let forest: IsolationForestDetector | undefined;
  let net: AutoencoderDetector | undefined;
  let training: Training | null = null;
  let trim: Trim | null = null;
  /** The rows that both detectors learn from. */
  let learned = fitRows;

  const fitNet = async (): Promise<AutoencoderDetector> => {
    const most = Math.max(1, Math.floor(mostTrainingValues / prepared.features.autoencoder.length));
    const seen = sampleRows(learned, most, recipe.seed, 'autoencoder');
    if (seen.length < learned.length) {
      notices.push(
        `The autoencoder learned from ${seen.length} of the ${learned.length} training rows, drawn at random: all of ` +
          'them as features would take too much memory.',
      );
    }
    const matrix = await clock.waiting(() => gatherMatrix(source, 'autoencoder', seen));
    const watched = trim ? await trim(validationRows(prepared, recipe)) : validationRows(prepared, recipe);
    const validation =
      watched.length > 0 ? await clock.waiting(() => gatherMatrix(source, 'autoencoder', watched)) : null;
    let checkpoint: Checkpoint | undefined;
    return onBackend(
      () =>
        fitAutoencoder(matrix, validation, recipe.autoencoder, {
          seed: recipe.seed,
          signal,
          resumeFrom: checkpoint,
          onCheckpoint: (state) => {
            checkpoint = state;
          },
          onProgress: ({ done, total, epoch }) =>
            clock.advance(done / total, epoch && { epoch: { ...epoch, epochs: recipe.autoencoder.epochs } }),
        }),
      () => ` after epoch ${checkpoint?.epoch ?? 0}`,
    );
  };

  clock.start('forestFit');
  // Where nothing is labelled, 'train on normal rows' trains on all of them.
  const seesNormalAlone = recipe.split.trainOn === 'normal' && prepared.classes.some(({ truth }) => truth === 'normal');
  if (recipe.split.trim > 0 && !seesNormalAlone && !saved) {
    trim = await fitTrim(fitRows, given, {
      signal,
      onProgress: (share) => clock.advance(share / 2),
      waiting: clock.waiting,
    });
    const cut = trim;
    learned = await onBackend(
      () => cut(fitRows),
      () => ' while odd rows were looked for',
    );
    notices.push(
      `${fitRows.length - learned.length} of the ${fitRows.length} training rows were left out of training: the most unusual ` +
        `${Math.round(recipe.split.trim * 100)}% according to a first forest.`,
    );
  }

  const runs = (id: DetectorId): boolean => (saved ? saved[id] !== undefined : recipe[id].enabled);

  if (runs('isolationForest')) {
    forest = saved
      ? isolationForestFromJson(saved.isolationForest)
      : await fitForest(learned, recipe.isolationForest, source, {
          seed: recipe.seed,
          signal,
          onProgress: (share) => clock.advance(share),
          waiting: clock.waiting,
        });
    clock.end();
    clock.start('forestScore');
    const grown = forest;
    scores.isolationForest = await onBackend(
      () => scoreAll(grown, kept, given, options, clock),
      () => ' while the forest scored',
    );
    clock.end();
    models.isolationForest = saved?.isolationForest ?? forest.toJSON();
  }
  held?.release('isolationForest');

  if (runs('autoencoder')) {
    clock.start('autoencoderFit');
    net = saved ? autoencoderFromJson(saved.autoencoder) : await fitNet();
    ({ training } = net);
    clock.end();
    models.autoencoder = saved?.autoencoder ?? net.toJSON();
    clock.start('autoencoderScore');
    scores.autoencoder = await onBackend(
      () => {
        // Weights on a lost device are gone; those in the JSON are not.
        if (notices.length > 0) net = autoencoderFromJson(models.autoencoder);
        return scoreAll(net!, kept, given, options, clock);
      },
      () => ' while the autoencoder scored',
    );
    clock.end();
  }

  clock.start('rank');
  const results: Partial<Record<RankingId, DetectorResult>> = {};
  const rank = async (id: RankingId, values: Float32Array | undefined, done: number): Promise<void> => {
    // Sorting a million scores takes its time: a cancel is heard before each.
    await breathe();
    throwIfCancelled(signal);
    if (!values) return;
    const ranking = buildRanking(values, prepared.parts, prepared.classCodes, prepared.classes);
    await breathe();
    throwIfCancelled(signal);
    results[id] = { scores: values, ranking, curves: curvesOfScopes(ranking) };
    clock.advance(done);
  };
  await rank('isolationForest', scores.isolationForest, 1 / 3);
  await rank('autoencoder', scores.autoencoder, 2 / 3);
  if (scores.isolationForest && scores.autoencoder) {
    // Both detectors score every kept row, so the orders are of the same rows.
    const orders = [results.isolationForest!.ranking.order, results.autoencoder!.ranking.order] as const;
    await rank('combined', combineScores(scores.isolationForest, scores.autoencoder, orders), 1);
  }
  clock.end();

  return {
    result: {
      results,
      training,
      forest: forest ? { trees: forest.trees, sampleSize: forest.sampleSize, nodes: forest.nodes } : null,
      backend,
      notices,
      milliseconds: clock.milliseconds(),
      models,
    },
    detectors: { isolationForest: forest, autoencoder: net },
  };
};
