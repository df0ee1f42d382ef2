import { describe, expect, test } from 'vitest';
import { filterOf, isNoFilter, typedOver } from './column-filter.ts';

const number = { name: 'bytes', kind: 'number' } as const;
const text = { name: 'proto', kind: 'text' } as const;
const range = (low: number, high: number) => ({ kind: 'range', column: 'bytes', low, high });

test('nothing is typed over a column that is named like a part of every object', () => {
  expect(typedOver({}, 'constructor')).toBe('');
  expect(typedOver({}, '__proto__')).toBe('');
  expect(typedOver({ constructor: 'x' }, 'constructor')).toBe('x');
});

test('nothing typed is no filter', () => {
  expect(filterOf(number, '  ')).toBeNull();
  expect(filterOf(text, '')).toBeNull();
});

describe('over numbers', () => {
  test.each([
    ['10..20', range(10, 20)],
    ['10 to 20', range(10, 20)],
    ['-5..', range(-5, Number.POSITIVE_INFINITY)],
    ['..1e6', range(Number.NEGATIVE_INFINITY, 1e6)],
    ['>= 1,000', range(1000, Number.POSITIVE_INFINITY)],
    ['≤3.5', range(Number.NEGATIVE_INFINITY, 3.5)],
    ['443', range(443, 443)],
    ['0,5', range(0.5, 0.5)],
    ['0,450', range(0.45, 0.45)],
    ['1,234,567', range(1234567, 1234567)],
    ['=443', range(443, 443)],
  ])('%s', (typed, filter) => expect(filterOf(number, typed)).toEqual(filter));

  test('more than leaves the number itself out', () => {
    const more = filterOf(number, '>5');
    expect(more?.kind === 'range' && more.low > 5 && more.low < 5.00001).toBe(true);
    const less = filterOf(number, '<0');
    expect(less?.kind === 'range' && less.high < 0).toBe(true);
  });
  test('what is no range filters nothing, and that can be told', () => {
    for (const typed of ['4x', '1..x', '!=0', 'abc', '>', '1,2,3']) {
      expect(filterOf(number, typed), typed).toBeNull();
      expect(isNoFilter(number, typed), typed).toBe(true);
    }
    expect(isNoFilter(number, ' ')).toBe(false);
    expect(isNoFilter(number, '443')).toBe(false);
    expect(isNoFilter(text, '!=0')).toBe(false);
  });
});

test('over text: part of the cell, or all of it', () => {
  expect(filterOf(text, ' tc ')).toEqual({ kind: 'contains', column: 'proto', text: 'tc' });
  expect(filterOf(text, '=tcp')).toEqual({ kind: 'equals', column: 'proto', value: 'tcp' });
  expect(filterOf(text, '10..20')).toEqual({ kind: 'contains', column: 'proto', text: '10..20' });
});
