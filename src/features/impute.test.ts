import { describe, expect, it } from 'vitest';
import { FaultError } from '../base/fault.ts';
import { allRows, makeTable, numberColumn, textColumn } from './fixtures/make-table.ts';
import { fillReceipt, keepRows, sortedFinite } from './impute.ts';
import type { FeatureSettings } from './settings.ts';
import { type ColumnUse, tableSources } from './source-columns.ts';

const table = makeTable([
  numberColumn('duration', [1, null, 3, 4]),
  numberColumn('rate', [1, 2, Number.POSITIVE_INFINITY, 4]),
  textColumn('service', ['http', 'dns', 'dns', null]),
  textColumn('label', ['normal', 'attack', null, null]),
]);
const feature: ColumnUse = { role: 'feature' };
const uses = new Map<string, ColumnUse>([
  ['duration', feature],
  ['rate', feature],
  ['service', feature],
  ['label', { role: 'label' }],
]);
const numeric: FeatureSettings = {
  categories: 'leave-out',
  categoryLimit: 20,
  logTransform: 'never',
  dropConstant: false,
  network: false,
  windows: false,
};
const both: FeatureSettings = { ...numeric, categories: 'one-hot' };

const codeOf = (task: () => unknown): string => {
  try {
    task();
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
  return 'none';
};

describe('keepRows', () => {
  it('drops rows with a missing or infinite cell in a feature, and no others', () => {
    const kept = keepRows(table, uses, numeric, 'drop');
    expect(Array.from(kept.rows)).toEqual([0, 3]);
    expect(kept.receipt).toEqual([expect.objectContaining({ what: 'rows-dropped-missing', count: 2 })]);
    expect(kept.missing).toEqual([
      { column: 'duration', cells: 1 },
      { column: 'rate', cells: 1 },
    ]);
  });
  it('counts text where text is a feature', () => {
    expect(Array.from(keepRows(table, uses, both, 'drop').rows)).toEqual([0]);
  });
  it('keeps all where cells are filled', () => {
    expect(Array.from(keepRows(table, uses, both, 'fill').rows)).toEqual([0, 1, 2, 3]);
    expect(Array.from(keepRows(table, uses, both, 'fill', Uint32Array.of(1, 3)).rows)).toEqual([1, 3]);
  });
  it('refuses where no row is left, and where there is nothing to learn from', () => {
    expect(codeOf(() => keepRows(table, uses, numeric, 'drop', Uint32Array.of(1, 2)))).toBe('all-rows-dropped');
    const text = new Map<string, ColumnUse>([['service', feature]]);
    expect(codeOf(() => keepRows(table, text, numeric, 'fill'))).toBe('no-numeric-column');
    expect(codeOf(() => keepRows(table, new Map(), both, 'fill'))).toBe('no-feature');
  });
  it('leaves a table without rows to the split to refuse', () => {
    const empty = makeTable([numberColumn('x', [])]);
    expect(keepRows(empty, new Map([['x', feature]]), numeric, 'drop').rows).toHaveLength(0);
  });
});

describe('sortedFinite', () => {
  it('takes the finite values of the rows, sorted', () => {
    expect(Array.from(sortedFinite(Float32Array.of(5, Number.NaN, 1, 3), Uint32Array.of(0, 1, 2)))).toEqual([1, 5]);
    expect(sortedFinite(new Float32Array(0), new Uint32Array(0))).toHaveLength(0);
  });
});

describe('fillReceipt', () => {
  it('counts filled cells by the way they are filled', () => {
    const entries = fillReceipt(tableSources(table, uses, both), allRows(4));
    expect(entries.map(({ what, count }) => [what, count])).toEqual([
      ['cells-filled-median', 2],
      ['cells-filled-missing', 1],
    ]);
    expect(fillReceipt(tableSources(table, uses, both), Uint32Array.of(0))).toEqual([]);
  });
});
