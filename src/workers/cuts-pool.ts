/**
 * Where a file is cut into slices. Each costs messages and as many buffers as there are columns, so they are large. But the
 * first ones are small, so that no reader waits long for its bytes, and so are the last ones, so that none parses on while
 * the others have nothing left to do.
 */

const MOST_BYTES = 6 << 20;
const FIRST_BYTES = 1 << 20;
const LEAST_BYTES = 1 << 19;
/** So many for each reader at the beginning and at the end. */
const A_READER = 2;

/** Ends of the slices of the bytes [from, to), ascending, the last one `to`. `each`: all are of so many bytes. */
export const cutsOf = (from: number, to: number, readers: number, each?: number): readonly number[] => {
  const cuts: number[] = [];
  let at = from;
  const cut = (bytes: number): void => {
    at = Math.min(to, at + bytes);
    cuts.push(at);
  };
  const some = readers * A_READER;
  if (each === undefined) {
    if (to - at > 2 * some * FIRST_BYTES) for (let i = 0; i < some; i++) cut(FIRST_BYTES);
    while (to - at > readers * MOST_BYTES) cut(MOST_BYTES);
  }
  const rest = Math.max(1, each ?? Math.max(LEAST_BYTES, Math.ceil((to - at) / some)));
  do cut(rest);
  while (at < to);
  return cuts;
};
