import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { createDescent } from './descend-wasm.ts';
import { createDivision } from './divide-wasm.ts';
import { createGrower, joinTrees, treeRng } from './grow.ts';
import { type PackedForest, packForest } from './packed.ts';
import { scoreTypedArray } from './score-typed-array.ts';
import { type SumPathLengths, scoreInWasm } from './score-wasm.ts';

const forestOn = (values: Float32Array, columns: number, trees: number, sampleSize: number): PackedForest => {
  const rows = values.length / columns;
  const grow = createGrower({ values, rows, columns }, Math.min(rows, sampleSize));
  const grown = Array.from({ length: trees }, (_, tree) => grow(treeRng(7, tree)));
  return packForest(joinTrees(grown, columns, Math.min(rows, sampleSize)));
};

const scoresOf = ({ block, sum }: SumPathLengths, forest: PackedForest, values: Float32Array): Float32Array => {
  const { features, trees, normalizer } = forest;
  const rows = values.length / features;
  const scores = new Float32Array(rows);
  for (let from = 0; from < rows; from += block) {
    const count = Math.min(block, rows - from);
    const sums = sum(values.subarray(from * features, (from + count) * features), count);
    for (let r = 0; r < count; r++) scores[from + r] = 2 ** -(sums[r]! / (trees * normalizer));
  }
  return scores;
};

/** Heavy-tailed, as traffic is, or even; some values come again and again. */
const rowsOf = (rows: number, columns: number, seed: number): Float32Array => {
  const rng = createRng(seed, 'rows');
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const drawn = i % 3 === 0 ? Math.exp(3 * rng.normal()) : rng.uniform() - 0.5;
    return i % 5 === 0 ? Math.round(drawn) : drawn;
  });
};

/** Not infinity, which features never are: it would go right where packed trees are padded. */
const STRANGE = [Number.NaN, Number.NEGATIVE_INFINITY, -0, 0, 3.4028234663852886e38, -3.4e38, 1e-45];

test('rows that walk, blocks that are divided and typed arrays give the same scores, bit for bit', () => {
  fc.assert(
    fc.property(
      fc.record({
        rows: fc.integer({ min: 2, max: 700 }),
        columns: fc.integer({ min: 1, max: 9 }),
        trees: fc.integer({ min: 1, max: 12 }),
        sampleSize: fc.constantFrom(2, 3, 16, 64, 256),
        seed: fc.integer({ min: 1, max: 1e6 }),
        strange: fc.integer({ min: 0, max: 40 }),
      }),
      ({ rows, columns, trees, sampleSize, seed, strange }) => {
        const values = rowsOf(rows, columns, seed);
        const forest = forestOn(values, columns, trees, sampleSize);
        const scored = Float32Array.from(values);
        for (let i = 0; i < strange; i++) scored[(i * 7919) % scored.length] = STRANGE[i % STRANGE.length]!;
        const expected = scoreTypedArray(forest, scored, rows);
        expect(scoresOf(createDescent(forest)!, forest, scored)).toEqual(expected);
        expect(scoreInWasm(forest, scored, rows)).toEqual(expected);
        const division = createDivision(forest);
        if (division) expect(scoresOf(division, forest, scored)).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('trees of one leaf send every row there', () => {
  const values = new Float32Array(300).fill(4);
  const forest = forestOn(values, 1, 3, 256);
  const expected = scoreTypedArray(forest, values, 300);
  expect(scoresOf(createDivision(forest)!, forest, values)).toEqual(expected);
  expect(new Set(expected).size).toBe(1);
});

test('blocks are divided where trees have few nodes, and not where they have many', () => {
  const rng = createRng(3, 'even');
  const even = Float32Array.from({ length: 5000 * 8 }, () => rng.uniform());
  expect(createDivision(forestOn(rowsOf(5000, 8, 1), 8, 20, 256))).not.toBeNull();
  expect(createDivision(forestOn(even, 8, 20, 512))).toBeNull();
  // More than 255 inner nodes in a tree, whatever the others have.
  expect(createDivision(forestOn(even, 8, 20, 4096))).toBeNull();
});

/** A tree of one split for each threshold, of one column; what goes right ends among three rows. */
const stumps = (thresholds: readonly number[]): PackedForest => {
  const each = <A>(values: (threshold: number, start: number) => readonly A[]): A[] =>
    thresholds.flatMap((threshold, tree) => values(threshold, tree * 3));
  return packForest({
    features: 1,
    sampleSize: 4,
    trees: thresholds.length,
    treeStart: Uint32Array.from({ length: thresholds.length + 1 }, (_, tree) => tree * 3),
    feature: Int32Array.from(each(() => [0, -1, -1])),
    threshold: Float32Array.from(each((threshold) => [threshold, 0, 0])),
    right: Uint32Array.from(each((_, start) => [start + 2, 0, 0])),
    samples: Uint32Array.from(each(() => [4, 1, 3])),
  });
};

test('however many thresholds a column has, a value is found among them', () => {
  for (let count = 1; count <= 520; count++) {
    const forest = stumps(Array.from({ length: count }, (_, i) => i - 7));
    const values = Float32Array.from({ length: count + 3 }, (_, i) => i - 8.5);
    const expected = scoreTypedArray(forest, values, values.length);
    expect(new Set(expected).size, `${count} thresholds`).toBe(count + 1);
    expect(scoresOf(createDivision(forest)!, forest, values), `${count} thresholds`).toEqual(expected);
  }
});
