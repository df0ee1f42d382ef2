import { describe, expect, it } from 'vitest';
import { cellText, float32Text } from './cell-text.ts';
import { selectRows } from './select-rows.ts';
import type { Table } from './table.ts';

const table: Table = {
  name: 'four.csv',
  format: 'generic',
  rows: 4,
  columns: [
    { kind: 'number', name: 'bytes', values: new Float32Array([10, Number.NaN, 0.1, 200]), missing: 1, infinite: 0 },
    {
      kind: 'text',
      name: 'proto',
      codes: new Int32Array([0, 1, -1, 0]),
      dictionary: ['tcp', 'UDP'],
      missing: 1,
      overflowed: false,
    },
    {
      kind: 'time',
      name: 'ts',
      values: new Float64Array([1000, 2000, Number.NaN, 0]),
      missing: 1,
      timeOfDayOnly: false,
    },
  ],
  sources: [],
  offsets: new Float64Array(4),
  lengths: new Uint32Array(4),
  fingerprint: '',
  receipt: [],
};
const all = new Uint32Array([0, 1, 2, 3]);
const rows = (query: Partial<Parameters<typeof selectRows>[1]>): number[] =>
  Array.from(selectRows(table, { among: all, filters: [], sort: null, ...query }));

describe('selectRows', () => {
  it('filters by part of a text whatever its case, by a whole value, by a range', () => {
    expect(rows({ filters: [{ kind: 'contains', column: 'proto', text: 'ud' }] })).toEqual([1]);
    expect(rows({ filters: [{ kind: 'equals', column: 'proto', value: 'udp' }] })).toEqual([]);
    expect(rows({ filters: [{ kind: 'equals', column: 'proto', value: '' }] })).toEqual([2]);
    expect(rows({ filters: [{ kind: 'range', column: 'bytes', low: 0, high: 10 }] })).toEqual([0, 2]);
    expect(rows({ filters: [{ kind: 'contains', column: 'bytes', text: '0.1' }] })).toEqual([2]);
  });

  it('sorts both ways with missing cells last and keeps the order of equals', () => {
    expect(rows({ sort: { column: 'bytes', descending: false } })).toEqual([2, 0, 3, 1]);
    expect(rows({ sort: { column: 'bytes', descending: true } })).toEqual([3, 0, 2, 1]);
    expect(rows({ sort: { column: 'proto', descending: false } })).toEqual([0, 3, 1, 2]);
    expect(rows({ among: new Uint32Array([3, 0]), sort: { column: 'proto', descending: true } })).toEqual([3, 0]);
  });

  it('gives nothing for nothing, and names a column that is not there', () => {
    expect(rows({ among: new Uint32Array() })).toEqual([]);
    expect(() => rows({ sort: { column: '__proto__', descending: false } })).toThrow(/no column '__proto__'/);
  });
});

describe('cellText', () => {
  it('shows a float32 as it was written', () => {
    for (const text of ['0.1', '3.4028235e+38', '1e-7', '-0.333333', '123456.7', '5665649']) {
      expect(float32Text(Math.fround(Number(text)))).toBe(String(Number(text)));
    }
  });
  it('shows times in UTC and missing cells as nothing', () => {
    expect(cellText(table.columns[2]!, 0)).toBe('1970-01-01 00:00:01.000');
    expect(cellText(table.columns[2]!, 2)).toBe('');
    expect(cellText(table.columns[0]!, 1)).toBe('');
  });
});
