/** Rows that are odd in the same way: nearest by the direction of their reasons, not by their size. */
import type { Reason } from '../detectors/detector.ts';

type Vector = ReadonlyMap<string, number>;

/** Contributions by column, signed by which way the value is odd, scaled to length 1; empty where nothing contributes. */
const unitVector = (reasons: readonly Reason[]): Vector => {
  let squares = 0;
  for (const { contribution } of reasons) squares += contribution * contribution;
  if (squares === 0) return new Map();
  const length = Math.sqrt(squares);
  return new Map(
    reasons.map(({ column, contribution, direction }) => [
      column,
      ((direction === 'high' ? 1 : -1) * contribution) / length,
    ]),
  );
};

/** Cosine of the angle between two sets of reasons, −1…1; 0 where either is empty. */
export const reasonCosine = (a: readonly Reason[], b: readonly Reason[]): number =>
  cosine(unitVector(a), unitVector(b));

const cosine = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (const [column, value] of a) sum += value * (b.get(column) ?? 0);
  return Math.max(-1, Math.min(1, sum));
};

/** Positions of the `count` candidates nearest to `target`, nearest first; ties by position. */
export const nearestByReasons = (
  target: readonly Reason[],
  candidates: readonly (readonly Reason[])[],
  count: number,
): readonly number[] => {
  const wanted = unitVector(target);
  const near = candidates.map((reasons) => cosine(wanted, unitVector(reasons)));
  return Array.from(near.keys())
    .sort((a, b) => near[b]! - near[a]! || a - b)
    .slice(0, count);
};
