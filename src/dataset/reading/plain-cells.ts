/**
 * Cells of plain records, found in their bytes. A plain record has no quote, no byte past ASCII, and as many cells as
 * there are columns; it needs no parser, and its numbers never become strings. Flow records are nearly all plain, and
 * reading them so took a quarter of the time that strings take. Everything else goes through PapaParse (cells.ts);
 * that both give the same cells is held by a test.
 */
import { POWERS_OF_TEN } from './number-text.ts';
import { PLAIN, type RecordIndex } from './records.ts';

/** Records of one block, where their cells end, and the numbers that were read on the way. */
export interface CellBlock {
  count: number;
  readonly width: number;
  /** Beginning of each record. */
  readonly starts: Int32Array;
  /** End of each cell: record after record, `width` each. */
  readonly ends: Int32Array;
  /**
   * Value of each cell of a number column, in the places of `ends`; NaN where the cell is no short plain decimal and
   * readNumber is to be asked. Cells of other columns have none.
   */
  readonly numbers: Float64Array;
  /** Record number of each. */
  readonly records: Int32Array;
  /** By cell: 1 where its column holds numbers. */
  readonly isNumber: Uint8Array;
  readonly delimiter: number;
  /** Byte of the decimal point. */
  readonly point: number;
}

/** Bytes of a block stay in the processor's cache while each column passes over them. */
const BLOCK_CELLS = 1 << 12;

export const createCellBlock = (
  width: number,
  delimiter: number,
  point: number,
  numberCells: Iterable<number>,
): CellBlock => {
  const capacity = Math.max(1, Math.min(1024, Math.floor(BLOCK_CELLS / width)));
  const isNumber = new Uint8Array(width);
  for (const cell of numberCells) isNumber[cell] = 1;
  return {
    count: 0,
    width,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity * width),
    numbers: new Float64Array(capacity * width),
    records: new Int32Array(capacity),
    isNumber,
    delimiter,
    point,
  };
};

/** More digits than this before or after the point do not fit an int32, which is quicker to reckon with than a double. */
const MOST_INT32_DIGITS = 9;
/** Integers of this many digits are doubles exactly. */
const MOST_EXACT_DIGITS = 15;

const MINUS = 45;
const ZERO = 48;

/** Value of the digits [from, to) around a point at `pointAt` (`to` where there is none): at most 15 digits. */
const decimalOf = (bytes: Uint8Array, from: number, to: number, pointAt: number): number => {
  let value = 0;
  for (let i = from; i < to; i++) if (i !== pointAt) value = value * 10 + bytes[i]! - ZERO;
  return pointAt < to ? value / POWERS_OF_TEN[to - 1 - pointAt]! : value;
};

/**
 * Finds the cells of one record and puts it into the block as its next. False where the record is not plain, or not of
 * the block's width, or ends with the bytes: the block is as it was.
 */
export const addPlainRecord = (block: CellBlock, bytes: Uint8Array, index: RecordIndex, record: number): boolean => {
  const start = index.starts[record]!;
  const end = index.ends[record]!;
  // A line end behind the record stops every loop below: no index has to be compared with the end.
  if (index.quoted[record] !== PLAIN || end >= bytes.length) return false;
  const { width, ends, numbers, isNumber, delimiter, point } = block;
  const powers = POWERS_OF_TEN;
  const last = width - 1;
  let at = block.count * width;
  let bits = 0;
  let i = start;
  for (let cell = 0; cell < width; cell++, at++) {
    let p = i;
    if (isNumber[cell] === 1) {
      if (bytes[p] === MINUS) p++;
      const begin = p;
      let whole = 0;
      let digit = bytes[p]! - ZERO;
      while (digit >= 0 && digit <= 9) {
        whole = (whole * 10 + digit) | 0;
        digit = bytes[++p]! - ZERO;
      }
      const wholeDigits = p - begin;
      let value: number = whole;
      let isShort = wholeDigits <= MOST_INT32_DIGITS;
      let pointAt = -1;
      if (digit === point - ZERO) {
        pointAt = p;
        let part = 0;
        digit = bytes[++p]! - ZERO;
        while (digit >= 0 && digit <= 9) {
          part = (part * 10 + digit) | 0;
          digit = bytes[++p]! - ZERO;
        }
        const decimals = p - pointAt - 1;
        const power = powers[decimals <= MOST_INT32_DIGITS ? decimals : 0]!;
        isShort = isShort && decimals <= MOST_INT32_DIGITS && wholeDigits + decimals <= MOST_EXACT_DIGITS;
        // One division of two exact numbers rounds as the decimal itself would: see readNumber.
        value = (whole * power + part) / power;
      }
      // Zeros in front ("0012"), a point without digits before it, nothing at all: not here.
      const isPlain = wholeDigits === 1 || (wholeDigits > 1 && bytes[begin] !== ZERO);
      if (isPlain && (cell === last ? p === end : digit === delimiter - ZERO)) {
        if (!isShort) {
          const digits = p - begin - (pointAt < 0 ? 0 : 1);
          value = digits <= MOST_EXACT_DIGITS ? decimalOf(bytes, begin, p, pointAt < 0 ? p : pointAt) : Number.NaN;
        }
        numbers[at] = begin === i ? value : -value;
        ends[at] = p;
        i = p + 1;
        continue;
      }
      numbers[at] = Number.NaN;
      p = i;
    }
    let byte = bytes[p]!;
    while (byte !== delimiter && p < end) {
      bits |= byte;
      byte = bytes[++p]!;
    }
    // Too few cells, or a last one with others behind it.
    if (cell === last ? p < end : p >= end) return false;
    ends[at] = p;
    i = p + 1;
  }
  if (bits >= 128) return false;
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
