/**
 * A gzip file may hold several members one after the other (RFC 1952, section 2.2): `cat a.gz b.gz`, bgzip, logs that are
 * appended to. Browsers' DecompressionStream takes one member and calls the next one junk (Compression Streams, section 6),
 * so each gets a stream of its own.
 *
 * Where a member ends is known only to who inflates it; the next one's header is looked for instead. Its fixed bytes and
 * the few values that the others can have come together by chance once in 10^11 bytes, and then the file is called damaged.
 */
type Bytes = Uint8Array<ArrayBuffer>;

const HEADER = 10;
/** Header, an empty deflate block, CRC and size. */
const SMALLEST_MEMBER = 20;

const isHeader = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 1] === 0x8b &&
  bytes[at + 2] === 8 &&
  // Reserved flags are zero; compression level: none said, best, fastest; operating system: 0 to 13, or unknown.
  (bytes[at + 3]! & 0xe0) === 0 &&
  (bytes[at + 8] === 0 || bytes[at + 8] === 2 || bytes[at + 8] === 4) &&
  (bytes[at + 9]! <= 13 || bytes[at + 9] === 255);

/** Index of the first header at or after `from`; −1 where there is no whole one. */
const headerIn = (bytes: Uint8Array, from: number): number => {
  let at = bytes.indexOf(0x1f, from);
  while (at >= 0 && at + HEADER <= bytes.length) {
    if (isHeader(bytes, at)) return at;
    at = bytes.indexOf(0x1f, at + 1);
  }
  return -1;
};

export const gunzip = (
  source: ReadableStream<Bytes>,
  inflater: () => TransformStream<Bytes, Uint8Array> = () =>
    new DecompressionStream('gzip') as unknown as TransformStream<Bytes, Uint8Array>,
): ReadableStream<Uint8Array> => {
  const reader = source.getReader();
  let rest: Bytes = new Uint8Array(0);
  let ended = false;

  const refill = async (): Promise<void> => {
    const { done, value } = await reader.read();
    if (done) {
      ended = true;
      return;
    }
    if (rest.length === 0) rest = value;
    else {
      const joined = new Uint8Array(rest.length + value.length);
      joined.set(rest);
      joined.set(value, rest.length);
      rest = joined;
    }
  };

  /** The compressed bytes of the member that `rest` begins with. */
  const member = (): ReadableStream<Bytes> => {
    let searchFrom = SMALLEST_MEMBER;
    return new ReadableStream<Bytes>({
      async pull(controller) {
        while (rest.length < searchFrom + HEADER && !ended) await refill();
        const next = headerIn(rest, searchFrom);
        // A header may stand across the edge of what was read.
        const size = next >= 0 ? next : ended ? rest.length : rest.length - HEADER + 1;
        if (size > 0) controller.enqueue(rest.subarray(0, size));
        rest = rest.subarray(size);
        searchFrom = 0;
        if (next >= 0 || ended) controller.close();
      },
    });
  };

  let inflated: ReadableStreamDefaultReader<Uint8Array> | null = null;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        inflated ??= member().pipeThrough(inflater()).getReader();
        const { done, value } = await inflated.read();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        inflated = null;
        if (rest.length === 0 && !ended) await refill();
        if (rest.length === 0 && ended) {
          controller.close();
          return;
        }
      }
    },
    async cancel(reason) {
      await inflated?.cancel(reason).catch(() => undefined);
      await reader.cancel(reason);
    },
  });
};
