/**
 * Bytes of a file for whoever goes through it from front to back: one stream over many reads, into memory that is used
 * again. To hand out pieces of 6 MB by themselves costs Chromium half as much again as streams over 16 MB: each begins with
 * a pipe and memory of its own. Where a stream cannot do it, pieces are read one by one.
 */
import { readBytes } from './byte-source.ts';

export interface ForwardBytes {
  /** Bytes [from, to) of the file; they hold until the next call. `ahead`: where those end that will be asked for soon. */
  read(from: number, to: number, ahead: number): Promise<Uint8Array>;
  close(): void;
}

/** Memory for a first read; later ones may want a little more. */
const roomFor = (bytes: number): number => Math.ceil(bytes * 1.1);

type ByteReader = ReadableStreamBYOBReader;
/** `min`: the promise waits for so many bytes. Where it is not known, it is kept with fewer. */
type ReadAtLeast = (view: Uint8Array, options: { readonly min: number }) => ReturnType<ByteReader['read']>;

/** Null where a file's stream does not fill memory that it is given. */
const openReader = (blob: Blob): ByteReader | null => {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
};

export const forwardBytes = (blob: Blob, name: string): ForwardBytes => {
  let memory = new ArrayBuffer(0);
  /** The file's bytes [begin, end) stand at the beginning of `memory`; the stream goes on at `end`, up to `last`. */
  let begin = 0;
  let end = 0;
  let last = 0;
  let reader: ByteReader | null = null;
  let isPossible = true;

  const close = (): void => {
    reader?.cancel().catch(() => undefined);
    reader = null;
  };

  /** Goes on with the stream to `to`; false where it ended or failed before. */
  const fill = async (to: number): Promise<boolean> => {
    while (end < to) {
      const view = new Uint8Array(memory, end - begin, to - end);
      const { done, value } = await (reader!.read as ReadAtLeast).call(reader, view, { min: view.length });
      if (value) memory = value.buffer as ArrayBuffer;
      if (done || !value) return false;
      end += value.byteLength;
    }
    return true;
  };

  const make = (bytes: number): void => {
    if (memory.byteLength >= bytes) return;
    const kept = new Uint8Array(memory, 0, end - begin);
    memory = new ArrayBuffer(roomFor(bytes));
    new Uint8Array(memory).set(kept);
  };

  const readAhead = async (from: number, to: number, ahead: number): Promise<Uint8Array | null> => {
    if (!reader || from < begin || from > end || to > last) {
      close();
      begin = from;
      end = from;
      last = Math.min(blob.size, Math.max(to, ahead));
      reader = openReader(blob.slice(from, last));
      isPossible = reader !== null;
      if (!isPossible) return null;
    } else if (from > begin) {
      new Uint8Array(memory).copyWithin(0, from - begin, end - begin);
      begin = from;
    }
    make(to - from);
    if (!(await fill(to))) return null;
    return new Uint8Array(memory, 0, to - from);
  };

  return {
    async read(from, to, ahead) {
      if (isPossible) {
        try {
          const bytes = await readAhead(from, to, ahead);
          if (bytes) return bytes;
        } catch {
          // Why, the read by itself says: a stream's errors have no names.
        }
        close();
        // A read that fails keeps the memory it was given.
        memory = new ArrayBuffer(0);
        begin = 0;
        end = 0;
      }
      return readBytes(blob, from, to, name);
    },
    close,
  };
};
