/**
 * Samples rows and grows isolation trees: the loops of grow.ts, drawing the same numbers in the same order, so that trees
 * are the same bit for bit. AssemblyScript, compiled by build/assembly.ts. Places are counted in bytes.
 */

// The generator of base/rng.ts.
let a: u32 = 0;
let b: u32 = 0;
let c: u32 = 0;
let d: u32 = 0;

export function seed(first: u32, second: u32, third: u32, fourth: u32): void {
  a = first;
  b = second;
  c = third;
  d = fourth;
}

function uint32(): u32 {
  const result = rotl<u32>(b * 5, 7) * 9;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= t;
  d = rotl<u32>(d, 11);
  return result;
}

function uniform(): f64 {
  const high = f64(uint32());
  return (high * 2097152.0 + f64(uint32() >>> 11)) / 9007199254740992.0;
}

function below(bound: u32): u32 {
  let value = uint32();
  // 2³² less the bound, and then less what does not divide by it.
  if (value >= 0 - bound) {
    const limit: u64 = 4294967296 - (4294967296 % u64(bound));
    while (u64(value) >= limit) value = uint32();
  }
  return value % bound;
}

/** Writes `count` distinct numbers below `bound` to `chosen`. `table` has room for 2^bits numbers. */
export function sample(bound: u32, count: u32, chosen: usize, table: usize, bits: u32): void {
  memory.fill(table, 0, usize(4) << bits);
  const last = (u32(1) << bits) - 1;
  for (let top = bound - count; top < bound; top++) {
    let number = below(top + 1);
    let place = (number * 0x9e3779b1) >>> (32 - bits);
    let held = load<u32>(table + (usize(place) << 2));
    while (held !== 0 && held !== number + 1) {
      place = (place + 1) & last;
      held = load<u32>(table + (usize(place) << 2));
    }
    if (held !== 0) {
      number = top;
      place = (number * 0x9e3779b1) >>> (32 - bits);
      while (load<u32>(table + (usize(place) << 2)) !== 0) place = (place + 1) & last;
    }
    store<u32>(table + (usize(place) << 2), number + 1);
    store<u32>(chosen, number);
    chosen += 4;
  }
}

/** Writes to `places` where each of the `count` ascending rows at `drawn` stands among them. */
export function placeDrawn(drawn: usize, count: u32, places: usize): void {
  for (let place: u32 = 0; place < count; place++) {
    store<u32>(places + (usize(load<u32>(drawn)) << 2), place);
    drawn += 4;
  }
}

/**
 * Makes of `count` rows the places of their values: those of the first row stand at `values`. `places`: where each row stands
 * among those whose values are there; 0 where all are.
 */
export function locate(rows: usize, count: u32, places: usize, values: usize, rowBytes: usize): void {
  for (const end = rows + (usize(count) << 2); rows < end; rows += 4) {
    const row = load<u32>(rows);
    const place = places ? load<u32>(places + (usize(row) << 2)) : row;
    store<u32>(rows, u32(values + usize(place) * rowBytes));
  }
}

/** The greatest float32 that is not above a double. */
function roundDown(value: f64): f32 {
  const near = f32(value);
  if (f64(near) <= value) return near;
  const bits = reinterpret<i32>(near);
  return reinterpret<f32>(near > 0 ? bits - 1 : near < 0 ? bits + 1 : -2147483647);
}

// The tree that is being grown: places of its rows (of each the place of its values) and its columns, and of what is made.
let candidates: usize = 0;
let columns: u32 = 0;
let limit: i32 = 0;
let features: usize = 0;
let thresholds: usize = 0;
let rights: usize = 0;
let samples: usize = 0;
let nodes: i32 = 0;

/** Grows the node of the rows from `start` to before `end`; the first `constant` candidates are known to be constant in it. */
function growNode(start: usize, end: usize, depth: i32, constant: u32): void {
  const node = usize(nodes++) << 2;
  const count = u32(end - start) >>> 2;
  store<u32>(samples + node, count);
  store<i32>(features + node, -1);
  store<f32>(thresholds + node, 0);
  store<u32>(rights + node, 0);
  if (count < 2 || depth >= limit) return;

  let known = constant;
  let column: usize = 0;
  let low: f32 = 0;
  let high: f32 = 0;
  while (known < columns) {
    const at = candidates + (usize(known + below(columns - known)) << 2);
    const drawn = load<u32>(at);
    column = usize(drawn) << 2;
    let least = v128.load32_zero(load<u32>(start) + column);
    let most = least;
    for (let row = start + 4; row < end; row += 4) {
      const value = v128.load32_zero(load<u32>(row) + column);
      least = f32x4.pmin(least, value);
      most = f32x4.pmax(most, value);
    }
    low = f32x4.extract_lane(least, 0);
    high = f32x4.extract_lane(most, 0);
    if (high > low) break;
    // Constant here, so constant in all descendants: to the front, where only this subtree sees it.
    const front = candidates + (usize(known) << 2);
    store<u32>(at, load<u32>(front));
    store<u32>(front, drawn);
    known++;
  }
  if (known >= columns) return;

  const drawnAt = f64(low) + uniform() * (f64(high) - f64(low));
  const split: f32 = drawnAt >= f64(high) ? low : roundDown(drawnAt);
  let middle = start;
  let last = end;
  while (middle < last) {
    const row = load<u32>(middle);
    if (load<f32>(row + column) <= split) middle += 4;
    else {
      last -= 4;
      store<u32>(middle, load<u32>(last));
      store<u32>(last, row);
    }
  }
  store<i32>(features + node, i32(column >> 2));
  store<f32>(thresholds + node, split);
  growNode(start, middle, depth + 1, known);
  store<u32>(rights + node, nodes);
  growNode(middle, end, depth + 1, known);
}

/**
 * Grows a tree on the `count` rows whose values' places stand at `rowPlaces`, and answers how many nodes it has. `made`
 * takes four arrays of 2 · count values: columns, thresholds, right children and row counts.
 */
export function grow(
  rowPlaces: usize,
  count: u32,
  candidatePlaces: usize,
  columnCount: u32,
  depthLimit: i32,
  made: usize,
): i32 {
  candidates = candidatePlaces;
  columns = columnCount;
  limit = depthLimit;
  const bytes = usize(count) << 3;
  features = made;
  thresholds = features + bytes;
  rights = thresholds + bytes;
  samples = rights + bytes;
  nodes = 0;
  for (let column: u32 = 0; column < columns; column++) store<u32>(candidates + (usize(column) << 2), column);
  growNode(rowPlaces, rowPlaces + (usize(count) << 2), 0, 0);
  return nodes;
}
