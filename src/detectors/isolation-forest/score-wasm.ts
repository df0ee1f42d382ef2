/**
 * The loop of score-typed-array.ts in WebAssembly: no bounds checks, and fast from the first row on, where JavaScript
 * runs in an interpreter until the loop is found to be hot. Same sums, same scores, bit for bit.
 */
import {
  assemble,
  type Code,
  countDown,
  type FunctionText,
  f32,
  f64,
  get,
  i32,
  increase,
  increaseBy,
  join,
  set,
  type ValueType,
} from '../wasm-assembler.ts';
import type { PackedForest } from './packed.ts';
import { scoreTypedArray } from './score-typed-array.ts';

/** Rows that go through one tree before the next: their values and the tree stay in the cache together. */
const BLOCK = 256;
/** Rows that go down a tree together. */
const LANES = 8;

/** Adds the path lengths in one tree to the sums of `rows` rows, a multiple of LANES. All places in bytes. */
const treeText = (): FunctionText => {
  const [nodes, leaves, depth, x, rowBytes, rows, sums] = [0, 1, 2, 3, 4, 5, 6];
  const level = 7;
  const node = 8;
  const slot = (lane: number) => 9 + lane;
  const row = (lane: number) => 9 + LANES + lane;
  const lanes = Array.from({ length: LANES }, (_, lane) => lane);
  // A slot s counts from 1 and is kept as 8·s, the place of its node: four bytes of column, four of threshold.
  const step = (lane: number): Code =>
    join(
      get(slot(lane)),
      get(nodes),
      i32.add,
      set(node),
      get(slot(lane)),
      i32.const(1),
      i32.shl,
      get(row(lane)),
      get(node),
      i32.load(0),
      i32.add,
      f32.load(0),
      get(node),
      f32.load(4),
      f32.gt,
      i32.const(3),
      i32.shl,
      i32.add,
      set(slot(lane)),
    );
  return {
    name: 'tree',
    parameters: Array.from({ length: 7 }, (): ValueType => 'i32'),
    locals: Array.from({ length: 2 + 2 * LANES }, (): ValueType => 'i32'),
    code: countDown(
      rows,
      LANES,
      ...lanes.map((lane) => join(i32.const(8), set(slot(lane)), get(x), set(row(lane)), increaseBy(x, rowBytes))),
      get(depth),
      set(level),
      countDown(level, 1, ...lanes.map(step)),
      ...lanes.map((lane) =>
        join(
          get(sums),
          get(sums),
          f64.load(8 * lane),
          get(slot(lane)),
          i32.const(1),
          i32.shrU,
          get(leaves),
          i32.add,
          f32.load(0),
          f64.promote,
          f64.add,
          f64.store(8 * lane),
        ),
      ),
      increase(sums, 8 * LANES),
    ),
  };
};
let compiled: WebAssembly.Module | null | undefined;
const compile = (): WebAssembly.Module | null => {
  if (compiled !== undefined) return compiled;
  try {
    compiled = new WebAssembly.Module(assemble([treeText()]));
  } catch {
    compiled = null;
  }
  return compiled;
};

type Score = (values: Float32Array, rows: number) => Float32Array;

const create = (forest: PackedForest): Score => {
  const module = compile();
  if (!module) return (values, rows) => scoreTypedArray(forest, values, rows);
  const { features: columns, trees, depth, normalizer, feature, threshold, pathLength } = forest;
  const inner = 2 ** depth - 1;
  const bottom = 2 ** depth;
  // Sums first (8 bytes each), then a block of rows, then nodes, then leaves.
  const rowsAt = BLOCK * 8;
  const nodesAt = rowsAt + BLOCK * columns * 4;
  const leavesAt = nodesAt + trees * inner * 8;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((leavesAt + trees * bottom * 4) / 65536) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const tree = exports.tree as (...places: number[]) => void;
  const floats = new Float32Array(memory.buffer);
  const ints = new Int32Array(memory.buffer);
  const sums = new Float64Array(memory.buffer, 0, BLOCK);
  for (let i = 0; i < trees * inner; i++) {
    ints[nodesAt / 4 + 2 * i] = feature[i]! * 4;
    floats[nodesAt / 4 + 2 * i + 1] = threshold[i]!;
  }
  floats.set(pathLength, leavesAt / 4);

  return (values, rows) => {
    const scores = new Float32Array(rows);
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      floats.set(values.subarray(from * columns, (from + count) * columns), rowsAt / 4);
      sums.fill(0);
      const even = Math.ceil(count / LANES) * LANES;
      for (let t = 0; t < trees; t++) {
        tree(nodesAt + t * inner * 8 - 8, leavesAt + (t - 1) * bottom * 4, depth, rowsAt, columns * 4, even, 0);
      }
      for (let r = 0; r < count; r++) scores[from + r] = 2 ** -(sums[r]! / (trees * normalizer));
    }
    return scores;
  };
};

/** A forest is copied into the memory of its scorer once, whatever the number of batches. */
const scorers = new WeakMap<PackedForest, Score>();

export const scoreInWasm = (forest: PackedForest, values: Float32Array, rows: number): Float32Array => {
  let score = scorers.get(forest);
  if (!score) {
    score = create(forest);
    scorers.set(forest, score);
  }
  return score(values, rows);
};
