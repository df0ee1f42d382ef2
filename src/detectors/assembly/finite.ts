/** Whether float32 are finite. AssemblyScript, compiled by build/assembly.ts. Places are counted in bytes. */

/** From `from` to before `end`, which are 32 bytes apart or a multiple of it. */
export function finite(from: usize, end: usize): bool {
  // All bits of the exponent are set in infinities and in what is not a number, and in nothing else.
  const exponent = i32x4.splat(0x7f800000);
  let odd = i32x4.splat(0);
  for (; from < end; from += 32) {
    const first = i32x4.eq(v128.and(v128.load(from), exponent), exponent);
    const second = i32x4.eq(v128.and(v128.load(from, 16), exponent), exponent);
    odd = v128.or(odd, v128.or(first, second));
  }
  return !v128.any_true(odd);
}
