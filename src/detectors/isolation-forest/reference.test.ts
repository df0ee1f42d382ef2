/** Against scikit-learn: fixtures/isolation-forest.json and isolation-forest-auc.json. */
import { describe, expect, test } from 'vitest';
import { contaminationThreshold } from './contamination.ts';
import reference from './fixtures/isolation-forest.json' with { type: 'json' };
import auc from './fixtures/isolation-forest-auc.json' with { type: 'json' };
import { LEAF } from './forest.ts';
import { createGrower, type GrownTree, joinTrees, roundDown, treeRng } from './grow.ts';
import { packForest } from './packed.ts';
import { scoreTypedArray } from './score-typed-array.ts';

interface ReferenceTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly n_node_samples: readonly number[];
}

const fromReference = (tree: ReferenceTree): GrownTree => {
  tree.left.forEach((left, node) => {
    if (left >= 0) expect(left).toBe(node + 1);
  });
  return {
    feature: Int32Array.from(tree.feature, (f) => (f < 0 ? LEAF : f)),
    threshold: Float32Array.from(tree.threshold, (t, i) => (tree.feature[i]! < 0 ? 0 : roundDown(t))),
    right: Uint32Array.from(tree.right, (r) => Math.max(r, 0)),
    samples: Uint32Array.from(tree.n_node_samples),
  };
};

/** Area under the ROC curve as the Mann–Whitney statistic, ties counted half. */
const rocAuc = (scores: Float32Array, anomaly: readonly number[]): number => {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++;
    for (let k = i; k < j; k++) if (anomaly[order[k]!]) rankSum += (i + j + 1) / 2;
    i = j;
  }
  const positives = anomaly.reduce((sum, a) => sum + a, 0);
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (anomaly.length - positives));
};

describe('given trees', () => {
  const values = Float32Array.from(reference.X_row_major);
  test.each(reference.cases)('$n_estimators trees of $max_samples rows score as in scikit-learn', (given) => {
    const forest = joinTrees(given.trees.map(fromReference), reference.columns, given.max_samples);
    const scores = scoreTypedArray(packForest(forest), values, reference.rows);
    let worst = 0;
    scores.forEach((score, i) => {
      worst = Math.max(worst, Math.abs(score + given.score_samples[i]!));
    });
    expect(worst).toBeLessThan(1e-6);

    const { threshold, flagged, wanted } = contaminationThreshold(scores, given.contamination);
    expect(threshold).toBeCloseTo(-given.offset, 6);
    expect(flagged).toBe(given.predict.filter((p) => p === -1).length);
    expect(wanted).toBe(flagged);
    expect(Array.from(scores, (s) => (s > threshold ? -1 : 1))).toEqual(given.predict);
  });
});

describe('grown trees', () => {
  test('separate a known mixture as well as those of scikit-learn do, with as many nodes', () => {
    const values = Float32Array.from(auc.X_row_major);
    const { rows, columns } = auc;
    const grow = createGrower({ values, rows, columns }, 256);
    const areas: number[] = [];
    const nodes: number[] = [];
    for (let seed = 0; seed < 20; seed++) {
      const forest = joinTrees(
        Array.from({ length: 100 }, (_, i) => grow(treeRng(seed, i))),
        columns,
        256,
      );
      nodes.push(forest.feature.length / 100);
      areas.push(rocAuc(scoreTypedArray(packForest(forest), values, rows), auc.is_anomaly));
    }
    const mean = areas.reduce((a, b) => a + b) / 20;
    const sd = Math.sqrt(areas.reduce((sum, a) => sum + (a - mean) ** 2, 0) / 20);
    // Two means over 20 seeds each: three standard errors of their difference.
    expect(Math.abs(mean - auc.auc_mean)).toBeLessThan(3 * auc.auc_sd * Math.sqrt(2 / 20));
    expect(sd).toBeGreaterThan(auc.auc_sd / 2);
    expect(sd).toBeLessThan(auc.auc_sd * 2);
    const meanNodes = nodes.reduce((a, b) => a + b) / 20;
    expect(Math.abs(meanNodes / auc.nodes_per_tree_mean - 1)).toBeLessThan(0.02);
  });
});
