/**
 * A block of 128 rows is divided at every node of a tree, and no row walks: a vector of 128 bits says which rows lie above
 * a node's threshold, and such masks, halved from the root down to the leaves, say which rows end where. Where a tree has
 * few nodes this is faster than descend.ts, since no read waits for the comparison before it. AssemblyScript, compiled by
 * build/assembly.ts. Places are counted in bytes.
 *
 * Leaves are numbered from left to right. The bits of a row's leaf number are gathered in as many planes, a plane a mask of
 * 128 rows: rows in leaves with an odd number have their first bit set; then leaves are joined two by two, and so on.
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
/** The rows as they are given, row by row; behind them there is room for them column by column. */
export const ROWS: usize = LEAF_NUMBERS + 128;

/**
 * Column by column, 512 bytes each. Row 32·l + k becomes lane l of vector k, so that bit 32·l + k of a mask is row
 * 32·l + k, where a mask is made of 32 comparisons that each push one bit into every lane.
 */
function turn(columns: i32, into: usize): void {
  const rowBytes: usize = columns << 2;
  for (let column: usize = 0; column < rowBytes; column += 4) {
    let from = ROWS + column;
    for (let lane: usize = 0; lane < 16; lane += 4) {
      for (let vector: usize = 0; vector < 512; vector += 16) {
        store<f32>(into + vector + lane, load<f32>(from));
        from += rowBytes;
      }
    }
    into += 512;
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
  const bits = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  let bytes = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
  for (let at = LEAF_NUMBERS; at < LEAF_NUMBERS + 128; at += 16) {
    let numbers = i32x4.splat(0);
    let value = i8x16.splat(1);
    for (let plane = PLANES; plane < planesEnd; plane += 16) {
      const isSet = i8x16.eq(v128.and(i8x16.swizzle(v128.load(plane), bytes), bits), bits);
      numbers = v128.or(numbers, v128.and(isSet, value));
      value = i8x16.add(value, value);
    }
    v128.store(at, numbers);
    bytes = i8x16.add(bytes, i8x16.splat(2));
  }
}

/**
 * Sums the path lengths of the 128 rows at ROWS over all trees. `counts`: inner nodes of each tree, four bytes. `nodes`:
 * the inner nodes of all trees in pre-order, sixteen bytes each: the place of the column from the first one, the
 * threshold, the place of the mask to the left and of the one to the right. `lengths`: path lengths of all leaves, float64.
 */
export function divide(counts: usize, trees: i32, nodes: usize, lengths: usize, columns: i32): void {
  const values = ROWS + usize(columns << 9);
  turn(columns, values);
  memory.fill(SUMS, 0, 1024);
  for (; trees > 0; trees--) {
    const inner = load<i32>(counts);
    counts += 4;
    v128.store(inner > 0 ? NODE_MASKS : LEAF_MASKS, i32x4.splat(-1));
    let mask = NODE_MASKS;
    for (let i = inner; i > 0; i--) {
      const column = values + load<u32>(nodes);
      const threshold = v128.load32_splat(nodes, 4);
      let above = i32x4.splat(0);
      for (let x = column + 384; x >= column; x -= 128) {
        // Comparisons answer −1 in a lane, so that taking one away from twice the bits pushes a bit in.
        let bits = i32x4.neg(f32x4.gt(v128.load(x, 112), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x, 96), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x, 80), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x, 64), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x, 48), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x, 32), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x, 16), threshold));
        bits = i32x4.sub(i32x4.add(bits, bits), f32x4.gt(v128.load(x), threshold));
        above = v128.or(i32x4.shl(above, 8), bits);
      }
      const here = v128.load(mask);
      v128.store(load<u32>(nodes, 8), v128.andnot(here, above));
      v128.store(load<u32>(nodes, 12), v128.and(here, above));
      mask += 16;
      nodes += 16;
    }
    numberRows(gatherPlanes(inner + 1));
    addPathLengths(lengths);
    lengths += usize(inner + 1) << 3;
  }
}
