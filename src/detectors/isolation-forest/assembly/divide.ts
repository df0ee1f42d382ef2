/**
 * A block of 128 rows is divided at every node of a tree, and no row walks: a vector of 128 bits says which rows lie above
 * a node's threshold, and such masks, halved from the root down to the leaves, say which rows end where. Where a tree has
 * few nodes this is faster than descend.ts, since no read waits for the comparison before it. AssemblyScript, compiled by
 * build/assembly.ts. Places are counted in bytes.
 *
 * Nothing is compared at a node: of each column, the thresholds of all trees are sorted, and a value's rank is how many of
 * them it exceeds. Rows are put down by their rank, one bit each, and what is above a threshold is all that was put down
 * beyond it. A column with more than 255 thresholds becomes several stretches, so that a rank is a byte.
 *
 * Row 16·b + l is bit b of byte l of a mask, so that rows that come one after the other change other bytes. Leaves are
 * numbered from left to right. The bits of a row's leaf number are gathered in as many planes, a plane a mask of 128 rows:
 * rows in leaves with an odd number have their first bit set; then leaves are joined two by two, and so on.
 */

/** One sum of path lengths a row, in float64. */
const SUMS: usize = 0;
/** Rows that reach an inner node, a mask each: at most 255 of them … */
export const NODE_MASKS: usize = 1024;
/** … and rows that reach a leaf: at most 256, and one more that is read where their number is odd. */
export const LEAF_MASKS: usize = NODE_MASKS + 255 * 16;
const PLANES: usize = LEAF_MASKS + 257 * 16;
/** A byte a row: the number of its leaf. */
const LEAF_NUMBERS: usize = PLANES + 8 * 16;
/** A byte a row: its rank in one stretch. */
const RANKS: usize = LEAF_NUMBERS + 128;
/** A float32 a row: its value in one column. */
const COLUMN: usize = RANKS + 128;
/** The rows as they are given, row by row. */
export const ROWS: usize = COLUMN + 512;

/** The float32 of four rows, one after the other. */
function gather(value: usize, rowBytes: usize): v128 {
  const two = value + (rowBytes << 1);
  let values = v128.load32_zero(value);
  values = v128.load32_lane(value + rowBytes, values, 1);
  values = v128.load32_lane(two, values, 2);
  return v128.load32_lane(two + rowBytes, values, 3);
}

/** Which of sixteen values exceed their thresholds, of which the four bytes are given apart. */
function exceed(values: usize, first: v128, second: v128, third: v128, fourth: v128): v128 {
  const low = i8x16.shuffle(first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const high = i8x16.shuffle(third, fourth, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const lowEnd = i8x16.shuffle(first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const highEnd = i8x16.shuffle(third, fourth, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const a = f32x4.gt(v128.load(values), i16x8.shuffle(low, high, 0, 8, 1, 9, 2, 10, 3, 11));
  const b = f32x4.gt(v128.load(values, 16), i16x8.shuffle(low, high, 4, 12, 5, 13, 6, 14, 7, 15));
  const c = f32x4.gt(v128.load(values, 32), i16x8.shuffle(lowEnd, highEnd, 0, 8, 1, 9, 2, 10, 3, 11));
  const d = f32x4.gt(v128.load(values, 48), i16x8.shuffle(lowEnd, highEnd, 4, 12, 5, 13, 6, 14, 7, 15));
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

/** How many of three thresholds each of sixteen values exceeds. */
function exceeded(values: usize, thresholds: usize): v128 {
  const one = v128.load32_splat(thresholds);
  const two = v128.load32_splat(thresholds, 4);
  const three = v128.load32_splat(thresholds, 8);
  let v = v128.load(values);
  const a = i32x4.add(i32x4.add(f32x4.gt(v, one), f32x4.gt(v, two)), f32x4.gt(v, three));
  v = v128.load(values, 16);
  const b = i32x4.add(i32x4.add(f32x4.gt(v, one), f32x4.gt(v, two)), f32x4.gt(v, three));
  v = v128.load(values, 32);
  const c = i32x4.add(i32x4.add(f32x4.gt(v, one), f32x4.gt(v, two)), f32x4.gt(v, three));
  v = v128.load(values, 48);
  const d = i32x4.add(i32x4.add(f32x4.gt(v, one), f32x4.gt(v, two)), f32x4.gt(v, three));
  return i8x16.neg(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
}

/**
 * Ranks of one column among sorted thresholds, searched by halves. The first two steps are three comparisons. Each later one
 * leaves 4, 8, 16 … thresholds that a row may have to be compared with next, and a shuffle of bytes fetches them for sixteen
 * rows out of tables of sixteen; twice sixteen go together, since neither waits for the other.
 *
 * `tables`: the three thresholds, sixteen bytes; then for each step as many tables as it needs, 64 bytes each: the first
 * bytes of sixteen thresholds, their second bytes, and so on. In the last step there are `last` thresholds, from the left.
 * What is not a number is above nothing.
 */
function rank(value: usize, rowBytes: usize, tables: usize, steps: i32, last: i32): void {
  for (let into = COLUMN; into < COLUMN + 512; into += 16) {
    v128.store(into, gather(value, rowBytes));
    value += rowBytes << 2;
  }
  const mostAtEnd = i8x16.splat(i8(2 * last - 1));
  let values = COLUMN;
  for (let into = RANKS; into < RANKS + 128; into += 32) {
    let at = tables + 16;
    let rankA = exceeded(values, tables);
    let rankB = exceeded(values + 64, tables);
    for (let step = 2; step < steps; step++) {
      let table = v128.load(at);
      let firstA = i8x16.swizzle(table, rankA);
      let firstB = i8x16.swizzle(table, rankB);
      table = v128.load(at, 16);
      let secondA = i8x16.swizzle(table, rankA);
      let secondB = i8x16.swizzle(table, rankB);
      table = v128.load(at, 32);
      let thirdA = i8x16.swizzle(table, rankA);
      let thirdB = i8x16.swizzle(table, rankB);
      table = v128.load(at, 48);
      let fourthA = i8x16.swizzle(table, rankA);
      let fourthB = i8x16.swizzle(table, rankB);
      at += 64;
      if (step > 4) {
        // Of each row one table holds its threshold, and all others answer zero.
        let placeA = rankA;
        let placeB = rankB;
        const inStep = step < steps - 1 ? 1 << (step - 4) : (last + 15) >> 4;
        for (let more = inStep - 1; more > 0; more--) {
          placeA = i8x16.sub(placeA, i8x16.splat(16));
          placeB = i8x16.sub(placeB, i8x16.splat(16));
          table = v128.load(at);
          firstA = v128.or(firstA, i8x16.swizzle(table, placeA));
          firstB = v128.or(firstB, i8x16.swizzle(table, placeB));
          table = v128.load(at, 16);
          secondA = v128.or(secondA, i8x16.swizzle(table, placeA));
          secondB = v128.or(secondB, i8x16.swizzle(table, placeB));
          table = v128.load(at, 32);
          thirdA = v128.or(thirdA, i8x16.swizzle(table, placeA));
          thirdB = v128.or(thirdB, i8x16.swizzle(table, placeB));
          table = v128.load(at, 48);
          fourthA = v128.or(fourthA, i8x16.swizzle(table, placeA));
          fourthB = v128.or(fourthB, i8x16.swizzle(table, placeB));
          at += 64;
        }
        // These tables are written so that zero is infinity: a threshold right of the last one is exceeded by nothing.
        thirdA = v128.xor(thirdA, i8x16.splat(-128));
        fourthA = v128.xor(fourthA, i8x16.splat(127));
        thirdB = v128.xor(thirdB, i8x16.splat(-128));
        fourthB = v128.xor(fourthB, i8x16.splat(127));
      }
      const aboveA = exceed(values, firstA, secondA, thirdA, fourthA);
      const aboveB = exceed(values + 64, firstB, secondB, thirdB, fourthB);
      rankA = i8x16.sub(i8x16.add(rankA, rankA), aboveA);
      rankB = i8x16.sub(i8x16.add(rankB, rankB), aboveB);
    }
    // Right of the last threshold of the last level, ranks were doubled that should have grown by its thresholds alone.
    v128.store(into, i8x16.min_u(rankA, i8x16.avgr_u(rankA, mostAtEnd)));
    v128.store(into, i8x16.min_u(rankB, i8x16.avgr_u(rankB, mostAtEnd)), 16);
    values += 128;
  }
}

/**
 * From ranks to a mask of the rows above each of `count` thresholds, the k-th at `masks` + 16·(k + 1); the first place is
 * for rows above none.
 */
function rowsAbove(masks: usize, count: i32): void {
  memory.fill(masks, 0, usize(count + 1) << 4);
  let bit = 1;
  for (let at = RANKS; at < RANKS + 128; at += 16) {
    for (let byte: usize = 0; byte < 16; byte += 4) {
      const four = load<u32>(at + byte);
      let place = masks + byte + usize((four & 255) << 4);
      store<u8>(place, load<u8>(place) | bit);
      place = masks + byte + usize((four >> 4) & 0xff0);
      store<u8>(place, load<u8>(place, 1) | bit, 1);
      place = masks + byte + usize((four >> 12) & 0xff0);
      store<u8>(place, load<u8>(place, 2) | bit, 2);
      place = masks + byte + usize((four >> 20) & 0xff0);
      store<u8>(place, load<u8>(place, 3) | bit, 3);
    }
    bit <<= 1;
  }
  let above = i32x4.splat(0);
  for (let mask = masks + (usize(count) << 4); mask > masks; mask -= 16) {
    above = v128.or(above, v128.load(mask));
    v128.store(mask, above);
  }
}

/** Adds to each row the path length of the leaf whose number it has. */
function addPathLengths(lengths: usize): void {
  let at = LEAF_NUMBERS;
  for (let sums = SUMS; sums < SUMS + 1024; sums += 64) {
    store<f64>(sums, load<f64>(sums) + load<f64>(lengths + (usize(load<u8>(at)) << 3)));
    store<f64>(sums, load<f64>(sums, 8) + load<f64>(lengths + (usize(load<u8>(at, 1)) << 3)), 8);
    store<f64>(sums, load<f64>(sums, 16) + load<f64>(lengths + (usize(load<u8>(at, 2)) << 3)), 16);
    store<f64>(sums, load<f64>(sums, 24) + load<f64>(lengths + (usize(load<u8>(at, 3)) << 3)), 24);
    store<f64>(sums, load<f64>(sums, 32) + load<f64>(lengths + (usize(load<u8>(at, 4)) << 3)), 32);
    store<f64>(sums, load<f64>(sums, 40) + load<f64>(lengths + (usize(load<u8>(at, 5)) << 3)), 40);
    store<f64>(sums, load<f64>(sums, 48) + load<f64>(lengths + (usize(load<u8>(at, 6)) << 3)), 48);
    store<f64>(sums, load<f64>(sums, 56) + load<f64>(lengths + (usize(load<u8>(at, 7)) << 3)), 56);
    at += 8;
  }
}

/** From leaf masks to planes; answers where the planes end. */
function gatherPlanes(leaves: i32): usize {
  let planes = PLANES;
  while (leaves > 1) {
    if (leaves & 1) v128.store(LEAF_MASKS + (usize(leaves) << 4), i32x4.splat(0));
    leaves = (leaves + 1) >> 1;
    let plane = i32x4.splat(0);
    let from = LEAF_MASKS;
    let into = LEAF_MASKS;
    for (let pair = leaves; pair > 0; pair--) {
      const odd = v128.load(from, 16);
      plane = v128.or(plane, odd);
      v128.store(into, v128.or(v128.load(from), odd));
      from += 32;
      into += 16;
    }
    v128.store(planes, plane);
    planes += 16;
  }
  return planes;
}

/** From planes to a byte a row, sixteen rows at a time. */
function numberRows(planesEnd: usize): void {
  let bit = i8x16.splat(1);
  for (let at = LEAF_NUMBERS; at < LEAF_NUMBERS + 128; at += 16) {
    let numbers = i32x4.splat(0);
    let value = i8x16.splat(1);
    for (let plane = PLANES; plane < planesEnd; plane += 16) {
      const isSet = i8x16.eq(v128.and(v128.load(plane), bit), bit);
      numbers = v128.or(numbers, v128.and(isSet, value));
      value = i8x16.add(value, value);
    }
    v128.store(at, numbers);
    bit = i8x16.add(bit, bit);
  }
}

/**
 * Sums the path lengths of the 128 rows at ROWS over all trees. `stretches`: 24 bytes for each: where in a row its
 * column stands, the place of its tables, the steps to search them, the place of its masks, the number of its thresholds
 * and how many of them stand in the last step. `counts`: inner nodes of each tree, four bytes. `nodes`: the inner nodes of all trees in pre-order, twelve
 * bytes each: the place of the mask of the rows above its threshold, and of the masks to the left and to the right.
 * `lengths`: path lengths of all leaves, float64.
 */
export function divide(
  stretches: usize,
  stretchCount: i32,
  counts: usize,
  trees: i32,
  nodes: usize,
  lengths: usize,
  columns: i32,
): void {
  for (; stretchCount > 0; stretchCount--) {
    rank(
      ROWS + load<u32>(stretches),
      usize(columns) << 2,
      load<u32>(stretches, 4),
      load<i32>(stretches, 8),
      load<i32>(stretches, 20),
    );
    rowsAbove(load<u32>(stretches, 12), load<i32>(stretches, 16));
    stretches += 24;
  }
  memory.fill(SUMS, 0, 1024);
  for (; trees > 0; trees--) {
    const inner = load<i32>(counts);
    counts += 4;
    v128.store(inner > 0 ? NODE_MASKS : LEAF_MASKS, i32x4.splat(-1));
    let mask = NODE_MASKS;
    for (let i = inner; i > 0; i--) {
      const above = v128.load(load<u32>(nodes));
      const here = v128.load(mask);
      v128.store(load<u32>(nodes, 4), v128.andnot(here, above));
      v128.store(load<u32>(nodes, 8), v128.and(here, above));
      mask += 16;
      nodes += 12;
    }
    numberRows(gatherPlanes(inner + 1));
    addPathLengths(lengths);
    lengths += usize(inner + 1) << 3;
  }
}
