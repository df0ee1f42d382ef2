/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna, 2018, "Scrambled linear pseudorandom number generators"),
 * its state filled by splitmix32 from the seed and a stream name, so that two uses of one seed never share numbers.
 */
export interface Rng {
  /** Next unsigned 32-bit integer. */
  uint32(): number;
  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number;
  /** Uniform integer in 0 … bound − 1, without modulo bias. `bound` in 1 … 2^32. */
  below(bound: number): number;
  /** Standard normal (Box–Muller, 1958). */
  normal(): number;
}

const hashName = (name: string): number => {
  // FNV-1a, 32 bit.
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** The four words that a stream of numbers starts from. */
export const rngState = (seed: number, stream = ''): readonly [number, number, number, number] => {
  let mix = (Math.trunc(seed) ^ hashName(stream)) >>> 0;
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  const [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  return [(a | b | c | d) === 0 ? 1 : a, b, c, d];
};

export const createRng = (seed: number, stream = ''): Rng => {
  let [a, b, c, d] = rngState(seed, stream);

  const uint32 = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = (): number => (uint32() * 2097152 + (uint32() >>> 11)) / 9007199254740992;
  const below = (bound: number): number => {
    let value = uint32();
    // The last numbers would favour the low remainders. Where they begin is only reckoned near the end, since dividing
    // numbers beyond 32 bits is slow.
    if (value >= 4294967296 - bound) {
      const limit = 4294967296 - (4294967296 % bound);
      while (value >= limit) value = uint32();
    }
    return bound === 4294967296 ? value : (value >>> 0) % (bound >>> 0);
  };
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uint32, uniform, below, normal };
};

/** Fisher–Yates, in place; returns its argument. */
export const shuffle = <A extends Uint32Array | Int32Array | number[]>(items: A, rng: Rng): A => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    const held = items[i]!;
    items[i] = items[j]!;
    items[j] = held;
  }
  return items;
};
