/**
 * Numbers of a block as narrow as they may be kept (plain-loops.ts binds it to the memory that plain.ts wrote them to).
 */

/** How wide an array keeps a column's numbers: see number-width.ts. */
const BYTES: u32 = 0;
const SHORTS: u32 = 1;
const FLOATS: u32 = 2;
const DOUBLES: u32 = 3;

/** What whole numbers from 0 on need, where all of them are such; FLOATS where one is not. NaN needs nothing here. */
function neededByWhole(from: usize, to: usize): u32 {
  let differs = i64x2.splat(0);
  let together = i32x4.splat(0);
  for (; from < to; from += 16) {
    const left = to - from;
    const values = left > 8 ? v128.load(from) : v128.load64_zero(from);
    const whole = i32x4.trunc_sat_f64x2_s_zero(values);
    // Bit by bit: -0 is no 0.
    const other = v128.xor(f64x2.convert_low_i32x4_s(whole), values);
    differs = v128.or(differs, v128.and(other, f64x2.eq(values, values)));
    together = v128.or(together, whole);
  }
  const bits = <u32>(i32x4.extract_lane(together, 0) | i32x4.extract_lane(together, 1));
  if (v128.any_true(differs) || bits > 0xffff) return FLOATS;
  return bits > 0xff ? SHORTS : BYTES;
}

/** Writes float32, and says whether each is the same number. */
function narrowToFloats(from: usize, to: usize, into: usize): bool {
  let differs = i64x2.splat(0);
  for (; from < to; from += 16, into += 8) {
    const left = to - from;
    const values = left > 8 ? v128.load(from) : v128.load64_zero(from);
    const narrowed = f32x4.demote_f64x2_zero(values);
    const other = v128.xor(f64x2.promote_low_f32x4(narrowed), values);
    differs = v128.or(differs, v128.and(other, f64x2.eq(values, values)));
    if (left > 8) v128.store64_lane(into, narrowed, 0);
    else v128.store32_lane(into, narrowed, 0);
  }
  return !v128.any_true(differs);
}

function wholeFour(from: usize): v128 {
  const one = i32x4.trunc_sat_f64x2_s_zero(v128.load(from));
  const other = i32x4.trunc_sat_f64x2_s_zero(v128.load(from, 16));
  return i8x16.shuffle(one, other, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** Writes whole numbers of up to two bytes, eight at a time: reads and writes up to seven past the last one. */
function narrowToWhole(from: usize, to: usize, into: usize, width: u32): void {
  for (; from < to; from += 64) {
    const eight = i16x8.narrow_i32x4_u(wholeFour(from), wholeFour(from + 32));
    if (width === BYTES) {
      v128.store64_lane(into, i8x16.narrow_i16x8_u(eight, eight), 0);
      into += 8;
    } else {
      v128.store(into, eight);
      into += 16;
    }
  }
}

/**
 * Of each number column, what the first `count` rows of a block need: `needs` and `widths` grow to it. Those that are
 * narrower than doubles by then stand in `narrowed` as arrays of that width, four bytes a cell apart from the next column.
 * NaN needs nothing here.
 */
export function narrow(
  numbers: usize,
  narrowed: usize,
  count: i32,
  width: i32,
  capacity: i32,
  isNumber: usize,
  needs: usize,
  widths: usize,
): void {
  for (let cell: usize = 0; cell < <usize>width; cell++) {
    if (!load<u8>(isNumber + cell)) continue;
    const place = cell * <usize>capacity;
    const from = numbers + (place << 3);
    const to = from + ((<usize>count) << 3);
    const into = narrowed + (place << 2);
    let need = <u32>load<u8>(needs + cell);
    let isWritten = false;
    if (need < FLOATS) need = max(need, neededByWhole(from, to));
    if (need === FLOATS) {
      isWritten = narrowToFloats(from, to, into);
      if (!isWritten) need = DOUBLES;
    }
    const wide = max(need, <u32>load<u8>(widths + cell));
    store<u8>(needs + cell, need);
    store<u8>(widths + cell, wide);
    if (wide < FLOATS) narrowToWhole(from, to, into, wide);
    else if (wide === FLOATS && !isWritten) narrowToFloats(from, to, into);
  }
}
