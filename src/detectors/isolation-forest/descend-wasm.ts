/** Rows walk down the trees in WebAssembly: assembly/descend.ts with a forest in its memory. */
import { compileAssembly } from '../../base/assembly.ts';
import code from './assembly/descend.ts?assembly';
import type { PackedForest } from './packed.ts';
import type { SumPathLengths } from './score-wasm.ts';

/** Rows that go through one tree before the next: their values and the tree stay in the cache together. */
const BLOCK = 256;
/** Rows that go down a tree together. */
const LANES = 8;

let compiled: WebAssembly.Module | null | undefined;

/** Null where the browser cannot run it. */
export const createDescent = (forest: PackedForest): SumPathLengths | null => {
  if (compiled === undefined) compiled = compileAssembly(code);
  if (!compiled) return null;
  const { features: columns, trees, depth, feature, threshold, pathLength } = forest;
  const inner = 2 ** depth - 1;
  const bottom = 2 ** depth;
  // Sums first (8 bytes each), then a block of rows, then nodes, then leaves.
  const rowsAt = BLOCK * 8;
  const nodesAt = rowsAt + BLOCK * columns * 4;
  const leavesAt = nodesAt + trees * inner * 8;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((leavesAt + trees * bottom * 4) / 65536) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const descend = exports.descend as (...values: number[]) => void;
  const floats = new Float32Array(memory.buffer);
  const ints = new Int32Array(memory.buffer);
  const sums = new Float64Array(memory.buffer, 0, BLOCK);
  for (let i = 0; i < trees * inner; i++) {
    ints[nodesAt / 4 + 2 * i] = feature[i]! * 4;
    floats[nodesAt / 4 + 2 * i + 1] = threshold[i]!;
  }
  floats.set(pathLength, leavesAt / 4);
  return {
    block: BLOCK,
    sum: (values, rows) => {
      floats.set(values, rowsAt / 4);
      sums.fill(0);
      const even = Math.ceil(rows / LANES) * LANES;
      for (let t = 0; t < trees; t++) {
        descend(nodesAt + t * inner * 8 - 8, leavesAt + (t - 1) * bottom * 4, depth, rowsAt, columns * 4, even, 0);
      }
      return sums;
    },
  };
};
