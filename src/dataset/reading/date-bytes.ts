/**
 * Dates as most logs write them (2024-03-01 08:00:00.123, with slashes or a T, with a Z or without a zone), read from
 * their bytes. Every other way of writing them is readTime's, which gives the same milliseconds for these.
 */
import { POWERS_OF_TEN } from './number-text.ts';

export interface DateBytes {
  /** Milliseconds since 1970-01-01 UTC; NaN where the cell [from, to) is written otherwise. */
  read(bytes: Uint8Array, from: number, to: number): number;
}

const DASH = 45;
const SLASH = 47;
const COLON = 58;
const POINT = 46;
const BLANK = 32;
const LETTER_T = 84;
const LETTER_Z = 90;
/** Length of a date, and of a date with its time. */
const DATE = 10;
const WHOLE = 19;
const MOST_DECIMALS = 9;

/** Value of `count` digits, NaN where one is none. */
const digitsAt = (bytes: Uint8Array, from: number, count: number): number => {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};

const dayAt = (bytes: Uint8Array, from: number): number => {
  const mark = bytes[from + 4];
  if ((mark !== DASH && mark !== SLASH) || bytes[from + 7] !== mark) return Number.NaN;
  const year = digitsAt(bytes, from, 4);
  const month = digitsAt(bytes, from + 5, 2);
  const day = digitsAt(bytes, from + 8, 2);
  // Date.UTC takes years under 100 for others.
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  return Date.UTC(year, month - 1, day);
};

export const createDateBytes = (): DateBytes => {
  // A log goes through a day before it comes to the next.
  const known = new Uint8Array(DATE);
  let knownDay = Number.NaN;
  return {
    read(bytes, from, to) {
      const size = to - from;
      if (size < WHOLE) return Number.NaN;
      let isKnown = true;
      for (let i = 0; i < DATE && isKnown; i++) isKnown = bytes[from + i] === known[i];
      if (!isKnown) {
        known.set(bytes.subarray(from, from + DATE));
        knownDay = dayAt(bytes, from);
      }
      const between = bytes[from + DATE];
      if (between !== BLANK && between !== LETTER_T) return Number.NaN;
      if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return Number.NaN;
      const hour = digitsAt(bytes, from + 11, 2);
      const minute = digitsAt(bytes, from + 14, 2);
      const second = digitsAt(bytes, from + 17, 2);
      if (!(hour <= 24 && minute <= 59 && second <= 60)) return Number.NaN;
      let end = to;
      if (size > WHOLE && bytes[end - 1] === LETTER_Z) end--;
      let milliseconds = 0;
      if (end - from > WHOLE) {
        const decimals = end - from - WHOLE - 1;
        if (bytes[from + WHOLE] !== POINT || decimals < 1 || decimals > MOST_DECIMALS) return Number.NaN;
        milliseconds = (digitsAt(bytes, from + WHOLE + 1, decimals) / POWERS_OF_TEN[decimals]!) * 1000;
      }
      return knownDay + hour * 3_600_000 + minute * 60_000 + second * 1000 + milliseconds;
    },
  };
};
