import { describe, expect, it } from 'vitest';
import { blankPlacesOf, cellsByBlanks } from './blank-cells.ts';

const widths = [18, -4, 6, 18, 6, 5, 18, 6, 8, 10, 5];
/** As ra pads its fields: to the right, the flags to the left. */
const padded = (cells: readonly string[]): string =>
  cells.map((text, i) => (widths[i]! < 0 ? `  ${text}`.padEnd(10) : text.padStart(widths[i]!))).join(' ');

const HEADER = 'StartTime Flgs Proto SrcAddr Sport Dir DstAddr Dport TotPkts TotBytes State'.split(' ');
const ROWS = [
  ['22:47:17.024000', 'e', 'tcp', '192.168.1.10', '50000', '->', '198.51.100.1', '22', '10', '4200', 'FIN'],
  ['22:47:18.024000', 'e s', 'tcp', '192.168.1.10', '50001', '->', '198.51.100.1', '22', '8', '3200', 'RST'],
  ['22:47:19.024000', 'e', 'arp', '192.168.1.10', '', 'who', '198.51.100.1', '', '2', '120', 'CON'],
];

describe('cells between blanks', () => {
  it('stand in columns where some are empty', () => {
    // ra centres the name of its flags somewhere else than the flags.
    const header = padded(HEADER).replace('  Flgs    ', '     Flgs ');
    const lines = [header, ...ROWS.map(padded)];
    const places = blankPlacesOf(lines)!;
    expect(places).toHaveLength(11);
    expect(lines.map((line) => cellsByBlanks(line, places))).toEqual([HEADER, ...ROWS]);
  });

  it('are the words of a cell that reaches into the next column', () => {
    const places = blankPlacesOf([padded(HEADER), ...ROWS.map(padded)])!;
    const long = padded(ROWS[0]!.with(3, '2001:db8:0:1:0:0:0:a:b:c')).trim();
    expect(cellsByBlanks(long, places)).toEqual(ROWS[0]!.with(3, '2001:db8:0:1:0:0:0:a:b:c'));
  });

  it('are words where every line has as many', () => {
    expect(blankPlacesOf(['a b c d', '1 2  3 4', ' 5 6 7 8'])).toEqual([]);
    expect(cellsByBlanks(' 5 6   7 8 ', [])).toEqual(['5', '6', '7', '8']);
    expect(cellsByBlanks('  ', [])).toEqual(['']);
  });

  it('are not found in prose, or with fewer than four names', () => {
    expect(blankPlacesOf(['Dear all, this is a letter', 'of some lines', 'and more words than that, even'])).toBeNull();
    expect(blankPlacesOf(['a b c', '1 2 3'])).toBeNull();
    expect(blankPlacesOf(['a b c d'])).toBeNull();
  });
});
