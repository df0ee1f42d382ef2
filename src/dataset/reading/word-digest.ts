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

/** A digest of words that come in pieces: the same, whatever the pieces. */
export interface WordDigest {
  add(words: Uint32Array): void;
  /** Two words. */
  digest(): readonly [number, number];
}

export const createWordDigest = (run: DigestLanes = quickestHere()): WordDigest => {
  const lanes = Int32Array.from({ length: LANES }, (_, lane) => step(0, lane));
  /** Words that do not fill all lanes yet. */
  const begun = new Uint32Array(LANES);
  let inBegun = 0;
  let count = 0;
  return {
    add(words) {
      count += words.length;
      let at = 0;
      if (inBegun > 0) {
        while (inBegun < LANES && at < words.length) begun[inBegun++] = words[at++]!;
        if (inBegun < LANES) return;
        run(lanes, begun);
        inBegun = 0;
      }
      const end = words.length - ((words.length - at) % LANES);
      if (end > at) run(lanes, words.subarray(at, end));
      for (let i = end; i < words.length; i++) begun[inBegun++] = words[i]!;
    },
    digest() {
      const last = lanes.slice();
      for (let i = 0; i < inBegun; i++) last[i] = step(last[i]!, begun[i]!);
      let a = count;
      let b = ~count;
      for (const lane of last) {
        a = step(a, lane);
        b = (Math.imul(b ^ (lane >>> 15) ^ lane, OTHER) + a) | 0;
      }
      return [a >>> 0, b >>> 0];
    },
  };
};

export const digestWords = (words: Uint32Array): readonly [number, number] => {
  const made = createWordDigest();
  made.add(words);
  return made.digest();
};
