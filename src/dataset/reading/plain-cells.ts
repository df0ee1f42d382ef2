/**
 * Cells of plain records, found in their bytes. A plain record has no quote, no byte past ASCII, and as many cells as
 * there are columns; it needs no parser, and its numbers never become strings. Flow records are nearly all plain, and
 * reading them so took a quarter of the time that strings take. Everything else goes through PapaParse (cells.ts);
 * that both give the same cells is held by a test.
 */
import { PLAIN, type RecordIndex } from './records.ts';

/** Records of one block, and where their cells end. */
export interface CellBlock {
  count: number;
  readonly width: number;
  /** Beginning of each record. */
  readonly starts: Int32Array;
  /** End of each cell: record after record, `width` each. */
  readonly ends: Int32Array;
  /** Record number of each. */
  readonly records: Int32Array;
}

/** Bytes of a block stay in the processor's cache while each column passes over them. */
const BLOCK_CELLS = 1 << 12;

export const createCellBlock = (width: number): CellBlock => {
  const capacity = Math.max(1, Math.min(1024, Math.floor(BLOCK_CELLS / width)));
  return {
    count: 0,
    width,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity * width),
    records: new Int32Array(capacity),
  };
};

/**
 * Finds the cells of one record and puts it into the block as its next. False where the record is not plain, or not of
 * the block's width: the block is as it was.
 */
export const addPlainRecord = (
  block: CellBlock,
  bytes: Uint8Array,
  index: RecordIndex,
  record: number,
  delimiter: number,
): boolean => {
  if (index.quoted[record] !== PLAIN) return false;
  const start = index.starts[record]!;
  const end = index.ends[record]!;
  const { width, ends } = block;
  const first = block.count * width;
  const last = first + width - 1;
  let at = first;
  let bits = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    bits |= byte;
    if (byte === delimiter) {
      if (at === last) return false;
      ends[at++] = i;
    }
  }
  if (at !== last || bits >= 128) return false;
  ends[at] = end;
  block.starts[block.count] = start;
  block.records[block.count] = record;
  block.count++;
  return true;
};

export const isFull = (block: CellBlock): boolean => block.count === block.starts.length;

/** Beginning of cell `at` of record `i` of the block. */
export const cellStart = (block: CellBlock, i: number, at: number): number =>
  at === 0 ? block.starts[i]! : block.ends[i * block.width + at - 1]! + 1;

/** Text of ASCII bytes. */
export const asciiText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  // fromCharCode takes its arguments from the stack: long cells go in pieces.
  for (let at = from; at < to; at += 1024) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(to, at + 1024)) as unknown as number[]);
  }
  return text;
};
