/**
 * A forest laid out for scoring. Every tree is padded to the depth limit D as a heap: the children of slot i are
 * 2i + 1 and 2i + 2, so a step down is arithmetic (i = 2i + 1 + (x > threshold)), each row takes exactly D steps, and
 * neither child indices nor leaf tests are read. ψ ≤ 4,096 keeps D ≤ 12, so even 1,000 trees need about 40 MB.
 */
import { type Forest, LEAF } from './forest.ts';
import { averagePathLength, depthLimit } from './path-length.ts';

export interface PackedForest {
  /** What it was packed from. */
  readonly nodes: Forest;
  readonly features: number;
  readonly trees: number;
  /** D: steps from the root to a bottom slot. */
  readonly depth: number;
  /** c(ψ), which the mean path length is divided by; 0 for ψ = 1. */
  readonly normalizer: number;
  /** trees × (2^D − 1) columns; 0 in a padded slot. */
  readonly feature: Uint16Array | Uint32Array;
  /** trees × (2^D − 1) thresholds; a padded slot sends every row left. */
  readonly threshold: Float32Array;
  /** trees × 2^D path lengths: edges to the leaf above, plus c(samples of the leaf). */
  readonly pathLength: Float32Array;
}

/** No float32 is greater, and unlike infinity it survives every graphics driver. */
const NEVER_RIGHT = 3.4028234663852886e38;

interface Slots {
  readonly feature: Uint16Array | Uint32Array;
  readonly threshold: Float32Array;
  readonly pathLength: Float32Array;
}

const slotsOf = (forest: Forest, depth: number): Slots => {
  const inner = 2 ** depth - 1;
  const bottom = 2 ** depth;
  const feature =
    forest.features <= 65536 ? new Uint16Array(forest.trees * inner) : new Uint32Array(forest.trees * inner);
  const threshold = new Float32Array(forest.trees * inner).fill(NEVER_RIGHT);
  const pathLength = new Float32Array(forest.trees * bottom);

  for (let tree = 0; tree < forest.trees; tree++) {
    const place = (node: number, slot: number, level: number): void => {
      if (forest.feature[node] === LEAF) {
        // The leftmost bottom slot below: padding always goes left.
        const below = (slot + 1) * 2 ** (depth - level) - 1 - inner;
        pathLength[tree * bottom + below] = level + averagePathLength(forest.samples[node]!);
        return;
      }
      feature[tree * inner + slot] = forest.feature[node]!;
      threshold[tree * inner + slot] = forest.threshold[node]!;
      place(node + 1, 2 * slot + 1, level + 1);
      place(forest.right[node]!, 2 * slot + 2, level + 1);
    };
    place(forest.treeStart[tree]!, 0, 0);
  }
  return { feature, threshold, pathLength };
};

/** The slots are filled when they are first read: where blocks of rows are divided, nobody does. */
export const packForest = (forest: Forest): PackedForest => {
  const depth = depthLimit(forest.sampleSize);
  let made: Slots | undefined;
  const slots = (): Slots => {
    made ??= slotsOf(forest, depth);
    return made;
  };
  return {
    nodes: forest,
    features: forest.features,
    trees: forest.trees,
    depth,
    normalizer: averagePathLength(forest.sampleSize),
    get feature() {
      return slots().feature;
    },
    get threshold() {
      return slots().threshold;
    },
    get pathLength() {
      return slots().pathLength;
    },
  };
};
