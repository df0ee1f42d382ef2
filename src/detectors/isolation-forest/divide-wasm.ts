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
/** Inner nodes per level of depth from which on walking down is faster (measured with V8: about 12). */
const MOST_NODES_PER_LEVEL = 10;
const NODE_BYTES = 16;
const MASK_BYTES = 16;
const COLUMN_BYTES = BLOCK * 4;

interface DivideExports {
  readonly NODE_MASKS: WebAssembly.Global;
  readonly LEAF_MASKS: WebAssembly.Global;
  readonly ROWS: WebAssembly.Global;
  divide(counts: number, trees: number, nodes: number, lengths: number, columns: number): void;
}

const innerNodes = ({ trees, treeStart, feature }: Forest): Int32Array =>
  Int32Array.from({ length: trees }, (_, tree) => {
    let count = 0;
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) if (feature[node] !== LEAF) count++;
    return count;
  });

let compiled: WebAssembly.Module | null | undefined;

/** Null where trees have more nodes than it is made for, or the browser cannot run it. */
export const createDivision = ({ nodes: forest, depth }: PackedForest): SumPathLengths | null => {
  const { features: columns, trees, treeStart, feature, threshold, right, samples } = forest;
  const counts = innerNodes(forest);
  const nodes = counts.reduce((sum, count) => sum + count, 0);
  if (counts.some((count) => count >= MOST_LEAVES) || nodes > trees * depth * MOST_NODES_PER_LEVEL) return null;
  if (compiled === undefined) compiled = compileAssembly(code);
  if (!compiled) return null;

  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  const { NODE_MASKS, LEAF_MASKS, ROWS, divide } = instance.exports as unknown as DivideExports;
  // A block of rows as it comes, and once more column by column.
  const lengthsAt: number = ROWS.value + 2 * columns * COLUMN_BYTES;
  const nodesAt = lengthsAt + (nodes + trees) * 8;
  const countsAt = nodesAt + nodes * NODE_BYTES;
  memory.grow(Math.ceil((countsAt + trees * 4) / 65536) - 1);
  const floats = new Float32Array(memory.buffer);
  const ints = new Int32Array(memory.buffer);
  const doubles = new Float64Array(memory.buffer);
  ints.set(counts, countsAt / 4);

  let inner = 0;
  let leaf = 0;
  for (let tree = 0; tree < trees; tree++) {
    const firstInner = inner;
    const firstLeaf = leaf;
    /** Answers the place of the node's mask. */
    const place = (node: number, level: number): number => {
      if (feature[node] === LEAF) {
        doubles[lengthsAt / 8 + leaf] = Math.fround(level + averagePathLength(samples[node]!));
        return LEAF_MASKS.value + (leaf++ - firstLeaf) * MASK_BYTES;
      }
      const mask = NODE_MASKS.value + (inner - firstInner) * MASK_BYTES;
      const at = (nodesAt + inner++ * NODE_BYTES) / 4;
      ints[at] = feature[node]! * COLUMN_BYTES;
      floats[at + 1] = threshold[node]!;
      ints[at + 2] = place(node + 1, level + 1);
      ints[at + 3] = place(right[node]!, level + 1);
      return mask;
    };
    place(treeStart[tree]!, 0);
  }
  const sums = new Float64Array(memory.buffer, 0, BLOCK);
  return {
    block: BLOCK,
    sum: (values) => {
      floats.set(values, ROWS.value / 4);
      divide(countsAt, trees, nodesAt, lengthsAt, columns);
      return sums;
    },
  };
};
