/**
 * A name for a dataset that gives away none of its rows: SHA-256 over format, column names and kinds, row count and a
 * 64-bit digest of each column (word-digest.ts): SHA-256 over gigabytes would cost seconds.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Column, Numbers } from '../table.ts';
import { digestWords } from './word-digest.ts';

/** The bytes of an array as words; a last one that is begun is filled up with zeros. */
export const wordsOf = (array: Numbers | Int32Array): Uint32Array => {
  const { buffer, byteOffset, byteLength } = array;
  if (byteLength % 4 === 0 && byteOffset % 4 === 0) return new Uint32Array(buffer, byteOffset, byteLength / 4);
  const padded = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  padded.set(new Uint8Array(buffer, byteOffset, byteLength));
  return new Uint32Array(padded.buffer);
};

/** `digests`: by column, the digest of its words where it was made while they came in. */
export const fingerprintOf = (
  format: string,
  columns: readonly Column[],
  rows: number,
  digests: readonly (readonly [number, number] | null)[] = [],
): string => {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  const put = (value: unknown): void => {
    hash.update(encoder.encode(JSON.stringify(value)));
  };
  put([format, rows, columns.length]);
  columns.forEach((column, i) => {
    const digest = digests[i] ?? digestWords(wordsOf(column.kind === 'text' ? column.codes : column.values));
    put([column.name, column.kind, digest]);
    if (column.kind === 'text') for (const value of column.dictionary) put(value);
  });
  return bytesToHex(hash.digest());
};
