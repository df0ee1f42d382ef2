import { describe, expect, it } from 'vitest';
import type { Table, TimeColumn } from '../dataset/table.ts';
import { timelineOf } from './timeline.ts';

const time: TimeColumn = {
  kind: 'time',
  name: 'ts',
  values: new Float64Array([0, 10, 20, 100, Number.NaN, 50]),
  missing: 1,
  timeOfDayOnly: false,
};
const table: Table = {
  name: 't',
  format: 'generic',
  rows: 6,
  columns: [
    time,
    {
      kind: 'text',
      name: 'src',
      codes: new Int32Array([0, 0, 1, 1, 1, 2]),
      dictionary: ['a', 'b', 'c'],
      missing: 0,
      overflowed: false,
    },
  ],
  sources: [],
  offsets: new Float64Array(6),
  lengths: new Uint32Array(6),
  fingerprint: '',
  receipt: [],
};
const scores = new Float32Array([0.5, 0.25, 0.75, 0.5, 1, Number.NaN]);
const base = { scores, threshold: 0.5, lane: 'src', bins: 10, from: null, to: null, lanes: 2 };

describe('timelineOf', () => {
  it('counts rows and flagged rows per lane and bin; rows with no time or no score are left out', () => {
    const { from, to, lanes } = timelineOf(table, time, base);
    expect([from, to]).toEqual([0, 100]);
    expect(lanes.map(({ value, rows, flagged }) => [value, rows, flagged])).toEqual([
      ['b', 2, 1],
      ['a', 2, 0],
    ]);
    expect(Array.from(lanes[0]!.counts)).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
    expect(Array.from(lanes[0]!.flaggedCounts)).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(lanes[1]!.highest[0]).toBe(0.5);
    expect(lanes[1]!.highest[5]).toBeNaN();
  });

  it('zooms to a span, and gives no lanes where there is no row', () => {
    expect(timelineOf(table, time, { ...base, from: 15, to: 25 }).lanes.map((lane) => lane.value)).toEqual(['b']);
    expect(timelineOf(table, time, { ...base, scores: new Float32Array(6).fill(Number.NaN) }).lanes).toEqual([]);
  });

  it('says how many lanes are left out, and takes of equals the one with the highest score', () => {
    const all = timelineOf(table, time, { ...base, threshold: 0.6 });
    expect(all.others).toEqual({ lanes: 0, flagged: 0 });
    const one = timelineOf(table, time, { ...base, threshold: 0.4, lanes: 1 });
    expect(one.lanes.map((lane) => [lane.value, lane.flagged])).toEqual([['b', 2]]);
    expect(one.others).toEqual({ lanes: 1, flagged: 1 });
    const none = timelineOf(table, time, { ...base, threshold: 2, lanes: 1 });
    expect(none.lanes.map((lane) => lane.value)).toEqual(['b']);
    expect(none.others).toEqual({ lanes: 1, flagged: 0 });
  });

  it('names a column that is not there', () => {
    expect(() => timelineOf(table, time, { ...base, lane: 'nope' })).toThrow(/no column 'nope'/);
  });
});
