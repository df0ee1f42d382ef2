/** The order of rows by score, found once per ranking. */

/**
 * Rows by falling score, ties by row: a stable least-significant-digit radix sort of the float's bits in three passes
 * of eleven bits (NaN scores and rows that are not kept left out; Knuth, The Art of Computer Programming 3, 5.2.5). Bits are flipped so that they sort as unsigned
 * integers from the highest score down.
 */
export const fallingOrder = (scores: Float32Array, keep: (row: number) => boolean = () => true): Uint32Array => {
  let rows = new Uint32Array(scores.length);
  let keys = new Uint32Array(scores.length);
  const asFloat = new Float32Array(1);
  const asBits = new Uint32Array(asFloat.buffer);
  let count = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (Number.isNaN(score) || !keep(row)) continue;
    asFloat[0] = score + 0;
    const bits = asBits[0]!;
    keys[count] = (bits & 0x80000000) !== 0 ? bits : ~bits & 0x7fffffff;
    rows[count] = row;
    count++;
  }

  let otherRows = new Uint32Array(count);
  let otherKeys = new Uint32Array(count);
  rows = rows.slice(0, count);
  keys = keys.slice(0, count);
  for (const shift of [0, 11, 22]) {
    const places = new Uint32Array(2049);
    for (let i = 0; i < count; i++) {
      const digit = ((keys[i]! >>> shift) & 2047) + 1;
      places[digit] = places[digit]! + 1;
    }
    for (let d = 1; d < 2049; d++) places[d] = places[d]! + places[d - 1]!;
    for (let i = 0; i < count; i++) {
      const key = keys[i]!;
      const digit = (key >>> shift) & 2047;
      const at = places[digit]!;
      places[digit] = at + 1;
      otherKeys[at] = key;
      otherRows[at] = rows[i]!;
    }
    [rows, otherRows] = [otherRows, rows];
    [keys, otherKeys] = [otherKeys, keys];
  }
  return rows;
};
