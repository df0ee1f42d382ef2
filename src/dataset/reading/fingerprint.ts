/**
 * A name for a dataset that gives away none of its rows: SHA-256 over format, column names and kinds, row count and a
 * 64-bit digest of each column. The digests are two lanes of Murmur3's mixing step (Appleby, 2011), since SHA-256 over
 * gigabytes would cost seconds.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Column } from '../table.ts';

const digestWords = (words: Uint32Array, seed: number): readonly [number, number] => {
  let a = seed;
  let b = ~seed;
  for (let i = 0; i < words.length; i++) {
    const k = Math.imul(words[i]!, 0xcc9e2d51);
    a = (Math.imul(((a ^ k) << 13) | ((a ^ k) >>> 19), 5) + 0xe6546b64) | 0;
    b = (Math.imul(b ^ (k >>> 15) ^ words[i]!, 0x1b873593) + i) | 0;
  }
  return [a >>> 0, b >>> 0];
};

const wordsOf = (array: Float32Array | Float64Array | Int32Array): Uint32Array =>
  new Uint32Array(array.buffer, array.byteOffset, array.byteLength / 4);

export const fingerprintOf = (format: string, columns: readonly Column[], rows: number): string => {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  const put = (value: unknown): void => {
    hash.update(encoder.encode(JSON.stringify(value)));
  };
  put([format, rows, columns.length]);
  for (const column of columns) {
    put([column.name, column.kind, digestWords(wordsOf(column.kind === 'text' ? column.codes : column.values), rows)]);
    if (column.kind === 'text') for (const value of column.dictionary) put(value);
  }
  return bytesToHex(hash.digest());
};
