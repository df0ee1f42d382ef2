/**
 * The loops that every byte of a file goes through, in WebAssembly (plain-loops.ts binds them): where plain records end,
 * and where their cells end, with the numbers that are read on the way. Places are addresses in the memory given; behind
 * the bytes stand 64 line ends, so that no loop has to look for the end of the bytes.
 */

const LF: u32 = 10;
const CR: u32 = 13;
const LINE_FEED: u8 = 1;
const CARRIAGE_RETURN: u8 = 2;
const BOTH: u8 = 3;

/**
 * Finds records whose first byte lies in [from, until), up to `capacity` of them: their beginnings, ends and kinds of line
 * end. Stops before one that has a quote, that does not end within the bytes (which end at `size`), or that is longer than
 * `maximum`. Returns how many were found. `quote`: LF where the format has none.
 */
export function scanLines(
  from: usize,
  until: usize,
  size: usize,
  quote: u32,
  maximum: usize,
  starts: usize,
  ends: usize,
  endings: usize,
  capacity: i32,
  base: usize,
): i32 {
  const lineFeeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  const quotes = i8x16.splat(<i8>quote);
  let count = 0;
  let start = from;
  for (let at = from; at < size; at += 16) {
    const bytes = v128.load(at);
    let found = i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(bytes, lineFeeds), i8x16.eq(bytes, returns)), i8x16.eq(bytes, quotes)),
    );
    while (found !== 0) {
      const end = at + <usize>ctz(found);
      found &= found - 1;
      // The LF of a CR LF that was taken already.
      if (end < start) continue;
      if (end >= size || end - start > maximum) return count;
      const byte = <u32>load<u8>(end);
      let next = end + 1;
      let ending = LINE_FEED;
      if (byte === CR) {
        if (next >= size) return count;
        ending = CARRIAGE_RETURN;
        if (<u32>load<u8>(next) === LF) {
          ending = BOTH;
          next++;
        }
      } else if (byte !== LF) return count;
      store<u32>(starts + ((<usize>count) << 2), <u32>(start - base));
      store<u32>(ends + ((<usize>count) << 2), <u32>(end - base));
      store<u8>(endings + <usize>count, ending);
      count++;
      start = next;
      if (start >= until || count === capacity) return count;
    }
  }
  return count;
}

/**
 * Of a number column's cells, what the column has to know: bits of `flags`. One is no number here; one may have more digits
 * than a float32 keeps, or lies out of its range.
 */
const UNREAD: u32 = 1;
const MANY_DIGITS: u32 = 2;

const MINUS: u32 = 45;
const PLUS: u32 = 43;
const ZERO: u32 = 48;
const LETTER_E: u32 = 101 - ZERO;
const LETTER_E_BIT: u32 = 32;

/** So many digits never overflow the mantissa. */
const MOST_DIGITS: usize = 18;
/** Integers up to it are doubles exactly. */
const LARGEST_EXACT: u64 = 9007199254740991;
/** Powers of ten up to it are doubles exactly. */
const MOST_EXACT_POWER: i32 = 22;
const SIX_DIGITS: u64 = 1000000;
/** Odd, with its bits spread: of the golden ratio, and of √3. */
const MIX_1: u64 = 0x9e3779b97f4a7c15;
const MIX_2: u64 = 0xbb67ae8584caa73b;

/**
 * Ends of the cells of the record [start, end), counted from `base`, one behind the other from `into` on: room for sixteen
 * more than `width` is needed. False where there are not `width` cells, or a byte is past ASCII.
 */
function splitRecord(start: usize, end: usize, base: usize, width: i32, delimiter: v128, into: usize): bool {
  let count = 0;
  let high: u64 = 0;
  for (let at = start; at < end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    let found =
      <u64>i8x16.bitmask(i8x16.eq(a, delimiter)) |
      ((<u64>i8x16.bitmask(i8x16.eq(b, delimiter))) << 16) |
      ((<u64>i8x16.bitmask(i8x16.eq(c, delimiter))) << 32) |
      ((<u64>i8x16.bitmask(i8x16.eq(d, delimiter))) << 48);
    let past =
      <u64>i8x16.bitmask(a) |
      ((<u64>i8x16.bitmask(b)) << 16) |
      ((<u64>i8x16.bitmask(c)) << 32) |
      ((<u64>i8x16.bitmask(d)) << 48);
    const left = end - at;
    if (left < 64) {
      const within = ((<u64>1) << (<u64>left)) - 1;
      found &= within;
      past &= within;
    }
    high |= past;
    const more = <i32>popcnt(found);
    if (count + more >= width) return false;
    const from = at - base;
    // Four at a time, wanted or not: a loop that ends where the bits end is guessed wrong by the processor.
    for (let k = 0; k < more; k += 4) {
      const place = into + ((<usize>(count + k)) << 2);
      store<u32>(place, <u32>(from + <usize>ctz(found)));
      found &= found - 1;
      store<u32>(place, <u32>(from + <usize>ctz(found)), 4);
      found &= found - 1;
      store<u32>(place, <u32>(from + <usize>ctz(found)), 8);
      found &= found - 1;
      store<u32>(place, <u32>(from + <usize>ctz(found)), 12);
      found &= found - 1;
    }
    count += more;
  }
  store<u32>(into + ((<usize>count) << 2), <u32>(end - base));
  return count === width - 1 && high === 0;
}

/** Of the cell [begin, end) of some bytes: a hash of them. */
function hashOf(begin: usize, end: usize): u32 {
  let hash: u64 = <u64>(end - begin) * MIX_1;
  let at = begin;
  for (; at + 8 <= end; at += 8) {
    hash = (hash ^ load<u64>(at)) * MIX_2;
    hash ^= hash >> 32;
  }
  // What stands behind the cell is left out: shifted away.
  const left = <u64>(end - at);
  if (left > 0) hash = (hash ^ (load<u64>(at) << ((8 - left) << 3))) * MIX_2;
  return <u32>(hash >> 32);
}

/** Digit by digit: the mantissa and the power of ten of what quick ways cannot read. NaN where it is no plain decimal. */
function readSlowly(begin: usize, end: usize, point: u32, powers: usize): f64 {
  let p = begin;
  let digit = <u32>load<u8>(p) - ZERO;
  let mantissa: u64 = 0;
  while (digit < 10) {
    mantissa = mantissa * 10 + <u64>digit;
    digit = <u32>load<u8>(++p) - ZERO;
  }
  const whole = p - begin;
  let decimals: usize = 0;
  if (digit === point - ZERO) {
    const after = ++p;
    digit = <u32>load<u8>(p) - ZERO;
    while (digit < 10) {
      mantissa = mantissa * 10 + <u64>digit;
      digit = <u32>load<u8>(++p) - ZERO;
    }
    decimals = p - after;
  }
  if (whole === 0 || whole + decimals > MOST_DIGITS || mantissa > LARGEST_EXACT) return NaN;
  if (whole > 1 && <u32>load<u8>(begin) === ZERO) return NaN;
  let power = -(<i32>decimals);
  if ((digit | LETTER_E_BIT) === LETTER_E) {
    digit = <u32>load<u8>(++p) - ZERO;
    const down = digit === MINUS - ZERO;
    if (down || digit === PLUS - ZERO) digit = <u32>load<u8>(++p) - ZERO;
    const first = p;
    let exponent = 0;
    while (digit < 10) {
      exponent = exponent * 10 + <i32>digit;
      digit = <u32>load<u8>(++p) - ZERO;
    }
    if (p === first || p - first > 3) return NaN;
    power += down ? -exponent : exponent;
  }
  if (p !== end || power < -MOST_EXACT_POWER || power > MOST_EXACT_POWER) return NaN;
  slowMantissa = mantissa;
  const value = <f64>mantissa;
  if (power < 0) return value / load<f64>(powers + ((<usize>-power) << 3));
  return value * load<f64>(powers + ((<usize>power) << 3));
}
/** The mantissa of what readSlowly read last. */
let slowMantissa: u64 = 0;

function flagsOf(value: f64, mantissa: u64): u32 {
  if (isNaN(value)) return UNREAD;
  return mantissa >= SIX_DIGITS || value < 1.2e-38 || value > 3.4e38 ? MANY_DIGITS : 0;
}

const ONES: u64 = 0x0101010101010101;
/** Set in each byte that is over nine when TO_SIGN was added to it. */
const SIGNS: u64 = 0x8080808080808080;
const TO_SIGN: u64 = 0x7676767676767676;

/** The number that eight digits stand for, a digit a byte, the first one lowest: pairs, fours, all eight. */
function ofDigits(digits: u64): i32 {
  const pairs = (digits * (1 + (10 << 8))) >> 8;
  const fours = ((pairs & 0x00ff00ff00ff00ff) * (1 + (100 << 16))) >> 16;
  return <i32>(((fours & 0x0000ffff0000ffff) * (1 + ((<u64>10000) << 32))) >> 32);
}

/**
 * Cells of up to `count` records, put into a block as its rows from `row` on; returns for how many: the next one is not
 * plain (a byte past ASCII, another number of cells). The ends of cells stand in `cellEnds` row after row, `width` each,
 * with room for sixteen more; the others column after column, `capacity` each: in `numbers` the value of a cell of a number
 * column (`isNumber`), NaN where it is no decimal that can be read exactly here; in `hashes` a hash of a cell of another
 * column. `flags`: by column, bits of its number cells, added to what stands there. `powers`: 1, 10, … 10^22. `starts`,
 * `ends` and `cellEnds` count from `base`, before which there is memory too.
 *
 * Numbers by Clinger's quick path (1990, "How to read floating point numbers accurately"): a mantissa and a power of ten
 * that are both exact make one rounding. Up to seven bytes are weighed in one word, up to sixteen in a vector, all digits
 * at once. What has up to seven bytes is a float32 or has no more than six digits: it needs no flag.
 */
export function parseRecords(
  starts: usize,
  ends: usize,
  count: i32,
  row: i32,
  width: i32,
  delimiter: u32,
  point: u32,
  isNumber: usize,
  cellEnds: usize,
  numbers: usize,
  hashes: usize,
  flags: usize,
  capacity: i32,
  powers: usize,
  base: usize,
): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const points = i8x16.splat(<i8>point);
  const pointBytes = <u64>(point ^ ZERO) * ONES;
  const zeros = i8x16.splat(<i8>ZERO);
  const nine = i8x16.splat(9);
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const lowBytes = i16x8.splat(0x00ff);
  const ten = i16x8.splat(10);
  const hundreds = i16x8(100, 1, 100, 1, 100, 1, 100, 1);
  const numberStep = (<usize>capacity) << 3;
  const hashStep = (<usize>capacity) << 2;
  for (let r = 0; r < count; r++, row++) {
    let begin = base + <usize>load<u32>(starts + ((<usize>r) << 2));
    const recordEnd = base + <usize>load<u32>(ends + ((<usize>r) << 2));
    let place = cellEnds + ((<usize>row * <usize>width) << 2);
    if (!splitRecord(begin, recordEnd, base, width, delimiters, place)) return r;
    let at = numbers + ((<usize>row) << 3);
    let hashAt = hashes + ((<usize>row) << 2);
    for (let cell: usize = 0; cell < <usize>width; cell++) {
      const end = base + <usize>load<u32>(place);
      if (load<u8>(isNumber + cell)) {
        const negative = <u32>load<u8>(begin) === MINUS;
        if (negative) begin++;
        const size = end - begin;
        const only = <u32>load<u8>(begin) - ZERO;
        let value = NaN;
        // Half of all cells: flags and small counts.
        if (size === 1 && only < 10) value = <f64>only;
        else if (size - 1 < 7) {
          const shift = (8 - <u64>size) << 3;
          const bytes = (load<u64>(begin) ^ (ZERO * ONES)) & (<u64>-1 >> shift);
          let digits = bytes << shift;
          // Zeros in front ("0012") are not read here.
          if (((digits + TO_SIGN) & SIGNS) === 0 && only !== 0) value = <f64>ofDigits(digits);
          else {
            const differs = bytes ^ pointBytes;
            // The sign of the first byte that is a point, and maybe of some behind it.
            const found = (differs - ONES) & ~differs & SIGNS;
            const before = ((found & (0 - found)) >> 7) - 1;
            const whole = ctz(found) >> 3;
            // Digits behind the point move down by one, over it.
            digits = ((bytes & before) | ((bytes >> 8) & ~before)) << (shift + 8);
            const other = ((digits + TO_SIGN) | digits) & SIGNS;
            if (other === 0 && found !== 0 && whole !== 0 && (only !== 0 || whole === 1)) {
              value = <f64>ofDigits(digits) / load<f64>(powers + ((size - 1 - <usize>whole) << 3));
            } else {
              value = readSlowly(begin, end, point, powers);
              store<u8>(flags + cell, <u32>load<u8>(flags + cell) | flagsOf(value, slowMantissa));
            }
          }
        } else {
          let mantissa: u64 = 0;
          if (size - 1 < 16) {
            // The cell ends with the vector's last lane.
            const bytes = v128.load(end - 16);
            const first = <i32>(16 - size);
            const pointBits = i8x16.bitmask(i8x16.eq(bytes, points)) >> first;
            // Lane of the point; before the cell where there is none.
            const pointLane = pointBits === 0 ? -1 : first + ctz(pointBits);
            // Digits before the point move up by one, over it.
            const isBehind = i8x16.gt_s(lanes, i8x16.splat(<i8>pointLane));
            const joined = v128.bitselect(bytes, v128.load(end - 17), isBehind);
            const isWithin = i8x16.ge_s(lanes, i8x16.splat(<i8>(first + (pointBits === 0 ? 0 : 1))));
            const digits = v128.and(i8x16.sub(joined, zeros), isWithin);
            const isDecimal = pointLane !== first && (only !== 0 || pointLane === first + 1);
            if (isDecimal && !v128.any_true(i8x16.gt_u(digits, nine))) {
              const pairs = i16x8.add(i16x8.mul(v128.and(digits, lowBytes), ten), i16x8.shr_u(digits, 8));
              const fours = i32x4.dot_i16x8_s(pairs, hundreds);
              const upper = i32x4.extract_lane(fours, 0) * 10000 + i32x4.extract_lane(fours, 1);
              const lower = i32x4.extract_lane(fours, 2) * 10000 + i32x4.extract_lane(fours, 3);
              mantissa = <u64>upper * 100000000 + <u64>lower;
              if (mantissa <= LARGEST_EXACT) {
                const decimals = pointBits === 0 ? 0 : 15 - pointLane;
                value = <f64>(<i64>mantissa) / load<f64>(powers + ((<usize>decimals) << 3));
              }
            } else {
              value = readSlowly(begin, end, point, powers);
              mantissa = slowMantissa;
            }
          } else if (size > 0) {
            value = readSlowly(begin, end, point, powers);
            mantissa = slowMantissa;
          }
          store<u8>(flags + cell, <u32>load<u8>(flags + cell) | flagsOf(value, mantissa));
        }
        store<f64>(at, negative ? -value : value);
      } else store<u32>(hashAt, hashOf(begin, end));
      begin = end + 1;
      at += numberStep;
      hashAt += hashStep;
      place += 4;
    }
  }
  return count;
}
