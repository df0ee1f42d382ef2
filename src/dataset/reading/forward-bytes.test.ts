import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FaultError } from '../../base/fault.ts';
import { forwardBytes } from './forward-bytes.ts';

const bytesOf = (size: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255);

interface Step {
  readonly back: number;
  readonly size: number;
  readonly ahead: number;
  readonly jump: boolean;
}

/** Steps of someone who goes on, looks back a little at times, and at times jumps. */
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ back: fc.nat(20), size: fc.integer({ min: 1, max: 300 }), ahead: fc.nat(600), jump: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

const follow = async (blob: Blob, bytes: Uint8Array, way: readonly Step[]): Promise<void> => {
  const source = forwardBytes(blob, 'f.csv');
  let at = 0;
  for (const { back, size, ahead, jump } of way) {
    const from = jump ? (at * 7) % bytes.length : Math.max(0, at - back);
    const to = Math.min(bytes.length, from + size);
    expect([...(await source.read(from, to, to + ahead))]).toEqual([...bytes.subarray(from, to)]);
    at = to;
  }
  source.close();
};

/** How often pieces were read by themselves instead of from a stream. */
const piecesOf = (): { readonly count: number } => {
  const spy = vi.spyOn(Blob.prototype, 'arrayBuffer');
  return {
    get count() {
      return spy.mock.calls.length;
    },
  };
};

/** A file whose streams give what `make` makes of the bytes that are asked for. */
const withStreams = (bytes: Uint8Array<ArrayBuffer>, make: (part: Uint8Array) => ReadableStream): Blob => {
  const file = new Blob([bytes]);
  const { slice } = file;
  file.slice = (from, to) => {
    const part = slice.call(file, from, to);
    part.stream = () => make(bytes.subarray(from, to)) as ReturnType<Blob['stream']>;
    return part;
  };
  return file;
};

/** Fills what it is given by a few bytes at a time, and takes no notice of how many are wanted. */
const dripping = (part: Uint8Array): ReadableStream => {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const request = (controller as ReadableByteStreamController).byobRequest!;
      const view = request.view as Uint8Array;
      const count = Math.min(view.byteLength, 7, part.length - at);
      view.set(part.subarray(at, at + count));
      at += count;
      request.respond(count);
      if (at === part.length) controller.close();
    },
  });
};

describe('forwardBytes', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('gives the bytes of the file, wherever one goes', async () => {
    const bytes = bytesOf(2000);
    await fc.assert(
      fc.asyncProperty(steps, (way) => follow(new Blob([bytes]), bytes, way)),
      { numRuns: 300 },
    );
  });

  it('reads one stream as long as one goes on', async () => {
    const bytes = bytesOf(2000);
    const pieces = piecesOf();
    const slices = vi.spyOn(Blob.prototype, 'slice');
    const source = forwardBytes(new Blob([bytes]), 'f.csv');
    for (let at = 0; at < 2000; at += 100) await source.read(Math.max(0, at - 1), Math.min(2000, at + 120), 2000);
    expect(slices).toHaveBeenCalledTimes(1);
    expect(pieces.count).toBe(0);
  });

  it('waits for all bytes where a stream gives few at a time', async () => {
    const bytes = bytesOf(500);
    const pieces = piecesOf();
    const way = [0, 1, 2, 3].map(() => ({ back: 1, size: 120, ahead: 400, jump: false }));
    await follow(withStreams(bytes, dripping), bytes, way);
    expect(pieces.count).toBe(0);
  });

  it.each([
    [
      'fills no memory that it is given',
      () => new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(9)) }),
    ],
    [
      'fails',
      () =>
        new ReadableStream({
          type: 'bytes',
          pull: (controller) => controller.error(new TypeError('network error')),
        }),
    ],
    [
      'ends too early',
      () =>
        new ReadableStream({
          type: 'bytes',
          pull(controller) {
            controller.close();
            (controller as ReadableByteStreamController).byobRequest?.respond(0);
          },
        }),
    ],
  ])('reads pieces where a stream %s', async (_what, make) => {
    const bytes = bytesOf(500);
    const pieces = piecesOf();
    const way = [0, 1, 2].map(() => ({ back: 1, size: 100, ahead: 100, jump: false }));
    await follow(withStreams(bytes, make), bytes, way);
    expect(pieces.count).toBe(3);
  });

  it('says that a file has changed in the words of a piece that is read', async () => {
    const file = withStreams(
      bytesOf(50),
      () => new ReadableStream({ type: 'bytes', pull: (c) => c.error(new Error()) }),
    );
    const { slice } = file;
    file.slice = (from, to) => {
      const part = slice.call(file, from, to);
      part.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      return part;
    };
    const thrown = await forwardBytes(file, 'f.csv')
      .read(0, 10, 50)
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(FaultError);
    expect((thrown as FaultError).fault).toMatchObject({ code: 'file-changed', file: 'f.csv' });
  });
});
