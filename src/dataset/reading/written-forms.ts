/**
 * Codes of cells by their bytes: a hash table with open addressing, so that a value that was seen before costs one look
 * at its bytes and no string.
 */
import { asciiText } from './plain-cells.ts';

export interface WrittenForms {
  /**
   * The code of the cell [from, to), whose bytes have the hash `written`; asks `codeOf` for the code of a text not
   * seen before.
   */
  codeAt(bytes: Uint8Array, from: number, to: number, written: number): number;
}

export const createWrittenForms = (codeOf: (text: string) => number): WrittenForms => {
  let mask = 255;
  let table = new Int32Array(mask + 1);
  let hashes = new Int32Array(128);
  let codes = new Int32Array(128);
  /** End of each form in the arena; form i begins where i − 1 ends. */
  let ends = new Int32Array(128);
  let arena = new Uint8Array(4096);
  let count = 0;

  const rehash = (): void => {
    mask = mask * 2 + 1;
    table = new Int32Array(mask + 1);
    for (let i = 0; i < count; i++) {
      let slot = hashes[i]! & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = i + 1;
    }
    const wider = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const made = new Int32Array((mask + 1) / 2);
      made.set(old);
      return made;
    };
    hashes = wider(hashes);
    codes = wider(codes);
    ends = wider(ends);
  };

  const append = (bytes: Uint8Array, from: number, to: number, hash: number, code: number): void => {
    const begin = count === 0 ? 0 : ends[count - 1]!;
    const end = begin + to - from;
    if (end > arena.length) {
      const wider = new Uint8Array(Math.max(end, arena.length * 2));
      wider.set(arena);
      arena = wider;
    }
    arena.set(bytes.subarray(from, to), begin);
    hashes[count] = hash;
    codes[count] = code;
    ends[count] = end;
    count++;
  };

  return {
    codeAt(bytes, from, to, written) {
      // A last mixing step: the table takes the low bits.
      const hash = written ^ (written >>> 15);
      let slot = hash & mask;
      for (;;) {
        const entry = table[slot]!;
        if (entry === 0) break;
        const form = entry - 1;
        if (hashes[form] === hash) {
          const begin = form === 0 ? 0 : ends[form - 1]!;
          if (ends[form]! - begin === to - from) {
            let i = from;
            let k = begin;
            while (i < to && arena[k] === bytes[i]) {
              i++;
              k++;
            }
            if (i === to) return codes[form]!;
          }
        }
        slot = (slot + 1) & mask;
      }
      const code = codeOf(asciiText(bytes, from, to));
      append(bytes, from, to, hash, code);
      table[slot] = count;
      if (count * 2 > mask) rehash();
      return code;
    },
  };
};
