/**
 * Kinds of IP address (IANA special-purpose address registries; RFC 1918, 3927, 4193, 4291, 5771, 6598). The address
 * itself is no feature: a detector would learn who was there, not what was done.
 */
export const ADDRESS_KINDS = [
  'private',
  'public',
  'multicast',
  'broadcast',
  'loopback',
  'link-local',
  'unspecified',
  'no IP address',
] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** The four bytes of a dotted address; null where the text is none. */
const ipv4Bytes = (text: string): readonly number[] | null => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
};

const ipv4Kind = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): AddressKind => {
  if (a === 255 && b === 255 && c === 255 && d === 255) return 'broadcast';
  if (a === 0) return 'unspecified';
  if (a === 127) return 'loopback';
  if (a === 169 && b === 254) return 'link-local';
  if (a >= 224 && a <= 239) return 'multicast';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private';
  // Shared between a provider and its customers: never seen on the internet.
  if (a === 100 && b >= 64 && b <= 127) return 'private';
  return 'public';
};

/** The eight groups of an IPv6 address, '::' filled and a dotted tail read; null where the text is none. */
const ipv6Groups = (text: string): readonly number[] | null => {
  let address = text;
  const colon = address.lastIndexOf(':');
  if (address.includes('.')) {
    const tail = ipv4Bytes(address.slice(colon + 1));
    if (!tail) return null;
    const [a = 0, b = 0, c = 0, d = 0] = tail;
    address = `${address.slice(0, colon + 1)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = address.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  const groups = [...head, ...new Array<string>(gap).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
};

const ipv6Kind = (groups: readonly number[]): AddressKind => {
  const first = groups[0]!;
  if (groups.slice(0, 5).every((group) => group === 0)) {
    const [high, low] = [groups[6]!, groups[7]!];
    // An IPv4 address written as IPv6.
    if (groups[5] === 0xffff) return ipv4Kind([high >> 8, high & 255, low >> 8, low & 255]);
    if (groups[5] === 0 && high === 0 && low === 0) return 'unspecified';
    if (groups[5] === 0 && high === 0 && low === 1) return 'loopback';
  }
  if ((first & 0xff00) === 0xff00) return 'multicast';
  if ((first & 0xffc0) === 0xfe80) return 'link-local';
  if ((first & 0xfe00) === 0xfc00) return 'private';
  return 'public';
};

/** A zone ('%eth0') and brackets are ignored. */
export const addressKind = (text: string): AddressKind => {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  const bytes = ipv4Bytes(bare);
  if (bytes) return ipv4Kind(bytes);
  const groups = bare.includes(':') ? ipv6Groups(bare) : null;
  return groups ? ipv6Kind(groups) : 'no IP address';
};
