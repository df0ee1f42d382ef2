/**
 * Grows isolation trees by the rules of scikit-learn's IsolationForest (an ExtraTreeRegressor with max_features = 1 on a
 * random target): per tree ψ rows without replacement, a column drawn uniformly from those that are not constant in the
 * node, a threshold drawn uniformly between the node's least and greatest value, until one row is left, all columns are
 * constant, or the depth limit is reached. One departure: scikit-learn calls a column constant whose values lie within
 * 1e-7 of each other; here only equal values are constant, so that a column's unit never matters.
 */
import { createRng, type Rng } from '../../base/rng.ts';
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import { type Forest, LEAF } from './forest.ts';
import { depthLimit } from './path-length.ts';

/**
 * The greatest float32 that is not above a double. For a float32 value x, `x <= roundDown(t)` is true exactly where
 * `x <= t` is, so thresholds lose nothing by being kept as float32.
 */
export const roundDown = (value: number): number => {
  const near = Math.fround(value);
  if (near <= value) return near;
  scratch.setFloat32(0, near);
  const bits = scratch.getInt32(0);
  // One step towards minus infinity: magnitudes count up with the bits, zero steps to the least negative number.
  scratch.setInt32(0, near > 0 ? bits - 1 : near < 0 ? bits + 1 : -2147483647);
  return scratch.getFloat32(0);
};
const scratch = new DataView(new ArrayBuffer(4));

export interface GrownTree {
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  /** Relative to the tree's own first node. */
  readonly right: Uint32Array;
  readonly samples: Uint32Array;
}

/**
 * Floyd's algorithm (Bentley and Floyd, 1987, "A sample of brilliance"): `count` distinct numbers below `bound`. Those that
 * were drawn are looked up in a table with open addressing, a quarter full at most: a Set takes five times as long.
 */
export const sampleWithoutReplacement = (bound: number, count: number, rng: Rng): Uint32Array => {
  const chosen = new Uint32Array(count);
  const bits = Math.ceil(Math.log2(count + 1)) + 2;
  const last = 2 ** bits - 1;
  // Number and one, so that 0 is an empty place. Knuth's multiplicative hash spreads neighbours.
  const table = new Uint32Array(2 ** bits);
  const placeOf = (number: number): number => {
    let place = Math.imul(number, 0x9e3779b1) >>> (32 - bits);
    while (table[place] !== 0 && table[place] !== number + 1) place = (place + 1) & last;
    return place;
  };
  for (let i = 0; i < count; i++) {
    const top = bound - count + i;
    let number = rng.below(top + 1);
    let place = placeOf(number);
    if (table[place] !== 0) {
      number = top;
      place = placeOf(top);
    }
    table[place] = number + 1;
    chosen[i] = number;
  }
  return chosen;
};

/** What trees are grown on. `drawn`: where the values are those of some of the rows alone, which ones. */
export interface GrowingRows extends Pick<FeatureMatrix, 'values' | 'rows'> {
  readonly columns: number;
  readonly drawn?: Uint32Array;
}

/** Grows trees one by one on the same matrix, with the working memory shared between them. */
export const createGrower = (matrix: GrowingRows, sampleSize: number): ((rng: Rng) => GrownTree) => {
  const { values, rows, columns } = matrix;
  let places: Uint32Array | undefined;
  if (matrix.drawn) {
    places = new Uint32Array(rows);
    for (let i = 0; i < matrix.drawn.length; i++) places[matrix.drawn[i]!] = i;
  }
  const psi = sampleSize;
  const limit = depthLimit(psi);
  const most = 2 * psi;
  // The tree's rows, column by column: a node's scan for its least and greatest value then stays in the cache.
  const sample = new Float32Array(psi * columns);
  const order = new Uint32Array(psi);
  const feature = new Int32Array(most);
  const threshold = new Float32Array(most);
  const right = new Uint32Array(most);
  const samples = new Uint32Array(most);
  const candidates = new Uint32Array(columns);

  return (rng) => {
    const drawn = sampleWithoutReplacement(rows, psi, rng);
    for (let i = 0; i < psi; i++) {
      const from = (places ? places[drawn[i]!]! : drawn[i]!) * columns;
      for (let c = 0; c < columns; c++) sample[c * psi + i] = values[from + c]!;
      order[i] = i;
    }
    for (let c = 0; c < columns; c++) candidates[c] = c;
    let nodes = 0;

    /** Grows the node of `order[start … end)`; `candidates[0 … constant)` are known to be constant in it. */
    const grow = (start: number, end: number, depth: number, constant: number): void => {
      const node = nodes++;
      samples[node] = end - start;
      feature[node] = LEAF;
      threshold[node] = 0;
      right[node] = 0;
      if (end - start < 2 || depth >= limit) return;

      let known = constant;
      let column = -1;
      let low = 0;
      let high = 0;
      while (known < columns) {
        const at = known + rng.below(columns - known);
        column = candidates[at]!;
        const base = column * psi;
        low = sample[base + order[start]!]!;
        high = low;
        for (let i = start + 1; i < end; i++) {
          const value = sample[base + order[i]!]!;
          if (value < low) low = value;
          else if (value > high) high = value;
        }
        if (high > low) break;
        // Constant here, so constant in all descendants: to the front, where only this subtree sees it. What the parent
        // knows lies before `constant` and is never moved.
        candidates[at] = candidates[known]!;
        candidates[known++] = column;
        column = -1;
      }
      if (column < 0) return;

      // uniform() < 1, but the sum may still round up to `high`, which would send every row left.
      const drawnAt = low + rng.uniform() * (high - low);
      const split = drawnAt >= high ? low : roundDown(drawnAt);
      const base = column * psi;
      let middle = start;
      let last = end;
      while (middle < last) {
        const row = order[middle]!;
        if (sample[base + row]! <= split) middle++;
        else {
          order[middle] = order[--last]!;
          order[last] = row;
        }
      }
      feature[node] = column;
      threshold[node] = split;
      grow(start, middle, depth + 1, known);
      right[node] = nodes;
      grow(middle, end, depth + 1, known);
    };
    grow(0, psi, 0, 0);
    return {
      feature: feature.slice(0, nodes),
      threshold: threshold.slice(0, nodes),
      right: right.slice(0, nodes),
      samples: samples.slice(0, nodes),
    };
  };
};

/** Trees as one forest. */
export const joinTrees = (grown: readonly GrownTree[], features: number, sampleSize: number): Forest => {
  const treeStart = new Uint32Array(grown.length + 1);
  grown.forEach((tree, i) => {
    treeStart[i + 1] = treeStart[i]! + tree.feature.length;
  });
  const nodes = treeStart[grown.length]!;
  const feature = new Int32Array(nodes);
  const threshold = new Float32Array(nodes);
  const right = new Uint32Array(nodes);
  const samples = new Uint32Array(nodes);
  grown.forEach((tree, i) => {
    const start = treeStart[i]!;
    feature.set(tree.feature, start);
    threshold.set(tree.threshold, start);
    samples.set(tree.samples, start);
    for (let n = 0; n < tree.right.length; n++)
      right[start + n] = tree.feature[n] === LEAF ? 0 : start + tree.right[n]!;
  });
  return { features, sampleSize, trees: grown.length, treeStart, feature, threshold, right, samples };
};

/** A tree's own stream of numbers: the trees do not depend on the order they are grown in. */
export const treeStream = (tree: number): string => `tree ${tree}`;
export const treeRng = (seed: number, tree: number): Rng => createRng(seed, treeStream(tree));
