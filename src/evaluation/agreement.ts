/** Where two detectors agree, without labels: the corners at their thresholds. */
import { createPacer } from '../base/cancel.ts';
import type { Scope } from './counting.ts';
import { countFlagged, orderOf } from './flagged.ts';
import type { Ranking } from './ranking.ts';

export const CORNERS = ['both', 'first-only', 'second-only', 'neither'] as const;
export type Corner = (typeof CORNERS)[number];

export interface CornerInput {
  readonly first: { readonly ranking: Ranking; readonly scores: Float32Array; readonly threshold: number };
  readonly second: { readonly ranking: Ranking; readonly scores: Float32Array; readonly threshold: number };
  readonly scope: Scope;
  /** Part code per row. */
  readonly parts: Uint8Array;
}

const TURN = 1 << 12;

/**
 * Rows per corner, by a walk over the rows that the detector with fewer flagged ones flags, in turns short enough for a
 * page that is in use: the other three corners follow from counts that are binary searches. Rows that only one of the
 * two scored are in no corner.
 */
export const countCorners = async (
  { first, second, scope, parts }: CornerInput,
  pace: () => Promise<void> | undefined = createPacer(undefined, 8),
): Promise<Readonly<Record<Corner, number>>> => {
  const [a, b] = [flaggedIn(first, scope, parts), flaggedIn(second, scope, parts)];
  /** Of `rows`, those that `other` flags, and those it scored. */
  const walk = async (rows: Uint32Array, other: CornerInput['first']) => {
    let flagged = 0;
    let scored = 0;
    for (let i = 0; i < rows.length; i++) {
      const score = other.scores[rows[i]!]!;
      if (score > other.threshold) flagged++;
      if (!Number.isNaN(score)) scored++;
      if (i % TURN === TURN - 1) await pace();
    }
    return { flagged, scored };
  };
  const rows = orderOf(first.ranking, scope, parts);
  if (scoredAlike(first.scores, second.scores)) {
    const { flagged: both } = a.length <= b.length ? await walk(a, second) : await walk(b, first);
    const [firstOnly, secondOnly] = [a.length - both, b.length - both];
    const neither = rows.length - both - firstOnly - secondOnly;
    return { both, 'first-only': firstOnly, 'second-only': secondOnly, neither };
  }
  const ofFirst = await walk(a, second);
  const ofSecond = await walk(b, first);
  const { scored } = await walk(rows, second);
  const [firstOnly, secondOnly] = [ofFirst.scored - ofFirst.flagged, ofSecond.scored - ofSecond.flagged];
  const neither = scored - ofFirst.flagged - firstOnly - secondOnly;
  return { both: ofFirst.flagged, 'first-only': firstOnly, 'second-only': secondOnly, neither };
};

const alike = new WeakMap<Float32Array, WeakMap<Float32Array, boolean>>();

/** True where both left out the same rows, as they do in a run; found once for two detectors. */
const scoredAlike = (first: Float32Array, second: Float32Array): boolean => {
  const ofFirst = alike.get(first) ?? new WeakMap<Float32Array, boolean>();
  alike.set(first, ofFirst);
  const known = ofFirst.get(second);
  if (known !== undefined) return known;
  let isAlike = true;
  for (let row = 0; row < first.length && isAlike; row++) {
    isAlike = Number.isNaN(first[row]!) === Number.isNaN(second[row]!);
  }
  ofFirst.set(second, isAlike);
  return isAlike;
};

/** Flagged rows of the scope, highest score first: a view. */
const flaggedIn = ({ ranking, threshold }: CornerInput['first'], scope: Scope, parts: Uint8Array): Uint32Array =>
  orderOf(ranking, scope, parts).subarray(0, countFlagged(ranking, scope, threshold));

/** Row ids of a corner: by falling score of the first detector, for 'second-only' of the second. */
export const rowsInCorner = ({ first, second, scope, parts }: CornerInput, corner: Corner): Uint32Array => {
  const [own, other] = corner === 'second-only' ? [second, first] : [first, second];
  const order = orderOf(own.ranking, scope, parts);
  const flagged = flaggedIn(own, scope, parts).length;
  const candidates = corner === 'neither' ? order.subarray(flagged) : order.subarray(0, flagged);
  const { scores, threshold } = other;
  // Twice over the rows is several times faster than filter(), which calls back and grows as it goes.
  const accepts = (row: number): boolean => (corner === 'both' ? scores[row]! > threshold : scores[row]! <= threshold);
  let count = 0;
  for (let i = 0; i < candidates.length; i++) if (accepts(candidates[i]!)) count++;
  const found = new Uint32Array(count);
  for (let i = 0, to = 0; to < count; i++) if (accepts(candidates[i]!)) found[to++] = candidates[i]!;
  return found;
};
