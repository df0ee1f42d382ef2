/**
 * The scores of score-typed-array.ts in WebAssembly: no bounds checks, and fast from the first row on, where JavaScript
 * runs in an interpreter until the loop is found to be hot. Same sums, same scores, bit for bit.
 *
 * There are two ways. Where trees have few nodes, blocks of rows are divided at each of them: the work goes with the
 * number of nodes. Where they have many, rows walk down: the work goes with the depth.
 */
import { createDescent } from './descend-wasm.ts';
import { createDivision } from './divide-wasm.ts';
import type { PackedForest } from './packed.ts';
import { scoresOfSums } from './score-of-sum.ts';
import { scoreTypedArray } from './score-typed-array.ts';

/** Path lengths summed over the trees of a forest, in their order. */
export interface SumPathLengths {
  /** Most rows at a time. */
  readonly block: number;
  /** A sum a row; what stands behind the last row means nothing. Valid until the next call. */
  sum(values: Float32Array, rows: number): Float64Array;
}

/** A forest is copied into the memory of its scorer once, whatever the number of batches. */
const scorers = new WeakMap<PackedForest, SumPathLengths | null>();

const scorerOf = (forest: PackedForest): SumPathLengths | null => {
  let scorer = scorers.get(forest);
  if (scorer === undefined) {
    scorer = createDivision(forest) ?? createDescent(forest);
    scorers.set(forest, scorer);
  }
  return scorer;
};

/** Lays the forest out for `scoreInWasm`, which would do so at its first call. */
export const layOutInWasm = (forest: PackedForest): void => {
  scorerOf(forest);
};

export const scoreInWasm = (forest: PackedForest, values: Float32Array, rows: number): Float32Array => {
  const scorer = scorerOf(forest);
  if (!scorer) return scoreTypedArray(forest, values, rows);
  const { features, trees, normalizer } = forest;
  const scores = new Float32Array(rows);
  for (let from = 0; from < rows; from += scorer.block) {
    const count = Math.min(scorer.block, rows - from);
    const sums = scorer.sum(values.subarray(from * features, (from + count) * features), count);
    scoresOfSums(sums, trees * normalizer, scores, from, count);
  }
  return scores;
};
