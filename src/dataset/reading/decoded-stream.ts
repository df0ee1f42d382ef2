/** A file that cannot be read at any place (gzip, UTF-16) as a stream of UTF-8 bytes. */
import { type Fault, FaultError } from '../../base/fault.ts';
import type { TextEncodingName } from '../table.ts';
import { fileFault } from './byte-source.ts';
import { gunzip } from './gzip-members.ts';

export interface StreamShape {
  readonly compressed: boolean;
  readonly encoding: TextEncodingName;
  /** Length of the byte order mark, which is left out. */
  readonly mark: number;
}

export interface DecodedStream {
  /** The next `bytes` bytes; fewer where the file ends, and then `whole` is true. */
  take(bytes: number): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }>;
  /** Bytes of the file on disk that went in so far. */
  consumed(): number;
  close(): Promise<void>;
}

const badCompression = (name: string, thrown: unknown): Fault => ({
  code: 'bad-compression',
  message: `${name} cannot be decompressed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  advice: 'The file is cut off or damaged: copy it again, or unpack it with gzip and open what comes out.',
  file: name,
});

export const decodedStream = (blob: Blob, name: string, shape: StreamShape): DecodedStream => {
  let consumed = 0;
  let reading: unknown;
  const raw = blob.stream().getReader();
  const counted = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await raw.read();
        if (done) controller.close();
        else {
          consumed += value.length;
          controller.enqueue(value as Uint8Array<ArrayBuffer>);
        }
      } catch (thrown) {
        reading = thrown;
        controller.error(thrown);
      }
    },
    cancel: (reason) => raw.cancel(reason),
  });
  const reader = (shape.compressed ? gunzip(counted) : counted).getReader() as ReadableStreamDefaultReader<Uint8Array>;

  const wide = shape.encoding === 'utf-16le' || shape.encoding === 'utf-16be';
  const decoder = wide ? new TextDecoder(shape.encoding, { ignoreBOM: true }) : null;
  const encoder = new TextEncoder();
  let toSkip = shape.mark;
  let waiting: Uint8Array[] = [];
  let held = 0;
  let ended = false;

  const receive = (chunk: Uint8Array): void => {
    if (chunk.length === 0) return;
    waiting.push(chunk);
    held += chunk.length;
  };
  const pull = async (): Promise<void> => {
    let part: ReadableStreamReadResult<Uint8Array>;
    try {
      part = await reader.read();
    } catch (thrown) {
      throw new FaultError(reading === undefined ? badCompression(name, thrown) : fileFault(name, reading));
    }
    if (part.done) {
      ended = true;
      if (decoder) receive(encoder.encode(decoder.decode()));
      return;
    }
    let chunk = part.value;
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    chunk = chunk.subarray(skipped);
    receive(decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk);
  };

  return {
    async take(bytes) {
      while (held < bytes && !ended) await pull();
      const size = Math.min(held, bytes);
      const taken = new Uint8Array(size);
      let at = 0;
      while (at < size) {
        const first = waiting[0]!;
        const part = first.subarray(0, Math.min(first.length, size - at));
        taken.set(part, at);
        at += part.length;
        if (part.length === first.length) waiting.shift();
        else waiting[0] = first.subarray(part.length);
      }
      held -= size;
      return { bytes: taken, whole: ended && held === 0 };
    },
    consumed: () => consumed,
    async close() {
      waiting = [];
      await reader.cancel().catch(() => undefined);
    },
  };
};
