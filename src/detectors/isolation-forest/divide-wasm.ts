/** Blocks of rows are divided at the nodes of the trees in WebAssembly: assembly/divide.ts with a forest in its memory. */
import { compileAssembly } from '../../base/assembly.ts';
import code from './assembly/divide.ts?assembly';
import { type Forest, LEAF } from './forest.ts';
import type { PackedForest } from './packed.ts';
import { averagePathLength } from './path-length.ts';
import type { SumPathLengths } from './score-wasm.ts';

/** Bits of a mask. */
const BLOCK = 128;
/** A row's leaf number is kept in a byte. */
const MOST_LEAVES = 256;
/** Ranks among so many thresholds fit into a byte. */
const STRETCH = 255;
/** Inner nodes per level of depth from which on walking down is faster (measured with V8: more than 17). */
const MOST_NODES_PER_LEVEL = 20;
const NODE_BYTES = 12;
const MASK_BYTES = 16;
const STRETCH_BYTES = 20;
/** Sixteen thresholds; the eight steps that 255 take need 1, 1, 1, 1, 1, 2, 4 and 8 of them. */
const TABLE_BYTES = 64;
const MOST_TABLES = 19;

interface DivideExports {
  readonly NODE_MASKS: WebAssembly.Global;
  readonly LEAF_MASKS: WebAssembly.Global;
  readonly ROWS: WebAssembly.Global;
  divide(
    stretches: number,
    stretchCount: number,
    counts: number,
    trees: number,
    nodes: number,
    lengths: number,
    columns: number,
  ): void;
}

const innerNodes = ({ trees, treeStart, feature }: Forest): Int32Array =>
  Int32Array.from({ length: trees }, (_, tree) => {
    let count = 0;
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) if (feature[node] !== LEAF) count++;
    return count;
  });

/** Thresholds of each column over all trees, sorted, each once. */
const thresholdsByColumn = ({ features, feature, threshold }: Forest): readonly Float32Array[] => {
  const ends = new Uint32Array(features + 1);
  for (let node = 0; node < feature.length; node++) if (feature[node] !== LEAF) ends[feature[node]! + 1]!++;
  for (let column = 0; column < features; column++) ends[column + 1]! += ends[column]!;
  const all = new Float32Array(ends[features]!);
  const filled = ends.slice();
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] !== LEAF) all[filled[feature[node]!]!++] = threshold[node]!;
  }
  return Array.from({ length: features }, (_, column) => {
    const sorted = all.subarray(ends[column], ends[column + 1]).sort();
    let distinct = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (distinct === 0 || sorted[i] !== sorted[distinct - 1]) sorted[distinct++] = sorted[i]!;
    }
    return sorted.subarray(0, distinct);
  });
};

/** How many of the sorted values are below the one that is sought. */
const placeOf = (sorted: Float32Array, sought: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < sought) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The tables that `rank` searches sorted thresholds by, from `at` on; answers where they end. */
const writeTables = (sorted: Float32Array, steps: number, into: Uint8Array, at: number): number => {
  // Filled up with what nothing exceeds.
  const all = new Float32Array(2 ** steps).fill(Number.POSITIVE_INFINITY);
  all.set(sorted);
  const bytes = new Uint8Array(all.buffer);
  let table = at;
  for (let step = 0; step < steps; step++) {
    // Of the thresholds that are compared with at this step, the first is half as far in as two are apart.
    const half = 2 ** (steps - 1 - step);
    for (let i = 0; i < 2 ** step; i++) {
      const from = 4 * ((2 * i + 1) * half - 1);
      const cell = table + (i >> 4) * TABLE_BYTES + (i & 15);
      for (let byte = 0; byte < 4; byte++) into[cell + byte * 16] = bytes[from + byte]!;
    }
    table += Math.ceil(2 ** step / 16) * TABLE_BYTES;
  }
  return table;
};

let compiled: WebAssembly.Module | null | undefined;

/** Null where trees have more nodes than it is made for, or the browser cannot run it. */
export const createDivision = ({ nodes: forest, depth }: PackedForest): SumPathLengths | null => {
  const { features: columns, trees, treeStart, feature, threshold, right, samples } = forest;
  const counts = innerNodes(forest);
  const nodes = counts.reduce((sum, count) => sum + count, 0);
  if (counts.some((count) => count >= MOST_LEAVES) || nodes > trees * depth * MOST_NODES_PER_LEVEL) return null;
  if (compiled === undefined) compiled = compileAssembly(code);
  if (!compiled) return null;

  const thresholds = thresholdsByColumn(forest);
  const firstStretch = new Uint32Array(columns + 1);
  const firstThreshold = new Uint32Array(columns + 1);
  for (let column = 0; column < columns; column++) {
    const { length } = thresholds[column]!;
    firstStretch[column + 1] = firstStretch[column]! + Math.ceil(length / STRETCH);
    firstThreshold[column + 1] = firstThreshold[column]! + length;
  }
  const stretches = firstStretch[columns]!;

  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  const { NODE_MASKS, LEAF_MASKS, ROWS, divide } = instance.exports as unknown as DivideExports;
  const distinct = firstThreshold[columns]!;
  const lengthsAt: number = ROWS.value + BLOCK * columns * 4;
  const nodesAt = lengthsAt + (nodes + trees) * 8;
  const countsAt = nodesAt + nodes * NODE_BYTES;
  const stretchesAt = countsAt + trees * 4;
  const tablesAt = Math.ceil((stretchesAt + stretches * STRETCH_BYTES) / 16) * 16;
  const masksAt = tablesAt + stretches * MOST_TABLES * TABLE_BYTES;
  memory.grow(Math.ceil((masksAt + (distinct + stretches) * MASK_BYTES) / 65536) - 1);
  const floats = new Float32Array(memory.buffer);
  const ints = new Int32Array(memory.buffer);
  const doubles = new Float64Array(memory.buffer);
  ints.set(counts, countsAt / 4);

  const bytes = new Uint8Array(memory.buffer);
  for (let column = 0, table = tablesAt, masks = masksAt, at = stretchesAt / 4; column < columns; column++) {
    for (let from = 0; from < thresholds[column]!.length; from += STRETCH) {
      const some = thresholds[column]!.subarray(from, from + STRETCH);
      const steps = 32 - Math.clz32(some.length);
      ints[at++] = column * 4;
      ints[at++] = table;
      ints[at++] = steps;
      ints[at++] = masks;
      ints[at++] = some.length;
      masks += (some.length + 1) * MASK_BYTES;
      table = writeTables(some, steps, bytes, table);
    }
  }

  let inner = 0;
  let leaf = 0;
  for (let tree = 0; tree < trees; tree++) {
    const firstInner = inner;
    const firstLeaf = leaf;
    /** Answers the place of the node's mask. */
    const place = (node: number, level: number): number => {
      const column = feature[node]!;
      if (column === LEAF) {
        doubles[lengthsAt / 8 + leaf] = Math.fround(level + averagePathLength(samples[node]!));
        return LEAF_MASKS.value + (leaf++ - firstLeaf) * MASK_BYTES;
      }
      const mask = NODE_MASKS.value + (inner - firstInner) * MASK_BYTES;
      const at = (nodesAt + inner++ * NODE_BYTES) / 4;
      const rank = placeOf(thresholds[column]!, threshold[node]!);
      // Each stretch before it has one mask more than it has thresholds.
      const stretch = firstStretch[column]! + Math.floor(rank / STRETCH);
      ints[at] = masksAt + (firstThreshold[column]! + rank + stretch + 1) * MASK_BYTES;
      ints[at + 1] = place(node + 1, level + 1);
      ints[at + 2] = place(right[node]!, level + 1);
      return mask;
    };
    place(treeStart[tree]!, 0);
  }
  const sums = new Float64Array(memory.buffer, 0, BLOCK);
  return {
    block: BLOCK,
    sum: (values) => {
      floats.set(values, ROWS.value / 4);
      divide(stretchesAt, stretches, countsAt, trees, nodesAt, lengthsAt, columns);
      return sums;
    },
  };
};
