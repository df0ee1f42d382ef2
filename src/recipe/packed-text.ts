/**
 * Plain data as a short text for an address: JSON, deflated, base64url, behind a version digit. What comes back is
 * anyone's input: its length is capped, the bytes that inflating gives are counted, and nothing but a FaultError is thrown.
 * fflate, because its stream hands out pieces as it inflates, so that a bomb is stopped before it is unpacked.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { FaultError } from '../base/fault.ts';

const VERSION = '1';
/** Compressed bytes given to inflate at a time: 64 bytes never become more than about 64 kB (deflate's limit is 1032 to 1). */
const PIECE = 64;

export const badLink = (message: string, value?: string): FaultError =>
  new FaultError({
    code: 'bad-link',
    message,
    advice: 'Ask for the link again; everything else of the page works without it.',
    ...(value === undefined ? {} : { value: value.length > 80 ? `${value.slice(0, 79)}…` : value }),
  });

const toBase64Url = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

const fromBase64Url = (text: string): Uint8Array => {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw badLink('The link holds characters that no link of this page has.');
  let binary: string;
  try {
    binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    throw badLink('The link was cut off or changed on its way.');
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

export const pack = (value: unknown): string =>
  VERSION + toBase64Url(deflateSync(strToU8(JSON.stringify(value)), { level: 9 }));

const inflate = (packed: Uint8Array, mostBytes: number): Uint8Array => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const stream = new Inflate((piece) => {
    bytes += piece.length;
    if (bytes > mostBytes) throw badLink(`The link unpacks to more than ${mostBytes} bytes.`);
    pieces.push(piece.slice());
  });
  for (let at = 0; at < packed.length; at += PIECE) {
    stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

export interface UnpackLimits {
  /** Characters of the packed text. */
  readonly characters: number;
  /** Bytes of the JSON. */
  readonly bytes: number;
}

/** Throws a FaultError 'bad-link' for whatever is no packed data, and nothing else. */
export const unpack = (text: string, limits: UnpackLimits): unknown => {
  if (text.length > limits.characters)
    throw badLink(`The link is longer than the ${limits.characters} characters a link of this page has.`);
  if (text === '') throw badLink('The link is empty.');
  if (text[0] !== VERSION) {
    throw badLink('The link was made by another version of this page, or changed on its way.', text.slice(0, 1));
  }
  const packed = fromBase64Url(text.slice(1));
  try {
    return JSON.parse(strFromU8(inflate(packed, limits.bytes)));
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw badLink('The link was cut off or changed on its way.');
  }
};
