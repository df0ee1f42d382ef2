/**
 * Records that are whole JSON objects, wherever lines end: the members of an array, or objects one after the other. Commas,
 * brackets and blanks stand between them. An object begins where the one before it ended, so that a slice of the file
 * can say exactly where it stopped.
 */
import { createIndex, grow, LINE_FEED, PLAIN, type ScanResult } from './records.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const LF = 10;

/** Blanks, line ends, commas and square brackets. */
const isBetween = (byte: number): boolean => byte <= 32 || byte === 44 || byte === 91 || byte === 93;

/** First index past the object that begins at `start`; −1 where these bytes do not hold the whole of it. */
const objectEnd = (bytes: Uint8Array, start: number): number => {
  let depth = 0;
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
    } else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return i + 1;
  }
  return -1;
};

/** The same as scanRecords, for objects. What is neither object nor between them is a record too, up to its line end. */
export const scanObjects = (
  bytes: Uint8Array,
  from: number,
  until: number,
  atEnd: boolean,
  maximum: number,
  most = Number.POSITIVE_INFINITY,
): ScanResult => {
  const size = bytes.length;
  const index = createIndex(Math.max(16, Math.ceil((until - from) / 256)));
  let position = from;
  let lines = 0;
  const feeds = (begin: number, end: number): number => {
    let count = 0;
    for (let i = begin; i < end; i++) if (bytes[i] === LF) count++;
    return count;
  };
  while (position < until && position < size && index.count < most) {
    let start = position;
    while (start < size && isBetween(bytes[start]!)) start++;
    if (start >= size) {
      if (!atEnd && size - position <= maximum) return { index, next: position, lines, end: 'more' };
      return { index, next: size, lines: lines + feeds(position, size), end: 'done' };
    }
    let end: number;
    if (bytes[start] === OPEN) {
      end = objectEnd(bytes, start);
      if (end < 0) {
        if (size - start > maximum) return { index, next: position, lines, end: 'too-long' };
        if (!atEnd) return { index, next: position, lines, end: 'more' };
        end = size;
      }
    } else {
      end = start;
      while (end < size && bytes[end] !== OPEN && bytes[end] !== LF) end++;
      if (end >= size && !atEnd && size - start <= maximum) return { index, next: position, lines, end: 'more' };
    }
    if (end - start > maximum) return { index, next: position, lines, end: 'too-long' };
    lines += feeds(position, start);
    if (index.count === index.starts.length) grow(index);
    const at = index.count++;
    index.starts[at] = start;
    index.ends[at] = end;
    index.lines[at] = lines;
    index.endings[at] = LINE_FEED;
    index.quoted[at] = PLAIN;
    lines += feeds(start, end);
    position = end;
  }
  return { index, next: position, lines, end: 'done' };
};

/** Where an object of an array probably ended, at or after `from` (which is not 0); −1 where none did before `until`. */
export const guessObjectEnd = (bytes: Uint8Array, from: number, until: number): number => {
  for (let i = from; i < until && i < bytes.length; i++) {
    if (bytes[i - 1] !== CLOSE) continue;
    let next = i;
    while (next < bytes.length && isBetween(bytes[next]!)) next++;
    if (bytes[next] === OPEN) return i;
  }
  return -1;
};
