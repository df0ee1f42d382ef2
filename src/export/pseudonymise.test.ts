import { describe, expect, it } from 'vitest';
import { addressOf, withoutAddresses } from './addresses.ts';
import { createPseudonymiser } from './pseudonymise.ts';

describe('addressOf', () => {
  it.each([
    ['192.168.0.1', 'ip4', '192.168.0.1'],
    ['255.255.255.255', 'ip4', '255.255.255.255'],
    ['::1', 'ip6', '0:0:0:0:0:0:0:1'],
    ['::', 'ip6', '0:0:0:0:0:0:0:0'],
    ['2001:DB8::0:5', 'ip6', '2001:db8:0:0:0:0:0:5'],
    ['2001:db8:0:0:0:0:0:5', 'ip6', '2001:db8:0:0:0:0:0:5'],
    ['fe80::1%eth0', 'ip6', 'fe80:0:0:0:0:0:0:1'],
    ['::ffff:10.0.0.1', 'ip4', '10.0.0.1'],
    ['64:ff9b::192.0.2.33', 'ip6', '64:ff9b:0:0:0:0:c000:221'],
    ['AA:bb:cc:dd:ee:0f', 'mac', 'aabbccddee0f'],
    ['aa-bb-cc-dd-ee-0f', 'mac', 'aabbccddee0f'],
    ['aabb.ccdd.ee0f', 'mac', 'aabbccddee0f'],
  ])('%s', (text, kind, spelling) => {
    expect(addressOf(text)).toEqual({ kind, spelling });
  });
  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '12:34:56',
    '1:2:3:4:5:6:7:8:9',
    ':::',
    '1::2::3',
    'gggg::1',
    'host.example',
    '2017-07-05 08:00:00',
  ])('%j is none', (text) => {
    expect(addressOf(text)).toBeNull();
  });
});

describe('pseudonyms', () => {
  const { addressesIn, nameCell } = createPseudonymiser(new Uint8Array(32).fill(7));
  it('are the same for the same address, however spelt, and differ otherwise', () => {
    expect(addressesIn('2001:db8::5')).toBe(addressesIn('2001:0DB8:0:0:0:0:0:5'));
    expect(addressesIn('::ffff:10.0.0.1')).toBe(addressesIn('10.0.0.1'));
    expect(addressesIn('AA:BB:CC:DD:EE:FF')).toBe(addressesIn('aa-bb-cc-dd-ee-ff'));
    expect(addressesIn('10.0.0.1')).not.toBe(addressesIn('10.0.0.2'));
    expect(nameCell('10.0.0.1')).toBe(addressesIn('10.0.0.1'));
    expect(nameCell('Server.Example.')).toBe(nameCell('server.example'));
  });
  it('differ between exports', () => {
    expect(createPseudonymiser().addressesIn('10.0.0.1')).not.toBe(createPseudonymiser().addressesIn('10.0.0.1'));
  });
  it('are found inside other text; times and numbers stay', () => {
    expect(addressesIn('192.168.10.5-104.16.207.165-54865-443-6')).toMatch(/^ip4-\w{12}-ip4-\w{12}-54865-443-6$/);
    expect(addressesIn('GET http://10.0.0.1:8080/x')).toMatch(/^GET http:\/\/ip4-\w{12}:8080\/x$/);
    expect(addressesIn('src:10.0.0.1')).toMatch(/^src:ip4-\w{12}$/);
    expect(addressesIn('12:30:10.0.0.1')).toMatch(/^12:30:ip4-\w{12}$/);
    expect(addressesIn('[2001:db8::1]:443')).toMatch(/^\[ip6-\w{12}\]:443$/);
    for (const text of ['2017-07-05 08:00:01', '1.5', '12:34:56.789', 'v1.2.3', '-', ''])
      expect(addressesIn(text)).toBe(text);
  });
  it('of name columns: each word, numbers and blanks stay', () => {
    expect(nameCell('a.example, 10.0.0.1')).toMatch(/^host-\w{12}, ip4-\w{12}$/);
    expect(nameCell('3232235777')).toMatch(/^host-/);
    for (const text of ['-', '', '443', '(empty)']) expect(nameCell(text)).toBe(text);
  });
  it('or are blotted out', () => {
    expect(withoutAddresses('scan from 10.0.0.1')).toBe('scan from (address)');
  });
});
