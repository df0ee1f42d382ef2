/** Finding network addresses in text, and one spelling for each. */

const IPV4 = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}`;
const MAC = String.raw`[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}`;
// Only a candidate: times and the like match too, and `ipv6Groups` decides.
const IPV6 = `(?:[0-9A-Fa-f]{0,4}:){2,7}(?:${IPV4}|[0-9A-Fa-f]{0,4})`;

export type Address = { readonly kind: 'ip4' | 'ip6' | 'mac'; readonly spelling: string };

/** The eight groups of an IPv6 address (RFC 4291), or null where the text is none. */
const ipv6Groups = (text: string): readonly number[] | null => {
  const dotted = text.match(new RegExp(`^(.*:)(${IPV4})$`));
  let plain = text;
  if (dotted !== null) {
    const [a, b, c, d] = dotted[2]!.split('.').map(Number) as [number, number, number, number];
    plain = `${dotted[1]!}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const groupsOf = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const head = groupsOf(halves[0]!);
  const tail = halves.length === 2 ? groupsOf(halves[1]!) : [];
  const given = head.length + tail.length;
  if (halves.length === 2 ? given > 7 : given !== 8) return null;
  const groups = [...head, ...new Array<string>(8 - given).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
};

const WHOLE_IPV4 = new RegExp(`^(?:${IPV4})$`);
const WHOLE_MAC = new RegExp(`^(?:${MAC})$`);

/** The address that a text is as a whole, in one spelling; null where it is none. */
export const addressOf = (text: string): Address | null => {
  if (WHOLE_IPV4.test(text)) return { kind: 'ip4', spelling: text.split('.').map(Number).join('.') };
  if (WHOLE_MAC.test(text)) return { kind: 'mac', spelling: text.toLowerCase().replace(/[^0-9a-f]/g, '') };
  if (!text.includes(':')) return null;
  const groups = ipv6Groups(text.replace(/%.*$/, ''));
  if (groups === null) return null;
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const [high, low] = [groups[6]!, groups[7]!];
    return { kind: 'ip4', spelling: [high >> 8, high & 255, low >> 8, low & 255].join('.') };
  }
  return { kind: 'ip6', spelling: groups.map((group) => group.toString(16)).join(':') };
};

const IPV4_IN_TEXT = `(?<![\\w.])(?:${IPV4})(?!\\w|\\.\\d)`;
const ANY = new RegExp(`(?<![\\w.:])(?:${MAC}|${IPV6})(?![\\w:])|${IPV4_IN_TEXT}`, 'g');
const ANY_IPV4 = new RegExp(IPV4_IN_TEXT, 'g');

const twice = (text: string, character: string): boolean => {
  const first = text.indexOf(character);
  return first >= 0 && text.indexOf(character, first + 1) >= 0;
};

/** The text with every address in it replaced. */
export const replaceAddresses = (text: string, replace: (address: Address) => string): string => {
  // Every form of address has one of these twice; most cells have none, and a million rows have many cells.
  if (!twice(text, '.') && !twice(text, ':') && !twice(text, '-')) return text;
  const replaced = (found: string): string | null => {
    const address = addressOf(found);
    return address === null ? null : replace(address);
  };
  // Where colons alone made it look like IPv6 ("12:30:10.0.0.1"), an IPv4 address may still stand in it.
  return text.replace(ANY, (found) => replaced(found) ?? found.replace(ANY_IPV4, (inner) => replaced(inner) ?? inner));
};

/** The text with every address blotted out: for words that must not carry one. */
export const withoutAddresses = (text: string): string => replaceAddresses(text, () => '(address)');
