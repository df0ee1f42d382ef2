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
const NODE_MASKS: usize = 1024;
/** … and rows that reach a leaf: at most 256, and one more that is read where their number is odd. */
const LEAF_MASKS: usize = NODE_MASKS + 255 * 16;
const PLANES: usize = LEAF_MASKS + 257 * 16;
/** A byte a row: the number of its leaf. */
const LEAF_NUMBERS: usize = PLANES + 8 * 16;
/** Ranks among so many thresholds fit into a byte. */
export const MOST_RANKED: i32 = 255;
/** A byte a row: its rank in one stretch. */
const RANKS: usize = LEAF_NUMBERS + 128;
/** The rows as they are given, row by row. */
export const ROWS: usize = RANKS + 128;

/** The float32 of four rows, one after the other. */
function gather(value: usize, rowBytes: usize): v128 {
  const two = value + (rowBytes << 1);
  let values = v128.load32_zero(value);
  values = v128.load32_lane(value + rowBytes, values, 1);
  values = v128.load32_lane(two, values, 2);
  return v128.load32_lane(two + rowBytes, values, 3);
}

/**
 * Ranks of one column among 2^steps − 1 sorted thresholds. Searched by halves, sixteen rows together: a step leaves 2, 4, 8 … thresholds that a row may have to be compared with next, and a shuffle of bytes fetches
 * them for all rows out of tables of sixteen. `tables`: for each step as many as it needs, 64 bytes each: the first bytes of
 * sixteen thresholds, their second bytes, and so on. What is not a number is above nothing.
 */
function rank(value: usize, rowBytes: usize, tables: usize, steps: i32): void {
  for (let into = RANKS; into < RANKS + 128; into += 16) {
    const a = gather(value, rowBytes);
    value += rowBytes << 2;
    const b = gather(value, rowBytes);
    value += rowBytes << 2;
    const c = gather(value, rowBytes);
    value += rowBytes << 2;
    const d = gather(value, rowBytes);
    value += rowBytes << 2;
    let at = tables;
    let ranks = i32x4.splat(0);
    for (let step = 0; step < steps; step++) {
      let first = i8x16.swizzle(v128.load(at), ranks);
      let second = i8x16.swizzle(v128.load(at, 16), ranks);
      let third = i8x16.swizzle(v128.load(at, 32), ranks);
      let fourth = i8x16.swizzle(v128.load(at, 48), ranks);
      at += 64;
      if (step > 4) {
        // Of each row one table holds its threshold, and all others answer zero.
        let place = ranks;
        for (let more = (1 << (step - 4)) - 1; more > 0; more--) {
          place = i8x16.sub(place, i8x16.splat(16));
          first = v128.or(first, i8x16.swizzle(v128.load(at), place));
          second = v128.or(second, i8x16.swizzle(v128.load(at, 16), place));
          third = v128.or(third, i8x16.swizzle(v128.load(at, 32), place));
          fourth = v128.or(fourth, i8x16.swizzle(v128.load(at, 48), place));
          at += 64;
        }
      }
      const low = i8x16.shuffle(first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const high = i8x16.shuffle(third, fourth, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const lowEnd = i8x16.shuffle(first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const highEnd = i8x16.shuffle(third, fourth, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const aboveA = f32x4.gt(a, i16x8.shuffle(low, high, 0, 8, 1, 9, 2, 10, 3, 11));
      const aboveB = f32x4.gt(b, i16x8.shuffle(low, high, 4, 12, 5, 13, 6, 14, 7, 15));
      const aboveC = f32x4.gt(c, i16x8.shuffle(lowEnd, highEnd, 0, 8, 1, 9, 2, 10, 3, 11));
      const aboveD = f32x4.gt(d, i16x8.shuffle(lowEnd, highEnd, 4, 12, 5, 13, 6, 14, 7, 15));
      const above = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(aboveA, aboveB), i16x8.narrow_i32x4_s(aboveC, aboveD));
      ranks = i8x16.sub(i8x16.add(ranks, ranks), above);
    }
    v128.store(into, ranks);
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
 * Sums the path lengths of the 128 rows at ROWS over all trees. `stretches`: twenty bytes for each: where in a row its
 * column stands, the place of its tables, the steps to search them, the place of its masks and the number of its
 * thresholds. `counts`: inner nodes of each tree, four bytes. `nodes`: the inner nodes of all trees in pre-order, twelve
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
    rank(ROWS + load<u32>(stretches), usize(columns) << 2, load<u32>(stretches, 4), load<i32>(stretches, 8));
    rowsAbove(load<u32>(stretches, 12), load<i32>(stretches, 16));
    stretches += 20;
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

/** Sorts float32 from `from` to before `end`, in place (Shell, 1959; gaps of Ciura, 2001). None may be NaN. */
function sort(from: usize, end: usize): void {
  const count = i32((end - from) >> 2);
  for (let gap = count > 701 ? count >> 1 : 701; gap > 0; gap = nextGap(gap)) {
    const step = usize(gap) << 2;
    for (let at = from + step; at < end; at += 4) {
      const value = load<f32>(at);
      let into = at;
      while (into >= from + step && load<f32>(into - step) > value) {
        store<f32>(into, load<f32>(into - step));
        into -= step;
      }
      store<f32>(into, value);
    }
  }
}

function nextGap(gap: i32): i32 {
  if (gap > 1402) return gap >> 1;
  if (gap > 701) return 701;
  if (gap > 301) return 301;
  if (gap > 132) return 132;
  if (gap > 57) return 57;
  if (gap > 23) return 23;
  if (gap > 10) return 10;
  if (gap > 4) return 4;
  return gap > 1 ? 1 : 0;
}

/** Keeps the first of equal ones that stand together; answers where those that are kept end. */
function keepDistinct(from: usize, end: usize): usize {
  let into = from;
  for (let at = from; at < end; at += 4) {
    const value = load<f32>(at);
    if (into > from && load<f32>(into - 4) === value) continue;
    store<f32>(into, value);
    into += 4;
  }
  return into;
}

/** The tables that `rank` searches `count` sorted thresholds by; answers where they end. */
function writeTables(sorted: usize, count: i32, steps: i32, tables: usize): usize {
  for (let step = 0; step < steps; step++) {
    // Of the thresholds that are compared with at this step, the first is half as far in as two are apart.
    const half = 1 << (steps - 1 - step);
    const wanted = 1 << step;
    for (let i = 0; i < wanted; i++) {
      const place = (2 * i + 1) * half - 1;
      // Filled up with infinity, which nothing exceeds.
      const bits = place < count ? load<u32>(sorted + (usize(place) << 2)) : 0x7f800000;
      const cell = tables + (usize(i >> 4) << 6) + usize(i & 15);
      store<u8>(cell, u8(bits));
      store<u8>(cell, u8(bits >> 8), 16);
      store<u8>(cell, u8(bits >> 16), 32);
      store<u8>(cell, u8(bits >> 24), 48);
    }
    tables += usize((wanted + 15) >> 4) << 6;
  }
  return tables;
}

// The forest that is being arranged: arrays of its nodes, four bytes each, and by number of samples what a leaf adds.
let features: usize = 0;
let thresholds: usize = 0;
let rights: usize = 0;
let samples: usize = 0;
let pathLengths: usize = 0;
/** By column, twelve bytes: its sorted thresholds, how many, and the place of its masks. */
let sortedColumns: usize = 0;
let nodeAt: usize = 0;
let lengthAt: usize = 0;
let nodeMask: usize = 0;
let leafMask: usize = 0;

/** Puts a node and what is below it where `divide` looks for them; answers the place of its mask. */
function placeNode(node: usize, level: i32): usize {
  const place = node << 2;
  const feature = load<i32>(features + place);
  if (feature < 0) {
    const below = load<f64>(pathLengths + (usize(load<u32>(samples + place)) << 3));
    store<f64>(lengthAt, f64(f32(f64(level) + below)));
    lengthAt += 8;
    leafMask += 16;
    return leafMask - 16;
  }
  const mask = nodeMask;
  nodeMask += 16;
  const at = nodeAt;
  nodeAt += 12;
  const column = sortedColumns + usize(feature) * 12;
  const sorted = load<u32>(column);
  const threshold = load<f32>(thresholds + place);
  let low = 0;
  let high = load<i32>(column, 4);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<f32>(sorted + (usize(middle) << 2)) < threshold) low = middle + 1;
    else high = middle;
  }
  // Each stretch before it has one mask more than it has thresholds.
  store<u32>(at, load<u32>(column, 8) + (usize(low + low / MOST_RANKED + 1) << 4));
  store<u32>(at, placeNode(node + 1, level + 1), 4);
  store<u32>(at, placeNode(load<u32>(rights + place), level + 1), 8);
  return mask;
}

/**
 * Puts the forest whose arrays of nodes stand one behind the other at `forest` (columns, −1 in a leaf; thresholds; right
 * children; samples; `count` each) where `divide` looks for it; answers the number of stretches. `starts`: first node of
 * each tree, and the end. `lengths`: by number of samples, what a leaf adds to its depth, float64. `scratch`: room for a
 * float32 a node, and sixteen bytes a column and one.
 */
export function arrange(
  forest: usize,
  count: i32,
  columns: i32,
  starts: usize,
  trees: i32,
  lengths: usize,
  scratch: usize,
  nodesInto: usize,
  lengthsInto: usize,
  stretches: usize,
  tables: usize,
  masks: usize,
): i32 {
  const size = usize(count) << 2;
  features = forest;
  thresholds = features + size;
  rights = thresholds + size;
  samples = rights + size;
  pathLengths = lengths;
  sortedColumns = scratch + size;
  // Ends of the columns' thresholds, which become their beginnings as they are put down from behind.
  const ends = sortedColumns + usize(columns) * 12;
  memory.fill(ends, 0, usize(columns) << 2);
  for (let at: usize = 0; at < size; at += 4) {
    const feature = load<i32>(features + at);
    if (feature < 0) continue;
    const end = ends + (usize(feature) << 2);
    store<u32>(end, load<u32>(end) + 4);
  }
  let before: u32 = u32(scratch);
  for (let at = ends; at < ends + (usize(columns) << 2); at += 4) {
    before += load<u32>(at);
    store<u32>(at, before);
  }
  const sortedEnd = usize(before);
  for (let at: usize = 0; at < size; at += 4) {
    const feature = load<i32>(features + at);
    if (feature < 0) continue;
    const end = ends + (usize(feature) << 2);
    const into = load<u32>(end) - 4;
    store<u32>(end, into);
    store<f32>(into, load<f32>(thresholds + at));
  }
  let made = 0;
  for (let c = 0; c < columns; c++) {
    const from = usize(load<u32>(ends + (usize(c) << 2)));
    const end = c + 1 < columns ? usize(load<u32>(ends + (usize(c + 1) << 2))) : sortedEnd;
    sort(from, end);
    const distinct = i32((keepDistinct(from, end) - from) >> 2);
    const column = sortedColumns + usize(c) * 12;
    store<u32>(column, from);
    store<u32>(column, distinct, 4);
    store<u32>(column, masks, 8);
    for (let first = 0; first < distinct; first += MOST_RANKED) {
      const some = min(distinct - first, MOST_RANKED);
      const steps = 32 - clz(some);
      store<u32>(stretches, usize(c) << 2);
      store<u32>(stretches, tables, 4);
      store<u32>(stretches, steps, 8);
      store<u32>(stretches, masks, 12);
      store<u32>(stretches, some, 16);
      stretches += 20;
      tables = writeTables(from + (usize(first) << 2), some, steps, tables);
      masks += usize(some + 1) << 4;
      made++;
    }
  }
  nodeAt = nodesInto;
  lengthAt = lengthsInto;
  for (let tree = 0; tree < trees; tree++) {
    nodeMask = NODE_MASKS;
    leafMask = LEAF_MASKS;
    placeNode(load<u32>(starts + (usize(tree) << 2)), 0);
  }
  return made;
}
