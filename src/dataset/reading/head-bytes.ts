/** The first bytes of a file as UTF-8, whatever encoding and compression it has; or a fault that says what it is. */
import { FaultError } from '../../base/fault.ts';
import type { TextEncodingName } from '../table.ts';
import { readBytes } from './byte-source.ts';
import { decodedStream } from './decoded-stream.ts';
import { refuseBinaryKinds } from './signatures.ts';

export interface HeadBytes {
  /** Decompressed and, for UTF-16, transcoded to UTF-8; begins after a byte order mark. */
  readonly bytes: Uint8Array;
  /** True where the file ends with these bytes. */
  readonly whole: boolean;
  readonly compressed: boolean;
  readonly encoding: TextEncodingName;
  /** Bytes of the mark that were skipped. */
  readonly mark: number;
}

export const HEAD_BYTES = 1 << 20;

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

/** Encoding from a byte order mark, or from where the NULs stand; and the length of the mark. */
const encodingOf = (bytes: Uint8Array): { readonly encoding: TextEncodingName; readonly mark: number } => {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', mark: 3 };
  if (startsWith(bytes, [0xff, 0xfe])) return { encoding: 'utf-16le', mark: 2 };
  if (startsWith(bytes, [0xfe, 0xff])) return { encoding: 'utf-16be', mark: 2 };
  const seen = Math.min(bytes.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < seen; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (seen >= 8 && odd > seen * 0.4 && even < seen * 0.02) return { encoding: 'utf-16le', mark: 0 };
  if (seen >= 8 && even > seen * 0.4 && odd < seen * 0.02) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
};

/** More control characters than this share of the head are no text. */
const MOST_CONTROLS = 0.02;

const checkText = (bytes: Uint8Array, name: string): void => {
  const seen = Math.min(bytes.length, 1 << 16);
  let controls = 0;
  for (let i = 0; i < seen; i++) {
    const byte = bytes[i]!;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) controls++;
  }
  if (controls > seen * MOST_CONTROLS) {
    throw new FaultError({
      code: 'not-text',
      message: `${name} is not a text file: ${controls} of its first ${seen} bytes are control characters.`,
      advice: 'Open a file of flows as CSV, TSV or JSON lines.',
      file: name,
    });
  }
};

export const readHead = async (blob: Blob, name: string): Promise<HeadBytes> => {
  const size = blob.size;
  const empty = (): never => {
    throw new FaultError({
      code: 'empty-file',
      message: `${name} is empty.`,
      advice: 'Export the capture again, or open another file.',
      file: name,
    });
  };
  if (size === 0) empty();
  const raw = await readBytes(blob, 0, Math.min(size, HEAD_BYTES), name);
  const compressed = startsWith(raw, [0x1f, 0x8b]);
  if (!compressed) refuseBinaryKinds(raw, name);
  let bytes = raw;
  let whole = raw.length === size;
  if (compressed) {
    const stream = decodedStream(blob, name, { compressed, encoding: 'utf-8', mark: 0 });
    ({ bytes, whole } = await stream.take(HEAD_BYTES));
    await stream.close();
    if (bytes.length === 0) empty();
    refuseBinaryKinds(bytes, name, true);
  }
  const { encoding, mark } = encodingOf(bytes);
  if (encoding === 'utf-8') bytes = bytes.subarray(mark);
  else {
    const stream = decodedStream(blob, name, { compressed, encoding, mark });
    ({ bytes, whole } = await stream.take(HEAD_BYTES));
    await stream.close();
  }
  if (bytes.every((byte) => byte === 10 || byte === 13 || byte === 32 || byte === 9)) empty();
  checkText(bytes, name);
  return { bytes, whole, compressed, encoding, mark };
};
