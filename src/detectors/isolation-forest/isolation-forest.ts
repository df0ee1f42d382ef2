/** The isolation forest as a detector: fit, score, explain, save and load. */
import * as v from 'valibot';
import { createPacer, throwIfCancelled } from '../../base/cancel.ts';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { badModel, float32FromBase64, int32FromBase64, toBase64, uint32FromBase64 } from '../binary.ts';
import type { Detector, FitOptions } from '../detector.ts';
import { featureInfosSchema } from '../feature-infos.ts';
import { checkColumns, checkFit } from '../matrix-check.ts';
import type { ForestSettings } from '../settings.ts';
import { createForestExplainer, type ForestExplainer } from './explain.ts';
import { type Forest, LEAF } from './forest.ts';
import {
  createGrower,
  type GrowingRows,
  type GrownTree,
  joinTrees,
  sampleWithoutReplacement,
  treeRng,
} from './grow.ts';
import { createSampler, createWasmGrower, type TreeGrower } from './grow-wasm.ts';
import { packForest } from './packed.ts';
import { depthLimit } from './path-length.ts';
import { resolveSampleSize, SAMPLE_SIZE_LIMIT } from './sample-size.ts';
import { layOutForest, scoreForest } from './score-op.ts';

const whole = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));
export const isolationForestJsonSchema = v.object({
  kind: v.literal('isolation-forest'),
  version: v.literal(1),
  features: featureInfosSchema,
  sampleSize: whole(1, SAMPLE_SIZE_LIMIT),
  trees: whole(1, 1000),
  /** The arrays of forest.ts, as base64. */
  treeStart: v.string(),
  feature: v.string(),
  threshold: v.string(),
  right: v.string(),
  samples: v.string(),
});
export type IsolationForestJson = v.InferOutput<typeof isolationForestJsonSchema>;

export type IsolationForestDetector = Detector<IsolationForestJson> & {
  readonly id: 'isolationForest';
  readonly trees: number;
  /** ψ. */
  readonly sampleSize: number;
  readonly nodes: number;
  /** Mean over the trees of the expected path length at the root: what a row's reasons add up from. */
  expectedPathLength(): number;
};

const createDetector = (
  features: FeatureMatrix['features'],
  forest: Forest,
  packed = packForest(forest),
): IsolationForestDetector => {
  let explainer: ForestExplainer | undefined;
  const explaining = (): ForestExplainer => {
    explainer ??= createForestExplainer(forest);
    return explainer;
  };
  return {
    id: 'isolationForest',
    trees: forest.trees,
    sampleSize: forest.sampleSize,
    nodes: forest.feature.length,
    expectedPathLength: () => explaining().expected,
    score: async (matrix, signal) => {
      checkColumns(features, matrix.features);
      return scoreForest(packed, matrix, signal);
    },
    explain: async (matrix) => {
      checkColumns(features, matrix.features);
      return explaining().explain(matrix);
    },
    toJSON: () => ({
      kind: 'isolation-forest',
      version: 1,
      features: features.map((f) => ({ ...f })),
      sampleSize: forest.sampleSize,
      trees: forest.trees,
      treeStart: toBase64(forest.treeStart),
      feature: toBase64(forest.feature),
      threshold: toBase64(forest.threshold),
      right: toBase64(forest.right),
      samples: toBase64(forest.samples),
    }),
    // Nothing stays on a device between two calls of score.
    dispose: () => {},
  };
};

/**
 * Positions among `rows` rows that the trees of a fit with this seed draw, ascending: the only ones whose features the fit
 * reads. Null where that may be all of them.
 */
export const drawnRows = (
  rows: number,
  { trees, sampleSize }: ForestSettings,
  seed: number,
): Uint32Array<ArrayBuffer> | null => {
  const psi = resolveSampleSize(sampleSize, rows);
  if (trees * psi >= rows) return null;
  const sampler = createSampler(rows, psi);
  const isDrawn = new Uint8Array(rows);
  for (let tree = 0; tree < trees; tree++) {
    const taken = sampler?.sample(seed, tree) ?? sampleWithoutReplacement(rows, psi, treeRng(seed, tree));
    for (let i = 0; i < psi; i++) isDrawn[taken[i]!] = 1;
  }
  sampler?.release();
  const drawn = new Uint32Array(trees * psi);
  let count = 0;
  for (let row = 0; row < rows; row++) if (isDrawn[row]) drawn[count++] = row;
  return drawn.slice(0, count);
};

export interface ForestFitOptions extends FitOptions {
  /** Where the matrix holds only what `drawnRows` names: of how many rows, and which. The forest is the same. */
  readonly among?: { readonly rows: number; readonly drawn: Uint32Array };
}

const createTreeGrower = (on: GrowingRows, sampleSize: number): TreeGrower => {
  const inWasm = createWasmGrower(on, sampleSize);
  if (inWasm) return inWasm;
  const grow = createGrower(on, sampleSize);
  return { grow: (seed, tree) => grow(treeRng(seed, tree)), release: () => {} };
};

/** Progress counts trees. */
export const fitIsolationForest = async (
  matrix: FeatureMatrix,
  { trees, sampleSize }: ForestSettings,
  { seed, signal, onProgress, among }: ForestFitOptions,
): Promise<IsolationForestDetector> => {
  checkFit(matrix, 'isolation forest');
  throwIfCancelled(signal);
  const { values, features } = matrix;
  const rows = among?.rows ?? matrix.rows;
  const psi = resolveSampleSize(sampleSize, rows);
  const { grow, release } = createTreeGrower({ values, rows, columns: features.length, drawn: among?.drawn }, psi);
  const pace = createPacer(signal);
  const grown: GrownTree[] = [];
  try {
    for (let i = 0; i < trees; i++) {
      grown.push(grow(seed, i));
      const pause = pace();
      if (pause || i === trees - 1) onProgress?.({ stage: 'fit', done: i + 1, total: trees });
      await pause;
    }
  } finally {
    release();
  }
  const forest = joinTrees(grown, features.length, psi);
  const packed = packForest(forest);
  await layOutForest(packed);
  return createDetector(features, forest, packed);
};

/** Refuses arrays that scoring or explaining would run astray on: a loop, a column or a child that is not there. */
const checkForest = ({ features, sampleSize, trees, treeStart, feature, threshold, right, samples }: Forest): void => {
  const nodes = feature.length;
  if (![threshold, right, samples].every((a) => a.length === nodes)) {
    throw badModel('The isolation forest is cut off: its arrays are not of one length.');
  }
  if (treeStart.length !== trees + 1 || treeStart[0] !== 0 || treeStart[trees] !== nodes) {
    throw badModel('The isolation forest does not hold the number of trees that it names.');
  }
  const limit = depthLimit(sampleSize);
  const depth = new Uint8Array(nodes);
  const reached = new Uint8Array(nodes);
  for (let tree = 0; tree < trees; tree++) {
    const start = treeStart[tree]!;
    const end = treeStart[tree + 1]!;
    if (end <= start || samples[start] !== sampleSize) throw badModel(`Tree ${tree} of the forest has no valid root.`);
    reached[start] = 1;
    for (let node = start; node < end; node++) {
      if (reached[node] !== 1) throw badModel(`Node ${node} of the forest has no parent, or more than one.`);
      if (feature[node] === LEAF) continue;
      const l = node + 1;
      const r = right[node]!;
      if (feature[node]! < 0 || feature[node]! >= features) {
        throw badModel(`Node ${node} of the forest splits on column ${feature[node]} of ${features}.`);
      }
      if (r <= l || r >= end || samples[l]! + samples[r]! !== samples[node]!) {
        throw badModel(`Node ${node} of the forest has no valid children.`);
      }
      if (depth[node]! >= limit) throw badModel(`Tree ${tree} of the forest is deeper than its limit of ${limit}.`);
      depth[l] = depth[node]! + 1;
      depth[r] = depth[node]! + 1;
      reached[l]!++;
      reached[r]!++;
    }
  }
};

export const isolationForestFromJson = (json: unknown): IsolationForestDetector => {
  const parsed = v.safeParse(isolationForestJsonSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw badModel(`The isolation forest cannot be read: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const { features, sampleSize, trees, treeStart, feature, threshold, right, samples } = parsed.output;
  const forest: Forest = {
    features: features.length,
    sampleSize,
    trees,
    treeStart: uint32FromBase64(treeStart, 'trees'),
    feature: int32FromBase64(feature, 'columns'),
    threshold: float32FromBase64(threshold, 'thresholds'),
    right: uint32FromBase64(right, 'children'),
    samples: uint32FromBase64(samples, 'sample counts'),
  };
  checkForest(forest);
  return createDetector(features, forest);
};
