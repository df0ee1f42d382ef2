/**
 * Cells of plain records, found in their bytes. A plain record has no quote, no byte past ASCII, and as many cells as
 * there are columns; it needs no parser, and its numbers never become strings. Flow records are nearly all plain.
 * Everything else goes through PapaParse (cells.ts); that both give the same cells is held by a test. Bytes in the memory
 * of the loops (plain-loops.ts) are gone through there; elsewhere the same is done here, at less than half the speed.
 */
import type { Numbers } from '../table.ts';
import { POWERS_OF_TEN } from './number-text.ts';
import { BYTES, DOUBLES, type NumberWidth, SHORTS, widthOf, widthOfArray } from './number-width.ts';
import { BLOCK_CELLS, MOST_LINES, type PlainLoops, plainLoops } from './plain-loops.ts';
import { PLAIN, type RecordIndex } from './records.ts';

/** What a column of a block has to know of its number cells: one cannot be read here; one may have over six digits. */
export const UNREAD = 1;
export const MANY_DIGITS = 2;

/** Records of one block, where their cells end, and the numbers that were read on the way. */
export interface CellBlock {
  count: number;
  readonly width: number;
  /** Cells of a column that the block has room for. */
  readonly capacity: number;
  /** Beginning of each record. */
  readonly starts: Int32Array;
  /** Record number of each. */
  readonly records: Int32Array;
  /** End of each cell, record after record. */
  readonly ends: Int32Array;
  /**
   * Value of each cell of a number column, `capacity` a column; NaN where the cell is no short plain decimal and
   * readNumber is to be asked. Cells of other columns have none.
   */
  readonly numbers: Float64Array;
  /** The same once narrowed, four bytes a cell apart from the next column, as an array of the column's width. */
  readonly narrowed: Uint8Array<ArrayBuffer>;
  /** By column: the width that its numbers have needed since the block was made, NaN aside; and the one they are narrowed to. */
  readonly needs: Uint8Array;
  readonly widths: Uint8Array;
  /** Hash of each cell of another column, in the places of `numbers`: the same for the same bytes within a block's life. */
  readonly hashes: Int32Array;
  /** By column: bits of what its number cells are, those of a record that was refused among them; see clearBlock. */
  readonly flags: Uint8Array;
  /** By column: 1 where it holds numbers. */
  readonly isNumber: Uint8Array;
  readonly delimiter: number;
  /** Byte of the decimal point. */
  readonly point: number;
  /** Numbers of a column by itself, where the block is full: to be made once, not with each block. */
  readonly columns: (Float64Array | undefined)[];
  readonly narrowedColumns: (Numbers | undefined)[];
  /** The loops whose memory the block lies in; null where it lies in its own. */
  readonly loops: PlainLoops | null;
}

/** `bytes`: what the records will be of. */
export const createCellBlock = (
  bytes: Uint8Array,
  width: number,
  delimiter: number,
  point: number,
  numberCells: Iterable<number>,
): CellBlock => {
  const capacity = Math.max(1, Math.min(MOST_LINES, Math.floor(BLOCK_CELLS / width)));
  const available = plainLoops();
  const loops = available?.holds(bytes) && width <= BLOCK_CELLS ? available : null;
  const views = loops?.views();
  const block: CellBlock = {
    count: 0,
    width,
    capacity,
    starts: new Int32Array(capacity),
    records: new Int32Array(capacity),
    ends: views?.cellEnds ?? new Int32Array(capacity * width),
    numbers: views?.numbers ?? new Float64Array(capacity * width),
    narrowed: views?.narrowed ?? new Uint8Array(4 * capacity * width),
    needs: (views?.needs ?? new Uint8Array(width)).subarray(0, width).fill(BYTES),
    widths: (views?.widths ?? new Uint8Array(width)).subarray(0, width).fill(BYTES),
    hashes: views?.hashes ?? new Int32Array(capacity * width),
    flags: (views?.flags ?? new Uint8Array(width)).subarray(0, width).fill(0),
    isNumber: (views?.isNumber ?? new Uint8Array(width)).subarray(0, width).fill(0),
    delimiter,
    point,
    columns: [],
    narrowedColumns: [],
    loops,
  };
  for (const cell of numberCells) block.isNumber[cell] = 1;
  return block;
};

/** Integers of this many digits are doubles exactly. */
const MOST_EXACT_DIGITS = 15;

const MINUS = 45;
const ZERO = 48;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The loop of the same name, for one record, in JavaScript: only decimals without an exponent are read. */
const parseRecord = (block: CellBlock, bytes: Uint8Array, start: number, end: number): boolean => {
  // A line end behind the record stops every loop below: no index has to be compared with the end.
  if (end >= bytes.length) return false;
  const { width, capacity, ends, numbers, hashes, isNumber, flags, delimiter, point } = block;
  const last = width - 1;
  let at = block.count;
  const cells = block.count * width;
  let bits = 0;
  let i = start;
  for (let cell = 0; cell < width; cell++, at += capacity) {
    let p = i;
    if (isNumber[cell] === 1) {
      if (bytes[p] === MINUS) p++;
      const begin = p;
      let mantissa = 0;
      let digit = bytes[p]! - ZERO;
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++p]! - ZERO;
      }
      const whole = p - begin;
      let decimals = 0;
      if (digit === point - ZERO) {
        const after = ++p;
        digit = bytes[p]! - ZERO;
        while (digit >= 0 && digit <= 9) {
          mantissa = mantissa * 10 + digit;
          digit = bytes[++p]! - ZERO;
        }
        decimals = p - after;
      }
      // Zeros in front ("0012"), a point without digits before it, nothing at all: not here.
      const isPlain = whole === 1 || (whole > 1 && bytes[begin] !== ZERO);
      if (isPlain && (cell === last ? p === end : digit === delimiter - ZERO)) {
        let value = Number.NaN;
        if (whole + decimals <= MOST_EXACT_DIGITS) {
          value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa;
          if (mantissa >= 1e6 || value < 1.2e-38) flags[cell]! |= MANY_DIGITS;
        } else flags[cell]! |= UNREAD;
        numbers[at] = begin === i ? value : -value;
        ends[cells + cell] = p;
        i = p + 1;
        continue;
      }
      numbers[at] = Number.NaN;
      flags[cell]! |= UNREAD;
      p = i;
    }
    let hash = FNV_OFFSET;
    let byte = bytes[p]!;
    while (byte !== delimiter && p < end) {
      bits |= byte;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
      byte = bytes[++p]!;
    }
    // Too few cells, or a last one with others behind it.
    if (cell === last ? p < end : p >= end) return false;
    hashes[at] = hash;
    ends[cells + cell] = p;
    i = p + 1;
  }
  return bits < 128;
};

/**
 * Puts records [from, to) of the index into the block, as long as they are plain and there is room, and says how many it
 * took.
 */
export const addPlainRecords = (
  block: CellBlock,
  bytes: Uint8Array,
  index: RecordIndex,
  from: number,
  to: number,
): number => {
  const { loops, width, delimiter, point, capacity, starts, records } = block;
  const most = Math.min(to - from, capacity - block.count);
  let count = 0;
  while (count < most && index.quoted[from + count] === PLAIN) count++;
  if (count === 0) return 0;
  let taken = 0;
  if (loops) {
    const views = loops.views();
    views.starts.set(index.starts.subarray(from, from + count));
    views.ends.set(index.ends.subarray(from, from + count));
    taken = loops.parseRecords(count, block.count, width, delimiter, point, capacity);
  }
  const first = block.count;
  if (!loops) {
    while (taken < count && parseRecord(block, bytes, index.starts[from + taken]!, index.ends[from + taken]!)) {
      taken++;
      block.count++;
    }
  }
  starts.set(index.starts.subarray(from, from + taken), first);
  for (let i = 0; i < taken; i++) records[first + i] = from + i;
  block.count = first + taken;
  return taken;
};

export const isFull = (block: CellBlock): boolean => block.count === block.capacity;

/** Finds out how wide the numbers of the block's rows must be, and narrows them to that, or to the wider one they had. */
export const narrow = (block: CellBlock): void => {
  const { loops, count, width, capacity, numbers, isNumber, needs, widths } = block;
  if (loops) {
    loops.narrow(count, width, capacity);
    return;
  }
  for (let cell = 0; cell < width; cell++) {
    if (isNumber[cell] === 0) continue;
    const begin = cell * capacity;
    let need = needs[cell]!;
    for (let i = begin; i < begin + count && need < DOUBLES; i++) {
      const value = numbers[i]!;
      if (!Number.isNaN(value)) need = Math.max(need, widthOf(value));
    }
    needs[cell] = need;
    widths[cell] = Math.max(need, widths[cell]!);
    if (widths[cell]! < DOUBLES) narrowedAt(block, cell).set(numbersAt(block, cell));
  }
};

/** Takes all rows out of the block. */
export const clearBlock = (block: CellBlock): void => {
  block.count = 0;
  block.flags.fill(0);
};

/** Numbers of the block's rows in column `at`. */
export const numbersAt = (block: CellBlock, at: number): Float64Array => {
  const { count, capacity, numbers, columns } = block;
  const begin = at * capacity;
  if (count < capacity) return numbers.subarray(begin, begin + count);
  columns[at] ??= numbers.subarray(begin, begin + capacity);
  return columns[at];
};

/** The narrowed numbers of the block's rows in column `at`: of its width, which is less than that of doubles. */
export const narrowedAt = (block: CellBlock, at: number): Numbers => {
  const { count, capacity, narrowed, narrowedColumns } = block;
  const width = block.widths[at] as NumberWidth;
  const known = narrowedColumns[at];
  if (known && count === capacity && widthOfArray(known) === width) return known;
  const { buffer, byteOffset } = narrowed;
  const begin = byteOffset + 4 * at * capacity;
  const made =
    width === BYTES
      ? new Uint8Array(buffer, begin, count)
      : width === SHORTS
        ? new Uint16Array(buffer, begin, count)
        : new Float32Array(buffer, begin, count);
  if (count === capacity) narrowedColumns[at] = made;
  return made;
};

/** Beginning of cell `at` of record `i` of the block. */
export const cellStart = (block: CellBlock, i: number, at: number): number =>
  at === 0 ? block.starts[i]! : block.ends[i * block.width + at - 1]! + 1;

/** End of cell `at` of record `i` of the block. */
export const cellEnd = (block: CellBlock, i: number, at: number): number => block.ends[i * block.width + at]!;

/** Text of ASCII bytes. */
export const asciiText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  // fromCharCode takes its arguments from the stack: long cells go in pieces.
  for (let at = from; at < to; at += 1024) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(to, at + 1024)) as unknown as number[]);
  }
  return text;
};
