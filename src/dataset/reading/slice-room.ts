/**
 * The arrays of one slice, side by side in one buffer. A slice crosses two worker boundaries, and a buffer that is handed
 * over costs each side some microseconds, however small it is: 80 columns as 80 buffers cost more than their bytes.
 */
export interface SliceRoom {
  float32(length: number): Float32Array<ArrayBuffer>;
  float64(length: number): Float64Array<ArrayBuffer>;
  int32(length: number): Int32Array<ArrayBuffer>;
  uint32(length: number): Uint32Array<ArrayBuffer>;
}

/** Bytes that an array of so many takes in a room: each begins at a multiple of eight. */
export const roomFor = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Room for `bytes`; an array for which none is left gets a buffer of its own. All begin as zeros. */
export const createSliceRoom = (bytes: number): SliceRoom => {
  const buffer = new ArrayBuffer(bytes);
  let used = 0;
  const take = <A>(
    Typed: { new (buffer: ArrayBuffer, at: number, length: number): A; readonly BYTES_PER_ELEMENT: number },
    length: number,
  ): A => {
    const needed = roomFor(length * Typed.BYTES_PER_ELEMENT);
    if (used + needed > bytes) return new Typed(new ArrayBuffer(length * Typed.BYTES_PER_ELEMENT), 0, length);
    const array = new Typed(buffer, used, length);
    used += needed;
    return array;
  };
  return {
    float32: (length) => take<Float32Array<ArrayBuffer>>(Float32Array, length),
    float64: (length) => take<Float64Array<ArrayBuffer>>(Float64Array, length),
    int32: (length) => take<Int32Array<ArrayBuffer>>(Int32Array, length),
    uint32: (length) => take<Uint32Array<ArrayBuffer>>(Uint32Array, length),
  };
};
