/**
 * Sorting of many numbers by their bits, least significant digit first (Knuth, The Art of Computer Programming 3,
 * section 5.2.5): a pass a digit of 11 bits, and none where all numbers share that digit. Most columns of traffic are
 * mostly zero, so zeros are counted and not sorted; and nearly all hold 32-bit floats, which have three digits instead
 * of six.
 */

/** Below this the native sort is as fast. */
const FEW = 1024;
const BUCKETS = 2048;
const DIGITS = 6;
/** Position of the low word of a double among its two 32-bit words. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

const FLOAT_DIGITS = 3;
const SIGN = 1 << 31;

/** How many there are of each digit becomes the place of the first that has it. */
const toPlaces = (counts: Uint32Array): void => {
  let place = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = counts[bucket]!;
    counts[bucket] = place;
    place += count;
  }
};

/** Ascending, by their bits without a sign; in either of the two arrays, which one is answered. */
const sortWords = (words: Int32Array, spare: Int32Array): Int32Array => {
  const n = words.length;
  const counts = new Uint32Array(FLOAT_DIGITS * BUCKETS);
  for (let i = 0; i < n; i++) {
    const word = words[i]!;
    counts[word & 2047]!++;
    counts[BUCKETS + ((word >>> 11) & 2047)]!++;
    counts[2 * BUCKETS + (word >>> 22)]!++;
  }
  let from = words;
  let into = spare;
  for (let digit = 0; digit < FLOAT_DIGITS; digit++) {
    const of = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    const shift = 11 * digit;
    if (of[(from[0]! >>> shift) & 2047] === n) continue;
    toPlaces(of);
    for (let i = 0; i < n; i++) {
      const word = from[i]!;
      into[of[(word >>> shift) & 2047]!++] = word;
    }
    [from, into] = [into, from];
  }
  return from;
};

/** Sorts numbers that are all 32-bit floats; says whether they are, and leaves them as they were where not. */
const sortFloats = (values: Float64Array): boolean => {
  const n = values.length;
  const floats = new Float32Array(n);
  let count = 0;
  let zeros = 0;
  let negativeZeros = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (value !== 0) {
      if (Math.fround(value) !== value) return false;
      floats[count++] = value;
    } else if (1 / value < 0) negativeZeros++;
    else zeros++;
  }
  let sorted: Float32Array = floats.subarray(0, count);
  if (count < FEW) sorted.sort();
  else {
    // Bits of floats grow with their magnitude: negative ones are turned round, and go before the others.
    const words = new Int32Array(floats.buffer, 0, count);
    for (let i = 0; i < count; i++) words[i] = words[i]! ^ ((words[i]! >> 31) | SIGN);
    const inOrder = sortWords(words, new Int32Array(count));
    for (let i = 0; i < count; i++) inOrder[i] = inOrder[i]! ^ (~(inOrder[i]! >> 31) | SIGN);
    sorted = new Float32Array(inOrder.buffer, 0, count);
  }
  let below = 0;
  while (below < count && sorted[below]! < 0) below++;
  values.set(sorted.subarray(0, below));
  values.fill(-0, below, below + negativeZeros);
  values.fill(0, below + negativeZeros, below + negativeZeros + zeros);
  values.set(sorted.subarray(below), below + negativeZeros + zeros);
  return true;
};

/** Sorts ascending and in place, exactly as the native sort does (−0 before 0); answers its argument. Holds no NaN. */
export const sortNumbers = (values: Float64Array): Float64Array => {
  const n = values.length;
  if (n < FEW) return values.sort();
  if (sortFloats(values)) return values;
  const counts = new Uint32Array(DIGITS * BUCKETS);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
  let negatives = 0;
  for (let i = 0; i < n; i++) {
    const low = words[2 * i + LOW]!;
    const high = words[2 * i + 1 - LOW]!;
    counts[low & 2047]!++;
    counts[BUCKETS + ((low >>> 11) & 2047)]!++;
    counts[2 * BUCKETS + (low >>> 22)]!++;
    counts[3 * BUCKETS + (high & 2047)]!++;
    counts[4 * BUCKETS + ((high >>> 11) & 2047)]!++;
    counts[5 * BUCKETS + (high >>> 22)]!++;
    negatives += high >>> 31;
  }
  let from: Float64Array = values;
  let into: Float64Array = new Float64Array(n);
  for (let digit = 0; digit < DIGITS; digit++) {
    const of = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    const shift = 11 * (digit % 3);
    const word = digit < 3 ? LOW : 1 - LOW;
    const bits = new Uint32Array(from.buffer, from.byteOffset, 2 * n);
    if (of[(bits[word]! >>> shift) & 2047] === n) continue;
    toPlaces(of);
    for (let i = 0; i < n; i++) {
      const bucket = (bits[2 * i + word]! >>> shift) & 2047;
      into[of[bucket]!++] = from[i]!;
    }
    [from, into] = [into, from];
  }
  // By their bits negative numbers stand behind the others, the nearest to zero first.
  if (negatives > 0) {
    for (let i = 0; i < negatives; i++) into[i] = from[n - 1 - i]!;
    into.set(from.subarray(0, n - negatives), negatives);
    [from, into] = [into, from];
  }
  if (from !== values) values.set(from);
  return values;
};
