/**
 * Exact path attributions. Along a row's path, each split changes the expected path length (the mean over the training
 * rows in the node); that change is the split's contribution, credited to the column it splits on. Over a path they sum
 * to the expected path length at the root minus the row's own path length, and so do their means over the trees. (The
 * decomposition of Saabas, 2014, "Interpreting random forests", applied to path lengths.)
 */
import type { FeatureMatrix } from '../../features/feature-matrix.ts';
import type { Reason } from '../detector.ts';
import { type Forest, LEAF } from './forest.ts';
import { averagePathLength } from './path-length.ts';

export interface ForestExplainer {
  /** Mean over the trees of the expected path length at the root. */
  readonly expected: number;
  explain(matrix: FeatureMatrix): readonly (readonly Reason[])[];
}

/** Expected path length (edges from the root, plus c(n) in the leaf) of the training rows in each node. */
const expectedLengths = (forest: Forest): Float64Array => {
  const { feature, right, samples, treeStart, trees } = forest;
  const expected = new Float64Array(feature.length);
  const depth = new Uint8Array(feature.length);
  for (let tree = 0; tree < trees; tree++) {
    const start = treeStart[tree]!;
    const end = treeStart[tree + 1]!;
    for (let node = start; node < end; node++) {
      if (feature[node] === LEAF) continue;
      depth[node + 1] = depth[node]! + 1;
      depth[right[node]!] = depth[node]! + 1;
    }
    // Pre-order backwards: children before their parent.
    for (let node = end - 1; node >= start; node--) {
      if (feature[node] === LEAF) expected[node] = depth[node]! + averagePathLength(samples[node]!);
      else {
        const r = right[node]!;
        const l = node + 1;
        expected[node] = (samples[l]! * expected[l]! + samples[r]! * expected[r]!) / samples[node]!;
      }
    }
  }
  return expected;
};

export const createForestExplainer = (forest: Forest): ForestExplainer => {
  const { feature, threshold, right, treeStart, trees } = forest;
  const lengths = expectedLengths(forest);
  let atRoots = 0;
  for (let tree = 0; tree < trees; tree++) atRoots += lengths[treeStart[tree]!]!;

  return {
    expected: atRoots / trees,
    explain: ({ values, rows, features }) => {
      const sources = [...new Set(features.map((f) => f.source))];
      const sourceOf = features.map((f) => sources.indexOf(f.source));
      const contribution = new Float64Array(sources.length);
      /** Contributions of splits where the row went right less those where it went left. */
      const balance = new Float64Array(sources.length);
      const used = new Uint8Array(sources.length);
      const reasons: Reason[][] = [];
      for (let row = 0; row < rows; row++) {
        contribution.fill(0);
        balance.fill(0);
        used.fill(0);
        const base = row * features.length;
        for (let tree = 0; tree < trees; tree++) {
          let node = treeStart[tree]!;
          while (feature[node] !== LEAF) {
            const column = feature[node]!;
            const high = values[base + column]! > threshold[node]!;
            const child = high ? right[node]! : node + 1;
            const change = lengths[node]! - lengths[child]!;
            const source = sourceOf[column]!;
            used[source] = 1;
            contribution[source]! += change;
            balance[source]! += high ? change : -change;
            node = child;
          }
        }
        const found: Reason[] = [];
        for (let s = 0; s < sources.length; s++) {
          if (used[s] === 0) continue;
          found.push({
            column: sources[s]!,
            contribution: contribution[s]! / trees,
            direction: balance[s]! >= 0 ? 'high' : 'low',
          });
        }
        reasons.push(found.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)));
      }
      return reasons;
    },
  };
};
