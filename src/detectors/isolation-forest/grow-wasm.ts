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
  placeDrawn(drawn: number, count: number, places: number): void;
  locate(rows: number, count: number, places: number, values: number, rowBytes: number): void;
  grow(rows: number, count: number, candidates: number, columns: number, depthLimit: number, made: number): number;
}

/** A matrix is copied at a stretch, within which no cancel is heard; a greater one is grown on as it stands. */
const MOST_MATRIX_BYTES = 64 * 2 ** 20;

/** As much is kept for the next forest when one has grown. */
const MOST_IDLE_BYTES = 16 * 2 ** 20;
const PAGE = 65_536;

interface Room {
  readonly run: GrowExports;
  readonly memory: WebAssembly.Memory;
}

let compiled: WebAssembly.Module | null | undefined;
/**
 * Room that nobody grows in just now. To ask the system for memory takes longer than to grow a small forest in it, the more
 * so while the page draws.
 */
let idle: Room | undefined;

const start = (bytes: number): (Room & { readonly buffer: ArrayBuffer }) | null => {
  if (compiled === undefined) compiled = compileAssembly(code);
  if (!compiled) return null;
  const pages = Math.ceil(bytes / PAGE);
  try {
    let room = idle;
    idle = undefined;
    if (room) room.memory.grow(Math.max(0, pages - room.memory.buffer.byteLength / PAGE));
    else {
      const memory = new WebAssembly.Memory({ initial: pages });
      const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
      room = { run: exports as unknown as GrowExports, memory };
    }
    return { ...room, buffer: room.memory.buffer };
  } catch {
    // No room for it.
    return null;
  }
};

const release = ({ run, memory }: Room): void => {
  if (memory.buffer.byteLength <= MOST_IDLE_BYTES) idle = { run, memory };
};

/** Bits of a table with at most a quarter of its places taken. */
const tableBits = (count: number): number => Math.ceil(Math.log2(count + 1)) + 2;

export interface Sampler {
  /** The rows of a tree; valid until the next call. */
  sample(seed: number, tree: number): Uint32Array;
  /** Gives its memory back: it draws no more. */
  release(): void;
}

/** Null where the browser cannot run it. */
export const createSampler = (rows: number, sampleSize: number): Sampler | null => {
  const bits = tableBits(sampleSize);
  const tableAt = sampleSize * 4;
  const made = start(tableAt + 4 * 2 ** bits);
  if (!made) return null;
  const chosen = new Uint32Array(made.buffer, 0, sampleSize);
  return {
    sample: (seed, tree) => {
      made.run.seed(...rngState(seed, treeStream(tree)));
      made.run.sample(rows, sampleSize, 0, tableAt, bits);
      return chosen;
    },
    release: () => release(made),
  };
};

export interface TreeGrower {
  grow(seed: number, tree: number): GrownTree;
  /** Gives its memory back: it grows no more. */
  release(): void;
}

/** As createGrower of grow.ts; null where the browser cannot run it, or the matrix is too large to be copied. */
export const createWasmGrower = (
  { values, rows, columns, drawn }: GrowingRows,
  sampleSize: number,
): TreeGrower | null => {
  if (values.byteLength > MOST_MATRIX_BYTES) return null;
  const bits = tableBits(sampleSize);
  const tableAt = sampleSize * 4;
  const candidatesAt = tableAt + 4 * 2 ** bits;
  const madeAt = candidatesAt + columns * 4;
  const most = 2 * sampleSize;
  const drawnAt = madeAt + 4 * most * 4;
  const placesAt = drawnAt + (drawn?.byteLength ?? 0);
  const valuesAt = placesAt + (drawn ? rows * 4 : 0);
  const made = start(valuesAt + values.byteLength);
  if (!made) return null;
  const { run, buffer } = made;
  new Float32Array(buffer, valuesAt, values.length).set(values);
  if (drawn) {
    new Uint32Array(buffer, drawnAt, drawn.length).set(drawn);
    run.placeDrawn(drawnAt, drawn.length, placesAt);
  }
  const limit = depthLimit(sampleSize);
  const arrayOf = <A>(index: number, create: new (buffer: ArrayBuffer, at: number, length: number) => A): A =>
    new create(buffer, madeAt + index * most * 4, most);
  const feature = arrayOf(0, Int32Array);
  const threshold = arrayOf(1, Float32Array);
  const right = arrayOf(2, Uint32Array);
  const samples = arrayOf(3, Uint32Array);

  const grow = (seed: number, tree: number): GrownTree => {
    run.seed(...rngState(seed, treeStream(tree)));
    run.sample(rows, sampleSize, 0, tableAt, bits);
    run.locate(0, sampleSize, drawn ? placesAt : 0, valuesAt, columns * 4);
    const nodes = run.grow(0, sampleSize, candidatesAt, columns, limit, madeAt);
    return {
      feature: feature.slice(0, nodes),
      threshold: threshold.slice(0, nodes),
      right: right.slice(0, nodes),
      samples: samples.slice(0, nodes),
    };
  };
  return { grow, release: () => release(made) };
};
