/**
 * The memory of a slice: all its columns one behind the other, so that it crosses to another worker as one thing, and
 * comes back to be filled again. New memory costs nearly as much as the parsing: the system hands it out page by page.
 */
import type { Numbers } from '../table.ts';
import { BYTES_OF, type NumberWidth } from './number-width.ts';
import type { PlannedColumn } from './plan.ts';

const ALIGNED = 8;
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNED) * ALIGNED;

/** A little more than is needed, since the next slice may hold a few records more. */
const roomFor = (bytes: number): number => aligned(bytes * 1.05);

export interface SliceMemory {
  readonly buffer: ArrayBuffer;
  /** Arrays that are not cleared; of their own memory where there is no room left. */
  numbers(width: NumberWidth, length: number): Numbers<ArrayBuffer>;
  float64(length: number): Float64Array<ArrayBuffer>;
  int32(length: number): Int32Array<ArrayBuffer>;
  uint32(length: number): Uint32Array<ArrayBuffer>;
}

/** Bytes of so many rows. `widths`: by column, what its numbers begin with. */
export const bytesOfRows = (
  columns: readonly PlannedColumn[],
  widths: readonly NumberWidth[],
  rows: number,
): number => {
  const positions = aligned(8 * rows) + aligned(4 * rows);
  return columns.reduce((sum, { kind }, i) => {
    const each = kind === 'time' ? 8 : kind === 'number' ? BYTES_OF[widths[i]!] : 4;
    return sum + aligned(each * rows);
  }, positions);
};

/** `spare`: used where it is large enough. */
export const createSliceMemory = (bytes: number, spare?: ArrayBuffer): SliceMemory => {
  const buffer = spare && spare.byteLength >= bytes ? spare : new ArrayBuffer(roomFor(bytes));
  let used = 0;
  /** Where so many bytes lie; −1 where they do not fit. */
  const take = (size: number): number => {
    const at = used;
    const next = at + aligned(size);
    if (next > buffer.byteLength) return -1;
    used = next;
    return at;
  };
  const maker =
    <A>(Kind: { new (buffer: ArrayBuffer, at: number, length: number): A; readonly BYTES_PER_ELEMENT: number }) =>
    (length: number): A => {
      const size = length * Kind.BYTES_PER_ELEMENT;
      const at = take(size);
      return at < 0 ? new Kind(new ArrayBuffer(size), 0, length) : new Kind(buffer, at, length);
    };
  const float64 = maker<Float64Array<ArrayBuffer>>(Float64Array);
  const kinds = [
    maker<Uint8Array<ArrayBuffer>>(Uint8Array),
    maker<Uint16Array<ArrayBuffer>>(Uint16Array),
    maker<Float32Array<ArrayBuffer>>(Float32Array),
    float64,
  ];
  return {
    buffer,
    float64,
    numbers: (width, length) => kinds[width]!(length),
    int32: maker<Int32Array<ArrayBuffer>>(Int32Array),
    uint32: maker<Uint32Array<ArrayBuffer>>(Uint32Array),
  };
};
