import { describe, expect, test } from 'vitest';
import type { Reason } from '../../detectors/detector.ts';
import type { ColumnReference } from '../../run/prepared.ts';
import { reasonWords, shareBelow } from './reason-words.ts';

const high: Reason = { column: 'resp_bytes', contribution: 1, direction: 'high' };
const low: Reason = { ...high, direction: 'low' };
const numbers = (percentiles: readonly number[]): ColumnReference => ({
  kind: 'numeric',
  column: 'resp_bytes',
  percentiles,
});
/** 0, 10 … 1000: median 500. */
const even = numbers(Array.from({ length: 101 }, (_, i) => i * 10));
const words = (reason: Reason, reference: ColumnReference | undefined, cell: string | undefined): string =>
  reasonWords(reason, reference, cell).words;

describe('a number', () => {
  test('far over the median', () => {
    expect(words(high, even, '20000')).toBe('40 times the median of the rows trained on, above all of them');
    expect(reasonWords(high, even, '20000').short).toBe('40× median');
    expect(words(high, numbers([1, 2, 100]), '90')).toBe('45 times the median of the rows trained on');
    expect(words(high, numbers([1, 2, 1e9]), '5e6')).toBe('3e6 times the median of the rows trained on');
  });
  test('far under it', () => {
    expect(words(low, even, '50')).toBe('1/10 of the median of the rows trained on');
    expect(reasonWords(low, even, '50').short).toBe('1/10 of median');
  });
  test('a median of 0 is no measure: both are said', () => {
    expect(words(high, numbers([0, 0, 30]), '12')).toBe('12, where the median of the rows trained on is 0');
    expect(words(high, numbers([0, 0, 30]), '31')).toBe('31, above all of the rows trained on (the highest was 30)');
    expect(words(low, numbers([0, 7, 30]), '0')).toBe('0, where the median of the rows trained on is 7');
  });
  test('negative numbers are told by their place', () => {
    expect(words(low, numbers([-30, -20, -10]), '-45')).toBe(
      '-45, below all of the rows trained on (the lowest was -30)',
    );
  });
  test('near the median, by its place; in the middle, by its company', () => {
    expect(words(high, even, '900')).toBe('900, higher than 90% of the rows trained on');
    expect(words(high, even, '510')).toBe('510, usual on its own, unusual together with the rest of the row');
  });
  test('missing, or no number, or nothing to compare with', () => {
    expect(words(high, even, '')).toBe('missing');
    expect(words(high, even, 'abc')).toBe('unusually high');
    expect(words(low, numbers([]), '3')).toBe('unusually low');
    expect(words(low, undefined, '3')).toBe('unusually low');
    expect(words(high, even, undefined)).toBe('unusually high');
  });
  test('the rows that are compared with can be named', () => {
    expect(reasonWords(high, even, '2000', 'the normal rows trained on').words).toMatch(
      /^4 times the median of the normal rows/,
    );
  });
});

describe('a category', () => {
  const state: ColumnReference = {
    kind: 'category',
    column: 'state',
    shares: [
      { value: 'SF', share: 0.9 },
      { value: '', share: 0.097 },
      { value: 'S0', share: 0.003 },
    ],
  };
  test('rare, common, missing, new', () => {
    expect(words(high, state, 'S0')).toBe('S0: in 0.3% of the rows trained on');
    expect(reasonWords(high, state, 'S0').short).toBe('S0: 0.3% of rows');
    expect(words(low, state, 'SF')).toBe(
      'SF: in 90% of the rows trained on, unusual together with the rest of the row',
    );
    expect(words(low, state, '')).toBe('missing: in 9.7% of the rows trained on');
    expect(words(high, state, 'XX')).toBe('XX: in none of the rows trained on');
  });
  test('where the list was cut, absence is not proven', () => {
    const cut: ColumnReference = { kind: 'category', column: 'state', shares: [{ value: 'SF', share: 0.9 }] };
    expect(words(high, cut, 'XX')).toBe('XX: in almost none of the rows trained on');
  });
});

test('the share of rows below a value', () => {
  const sorted = [0, 1, 2, 3, 4];
  expect(shareBelow(sorted, -1)).toBe(0);
  expect(shareBelow(sorted, 5)).toBe(1);
  expect(shareBelow(sorted, 2)).toBe(0.5);
  expect(shareBelow(sorted, 2.5)).toBe(0.625);
  expect(shareBelow([0, 0, 0, 0, 8], 0)).toBe(0.375);
  expect(shareBelow([7], 7)).toBeNaN();
});
