import { describe, expect, it } from 'vitest';
import type { ColumnMeaning } from '../dataset/roles.ts';
import { makeTable, numberColumn, textColumn, timeColumn } from './fixtures/make-table.ts';
import { windowColumns } from './window-columns.ts';

describe('window columns', () => {
  const columns = [
    timeColumn('ts', [0, 1000, 2000]),
    textColumn('src', ['a', 'a', 'b']),
    textColumn('dst', ['x', 'y', 'x']),
    numberColumn('dport', [80, 443, 80]),
    textColumn('service', [null, 'ssl', 'http']),
    textColumn('state', ['SF', 'S0', 'odd']),
    numberColumn('up', [10, 20, null]),
    numberColumn('down', [1, 2, 3]),
  ];
  const meanings = new Map<ColumnMeaning, string>([
    ['time', 'ts'],
    ['source-address', 'src'],
    ['destination-address', 'dst'],
    ['destination-port', 'dport'],
    ['service', 'service'],
    ['state', 'state'],
    ['source-bytes', 'up'],
    ['destination-bytes', 'down'],
  ]);
  const pace = () => undefined;
  it('read the table by meaning', async () => {
    const derived = await windowColumns(makeTable(columns), meanings, pace);
    expect(derived).toHaveLength(24);
    const cells = (name: string): number[] => {
      const column = derived.find((candidate) => candidate.name === name);
      return column?.kind === 'number' ? Array.from(column.values) : [];
    };
    expect(cells('source: flows in the last 60 s')).toEqual([1, 2, 1]);
    expect(cells('source: peers in the last 100 flows')).toEqual([1, 2, 1]);
    expect(cells('destination: peers in the last 60 s')).toEqual([1, 1, 2]);
    expect(cells('source: failed share in the last 60 s')).toEqual([0, 0.5, Number.NaN]);
    expect(cells('source: mean bytes in the last 60 s')).toEqual([11, 16.5, Number.NaN]);
    // Without a name the port stands in, and 80 is not 'http' then.
    expect(cells('destination: same-service share in the last 60 s')).toEqual([1, 1, 0.5]);
  });
  it('leave out what the table does not say', async () => {
    const few = new Map(
      [...meanings].filter(([meaning]) => !['state', 'service', 'destination-port'].includes(meaning)),
    );
    const derived = await windowColumns(makeTable(columns), few, pace);
    expect(
      derived.map(({ name }) => name).filter((name) => name.startsWith('source') && name.endsWith('60 s')),
    ).toEqual([
      'source: flows in the last 60 s',
      'source: peers in the last 60 s',
      'source: mean bytes in the last 60 s',
    ]);
    for (const needed of ['time', 'source-address', 'destination-address'] as const) {
      const without = new Map([...meanings].filter(([meaning]) => meaning !== needed));
      expect(await windowColumns(makeTable(columns), without, pace), needed).toEqual([]);
    }
  });
  it('take the hosts that a full dictionary had no room for as unknown, not as one busy host', async () => {
    const [time, , ...others] = columns;
    const full = { ...textColumn('src', ['a', '(other values)', '(other values)']), overflowed: true };
    const derived = await windowColumns(makeTable([time!, full, ...others]), meanings, pace);
    const flows = derived.find(({ name }) => name === 'source: flows in the last 60 s');
    expect(flows).toMatchObject({ missing: 2 });
    expect(flows?.kind === 'number' && Array.from(flows.values)).toEqual([1, Number.NaN, Number.NaN]);
  });
});
