import { describe, expect, it } from 'vitest';
import { profileColumn, profileRows } from './profile.ts';
import { labelSummary, summarise } from './summarise.ts';
import type { Column, Table } from './table.ts';

const numbers = (name: string, values: readonly number[]): Column => ({
  kind: 'number',
  name,
  values: Float32Array.from(values),
  missing: values.filter(Number.isNaN).length,
  infinite: 0,
});
const texts = (name: string, values: readonly string[]): Column => {
  const dictionary = [...new Set(values.filter((value) => value !== ''))];
  const codes = Int32Array.from(values, (value) => dictionary.indexOf(value));
  return {
    kind: 'text',
    name,
    codes,
    dictionary,
    missing: values.filter((value) => value === '').length,
    overflowed: false,
  };
};
const tableOf = (columns: readonly Column[], rows: number): Table => ({
  name: 't',
  format: 'generic',
  rows,
  columns,
  sources: [],
  offsets: new Float64Array(rows).fill(-1),
  lengths: new Uint32Array(rows),
  fingerprint: '',
  receipt: [],
});

describe('profileColumn', () => {
  it('counts by hand for 0, 1 and 5 values', () => {
    expect(profileColumn(numbers('n', []), null)).toMatchObject({ distinct: 0, numeric: null, top: [] });
    expect(profileColumn(numbers('n', [3]), null)).toMatchObject({
      distinct: 1,
      numeric: { minimum: 3, median: 3, maximum: 3, mean: 3 },
      top: [{ value: '3', count: 1 }],
    });
    const five = profileColumn(numbers('n', [4, 1, Number.NaN, 1, 10]), null);
    expect(five).toMatchObject({
      missing: 1,
      distinct: 3,
      sampled: false,
      numeric: { minimum: 1, lowerQuartile: 1, median: 2.5, upperQuartile: 5.5, maximum: 10, mean: 4 },
    });
    expect(five.top[0]).toEqual({ value: '1', count: 2 });
    expect(five.numeric!.histogram.reduce((a, b) => a + b)).toBe(4);
    expect([five.numeric!.histogram[0], five.numeric!.histogram[8], five.numeric!.histogram.at(-1)]).toEqual([2, 1, 1]);
  });

  it('samples many rows, and says so', () => {
    const rows = 100_000;
    const column = numbers(
      'n',
      Array.from({ length: rows }, (_, i) => i % 1000),
    );
    const sample = profileRows(rows)!;
    expect(new Set(sample).size).toBe(sample.length);
    const profile = profileColumn(column, sample);
    expect(profile.sampled).toBe(true);
    expect(profile.numeric).toMatchObject({ minimum: 0, maximum: 999, mean: 499.5 });
    expect(Math.abs(profile.numeric!.median - 499.5)).toBeLessThan(15);
  });
});

describe('roles', () => {
  const rows = 40;
  const counting = Array.from({ length: rows }, (_, i) => i + 5);
  const spread = counting.map((i) => (i * 37) % 11);
  const rolesOf = (columns: readonly Column[]) =>
    Object.fromEntries(summarise(tableOf(columns, rows)).columns.map(({ name, proposal }) => [name, proposal.role]));

  it('leave out what names a row, a machine or a moment, and what is empty', () => {
    const roles = rolesOf([
      numbers('position', counting),
      texts(
        'peer',
        spread.map((i) => `192.0.2.${i}`),
      ),
      { kind: 'time', name: 'at', values: Float64Array.from(counting), missing: 0, timeOfDayOnly: false },
      numbers('nothing', new Array(rows).fill(Number.NaN)),
      numbers('amount', spread),
      texts(
        'colour',
        spread.map((i) => (i > 5 ? 'red' : 'blue')),
      ),
      numbers('difficulty', spread),
    ]);
    expect(roles).toEqual({
      position: 'identifier',
      peer: 'identifier',
      at: 'timestamp',
      nothing: 'ignored',
      amount: 'feature',
      colour: 'feature',
      difficulty: 'ignored',
    });
  });

  it('name one label: the label before the class of attack, a word in the name before nothing', () => {
    const kinds = spread.map((i) => (i > 8 ? 'scan' : 'normal'));
    const bits = spread.map((i) => (i > 8 ? '1' : '0'));
    expect(rolesOf([texts('attack_cat', kinds), texts('Label', bits)])).toEqual({
      attack_cat: 'attack-class',
      Label: 'label',
    });
    expect(rolesOf([texts('attack', kinds), numbers('a', spread)])).toEqual({ attack: 'label', a: 'feature' });
    expect(rolesOf([texts('Traffic Label (manual)', kinds), numbers('a', spread)])).toMatchObject({
      'Traffic Label (manual)': 'label',
    });
    expect(rolesOf([texts('label', bits), texts('class', kinds)])).toEqual({ label: 'label', class: 'attack-class' });
    expect(rolesOf([texts('label', new Array(rows).fill('')), numbers('a', spread)])).toMatchObject({
      label: 'ignored',
    });
  });
});

describe('labelSummary', () => {
  it('counts values and proposes the normal ones, of numbers too', () => {
    const table = tableOf([texts('l', ['attack', 'BENIGN', 'BENIGN']), numbers('m', [1, 0, 0])], 3);
    expect(labelSummary(table, 'l')).toEqual({
      column: 'l',
      values: [
        { value: 'BENIGN', count: 2 },
        { value: 'attack', count: 1 },
      ],
      normal: ['BENIGN'],
    });
    expect(labelSummary(table, 'm').normal).toEqual(['0']);
    expect(labelSummary(table, 'gone').values).toEqual([]);
  });
});
