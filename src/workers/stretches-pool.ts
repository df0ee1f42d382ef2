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
/** Of what is left for each reader, a stretch is one of so many parts. */
const PART = 2;
/** A file has a reader for each so much: for less, one that goes on is done before another has begun its stream. */
const A_READER = 4 << 20;
/** Of a file with no more than that for each, each has one stretch, in small slices. */
const SMALL_SLICE = 1 << 20;
/** Slices of a stretch where their size is given. */
const GIVEN = 4;

/** How many of the readers a file of so many bytes is shared out to, at least one. */
export const readersOf = (bytes: number, readers: number): number =>
  Math.max(1, Math.min(readers, Math.ceil(bytes / A_READER)));

interface Sizes {
  /** Bytes of the stretch that comes after so many, where so much is left. */
  stretch(before: number, left: number): number;
  /** Most bytes of a slice. */
  readonly slice: number;
}

const sizesOf = (bytes: number, readers: number): Sizes => {
  if (bytes <= readers * A_READER) {
    return { stretch: () => Math.max(LEAST_STRETCH, Math.ceil(bytes / readers)), slice: SMALL_SLICE };
  }
  const most = Math.min(MOST_STRETCH, MOST_WAITING / readers);
  return {
    stretch(before, left) {
      // The first ones end one after the other: half as many slices wait as where all readers began one at once.
      const growing = (most * Math.min(readers, before + 1)) / readers;
      return Math.max(LEAST_STRETCH, Math.ceil(Math.min(growing, left / (PART * readers))));
    },
    slice: MOST_SLICE,
  };
};

/** Ends of as few parts of [from, to) as none is larger than `most`: all of one size, or, not `even`, of `most` bytes. */
const endsOf = (from: number, to: number, most: number, even: boolean): readonly number[] => {
  const count = Math.max(1, Math.ceil((to - from) / most));
  const each = even ? (to - from) / count : most;
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : Math.ceil(from + (i + 1) * each)));
};

/** The stretches of the bytes [from, to), in order, at least one. `each`: all slices are of so many bytes. */
export const stretchesOf = (from: number, to: number, readers: number, each?: number): readonly Stretch[] => {
  const sizes = each === undefined ? sizesOf(to - from, readers) : { stretch: () => each * GIVEN, slice: each };
  const least = each === undefined ? LEAST_STRETCH / 2 : 0;
  const stretches: Stretch[] = [];
  let first = 0;
  let at = from;
  do {
    const left = to - at;
    const bytes = sizes.stretch(stretches.length, left);
    // What would be left for a very small one is taken along.
    const end = left - bytes <= least ? to : at + bytes;
    const ends = endsOf(at, end, sizes.slice, each === undefined);
    stretches.push({ first, from: at, ends });
    first += ends.length;
    at = end;
  } while (at < to);
  return stretches;
};
