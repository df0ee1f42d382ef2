/**
 * Addresses and host names as keyed hashes: HMAC-SHA-256 (RFC 2104) cut to 48 bits, the same one for the same address
 * within an export. The key is random per export and never kept, so nobody can try all addresses against it later.
 * @noble/hashes, because it hashes synchronously (a million cells) and also where the page has no secure context.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { addressOf, replaceAddresses } from './addresses.ts';

export interface Pseudonymiser {
  /** Replaces every IPv4, IPv6 and MAC address in any text. */
  readonly addressesIn: (text: string) => string;
  /** A cell of a column that holds addresses or host names: each word of it is replaced, blanks and numbers that may be
   * ports stay (a longer number may be an address written as one). */
  readonly nameCell: (cell: string) => string;
}

const MOST_KEPT = 200_000;

export const createPseudonymiser = (key: Uint8Array = crypto.getRandomValues(new Uint8Array(32))): Pseudonymiser => {
  const known = new Map<string, string>();
  const nameOf = (kind: string, spelling: string): string => {
    const text = `${kind}:${spelling}`;
    const before = known.get(text);
    if (before !== undefined) return before;
    const name = `${kind}-${bytesToHex(hmac(sha256, key, utf8ToBytes(text))).slice(0, 12)}`;
    if (known.size >= MOST_KEPT) known.clear();
    known.set(text, name);
    return name;
  };
  const word = (text: string): string => {
    const address = addressOf(text);
    return address === null
      ? nameOf('host', text.toLowerCase().replace(/\.$/, ''))
      : nameOf(address.kind, address.spelling);
  };
  return {
    addressesIn: (text) => replaceAddresses(text, ({ kind, spelling }) => nameOf(kind, spelling)),
    nameCell: (cell) => cell.replace(/[^\s,;|]+/g, (text) => (/^(?:-|\d{1,5}|\(.*\))$/.test(text) ? text : word(text))),
  };
};
