/** How wide the array of a column of numbers must be: the narrowest that keeps every value. Wider ones keep them, too. */
import type { Numbers } from '../table.ts';

export const BYTES = 0;
export const SHORTS = 1;
export const FLOATS = 2;
export const DOUBLES = 3;
export type NumberWidth = typeof BYTES | typeof SHORTS | typeof FLOATS | typeof DOUBLES;

export const BYTES_OF: Readonly<Record<NumberWidth, number>> = [1, 2, 4, 8];

/** The narrowest that keeps this value: whole ones from 0 on need one byte or two, −0 and what is missing do not. */
export const widthOf = (value: number): NumberWidth => {
  const small = value & 0xffff;
  if (small === value && (value !== 0 || 1 / value > 0)) return value < 256 ? BYTES : SHORTS;
  return Math.fround(value) === value || Number.isNaN(value) ? FLOATS : DOUBLES;
};

export const arrayOf = (width: NumberWidth, length: number): Numbers<ArrayBuffer> => {
  if (width === BYTES) return new Uint8Array(length);
  if (width === SHORTS) return new Uint16Array(length);
  return width === FLOATS ? new Float32Array(length) : new Float64Array(length);
};

export const widthOfArray = (values: Numbers): NumberWidth => {
  if (values instanceof Float32Array) return FLOATS;
  if (values instanceof Uint8Array) return BYTES;
  return values instanceof Uint16Array ? SHORTS : DOUBLES;
};
