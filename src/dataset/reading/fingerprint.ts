/**
 * A name for a dataset that gives away none of its rows: SHA-256 over format, column names and kinds, row count and a
 * 64-bit digest of each column (word-digest.ts): SHA-256 over gigabytes would cost seconds.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Column } from '../table.ts';
import { digestWords } from './word-digest.ts';

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
