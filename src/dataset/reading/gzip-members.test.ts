import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gunzip } from './gzip-members.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const inChunks = (bytes: Uint8Array, size: number): ReadableStream<Bytes> => {
  let at = 0;
  return new ReadableStream<Bytes>({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(Uint8Array.from(bytes.subarray(at, at + size)));
      at += size;
    },
  });
};

/** As browsers do it: one member, and nothing after it. Node's own takes them all. */
const strict = (): TransformStream<Bytes, Uint8Array> => {
  const parts: Uint8Array[] = [];
  return new TransformStream({
    transform(chunk) {
      parts.push(chunk);
    },
    flush(controller) {
      const bytes = Buffer.concat(parts);
      const text = gunzipSync(bytes);
      if (bytes.readUInt32LE(bytes.length - 4) !== text.length) throw new Error('junk after the end');
      controller.enqueue(text);
    },
  });
};

const textOf = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
};

describe('gzip members', () => {
  it('are inflated one after the other, however the bytes come in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 60 }),
        async (texts, size) => {
          const file = Buffer.concat(texts.map((text) => gzipSync(text)));
          expect(await textOf(gunzip(inChunks(file, size), strict))).toBe(texts.join(''));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are needed: one stream alone takes the first member', async () => {
    const file = Buffer.concat([gzipSync('1,2\n'), gzipSync('3,4\n')]);
    await expect(textOf(inChunks(file, 7).pipeThrough(strict()))).rejects.toThrow('junk');
  });

  it('fail where the file is cut off, and end a reading that is given up', async () => {
    const file = Buffer.concat([gzipSync('1,2\n'), gzipSync('3,4\n'.repeat(50))]);
    await expect(textOf(gunzip(inChunks(file.subarray(0, file.length - 9), 11)))).rejects.toThrow();
    const reader = gunzip(inChunks(file, 5)).getReader();
    await reader.read();
    await reader.cancel();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });
});
