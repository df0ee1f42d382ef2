/**
 * Puts a forest where divide.ts looks for it: thresholds sorted by column, tables to search them by, nodes with the places
 * of their masks. Once a forest; in JavaScript, which interprets what runs once, it took as long as thousands of rows.
 * AssemblyScript, compiled by build/assembly.ts. Places are counted in bytes.
 */

/** Ranks among so many thresholds fit into a byte. */
export const MOST_RANKED: i32 = 255;

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

/**
 * The tables that `rank` searches `count` sorted thresholds by; answers where they end. The thresholds are a binary tree of
 * `steps` levels (two at least), complete but for the right of the last one, which has `last` of them: tables that would
 * stand empty there are left out.
 */
function writeTables(sorted: usize, count: i32, steps: i32, last: i32, tables: usize): usize {
  // The three at a quarter, in the middle and at three quarters are compared with at once.
  for (let i = 0; i < 3; i++) {
    const place = ((i + 1) << (steps - 2)) - 1;
    const index = count < 4 ? i : (place >> 1) + min((place + 1) >> 1, last);
    store<f32>(tables + (usize(i) << 2), index < count ? load<f32>(sorted + (usize(index) << 2)) : Infinity);
  }
  tables += 16;
  for (let step = 2; step < steps; step++) {
    // Of the thresholds that are compared with at this step, the first is half as far in as two are apart.
    const half = 1 << (steps - 1 - step);
    const wanted = step < steps - 1 ? 1 << step : last;
    const room = (wanted + 15) & ~15;
    for (let i = 0; i < room; i++) {
      // In a tree with nothing left out, every other place is one of the last level.
      const place = (2 * i + 1) * half - 1;
      const index = (place >> 1) + min((place + 1) >> 1, last);
      // Filled up with infinity, which nothing exceeds.
      let bits = i < wanted && index < count ? load<u32>(sorted + (usize(index) << 2)) : 0x7f800000;
      // Where several tables are asked, one that is not there answers zero, and that shall be infinity.
      if (step > 4) bits ^= 0x7f800000;
      const cell = tables + (usize(i >> 4) << 6) + usize(i & 15);
      store<u8>(cell, u8(bits));
      store<u8>(cell, u8(bits >> 8), 16);
      store<u8>(cell, u8(bits >> 16), 32);
      store<u8>(cell, u8(bits >> 24), 48);
    }
    tables += usize(room >> 4) << 6;
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
 * float32 a node and sixteen bytes a column. `nodeMasks` and `leafMasks`: where `divide` keeps the masks of a tree.
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
  nodeMasks: usize,
  leafMasks: usize,
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
      const steps = max(2, 32 - clz(some));
      const last = some + 1 - (1 << (steps - 1));
      store<u32>(stretches, usize(c) << 2);
      store<u32>(stretches, tables, 4);
      store<u32>(stretches, steps, 8);
      store<u32>(stretches, masks, 12);
      store<u32>(stretches, some, 16);
      store<u32>(stretches, last, 20);
      stretches += 24;
      tables = writeTables(from + (usize(first) << 2), some, steps, last, tables);
      masks += usize(some + 1) << 4;
      made++;
    }
  }
  nodeAt = nodesInto;
  lengthAt = lengthsInto;
  for (let tree = 0; tree < trees; tree++) {
    nodeMask = nodeMasks;
    leafMask = leafMasks;
    placeNode(load<u32>(starts + (usize(tree) << 2)), 0);
  }
  return made;
}
