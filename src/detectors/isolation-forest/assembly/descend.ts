/**
 * Rows walk down a tree, eight together: the loop of score-typed-array.ts without bounds checks. AssemblyScript, compiled
 * by build/assembly.ts. Places are counted in bytes.
 *
 * A slot s counts from 1 and is kept as 8·s, the place of its node: four bytes of column (as bytes from the row's start),
 * four of threshold. Adds the path lengths in one tree to the sums of `rows` rows, a multiple of eight.
 */
export function descend(
  nodes: usize,
  leaves: usize,
  depth: i32,
  x: usize,
  rowBytes: usize,
  rows: i32,
  sums: usize,
): void {
  for (; rows >= 8; rows -= 8) {
    let a: usize = 8;
    let b: usize = 8;
    let c: usize = 8;
    let d: usize = 8;
    let e: usize = 8;
    let f: usize = 8;
    let g: usize = 8;
    let h: usize = 8;
    const rowA = x;
    const rowB = rowA + rowBytes;
    const rowC = rowB + rowBytes;
    const rowD = rowC + rowBytes;
    const rowE = rowD + rowBytes;
    const rowF = rowE + rowBytes;
    const rowG = rowF + rowBytes;
    const rowH = rowG + rowBytes;
    x = rowH + rowBytes;
    for (let level = depth; level > 0; level--) {
      let node = nodes + a;
      a = (a << 1) + (usize(load<f32>(rowA + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + b;
      b = (b << 1) + (usize(load<f32>(rowB + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + c;
      c = (c << 1) + (usize(load<f32>(rowC + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + d;
      d = (d << 1) + (usize(load<f32>(rowD + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + e;
      e = (e << 1) + (usize(load<f32>(rowE + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + f;
      f = (f << 1) + (usize(load<f32>(rowF + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + g;
      g = (g << 1) + (usize(load<f32>(rowG + load<u32>(node)) > load<f32>(node, 4)) << 3);
      node = nodes + h;
      h = (h << 1) + (usize(load<f32>(rowH + load<u32>(node)) > load<f32>(node, 4)) << 3);
    }
    store<f64>(sums, load<f64>(sums) + f64(load<f32>(leaves + (a >> 1))));
    store<f64>(sums, load<f64>(sums, 8) + f64(load<f32>(leaves + (b >> 1))), 8);
    store<f64>(sums, load<f64>(sums, 16) + f64(load<f32>(leaves + (c >> 1))), 16);
    store<f64>(sums, load<f64>(sums, 24) + f64(load<f32>(leaves + (d >> 1))), 24);
    store<f64>(sums, load<f64>(sums, 32) + f64(load<f32>(leaves + (e >> 1))), 32);
    store<f64>(sums, load<f64>(sums, 40) + f64(load<f32>(leaves + (f >> 1))), 40);
    store<f64>(sums, load<f64>(sums, 48) + f64(load<f32>(leaves + (g >> 1))), 48);
    store<f64>(sums, load<f64>(sums, 56) + f64(load<f32>(leaves + (h >> 1))), 56);
    sums += 64;
  }
}
