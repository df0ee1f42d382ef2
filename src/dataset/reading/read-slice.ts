/**
 * One slice of a file that can be read at any place. A slice takes the records whose first byte lies within
 * [from, to). Where its first record begins is a guess unless it is given (a line end may stand inside a quoted cell),
 * so a slice says where it began and ended; who reads slices in parallel checks that each begins where the one before
 * ended, and reads it again with the true beginning where it does not.
 */
import type { Fault } from '../../base/fault.ts';
import { parseCells, quoteRules } from './cells.ts';
import type { ForwardBytes } from './forward-bytes.ts';
import { guessObjectEnd } from './json-objects.ts';
import { parseRecords } from './parse-records.ts';
import { placed } from './plain-loops.ts';
import { type FilePlan, MAXIMUM_RECORD, type ReadPlan } from './plan.ts';
import { afterLineEnd, followsLineEnd, PLAIN, type QuoteRules, type ScanResult, scanRecords } from './records.ts';
import { scan } from './scan.ts';
import type { Slice } from './slice.ts';

export interface SliceRange {
  readonly file: number;
  readonly slice: number;
  /** Bytes of the file, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Beginning of the first record, where it is known. */
  readonly start?: number;
  /** End of the slices that the same reader will be asked for after this one. */
  readonly ahead?: number;
}

/** A slice without records whose position is not known: no record was seen to begin in it. */
export const UNKNOWN = -1;

/** Read past the end of a slice, for its last record. */
const MARGIN = 1 << 16;
/** Line ends that are tried as the beginning of a whole record. */
const MOST_GUESSES = 40;

/** `record`: its bytes, as many as are there. */
export const tooLongFault = (file: FilePlan, line: number, record: Uint8Array): Fault => {
  const { quote } = quoteRules(file.syntax);
  const isQuoted = quote !== 0 && record.subarray(0, MAXIMUM_RECORD).indexOf(quote) >= 0;
  return {
    code: 'record-too-long',
    message: `${file.name}, line ${line}: a record is longer than ${MAXIMUM_RECORD / 1024 ** 2} MiB.`,
    advice: isQuoted
      ? 'A quote is probably opened there and never closed. Fix that line, or remove its quotes.'
      : 'No flow is that long: a line end is missing, or something else was written into the file. Fix or remove that line.',
    file: file.name,
    line,
  };
};

/** Where the first record begins if no line end stands within quotes. */
const firstStart = (bytes: Uint8Array, rules: QuoteRules, until: number): number => {
  if (rules.objects) return guessObjectEnd(bytes, 1, until);
  return followsLineEnd(bytes, 1) ? 1 : afterLineEnd(bytes, 1);
};

/** First line end in the bytes from `first` on after which a whole record of the right width stands, or just `first`. */
const guessStart = (bytes: Uint8Array, first: number, file: FilePlan, rules: QuoteRules, until: number): number => {
  const { syntax } = file;
  if (syntax.kind !== 'delimited') return first;
  let candidate = first;
  for (let tries = 0; tries < MOST_GUESSES && candidate >= 0 && candidate < until; tries++) {
    const { index } = scanRecords(bytes, candidate, candidate + 1, true, rules, MAXIMUM_RECORD);
    for (const { rows } of parseCells(bytes, index, syntax)) if (rows[0]?.length === file.width) return candidate;
    candidate = afterLineEnd(bytes, candidate);
  }
  return first;
};

/** Whether a quote was met: the line end that the scan began after may then be one within quotes. */
const mayBeginInQuotes = ({ index, end }: ScanResult): boolean => {
  if (end !== 'done') return true;
  for (let i = 0; i < index.count; i++) if (index.quoted[i] !== PLAIN) return true;
  return false;
};

const emptySlice = (range: SliceRange, at: number): Slice => ({
  file: range.file,
  slice: range.slice,
  start: at,
  end: at,
  rows: 0,
  records: 0,
  lines: 0,
  columns: [],
  buffers: [new ArrayBuffer(0)],
  offsets: new Float64Array(0),
  lengths: new Uint32Array(0),
  notes: [],
  newKeys: [],
  fault: null,
});

/** `source`: of a file of `size` bytes. `spare`: memory for the slice that nobody needs any more. */
export const readSlice = async (
  plan: ReadPlan,
  range: SliceRange,
  source: Pick<ForwardBytes, 'read'>,
  size: number,
  spare?: ArrayBuffer,
): Promise<Slice> => {
  const file = plan.files[range.file]!;
  const rules = quoteRules(file.syntax);
  const known = range.start ?? (range.from <= file.dataStart ? file.dataStart : undefined);
  const base = known ?? range.from - 1;
  const until = range.to - base;
  if (known !== undefined && known >= range.to) return emptySlice(range, known);

  let margin = MARGIN;
  for (;;) {
    const readTo = Math.min(size, range.to + margin);
    const bytes = placed(await source.read(base, readTo, Math.min(size, (range.ahead ?? range.to) + MARGIN)));
    const atEnd = readTo === size;
    const scanFrom = (from: number): ScanResult | null =>
      from < 0 || from >= until ? null : scan(bytes, from, until, atEnd, rules, MAXIMUM_RECORD);
    let begin = known === undefined ? firstStart(bytes, rules, until) : 0;
    let found = scanFrom(begin);
    if (known === undefined && found && mayBeginInQuotes(found)) {
      const better = guessStart(bytes, begin, file, rules, until);
      if (better !== begin) found = scanFrom(better);
      begin = better;
    }
    if (begin >= until || (begin < 0 && (atEnd || margin > MAXIMUM_RECORD))) return emptySlice(range, UNKNOWN);
    if (!found || (found.end === 'more' && !atEnd)) {
      margin *= 4;
      continue;
    }
    const { index } = found;
    const parsed = parseRecords(
      plan,
      range.file,
      bytes,
      index,
      {
        offsetOf: (record) => base + index.starts[record]!,
        lengthOf: (record) => index.ends[record]! - index.starts[record]!,
      },
      spare,
    );
    return {
      file: range.file,
      slice: range.slice,
      start: base + begin,
      end: base + found.next,
      lines: found.lines,
      ...parsed,
      fault: found.end === 'too-long' ? tooLongFault(file, found.lines + 1, bytes.subarray(found.next)) : parsed.fault,
    };
  }
};
