import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CODE_LIKE,
  cell,
  HEXADECIMAL,
  INFINITE,
  MISSING,
  NO_NUMBER,
  NOT_A_NUMBER_LITERAL,
  NUMBER,
  readNumber,
  survivesFloat32,
  THOUSANDS,
} from './number-text.ts';

const kindOf = (text: string): number => {
  readNumber(text);
  return cell.kind;
};

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
const decimal = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits(1, 20),
    fc.option(digits(0, 25)),
    fc.constantFrom('', 'e5', 'E-7', 'e+300', 'e-320'),
  )
  .map(([sign, whole, part, exponent]) => `${sign}${whole}${part === null ? '' : `.${part}`}${exponent}`);

describe('readNumber', () => {
  it.each([
    ['1,234,567', 1234567],
    ['  2.1 M', 2100000],
    ['4.1 M', 4100000],
    ['12.35 KB', 12350],
    ['1.5 KiB', 1536],
    ['3GB', 3e9],
    ['0.5 t', 5e11],
  ])('%s is what people write for %d', (text, value) => {
    expect([readNumber(text), cell.kind]).toEqual([value, THOUSANDS]);
  });

  it.each(['5G', '4g', '2.1 X', 'M', '1 2 M', '1e3 KB', '12 KBit', '1.234.567'])('%s is no number', (text) => {
    expect([readNumber(text), cell.kind]).toEqual([Number.NaN, NO_NUMBER]);
  });

  it.each([
    ['1.234', 1234, THOUSANDS],
    ['-1.234.567,25', -1234567.25, THOUSANDS],
    ['0,25', 0.25, NUMBER],
    ['0.250', 0.25, NUMBER],
    ['1234.5', 1234.5, NUMBER],
    ['12.34', 12.34, NUMBER],
  ])('%s beside decimal commas is %d', (text, value, kind) => {
    expect([readNumber(text, true), cell.kind]).toEqual([value, kind]);
  });

  it('reads every decimal as Number does', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const value = readNumber(text);
        const expected = Number(text);
        if (Number.isFinite(expected)) expect(value).toBe(expected);
        else expect([value, cell.kind]).toEqual([Number.NaN, INFINITE]);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads what any double is written as', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', MISSING],
    [' ', MISSING],
    ['-', MISSING],
    ['NULL', MISSING],
    ['Infinity', INFINITE],
    ['-inf', INFINITE],
    ['1e999', INFINITE],
    ['NaN', NOT_A_NUMBER_LITERAL],
    ['nan', NOT_A_NUMBER_LITERAL],
    ['0x0035', HEXADECIMAL],
    ['0012', CODE_LIKE],
    ['9007199254740993', CODE_LIKE],
    ['0', NUMBER],
    ['-0.5', NUMBER],
    ['.5', NUMBER],
    ['5.', NUMBER],
    ['+7', NUMBER],
    ['abc', NO_NUMBER],
    ['1.2.3', NO_NUMBER],
    ['1,5', NO_NUMBER],
    ['.', NO_NUMBER],
    ['+', NO_NUMBER],
    ['1e', NO_NUMBER],
    ['0x', NO_NUMBER],
    ['__proto__', NO_NUMBER],
  ])('%j is of kind %i', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('keeps the value of what is like a code, for columns known to hold numbers', () => {
    expect(readNumber('0012')).toBe(12);
    expect(readNumber('0x0035')).toBe(53);
  });

  it('reads decimal commas where asked to', () => {
    expect(readNumber('-1,25', true)).toBe(-1.25);
    expect(readNumber('1e3', true)).toBe(1000);
  });

  it('leaves blanks out and says so', () => {
    expect([readNumber('  1.5 '), cell.trimmed]).toEqual([1.5, true]);
    expect([readNumber('1.5'), cell.trimmed]).toEqual([1.5, false]);
  });
});

describe('survivesFloat32', () => {
  it('takes six digits always, seven where they come back, and more never unless exact', () => {
    expect(survivesFloat32(0.1, 1)).toBe(true);
    expect(survivesFloat32(16777216, 8)).toBe(true);
    expect(survivesFloat32(16777217, 8)).toBe(false);
    expect(survivesFloat32(8.589973e9, 7)).toBe(false);
    expect(survivesFloat32(1.234567, 7)).toBe(true);
    expect(survivesFloat32(2.118027432, 10)).toBe(false);
    expect(survivesFloat32(1e-40, 1)).toBe(false);
    expect(survivesFloat32(1e39, 1)).toBe(false);
  });

  it('loses no digit of up to seven', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999999 }), fc.integer({ min: -30, max: 30 }), (mantissa, exponent) => {
        const value = Number(`${mantissa}e${exponent}`);
        const written = String(mantissa).length;
        if (survivesFloat32(value, written))
          expect(Number(Math.fround(value).toPrecision(Math.max(1, written)))).toBe(value);
      }),
      { numRuns: 3000 },
    );
  });
});
