/** The loop of word-digest.ts over vectors of four words: two of them make its eight lanes. */

/**
 * Goes on with the lanes at `state` (eight words) over `count` words from `words` on, a multiple of eight.
 */
export function digest(words: usize, count: i32, state: usize): void {
  const first = i32x4.splat(0xcc9e2d51);
  const added = i32x4.splat(0xe6546b64);
  const five = i32x4.splat(5);
  let low = v128.load(state);
  let high = v128.load(state, 16);
  const end = words + ((<usize>count) << 2);
  for (let at = words; at < end; at += 32) {
    low = v128.xor(low, i32x4.mul(v128.load(at), first));
    high = v128.xor(high, i32x4.mul(v128.load(at, 16), first));
    low = i32x4.add(i32x4.mul(v128.or(i32x4.shl(low, 13), i32x4.shr_u(low, 19)), five), added);
    high = i32x4.add(i32x4.mul(v128.or(i32x4.shl(high, 13), i32x4.shr_u(high, 19)), five), added);
  }
  v128.store(state, low);
  v128.store(state, high, 16);
}
