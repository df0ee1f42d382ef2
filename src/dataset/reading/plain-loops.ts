/**
 * The loops of assembly/plain.ts and assembly/narrow.ts on a memory of their own. Bytes are placed there, looked at, and
 * overwritten by the next: what is placed holds until something else is, so nothing may be waited for between.
 */
import { compileAssembly } from '../../base/assembly.ts';
import narrowCode from './assembly/narrow.ts?assembly';
import code from './assembly/plain.ts?assembly';
import { POWERS_OF_TEN } from './number-text.ts';

interface Exports {
  readonly scanLines: (...numbers: number[]) => number;
  readonly parseRecords: (...numbers: number[]) => number;
}

interface NarrowExports {
  readonly narrow: (...numbers: number[]) => void;
}

/** Records that are found at a time. */
export const MOST_LINES = 4096;
/** Cells of a block: what stands there is read again while it is still in the processor's cache. */
export const BLOCK_CELLS = 1 << 15;
/** Line ends behind the bytes, so many as the loops look at together. */
const PADDING = 64;
/** Cells that the loops may write past the last one of a block. */
const ROOM = 16;
const LINE_FEED = 10;
const PAGE = 65_536;

/** Addresses of what stands before the bytes, widest first. */
const POWERS = 0;
const NUMBERS = POWERS + 8 * 23;
const NARROWED = NUMBERS + 8 * BLOCK_CELLS;
const CELL_ENDS = NARROWED + 4 * (BLOCK_CELLS + ROOM);
const HASHES = CELL_ENDS + 4 * (BLOCK_CELLS + ROOM);
const STARTS = HASHES + 4 * BLOCK_CELLS;
const ENDS = STARTS + 4 * MOST_LINES;
const ENDINGS = ENDS + 4 * MOST_LINES;
const IS_NUMBER = ENDINGS + MOST_LINES;
const FLAGS = IS_NUMBER + BLOCK_CELLS;
const NEEDS = FLAGS + BLOCK_CELLS;
const WIDTHS = NEEDS + BLOCK_CELLS;
const BYTES = Math.ceil((WIDTHS + BLOCK_CELLS) / 16) * 16;

export interface PlainLoops {
  /** Copies bytes into the memory of the loops. What was placed before is gone. */
  place(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Whether these are the bytes that were placed last. */
  holds(bytes: Uint8Array): boolean;
  /**
   * Finds records without quotes from `from` on, MOST_LINES at the most, and says how many; they stand in `starts`, `ends`
   * and `endings` of `views` until the next call. Positions count from the beginning of the bytes.
   */
  scanLines(from: number, until: number, quote: number, maximum: number): number;
  /** Puts cells of the first `count` records of `starts` and `ends` into the block, as its rows from `row` on. */
  parseRecords(count: number, row: number, width: number, delimiter: number, point: number, capacity: number): number;
  /** Finds out what the numbers of the first `count` rows of the block need, and narrows them. */
  narrow(count: number, width: number, capacity: number): void;
  /** The memory before the bytes. */
  readonly views: () => LoopViews;
}

export interface LoopViews {
  readonly starts: Int32Array<ArrayBuffer>;
  readonly ends: Int32Array<ArrayBuffer>;
  readonly endings: Uint8Array<ArrayBuffer>;
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly narrowed: Uint8Array<ArrayBuffer>;
  readonly needs: Uint8Array<ArrayBuffer>;
  readonly widths: Uint8Array<ArrayBuffer>;
  readonly cellEnds: Int32Array<ArrayBuffer>;
  readonly hashes: Int32Array<ArrayBuffer>;
  readonly isNumber: Uint8Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
}

const create = (module: WebAssembly.Module, narrowing: WebAssembly.Module): PlainLoops => {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((BYTES + PADDING) / PAGE) });
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  const { narrow } = new WebAssembly.Instance(narrowing, { env: { memory } }).exports as unknown as NarrowExports;
  new Float64Array(memory.buffer, POWERS, POWERS_OF_TEN.length).set(POWERS_OF_TEN);
  let size = 0;
  const makeViews = (): LoopViews => {
    const { buffer } = memory;
    return {
      starts: new Int32Array(buffer, STARTS, MOST_LINES),
      ends: new Int32Array(buffer, ENDS, MOST_LINES),
      endings: new Uint8Array(buffer, ENDINGS, MOST_LINES),
      numbers: new Float64Array(buffer, NUMBERS, BLOCK_CELLS),
      narrowed: new Uint8Array(buffer, NARROWED, 4 * BLOCK_CELLS),
      needs: new Uint8Array(buffer, NEEDS, BLOCK_CELLS),
      widths: new Uint8Array(buffer, WIDTHS, BLOCK_CELLS),
      cellEnds: new Int32Array(buffer, CELL_ENDS, BLOCK_CELLS),
      hashes: new Int32Array(buffer, HASHES, BLOCK_CELLS),
      isNumber: new Uint8Array(buffer, IS_NUMBER, BLOCK_CELLS),
      flags: new Uint8Array(buffer, FLAGS, BLOCK_CELLS),
    };
  };
  let views = makeViews();
  return {
    place(bytes) {
      const missing = BYTES + bytes.length + PADDING - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / PAGE));
        views = makeViews();
      }
      size = bytes.length;
      const placed = new Uint8Array(memory.buffer, BYTES, size);
      placed.set(bytes);
      new Uint8Array(memory.buffer, BYTES + size, PADDING).fill(LINE_FEED);
      return placed;
    },
    holds: (bytes) => bytes.buffer === memory.buffer && bytes.byteOffset === BYTES && bytes.length === size,
    scanLines: (from, until, quote, maximum) =>
      run.scanLines(
        BYTES + from,
        BYTES + until,
        BYTES + size,
        quote === 0 ? LINE_FEED : quote,
        maximum,
        STARTS,
        ENDS,
        ENDINGS,
        MOST_LINES,
        BYTES,
      ),
    parseRecords: (count, row, width, delimiter, point, capacity) =>
      run.parseRecords(
        STARTS,
        ENDS,
        count,
        row,
        width,
        delimiter,
        point,
        IS_NUMBER,
        CELL_ENDS,
        NUMBERS,
        HASHES,
        FLAGS,
        capacity,
        POWERS,
        BYTES,
      ),
    narrow: (count, width, capacity) => narrow(NUMBERS, NARROWED, count, width, capacity, IS_NUMBER, NEEDS, WIDTHS),
    views: () => views,
  };
};

let loops: PlainLoops | null | undefined;

/** Null where WebAssembly cannot run: the same is then done in JavaScript, at less than half the speed. */
export const plainLoops = (): PlainLoops | null => {
  if (loops === undefined) {
    const module = compileAssembly(code);
    const narrowing = compileAssembly(narrowCode);
    loops = module && narrowing && create(module, narrowing);
  }
  return loops;
};

/** The bytes where the loops are quickest: for scanning and parsing right away. */
export const placed = (bytes: Uint8Array): Uint8Array => plainLoops()?.place(bytes) ?? bytes;
