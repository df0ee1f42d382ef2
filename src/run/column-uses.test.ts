import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../dataset/table.ts';
import { RECOMMENDED } from '../recipe/presets.ts';
import { columnUses, proposedTimesOf, timesOf } from './column-uses.ts';

const DAY = 86_400_000;
const START = Date.UTC(2024, 2, 1);
const times = (name: string, values: readonly number[], timeOfDayOnly = false): Column => ({
  kind: 'time',
  name,
  values: Float64Array.from(values),
  missing: values.filter(Number.isNaN).length,
  timeOfDayOnly,
});
const tableOf = (...columns: Column[]): Table => ({
  name: 'made.csv',
  format: 'generic',
  rows: 3,
  columns,
  sources: [],
  offsets: new Float64Array(3),
  lengths: new Uint32Array(3),
  fingerprint: 'f',
  receipt: [],
});
const named = (table: Table): string | undefined => timesOf(table, columnUses(table, RECOMMENDED))?.name;

describe('the times of flows', () => {
  const date = times('date', [START, START, START + DAY]);
  const clock = times('time', [1000, 2000, 1000], true);
  const whole = times('eventtime', [START + 1000, START + 2000, START + DAY + 1000]);

  it('are when they began, not the date alone nor the clock alone', () => {
    expect(named(tableOf(date, clock, whole))).toBe('eventtime');
    expect(proposedTimesOf(tableOf(date, clock, whole))?.name).toBe('eventtime');
  });

  it('are the first times there are where no name says more', () => {
    expect(named(tableOf(times('a', [START, START, START]), times('b', [START, START, START])))).toBe('a');
    const empty = times('time', [Number.NaN, Number.NaN, Number.NaN]);
    expect(named(tableOf(empty, date))).toBe('date');
    expect(named(tableOf(empty))).toBeUndefined();
  });

  it('are none that the recipe ignores', () => {
    const table = tableOf(date, whole);
    const roles = [{ column: 'eventtime', role: 'ignored' as const }];
    expect(timesOf(table, columnUses(table, { ...RECOMMENDED, roles }))?.name).toBe('date');
  });
});
