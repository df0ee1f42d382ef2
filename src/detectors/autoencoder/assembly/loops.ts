/**
 * The inner loops of a training step, four floats at a time: those of arithmetic.ts. AssemblyScript, compiled by
 * build/assembly.ts. Places and strides are counted in bytes.
 */

/** The product of arithmetic.ts, four rows by eight columns at a time, and by four where four are left. */
export function multiply(
  a: usize,
  aRow: usize,
  aInner: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  start: usize,
  rows: i32,
  columns: i32,
  inner: i32,
): void {
  for (; rows >= 4; rows -= 4) {
    let n = columns;
    let bAt = b;
    let cAt = c;
    let sAt = start;
    for (; n >= 8; n -= 8) {
      let s00 = v128.load(sAt);
      let s01 = v128.load(sAt, 16);
      let s10 = s00;
      let s11 = s01;
      let s20 = s00;
      let s21 = s01;
      let s30 = s00;
      let s31 = s01;
      let p0 = a;
      let p1 = p0 + aRow;
      let p2 = p1 + aRow;
      let p3 = p2 + aRow;
      let q = bAt;
      for (let k = inner; k > 0; k--) {
        const r0 = v128.load(q);
        const r1 = v128.load(q, 16);
        let left = v128.load32_splat(p0);
        s00 = f32x4.add(s00, f32x4.mul(left, r0));
        s01 = f32x4.add(s01, f32x4.mul(left, r1));
        p0 += aInner;
        left = v128.load32_splat(p1);
        s10 = f32x4.add(s10, f32x4.mul(left, r0));
        s11 = f32x4.add(s11, f32x4.mul(left, r1));
        p1 += aInner;
        left = v128.load32_splat(p2);
        s20 = f32x4.add(s20, f32x4.mul(left, r0));
        s21 = f32x4.add(s21, f32x4.mul(left, r1));
        p2 += aInner;
        left = v128.load32_splat(p3);
        s30 = f32x4.add(s30, f32x4.mul(left, r0));
        s31 = f32x4.add(s31, f32x4.mul(left, r1));
        p3 += aInner;
        q += bRow;
      }
      let out = cAt;
      v128.store(out, s00);
      v128.store(out, s01, 16);
      out += cRow;
      v128.store(out, s10);
      v128.store(out, s11, 16);
      out += cRow;
      v128.store(out, s20);
      v128.store(out, s21, 16);
      out += cRow;
      v128.store(out, s30);
      v128.store(out, s31, 16);
      bAt += 32;
      cAt += 32;
      sAt += 32;
    }
    if (n >= 4) {
      let s0 = v128.load(sAt);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let p0 = a;
      let p1 = p0 + aRow;
      let p2 = p1 + aRow;
      let p3 = p2 + aRow;
      let q = bAt;
      for (let k = inner; k > 0; k--) {
        const right = v128.load(q);
        s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(p0), right));
        p0 += aInner;
        s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(p1), right));
        p1 += aInner;
        s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(p2), right));
        p2 += aInner;
        s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(p3), right));
        p3 += aInner;
        q += bRow;
      }
      let out = cAt;
      v128.store(out, s0);
      out += cRow;
      v128.store(out, s1);
      out += cRow;
      v128.store(out, s2);
      out += cRow;
      v128.store(out, s3);
    }
    a += aRow << 2;
    c += cRow << 2;
  }
}

/** Sums of each column, four columns at a time. */
export function sumRows(a: usize, row: usize, rows: i32, columns: i32, out: usize): void {
  for (; columns >= 4; columns -= 4) {
    let sum = f32x4.splat(0);
    let p = a;
    for (let k = rows; k > 0; k--) {
      sum = f32x4.add(sum, v128.load(p));
      p += row;
    }
    v128.store(out, sum);
    a += 16;
    out += 16;
  }
}

export function relu(count: i32, at: usize): void {
  for (; count >= 4; count -= 4) {
    v128.store(at, f32x4.max(v128.load(at), f32x4.splat(0)));
    at += 16;
  }
}

export function reluSlope(count: i32, errors: usize, outputs: usize): void {
  for (; count >= 4; count -= 4) {
    v128.store(errors, v128.and(v128.load(errors), f32x4.gt(v128.load(outputs), f32x4.splat(0))));
    errors += 16;
    outputs += 16;
  }
}

export function sigmoidSlope(count: i32, errors: usize, outputs: usize): void {
  for (; count >= 4; count -= 4) {
    const y = v128.load(outputs);
    v128.store(errors, f32x4.mul(f32x4.mul(v128.load(errors), y), f32x4.sub(f32x4.splat(1), y)));
    errors += 16;
    outputs += 16;
  }
}

/** Puts the four partial sums of the squares at `sums`. */
export function squaredError(count: i32, x: usize, y: usize, errors: usize, scale: f32, sums: usize): void {
  let sum = f32x4.splat(0);
  for (; count >= 4; count -= 4) {
    const error = f32x4.sub(v128.load(y), v128.load(x));
    sum = f32x4.add(sum, f32x4.mul(error, error));
    v128.store(errors, f32x4.mul(error, f32x4.splat(scale)));
    x += 16;
    y += 16;
    errors += 16;
  }
  v128.store(sums, sum);
}

/** kept · keep + value · take */
function decayed(kept: v128, keep: f32, value: v128, take: f32): v128 {
  return f32x4.add(f32x4.mul(kept, f32x4.splat(keep)), f32x4.mul(value, f32x4.splat(take)));
}

export function adam(
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  second: f32,
  epsilon: f32,
): void {
  for (; count >= 4; count -= 4) {
    const slope = v128.load(g);
    const first = decayed(v128.load(m), beta1, slope, rest1);
    v128.store(m, first);
    const squares = decayed(v128.load(v), beta2, f32x4.mul(slope, slope), rest2);
    v128.store(v, squares);
    const root = f32x4.sqrt(f32x4.mul(squares, f32x4.splat(second)));
    const step = f32x4.div(f32x4.mul(first, f32x4.splat(rate)), f32x4.add(root, f32x4.splat(epsilon)));
    v128.store(w, f32x4.sub(v128.load(w), step));
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}

export function rmsprop(
  count: i32,
  w: usize,
  g: usize,
  v: usize,
  rate: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  for (; count >= 4; count -= 4) {
    const slope = v128.load(g);
    const squares = decayed(v128.load(v), beta2, f32x4.mul(slope, slope), rest2);
    v128.store(v, squares);
    const root = f32x4.sqrt(f32x4.add(squares, f32x4.splat(epsilon)));
    v128.store(w, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(slope, f32x4.splat(rate)), root)));
    w += 16;
    g += 16;
    v += 16;
  }
}

export function sgd(count: i32, w: usize, g: usize, rate: f32): void {
  for (; count >= 4; count -= 4) {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(v128.load(g), f32x4.splat(rate))));
    w += 16;
    g += 16;
  }
}
