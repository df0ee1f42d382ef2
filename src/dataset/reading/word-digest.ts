/**
 * A 64-bit digest of words: eight lanes of Murmur3's step (Appleby, 2011), each over every eighth word, put together at the
 * end. In WebAssembly where it runs, in JavaScript elsewhere; both give the same.
 */
import { compileAssembly } from '../../base/assembly.ts';
import code from './assembly/digest.ts?assembly';

const LANES = 8;
const FIRST = 0xcc9e2d51;
const ADDED = 0xe6546b64;
const OTHER = 0x1b873593;

const step = (state: number, word: number): number => {
  const mixed = state ^ Math.imul(word, FIRST);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + ADDED) | 0;
};

/** Goes on with eight lanes over words, a multiple of eight. */
export type DigestLanes = (lanes: Int32Array, words: Uint32Array) => void;

export const digestInJavaScript: DigestLanes = (lanes, words) => {
  for (let i = 0; i < words.length; i += LANES) {
    for (let lane = 0; lane < LANES; lane++) lanes[lane] = step(lanes[lane]!, words[i + lane]!);
  }
};

/** Words that are copied into the memory of the loop at a time. */
const CHUNK = 1 << 14;
const PAGE = 65_536;

/** Null where WebAssembly cannot run. */
export const digestInWebAssembly = (): DigestLanes | null => {
  const module = compileAssembly(code);
  if (module === null) return null;
  const at = LANES * 4;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((at + CHUNK * 4) / PAGE) });
  const { digest } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    readonly digest: (words: number, count: number, state: number) => void;
  };
  const state = new Int32Array(memory.buffer, 0, LANES);
  const chunk = new Uint32Array(memory.buffer, at, CHUNK);
  return (lanes, words) => {
    state.set(lanes);
    for (let from = 0; from < words.length; from += CHUNK) {
      const part = words.subarray(from, from + CHUNK);
      chunk.set(part);
      digest(at, part.length, 0);
    }
    lanes.set(state);
  };
};

let quickest: DigestLanes | undefined;
const quickestHere = (): DigestLanes => {
  quickest ??= digestInWebAssembly() ?? digestInJavaScript;
  return quickest;
};

export const digestWords = (
  words: Uint32Array,
  seed: number,
  run: DigestLanes = quickestHere(),
): readonly [number, number] => {
  const lanes = Int32Array.from({ length: LANES }, (_, lane) => step(seed, lane));
  const whole = words.length - (words.length % LANES);
  run(lanes, words.subarray(0, whole));
  for (let i = whole; i < words.length; i++) lanes[i - whole] = step(lanes[i - whole]!, words[i]!);
  let a = words.length;
  let b = ~words.length;
  for (const lane of lanes) {
    a = step(a, lane);
    b = (Math.imul(b ^ (lane >>> 15) ^ lane, OTHER) + a) | 0;
  }
  return [a >>> 0, b >>> 0];
};
