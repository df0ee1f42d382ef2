/** Sorts a detector's scores once; every figure that a threshold changes is a binary search after this. */
import { fallingOrder } from './falling-order.ts';
import { rowsOfPart } from './flagged.ts';
import { PART_CODE, type Part, type Truth } from './part.ts';
import type { Ranking, RankingGroup } from './ranking.ts';

export interface RankedClass {
  readonly name: string;
  readonly truth: Truth;
}

/**
 * `scores`: one per row of the table, NaN where the row was left out; `parts`: part code per row; `classCodes`: index
 * into `classes` per row, −1 for none. Rows with a NaN score or the part 'left-out' appear nowhere in the ranking.
 */
export const buildRanking = (
  scores: Float32Array,
  parts: Uint8Array,
  classCodes: Int32Array,
  classes: readonly RankedClass[],
): Ranking => {
  const order = fallingOrder(scores, (row) => parts[row] !== PART_CODE['left-out']);

  // Counting sort of the ordered rows into groups: walking from the lowest score up leaves each group ascending.
  const slots = classes.length + 1;
  const starts = new Uint32Array(4 * slots + 1);
  const slotOf = (row: number): number => parts[row]! * slots + classCodes[row]! + 1;
  for (let i = 0; i < order.length; i++) {
    const slot = slotOf(order[i]!);
    starts[slot + 1] = starts[slot + 1]! + 1;
  }
  for (let s = 1; s < starts.length; s++) starts[s] = starts[s]! + starts[s - 1]!;

  const next = starts.slice(0, 4 * slots);
  const grouped = new Float32Array(order.length);
  for (let i = order.length - 1; i >= 0; i--) {
    const row = order[i]!;
    const slot = slotOf(row);
    const at = next[slot]!;
    // −0 would sort beside 0 but print and compare as another value.
    grouped[at] = scores[row]! + 0;
    next[slot] = at + 1;
  }

  const groups: RankingGroup[] = [];
  for (const part of ['train', 'validation', 'test'] as const satisfies readonly Part[]) {
    for (let classIndex = -1; classIndex < classes.length; classIndex++) {
      const slot = PART_CODE[part] * slots + classIndex + 1;
      const start = starts[slot]!;
      const end = starts[slot + 1]!;
      if (end > start) {
        groups.push({ part, classIndex, truth: classes[classIndex]?.truth ?? 'unknown', start, end });
      }
    }
  }
  const ofPart = (['train', 'validation', 'test'] as const)
    .filter((part) => groups.some((group) => group.part === part))
    .map((part) => [part, rowsOfPart(order, part, parts)] as const);
  return {
    classes: classes.map((entry) => entry.name),
    groups,
    scores: grouped,
    order,
    parts: Object.fromEntries(ofPart),
  };
};
