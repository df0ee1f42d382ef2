/**
 * Blocks of rows are divided at the nodes of the trees in WebAssembly: assembly/divide.ts, on a memory that
 * assembly/arrange.ts has put a forest in.
 */
import { compileAssembly } from '../../base/assembly.ts';
import arrangeCode from './assembly/arrange.ts?assembly';
import divideCode from './assembly/divide.ts?assembly';
import type { Forest } from './forest.ts';
import type { PackedForest } from './packed.ts';
import { averagePathLength } from './path-length.ts';
import type { SumPathLengths } from './score-wasm.ts';

/** Bits of a mask. */
const BLOCK = 128;
/** A row's leaf number is kept in a byte. */
const MOST_LEAVES = 256;
/** Inner nodes per level of depth from which on walking down is faster (measured with V8: more than 17). */
const MOST_NODES_PER_LEVEL = 20;
const NODE_BYTES = 12;
const MASK_BYTES = 16;
const STRETCH_BYTES = 24;
/** Three thresholds, and tables of sixteen: the six later steps that 255 take need 1, 1, 1, 2, 4 and 8 of them. */
const MOST_TABLE_BYTES = 16 + 17 * 64;

interface ArrangeExports {
  readonly MOST_RANKED: WebAssembly.Global;
  arrange(
    forest: number,
    count: number,
    columns: number,
    starts: number,
    trees: number,
    lengths: number,
    scratch: number,
    nodesInto: number,
    lengthsInto: number,
    stretches: number,
    tables: number,
    masks: number,
    nodeMasks: number,
    leafMasks: number,
  ): number;
}

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

/** A node has no child or two, so that a tree has one leaf more than it has inner nodes. */
const innerNodes = ({ trees, treeStart }: Forest): Int32Array =>
  Int32Array.from({ length: trees }, (_, tree) => (treeStart[tree + 1]! - treeStart[tree]! - 1) / 2);

let compiled: { readonly arranging: WebAssembly.Module; readonly dividing: WebAssembly.Module } | null | undefined;

const compile = (): typeof compiled => {
  const arranging = compileAssembly(arrangeCode);
  const dividing = compileAssembly(divideCode);
  return arranging && dividing && { arranging, dividing };
};

/** Null where trees have more nodes than it is made for, or the browser cannot run it. */
export const createDivision = ({ nodes: forest, depth }: PackedForest): SumPathLengths | null => {
  const { features: columns, trees, sampleSize, treeStart, feature, threshold, right, samples } = forest;
  const counts = innerNodes(forest);
  const nodes = counts.reduce((sum, count) => sum + count, 0);
  if (counts.some((count) => count >= MOST_LEAVES) || nodes > trees * depth * MOST_NODES_PER_LEVEL) return null;
  if (compiled === undefined) compiled = compile();
  if (!compiled) return null;

  const memory = new WebAssembly.Memory({ initial: 1 });
  const start = (module: WebAssembly.Module): unknown => new WebAssembly.Instance(module, { env: { memory } }).exports;
  const { MOST_RANKED, arrange } = start(compiled.arranging) as ArrangeExports;
  const { NODE_MASKS, LEAF_MASKS, ROWS, divide } = start(compiled.dividing) as DivideExports;
  const size = feature.length;
  const mostStretches = Math.min(columns, nodes) + Math.floor(nodes / MOST_RANKED.value);
  let end: number = ROWS.value;
  const take = (bytes: number): number => {
    const at = Math.ceil(end / 16) * 16;
    end = at + bytes;
    return at;
  };
  const rowsAt = take(BLOCK * columns * 4);
  const lengthsAt = take((nodes + trees) * 8);
  const nodesAt = take(nodes * NODE_BYTES);
  const countsAt = take(trees * 4);
  const stretchesAt = take(mostStretches * STRETCH_BYTES);
  const tablesAt = take(mostStretches * MOST_TABLE_BYTES);
  const masksAt = take((nodes + mostStretches) * MASK_BYTES);
  const forestAt = take(size * 16);
  const startsAt = take(trees * 4 + 4);
  const addedAt = take((sampleSize + 1) * 8);
  const scratchAt = take(size * 4 + columns * 16);
  memory.grow(Math.ceil(end / 65536) - 1);
  const { buffer } = memory;
  new Int32Array(buffer, countsAt).set(counts);
  new Int32Array(buffer, forestAt).set(feature);
  new Float32Array(buffer, forestAt + size * 4).set(threshold);
  new Uint32Array(buffer, forestAt + size * 8).set(right);
  new Uint32Array(buffer, forestAt + size * 12).set(samples);
  new Uint32Array(buffer, startsAt).set(treeStart);
  const added = new Float64Array(buffer, addedAt, sampleSize + 1);
  for (let n = 0; n <= sampleSize; n++) added[n] = averagePathLength(n);
  const stretches = arrange(
    forestAt,
    size,
    columns,
    startsAt,
    trees,
    addedAt,
    scratchAt,
    nodesAt,
    lengthsAt,
    stretchesAt,
    tablesAt,
    masksAt,
    NODE_MASKS.value,
    LEAF_MASKS.value,
  );
  const rows = new Float32Array(buffer, rowsAt, BLOCK * columns);
  const sums = new Float64Array(buffer, 0, BLOCK);
  return {
    block: BLOCK,
    sum: (values) => {
      rows.set(values);
      divide(stretchesAt, stretches, countsAt, trees, nodesAt, lengthsAt, columns);
      return sums;
    },
  };
};
