/** Slices of a file that is decompressed or transcoded as it streams: one after the other, in one worker. */
import { quoteRules } from './cells.ts';
import { decodedStream } from './decoded-stream.ts';
import { parseRecords } from './parse-records.ts';
import { placed } from './plain-loops.ts';
import { MAXIMUM_RECORD, type ReadPlan } from './plan.ts';
import { tooLongFault } from './read-slice.ts';
import { scan } from './scan.ts';
import type { Slice } from './slice.ts';

export interface SliceStream {
  /** The next slice and the bytes on disk read so far; null where the file has ended. */
  next(): Promise<{ readonly slice: Slice; readonly consumed: number } | null>;
  close(): Promise<void>;
}

/** UTF-16 code units that UTF-8 bytes [from, to) stand for: one for each character, two for those of four bytes. */
const unitsIn = (bytes: Uint8Array, from: number, to: number): number => {
  let units = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
};

export const openStream = (plan: ReadPlan, fileNumber: number, blob: Blob, sliceBytes: number): SliceStream => {
  const file = plan.files[fileNumber]!;
  const { compressed, encoding, mark } = file;
  const stream = decodedStream(blob, file.name, { compressed, encoding, mark });
  const rules = quoteRules(file.syntax);
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  let rest: Uint8Array = new Uint8Array(0);
  let whole = false;
  // Of the decoded bytes, and of the bytes before transcoding, at the beginning of `rest`.
  let position = 0;
  let source = mark;
  let slice = 0;
  let skipped = false;

  const refill = async (bytes: number): Promise<void> => {
    const part = await stream.take(bytes);
    const joined = new Uint8Array(rest.length + part.bytes.length);
    joined.set(rest);
    joined.set(part.bytes, rest.length);
    rest = joined;
    whole = part.whole;
  };
  const advance = (to: number): void => {
    source += wide ? unitsIn(rest, 0, to) * 2 : to;
    position += to;
    rest = rest.subarray(to);
  };

  return {
    async next() {
      if (!skipped) {
        skipped = true;
        await refill(Math.max(sliceBytes, file.dataStart));
        advance(Math.min(file.dataStart, rest.length));
      }
      while (!whole && rest.length < sliceBytes) await refill(sliceBytes - rest.length);
      if (rest.length === 0) return null;
      let bytes = placed(rest);
      let found = scan(bytes, 0, bytes.length, whole, rules, MAXIMUM_RECORD);
      while (found.end === 'more' && found.index.count === 0) {
        await refill(sliceBytes);
        bytes = placed(rest);
        found = scan(bytes, 0, bytes.length, whole, rules, MAXIMUM_RECORD);
      }
      const { index } = found;
      const base = source;
      const starts = new Float64Array(index.count);
      const sizes = new Uint32Array(index.count);
      if (wide) {
        let at = 0;
        let units = 0;
        for (let i = 0; i < index.count; i++) {
          units += unitsIn(bytes, at, index.starts[i]!);
          starts[i] = base + units * 2;
          const length = unitsIn(bytes, index.starts[i]!, index.ends[i]!);
          sizes[i] = length * 2;
          units += length;
          at = index.ends[i]!;
        }
      }
      const parsed = parseRecords(plan, fileNumber, bytes, index, {
        offsetOf: (record) => (wide ? starts[record]! : base + index.starts[record]!),
        lengthOf: (record) => (wide ? sizes[record]! : index.ends[record]! - index.starts[record]!),
      });
      const start = position;
      advance(found.next);
      const made: Slice = {
        file: fileNumber,
        slice: slice++,
        start,
        end: position,
        lines: found.lines,
        ...parsed,
        fault:
          found.end === 'too-long' ? tooLongFault(file, found.lines + 1, bytes.subarray(found.next)) : parsed.fault,
      };
      return { slice: made, consumed: stream.consumed() };
    },
    close: () => stream.close(),
  };
};
