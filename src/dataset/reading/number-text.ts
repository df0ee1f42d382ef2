/**
 * Numbers from the text of a cell, exactly as `Number(text)` reads them, at a fraction of the cost for the short
 * decimals that flow records are made of. What else a cell may be (missing, infinite, hexadecimal, no number) is said
 * in `cell.kind`, a scratch value that the next call overwrites: no object is made per cell.
 */
export const NUMBER = 0;
export const MISSING = 1;
/** The literal NaN: missing too, but said apart in the Receipt. */
export const NOT_A_NUMBER_LITERAL = 2;
export const INFINITE = 3;
export const HEXADECIMAL = 4;
/** Digits with zeros in front ("0012"), or an integer that float64 cannot hold: a name rather than an amount. */
export const CODE_LIKE = 5;
export const NO_NUMBER = 6;
/**
 * As search engines, spreadsheets and collectors show numbers to people: thousands apart ("1,234,567", or "1.234.567"
 * beside decimal commas), or a unit behind ("2.1 M", "12 KB").
 */
export const THOUSANDS = 7;

export const cell = {
  kind: NUMBER,
  /** Significant digits written, leading zeros not counted; 16 where the slow path did not count. */
  digits: 0,
  /** True where blanks around the number were left out. */
  trimmed: false,
};

export const POWERS_OF_TEN = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d+)?$/;
export const THOUSANDS_BY_POINTS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3}){1,4}(?:,\d+)?$/;
/** A blank or a B tells a unit from the letters of a name: 5G is no amount. */
const SCALED = /^([+-]?\d+(?:\.\d+)?)(?: ([KMGT])(i?)B?| ?([KMGT])(i?)B)$/i;
const POWER_OF_UNIT: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4 };
const HEX = /^0[xX][0-9a-fA-F]{1,13}$/;
const INFINITY = /^([+-]?)(?:inf|infinity|1\.#inf|∞)$/i;
const NAN = /^[+-]?(?:nan|1\.#q?nan|1\.#ind)$/i;

/** Cells that say "nothing here" in any column. */
export const MISSING_WORDS: ReadonlySet<string> = new Set([
  '',
  'NULL',
  'null',
  'Null',
  'NA',
  'N/A',
  'n/a',
  '<NA>',
  '?',
]);
/** Cells that say so where a number is expected. */
const MISSING_NUMBERS: ReadonlySet<string> = new Set([...MISSING_WORDS, '-', '--', 'None', 'none', '(empty)', '*']);

const countDigits = (text: string): number => {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 101 || c === 69) break;
    if (c >= 48 && c <= 57 && (digits > 0 || c !== 48)) digits++;
  }
  return digits;
};

const readOther = (written: string, decimalComma: boolean): number => {
  const trimmed = written.trim();
  cell.trimmed = trimmed.length !== written.length;
  let text = trimmed;
  if (MISSING_NUMBERS.has(text)) {
    cell.kind = MISSING;
    return Number.NaN;
  }
  if (decimalComma && THOUSANDS_BY_POINTS.test(text)) {
    const bare = text.replaceAll('.', '').replace(',', '.');
    cell.kind = THOUSANDS;
    cell.digits = countDigits(bare);
    return Number(bare);
  }
  if (decimalComma) text = text.includes('.') ? text : text.replace(',', '.');
  if (DECIMAL.test(text)) {
    const value = Number(text);
    cell.digits = countDigits(text);
    if (!Number.isFinite(value)) {
      cell.kind = INFINITE;
      return Number.NaN;
    }
    const unsigned = text.replace(/^[+-]/, '');
    if (/^0\d/.test(unsigned) || (/^\d+$/.test(unsigned) && !Number.isSafeInteger(value))) {
      cell.kind = CODE_LIKE;
      return value;
    }
    cell.kind = NUMBER;
    return value;
  }
  if (HEX.test(text)) {
    cell.kind = HEXADECIMAL;
    const value = Number(text);
    cell.digits = countDigits(String(value));
    return value;
  }
  if (!decimalComma && GROUPED.test(text)) {
    const bare = text.replaceAll(',', '');
    cell.kind = THOUSANDS;
    cell.digits = countDigits(bare);
    return Number(bare);
  }
  const scaled = SCALED.exec(text);
  if (scaled) {
    const power = POWER_OF_UNIT[(scaled[2] ?? scaled[4]!).toUpperCase()]!;
    // Rounded: 4.1 times a million is a little less than 4,100,000.
    const value = Math.round(Number(scaled[1]) * (scaled[3] || scaled[5] ? 1024 : 1000) ** power);
    cell.kind = THOUSANDS;
    cell.digits = countDigits(String(value));
    return value;
  }
  if (INFINITY.test(text)) {
    cell.kind = INFINITE;
    return Number.NaN;
  }
  cell.kind = NAN.test(text) ? NOT_A_NUMBER_LITERAL : NO_NUMBER;
  return Number.NaN;
};

/**
 * The value of a cell, NaN unless `cell.kind` is NUMBER, HEXADECIMAL, THOUSANDS or CODE_LIKE.
 *
 * The quick path is Clinger's (1990, "How to read floating point numbers accurately"): at most 15 digits make an exact
 * integer, at most 22 decimals an exact power of ten, and one division of two exact numbers rounds correctly.
 */
export const readNumber = (text: string, decimalComma = false): number => {
  const length = text.length;
  let i = 0;
  let c = length > 0 ? text.charCodeAt(0) : 0;
  if (length === 1) {
    c -= 48;
    if (c >= 0 && c <= 9) {
      cell.kind = NUMBER;
      cell.digits = 1;
      cell.trimmed = false;
      return c;
    }
  }
  if (length === 0 || length > 24) return readOther(text, decimalComma);
  const negative = c === 45;
  if (negative || c === 43) i = 1;
  const first = i;
  const point = decimalComma ? 44 : 46;
  let mantissa = 0;
  let digits = 0;
  let pointAt = -1;
  for (; i < length; i++) {
    c = text.charCodeAt(i);
    const digit = c - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (mantissa !== 0) digits++;
    } else if (c === point && pointAt < 0) pointAt = i;
    else return readOther(text, decimalComma);
  }
  const written = length - first - (pointAt < 0 ? 0 : 1);
  if (written === 0 || digits > 15) return readOther(text, decimalComma);
  const next = first + 1;
  if (text.charCodeAt(first) === 48 && next < length && next !== pointAt) return readOther(text, decimalComma);
  cell.kind = NUMBER;
  cell.digits = digits;
  cell.trimmed = false;
  if (pointAt >= 0) {
    const decimals = length - 1 - pointAt;
    if (decimals > 22) return readOther(text, decimalComma);
    mantissa /= POWERS_OF_TEN[decimals]!;
  }
  return negative ? -mantissa : mantissa;
};

/**
 * True where float32 keeps the value: exactly, or to all of the `digits` significant digits that were written, seven at
 * most. Any 6-digit decimal of normal size survives float32 (C's FLT_DIG); seven digits are tried out.
 */
export const survivesFloat32 = (value: number, digits: number): boolean => {
  const rounded = Math.fround(value);
  if (rounded === value) return true;
  const size = Math.abs(value);
  if (digits > 7 || size < 1.2e-38 || size > 3.4e38) return false;
  return digits <= 6 || Number(rounded.toPrecision(7)) === value;
};
