import { describe, expect, it } from 'vitest';
import { readTime, recogniseEpoch, recogniseTime } from './time-text.ts';

const iso = (text: string, order: 'year-first' | 'day-first' | 'month-first'): string =>
  new Date(readTime(text, { kind: 'date', order })).toISOString();

describe('readTime', () => {
  it.each([
    ['2011/08/10 09:46:59.607825', 'year-first', '2011-08-10T09:46:59.607Z'],
    ['2018-01-12 15:37:30', 'year-first', '2018-01-12T15:37:30.000Z'],
    ['2024-03-01T08:00:00.250000+0200', 'year-first', '2024-03-01T06:00:00.250Z'],
    ['2024-03-01T08:00:00-05:30', 'year-first', '2024-03-01T13:30:00.000Z'],
    ['2024-03-01T08:00:00Z', 'year-first', '2024-03-01T08:00:00.000Z'],
    ['2024-03-01', 'year-first', '2024-03-01T00:00:00.000Z'],
    ['04/03/2024 02:15:30 PM', 'day-first', '2024-03-04T14:15:30.000Z'],
    ['04/03/2024 12:15:30 AM', 'month-first', '2024-04-03T00:15:30.000Z'],
    ['7/7/2017 3:30', 'day-first', '2017-07-07T03:30:00.000Z'],
    ['Mar  5, 2024 10:00:00.123456789 UTC', 'day-first', '2024-03-05T10:00:00.123Z'],
  ] as const)('%s', (text, order, expected) => {
    expect(iso(text, order)).toBe(expected);
  });

  it('counts a clock time from midnight, with its fraction', () => {
    expect(readTime('22:47:16.918162', { kind: 'clock' })).toBeCloseTo(82036918.162, 6);
    expect(readTime('25:00:00', { kind: 'clock' })).toBeNaN();
  });

  it('scales epoch times', () => {
    expect(readTime('1379288667.706265', { kind: 'epoch', millisecondsPerUnit: 1000 })).toBeCloseTo(
      1379288667706.265,
      2,
    );
    expect(readTime('', { kind: 'epoch', millisecondsPerUnit: 1000 })).toBeNaN();
    expect(readTime('-', { kind: 'epoch', millisecondsPerUnit: 1000 })).toBeNaN();
  });

  it.each(['2024-13-01', '0000-00-00 00:00:00', '2024-03-01 25:61:00', 'yesterday', '', '12'])(
    '%j is no date',
    (text) => {
      expect(readTime(text, { kind: 'date', order: 'year-first' })).toBeNaN();
    },
  );
});

describe('recogniseTime', () => {
  it('tells the order of day and month where a day is past 12', () => {
    expect(recogniseTime(['03/25/2024 10:00', '01/02/2024 10:00'])).toEqual({ kind: 'date', order: 'month-first' });
    expect(recogniseTime(['25/03/2024 10:00', '01/02/2024 10:00'])).toEqual({ kind: 'date', order: 'day-first' });
  });
  it('knows clocks and null dates, and what is neither', () => {
    expect(recogniseTime(['10:00:00', '11:30:00.5'])).toEqual({ kind: 'clock' });
    expect(recogniseTime(['0000-00-00 00:00:00', '2024-03-01 00:00:00'])).toEqual({
      kind: 'date',
      order: 'year-first',
    });
    expect(recogniseTime(['192.0.2.1', '198.51.100.1'])).toBeNull();
    expect(recogniseTime(['', '-'])).toBeNull();
  });
});

describe('recogniseEpoch', () => {
  it('tells the unit from the size', () => {
    expect(recogniseEpoch([1709280000])).toMatchObject({ millisecondsPerUnit: 1000 });
    expect(recogniseEpoch([1709280000250])).toMatchObject({ millisecondsPerUnit: 1 });
    expect(recogniseEpoch([1709280000250000])).toMatchObject({ millisecondsPerUnit: 1e-3 });
    expect(recogniseEpoch([17])).toBeNull();
    expect(recogniseEpoch([])).toBeNull();
  });
});
