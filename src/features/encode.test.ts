import { describe, expect, it } from 'vitest';
import { categoryNames, categoryPositions, fitCategory } from './encode.ts';
import { allRows, textColumn } from './fixtures/make-table.ts';
import { codesOf } from './source-columns.ts';

const cells = codesOf(textColumn('proto', ['udp', 'tcp', null, 'tcp', 'icmp', 'tcp', null, 'udp']));

describe('fitCategory', () => {
  it('ranks values by frequency, then by first appearance; missing comes last', () => {
    expect(fitCategory(cells, allRows(8), 20)).toEqual({ values: ['tcp', 'udp', 'icmp', null], distinct: 4 });
  });
  it('counts the fitted rows alone', () => {
    expect(fitCategory(cells, Uint32Array.of(0, 4), 20)).toEqual({ values: ['udp', 'icmp'], distinct: 2 });
    expect(fitCategory(cells, new Uint32Array(0), 20)).toEqual({ values: [], distinct: 0 });
  });
  it('keeps to the limit, missing apart', () => {
    expect(fitCategory(cells, allRows(8), 1)).toEqual({ values: ['tcp', null], distinct: 4 });
  });
  it('never gives the entry of a full dictionary a column', () => {
    const full = { ...textColumn('uri', ['a', '(other values)', '(other values)']), overflowed: true };
    expect(fitCategory(codesOf(full), allRows(3), 20)).toEqual({ values: ['a'], distinct: 2 });
    expect(Array.from(categoryPositions(codesOf(full), ['(other values)', 'a']))).toEqual([2, 1, 2]);
  });
});

describe('categoryPositions', () => {
  it('sends unseen values and, where the fit saw none, missing cells to the rest', () => {
    const later = codesOf(textColumn('proto', ['tcp', 'gre', null]));
    expect(Array.from(categoryPositions(later, ['udp', 'tcp']))).toEqual([2, 1, 2]);
    expect(Array.from(categoryPositions(later, [null, 'tcp']))).toEqual([0, 1, 2]);
  });
  it('is not led astray by names of Object.prototype', () => {
    const odd = codesOf(textColumn('x', ['constructor', '__proto__']));
    expect(Array.from(categoryPositions(odd, ['tcp']))).toEqual([1, 1, 1]);
  });
});

describe('categoryNames', () => {
  it("tells the value 'other' from the rest", () => {
    expect(categoryNames('service', ['other', null])).toEqual([
      'service = other',
      'service = (missing)',
      'service = (other)',
    ]);
  });
});
