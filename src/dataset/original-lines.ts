/** The original records of rows, read again from their files by byte offset: the table holds no text of them. */
import { FaultError } from '../base/fault.ts';
import { readBytes } from './reading/byte-source.ts';
import { decodeUtf8, decodeWindows1252 } from './reading/cells.ts';
import { type DecodedStream, decodedStream } from './reading/decoded-stream.ts';
import type { SourceFile, Table, TextEncodingName } from './table.ts';

export interface LineReader {
  /** The record of each row as it stands in its file, without its line end; null for generated rows. */
  read(rows: Uint32Array): Promise<(string | null)[]>;
}

/** Records nearer than this are fetched with one read. */
const NEAR = 1 << 16;
/** Most bytes of one read. */
const MOST_AT_ONCE = 8 << 20;

const decode = (bytes: Uint8Array, encoding: TextEncodingName): string => {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(bytes);
  return decodeUtf8(bytes) ?? decodeWindows1252(bytes);
};

interface Wanted {
  readonly offset: number;
  readonly length: number;
  /** Position in the answer. */
  readonly at: number;
}

const checkUnchanged = (file: File, source: SourceFile, lastModified: number): void => {
  if (file.size === source.bytes && file.lastModified === lastModified) return;
  throw new FaultError({
    code: 'file-changed',
    message: `${source.name} was changed after it was read.`,
    advice: 'Open it again to see its lines; the scores are those of the file as it was.',
    file: source.name,
  });
};

/** Groups of records that are fetched together; `wanted` sorted by offset. */
const groupNear = (wanted: readonly Wanted[]): Wanted[][] => {
  const groups: Wanted[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  let begin = 0;
  for (const record of wanted) {
    const group = groups.at(-1);
    if (group && record.offset - end < NEAR && record.offset + record.length - begin < MOST_AT_ONCE) group.push(record);
    else {
      groups.push([record]);
      begin = record.offset;
    }
    end = record.offset + record.length;
  }
  return groups;
};

const readPlaced = async (file: File, source: SourceFile, wanted: readonly Wanted[], lines: (string | null)[]) => {
  for (const group of groupNear(wanted)) {
    const from = group[0]!.offset;
    const last = group.at(-1)!;
    const bytes = await readBytes(file, from, last.offset + last.length, source.name);
    for (const { offset, length, at } of group) {
      lines[at] = decode(bytes.subarray(offset - from, offset - from + length), source.encoding);
    }
  }
};

/** How far a compressed file has been streamed, so that rows asked for in file order are streamed once. */
interface OpenStream {
  readonly stream: DecodedStream;
  position: number;
}

/** A compressed file has no places: it is streamed up to the last record that is wanted, from where it was left or anew. */
const readStreamed = async (
  left: OpenStream | undefined,
  file: File,
  source: SourceFile,
  wanted: readonly Wanted[],
  lines: (string | null)[],
): Promise<OpenStream | undefined> => {
  let open = left;
  if (!open || wanted[0]!.offset < open.position) {
    await open?.stream.close();
    open = {
      stream: decodedStream(file, source.name, { compressed: true, encoding: 'utf-8', mark: 0 }),
      position: 0,
    };
  }
  try {
    for (const [i, { offset, length, at }] of wanted.entries()) {
      const before = wanted[i - 1];
      if (before?.offset === offset) {
        lines[at] = lines[before.at]!;
        continue;
      }
      while (open.position < offset) {
        const { bytes } = await open.stream.take(Math.min(offset - open.position, 1 << 20));
        if (bytes.length === 0) return open;
        open.position += bytes.length;
      }
      const { bytes } = await open.stream.take(length);
      open.position += bytes.length;
      lines[at] = decode(bytes, source.encoding);
    }
    return open;
  } catch (thrown) {
    await open.stream.close();
    throw thrown;
  }
};

export const createLineReader = (files: readonly File[], table: Table): LineReader => {
  const modified = files.map((file) => file.lastModified);
  const streams = new Map<number, OpenStream>();
  // Streams stand where the last reading left them: readings go one after the other.
  let last: Promise<unknown> = Promise.resolve();
  const readCompressed = async (i: number, wanted: readonly Wanted[], lines: (string | null)[]): Promise<void> => {
    const left = streams.get(i);
    streams.delete(i);
    const open = await readStreamed(left, files[i]!, table.sources[i]!, wanted, lines);
    if (open) streams.set(i, open);
  };
  return {
    async read(rows) {
      const lines = new Array<string | null>(rows.length).fill(null);
      for (const [i, source] of table.sources.entries()) {
        const file = files[i];
        if (!file) continue;
        const wanted: Wanted[] = [];
        rows.forEach((row, at) => {
          const offset = table.offsets[row] ?? -1;
          if (row >= source.firstRow && row < source.endRow && offset >= 0) {
            wanted.push({ offset, length: table.lengths[row]!, at });
          }
        });
        if (wanted.length === 0) continue;
        wanted.sort((a, b) => a.offset - b.offset);
        checkUnchanged(file, source, modified[i]!);
        if (!source.compressed) await readPlaced(file, source, wanted, lines);
        else {
          const mine = last.then(() => readCompressed(i, wanted, lines));
          last = mine.catch(() => undefined);
          await mine;
        }
      }
      return lines;
    },
  };
};
