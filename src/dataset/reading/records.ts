/**
 * Where records begin and end, found in bytes before anything is decoded. A line end is LF, CR LF or a bare CR; inside
 * a quoted cell it is part of the cell. Quotes follow PapaParse's rules, so that both see the same records: a quote
 * opens only at the beginning of a cell, and closes only before a delimiter, a line end or the end of the file.
 */
import { type LoopViews, plainLoops } from './plain-loops.ts';

export interface QuoteRules {
  /** Delimiter byte. */
  readonly delimiter: number;
  /** Quote byte, 0 where the format has none. */
  readonly quote: number;
  /** Byte that takes the meaning from a quote: the quote itself, or a backslash. */
  readonly escaping: number;
  /** Records are JSON objects: none of the others counts. */
  readonly objects?: boolean;
}

export const END_OF_FILE = 0;
export const LINE_FEED = 1;
export const CARRIAGE_RETURN = 2;
export const BOTH = 3;

export const PLAIN = 0;
export const QUOTED = 1;
export const MALFORMED = 2;

/** Records of one stretch of bytes; positions are indices into those bytes. */
export interface RecordIndex {
  count: number;
  starts: Int32Array;
  /** End of the record, its line end excluded. */
  ends: Int32Array;
  /** Lines of the stretch before the record. */
  lines: Int32Array;
  /** How the record ended: END_OF_FILE, LINE_FEED, CARRIAGE_RETURN or BOTH. */
  endings: Uint8Array;
  /** PLAIN, QUOTED or MALFORMED (a quote that neither opens nor closes a cell). */
  quoted: Uint8Array;
}

export interface ScanResult {
  readonly index: RecordIndex;
  /** Beginning of the first record that was not taken. */
  readonly next: number;
  /** Line ends up to `next`. */
  readonly lines: number;
  /** 'more': the record at `next` is not whole within these bytes. 'too-long': it is longer than allowed. */
  readonly end: 'done' | 'more' | 'too-long';
}

const LF = 10;
const CR = 13;

export const createIndex = (capacity: number): RecordIndex => ({
  count: 0,
  starts: new Int32Array(capacity),
  ends: new Int32Array(capacity),
  lines: new Int32Array(capacity),
  endings: new Uint8Array(capacity),
  quoted: new Uint8Array(capacity),
});

/** Makes room for so many records; for twice as many as there was where nothing is said. */
export const grow = (index: RecordIndex, capacity = index.starts.length * 2): void => {
  const wider = createIndex(capacity);
  wider.starts.set(index.starts);
  wider.ends.set(index.ends);
  wider.lines.set(index.lines);
  wider.endings.set(index.endings);
  wider.quoted.set(index.quoted);
  index.starts = wider.starts;
  index.ends = wider.ends;
  index.lines = wider.lines;
  index.endings = wider.endings;
  index.quoted = wider.quoted;
};

/** True where `at` is the first byte after a line end (of any kind). `bytes[at - 1]` must exist. */
export const followsLineEnd = (bytes: Uint8Array, at: number): boolean => {
  const before = bytes[at - 1];
  return before === LF || (before === CR && bytes[at] !== LF);
};

/** First index after a line end at or after `from`; −1 where there is none in these bytes. */
export const afterLineEnd = (bytes: Uint8Array, from: number): number => {
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] === LF) return i + 1;
    if (bytes[i] === CR) {
      if (i + 1 >= bytes.length) return -1;
      return bytes[i + 1] === LF ? i + 2 : i + 1;
    }
  }
  return -1;
};

/**
 * End of a record with quotes that begins at `start`: index of its line end (or of the end of the file), with the
 * number of line ends inside its cells. `end` is −1 where these bytes do not hold the whole record.
 */
const quotedEnd = (
  bytes: Uint8Array,
  start: number,
  rules: QuoteRules,
  atEnd: boolean,
  limit: number,
): { readonly end: number; readonly inner: number; readonly quoted: number } => {
  const { delimiter, quote, escaping } = rules;
  let quoted = QUOTED;
  const size = bytes.length;
  let inner = 0;
  let i = start;
  while (i < size && i - start <= limit) {
    if (bytes[i] === quote) {
      i++;
      let closed = false;
      while (i < size && i - start <= limit) {
        const byte = bytes[i];
        if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) inner++;
        if (byte !== quote) {
          i++;
          continue;
        }
        if (escaping === quote && bytes[i + 1] === quote) {
          i += 2;
          continue;
        }
        if (escaping !== quote && bytes[i - 1] === escaping) {
          i++;
          continue;
        }
        let after = i + 1;
        while (bytes[after] === 32) after++;
        if (after >= size) {
          if (after > i + 1) quoted = MALFORMED;
          return { end: atEnd ? size : -1, inner, quoted };
        }
        const follower = bytes[after];
        if (follower === delimiter || follower === LF || follower === CR) {
          if (after > i + 1) quoted = MALFORMED;
          i = after;
          closed = true;
          break;
        }
        quoted = MALFORMED;
        i++;
      }
      if (!closed) return { end: atEnd && i >= size ? size : -1, inner, quoted: MALFORMED };
      if (bytes[i] === delimiter) {
        i++;
        continue;
      }
      return { end: i, inner, quoted };
    }
    // A plain cell: up to its delimiter or the line end.
    while (i < size && bytes[i] !== delimiter && bytes[i] !== LF && bytes[i] !== CR) i++;
    if (i >= size) return { end: atEnd ? size : -1, inner, quoted };
    if (bytes[i] !== delimiter) return { end: i, inner, quoted };
    i++;
  }
  return { end: atEnd && i >= size ? size : -1, inner, quoted };
};

/**
 * Puts the first `count` records of a quick look behind those of the index; answers where the next one begins. `expected`:
 * the index is made for so many, where it has to grow.
 */
const append = (index: RecordIndex, found: LoopViews, count: number, linesBefore: number, expected: number): number => {
  const least = index.count + count;
  if (least > index.starts.length) grow(index, Math.max(least, expected, index.starts.length * 2));
  const first = index.count;
  index.starts.set(found.starts.subarray(0, count), first);
  index.ends.set(found.ends.subarray(0, count), first);
  index.endings.set(found.endings.subarray(0, count), first);
  for (let i = 0; i < count; i++) index.lines[first + i] = linesBefore + i;
  index.count += count;
  const last = index.count - 1;
  return index.ends[last]! + (index.endings[last] === BOTH ? 2 : 1);
};

/**
 * Records of `bytes` from `from` (a record's beginning) whose first byte lies before `until`.
 * `atEnd`: the file ends with these bytes. `maximum`: most bytes of one record. `most`: records after which to stop.
 */
export const scanRecords = (
  bytes: Uint8Array,
  from: number,
  until: number,
  atEnd: boolean,
  rules: QuoteRules,
  maximum: number,
  most = Number.POSITIVE_INFINITY,
): ScanResult => {
  const size = bytes.length;
  const index = createIndex(16);
  const { quote } = rules;
  const loops = plainLoops();
  const quick = loops?.holds(bytes) ? loops : null;
  // Line ends and quotes lie below nearly everything else that stands in a record: one comparison tells.
  const highest = Math.max(CR, quote);
  let position = from;
  let lines = 0;
  while (position < until && position < size && index.count < most) {
    const found = quick?.scanLines(position, until, quote, maximum) ?? 0;
    if (found > 0) {
      const taken = Math.min(found, most - index.count);
      // As many as there are if they go on as long as these: all memory costs something, used or not.
      const covered = quick!.views().ends[taken - 1]! - position;
      const expected = index.count + Math.ceil(((until - position) * taken * 1.02) / Math.max(1, covered)) + 1;
      position = append(index, quick!.views(), taken, lines, Math.min(expected, most));
      lines += taken;
      continue;
    }
    // What is left to look at byte by byte: a record with a quote, the last one, one that is too long.
    let end = position;
    let isQuoted = false;
    for (; end < size; end++) {
      const byte = bytes[end]!;
      if (byte > highest) continue;
      if (byte === LF || byte === CR) break;
      if (byte === quote && quote !== 0) {
        isQuoted = true;
        break;
      }
    }
    let inner = 0;
    let quoted = PLAIN;
    if (isQuoted) {
      const found = quotedEnd(bytes, position, rules, atEnd, maximum);
      if (found.end < 0) {
        const tooLong = size - position > maximum;
        return { index, next: position, lines, end: tooLong ? 'too-long' : 'more' };
      }
      end = found.end;
      inner = found.inner;
      quoted = found.quoted;
    }
    if (end - position > maximum) return { index, next: position, lines, end: 'too-long' };
    if (end >= size && !atEnd) return { index, next: position, lines, end: 'more' };
    let ending = END_OF_FILE;
    let next = end;
    if (end < size) {
      if (bytes[end] === LF) {
        ending = LINE_FEED;
        next = end + 1;
      } else if (end + 1 < size) {
        ending = bytes[end + 1] === LF ? BOTH : CARRIAGE_RETURN;
        next = end + (ending === BOTH ? 2 : 1);
      } else {
        if (!atEnd) return { index, next: position, lines, end: 'more' };
        ending = CARRIAGE_RETURN;
        next = end + 1;
      }
    }
    if (index.count === index.starts.length) grow(index);
    const at = index.count++;
    index.starts[at] = position;
    index.ends[at] = end;
    index.lines[at] = lines;
    index.endings[at] = ending;
    index.quoted[at] = quoted;
    lines += inner + (ending === END_OF_FILE ? 0 : 1);
    position = next;
  }
  return { index, next: position, lines, end: 'done' };
};

/** The records [from, to) of an index, as an index of their own. */
export const partOf = (index: RecordIndex, from: number, to: number): RecordIndex => ({
  count: to - from,
  starts: index.starts.subarray(from, to),
  ends: index.ends.subarray(from, to),
  lines: index.lines.subarray(from, to),
  endings: index.endings.subarray(from, to),
  quoted: index.quoted.subarray(from, to),
});
