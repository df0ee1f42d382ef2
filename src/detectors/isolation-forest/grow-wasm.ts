/**
 * Grows trees in WebAssembly: assembly/grow.ts with a matrix in its memory. The trees are those of grow.ts, bit for bit;
 * what is gained is most of all the time in which JavaScript is interpreted, since a forest is grown once.
 */
import { compileAssembly } from '../../base/assembly.ts';
import { rngState } from '../../base/rng.ts';
import code from './assembly/grow.ts?assembly';
import type { GrowingRows, GrownTree } from './grow.ts';
import { treeStream } from './grow.ts';
import { depthLimit } from './path-length.ts';

interface GrowExports {
  seed(first: number, second: number, third: number, fourth: number): void;
  sample(bound: number, count: number, chosen: number, table: number, bits: number): void;
  grow(rows: number, count: number, candidates: number, columns: number, depthLimit: number, made: number): number;
}

/** A matrix is copied at a stretch, within which no cancel is heard; a greater one is grown on as it stands. */
const MOST_MATRIX_BYTES = 64 * 2 ** 20;

let compiled: WebAssembly.Module | null | undefined;

const start = (bytes: number): { readonly run: GrowExports; readonly buffer: ArrayBuffer } | null => {
  if (compiled === undefined) compiled = compileAssembly(code);
  if (!compiled) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    return { run: exports as unknown as GrowExports, buffer: memory.buffer };
  } catch {
    // No room for it.
    return null;
  }
};

/** Bits of a table with at most a quarter of its places taken. */
const tableBits = (count: number): number => Math.ceil(Math.log2(count + 1)) + 2;

/** Draws the rows of a tree; null where the browser cannot run it. */
export const createSampler = (
  rows: number,
  sampleSize: number,
): ((seed: number, tree: number) => Uint32Array) | null => {
  const bits = tableBits(sampleSize);
  const tableAt = sampleSize * 4;
  const made = start(tableAt + 4 * 2 ** bits);
  if (!made) return null;
  const chosen = new Uint32Array(made.buffer, 0, sampleSize);
  return (seed, tree) => {
    made.run.seed(...rngState(seed, treeStream(tree)));
    made.run.sample(rows, sampleSize, 0, tableAt, bits);
    return chosen;
  };
};

/** As createGrower of grow.ts; null where the browser cannot run it, or the matrix is too large to be copied. */
export const createWasmGrower = (
  { values, rows, columns, drawn }: GrowingRows,
  sampleSize: number,
): ((seed: number, tree: number) => GrownTree) | null => {
  if (values.byteLength > MOST_MATRIX_BYTES) return null;
  const bits = tableBits(sampleSize);
  const tableAt = sampleSize * 4;
  const candidatesAt = tableAt + 4 * 2 ** bits;
  const madeAt = candidatesAt + columns * 4;
  const most = 2 * sampleSize;
  const valuesAt = madeAt + 4 * most * 4;
  const made = start(valuesAt + values.byteLength);
  if (!made) return null;
  const { run, buffer } = made;
  new Float32Array(buffer, valuesAt, values.length).set(values);
  const order = new Uint32Array(buffer, 0, sampleSize);
  let places: Uint32Array | undefined;
  if (drawn) {
    places = new Uint32Array(rows);
    for (let i = 0; i < drawn.length; i++) places[drawn[i]!] = i;
  }
  const limit = depthLimit(sampleSize);
  const arrayOf = <A>(index: number, create: new (buffer: ArrayBuffer, at: number, length: number) => A): A =>
    new create(buffer, madeAt + index * most * 4, most);
  const feature = arrayOf(0, Int32Array);
  const threshold = arrayOf(1, Float32Array);
  const right = arrayOf(2, Uint32Array);
  const samples = arrayOf(3, Uint32Array);

  return (seed, tree) => {
    run.seed(...rngState(seed, treeStream(tree)));
    run.sample(rows, sampleSize, 0, tableAt, bits);
    for (let i = 0; i < sampleSize; i++) {
      order[i] = valuesAt + (places ? places[order[i]!]! : order[i]!) * columns * 4;
    }
    const nodes = run.grow(0, sampleSize, candidatesAt, columns, limit, madeAt);
    return {
      feature: feature.slice(0, nodes),
      threshold: threshold.slice(0, nodes),
      right: right.slice(0, nodes),
      samples: samples.slice(0, nodes),
    };
  };
};
