/**
 * How a file is shared out. A stretch is what one reader goes through from front to back with one stream; it is cut into
 * slices, which come to the table one by one. Each stretch costs the browser a stream and each slice costs messages, so
 * both are large; but the last stretches are small, so that no reader goes on while the others have nothing left to do.
 */

export interface Stretch {
  /** Number of its first slice within the file. */
  readonly first: number;
  readonly from: number;
  /** End of each slice, ascending. */
  readonly ends: readonly number[];
}

/** Slices wait until those of the stretch before are taken: of all readers together, about so much of a file. */
const MOST_WAITING = 32 << 20;
const MOST_STRETCH = 16 << 20;
const LEAST_STRETCH = 1 << 20;
const MOST_SLICE = 4 << 20;
/** A file of up to so much for each reader has one stretch for each, in small slices: a stream begins later than they are read. */
const SMALL = 4 << 20;
const SMALL_SLICE = 1 << 20;
/** A stretch is this part of what is left for each reader. */
const PART = 2;
/** Slices of a stretch where their size is given. */
const GIVEN = 4;

/** The stretches of the bytes [from, to), in order, at least one. `each`: all slices are of so many bytes. */
export const stretchesOf = (from: number, to: number, readers: number, each?: number): readonly Stretch[] => {
  const most = Math.min(MOST_STRETCH, MOST_WAITING / readers);
  const isSmall = to - from <= readers * SMALL;
  const stretches: Stretch[] = [];
  let first = 0;
  let at = from;
  do {
    const left = to - at;
    // The first ones end one after the other: half as many slices wait as where all readers began a stretch at once.
    const begun = Math.min(1, (stretches.length + 1) / readers);
    const share = each
      ? each * GIVEN
      : isSmall
        ? Math.max(LEAST_STRETCH, Math.ceil((to - from) / readers))
        : Math.max(LEAST_STRETCH, Math.min(most * begun, Math.ceil(left / (PART * readers))));
    // A little more is taken along.
    const bytes = each || left > share + LEAST_STRETCH / 2 ? Math.min(left, share) : left;
    const size = each ?? Math.ceil(bytes / Math.max(1, Math.ceil(bytes / (isSmall ? SMALL_SLICE : MOST_SLICE))));
    const ends: number[] = [];
    for (let end = at; end < at + bytes || ends.length === 0; ) {
      end = Math.min(at + bytes, end + size);
      ends.push(end);
    }
    stretches.push({ first, from: at, ends });
    first += ends.length;
    at += bytes;
  } while (at < to);
  return stretches;
};
