/** Which rows are looked at: by their cells, by their class, and by what a threshold makes of them. */
import { type RowFilter, selectRows } from '../dataset/select-rows.ts';
import type { Table } from '../dataset/table.ts';
import type { Corner } from '../evaluation/agreement.ts';
import type { Scope } from '../evaluation/counting.ts';
import { PART_CODE, type Truth } from '../evaluation/part.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import type { Prepared } from './prepared.ts';

/** What no threshold changes. */
export interface RowChoice {
  readonly filters: readonly RowFilter[];
  /** Index into the classes of the run; null: every class. */
  readonly classIndex: number | null;
}

/** What thresholds make of rows, or rows by name. */
export type ListedBy =
  | {
      readonly kind: 'cell';
      readonly part: Scope;
      readonly truth: Exclude<Truth, 'unknown'>;
      readonly flagged: boolean;
      readonly ranking: RankingId;
      readonly threshold: number;
    }
  | {
      readonly kind: 'corner';
      readonly part: Scope;
      readonly corner: Corner;
      readonly first: { readonly ranking: RankingId; readonly threshold: number };
      readonly second: { readonly ranking: RankingId; readonly threshold: number };
    }
  | { readonly kind: 'rows'; readonly rows: Uint32Array };

export type ScoresOfRun = Readonly<Partial<Record<RankingId, Float32Array>>>;
type Judged = Pick<Prepared, 'parts' | 'classCodes' | 'classes'>;

/** 1 by row of the table where the row is chosen; null where nothing is asked for: every row is. */
export const chosenRows = (table: Table, prepared: Judged | null, choice: RowChoice): Uint8Array | null => {
  const { filters, classIndex } = choice;
  if (filters.length === 0 && classIndex === null) return null;
  const mask = new Uint8Array(table.rows);
  if (filters.length === 0) mask.fill(1);
  else {
    const among = new Uint32Array(table.rows);
    for (let row = 0; row < among.length; row++) among[row] = row;
    for (const row of selectRows(table, { among, filters, sort: null })) mask[row] = 1;
  }
  if (classIndex !== null) {
    for (let row = 0; row < mask.length; row++) if (prepared?.classCodes[row] !== classIndex) mask[row] = 0;
  }
  return mask;
};

const testOf = (
  listed: Exclude<ListedBy, { kind: 'rows' }>,
  { parts, classCodes, classes }: Judged,
  scores: ScoresOfRun,
): ((row: number) => boolean) => {
  const code = listed.part === 'all' ? null : PART_CODE[listed.part];
  const inPart = (row: number): boolean => code === null || parts[row] === code;
  if (listed.kind === 'cell') {
    const wanted = classes.map(({ truth }) => truth === listed.truth);
    const values = scores[listed.ranking];
    return (row) => {
      const score = values?.[row] ?? Number.NaN;
      if (Number.isNaN(score) || !inPart(row) || wanted[classCodes[row]!] !== true) return false;
      return score > listed.threshold === listed.flagged;
    };
  }
  const { corner, first, second } = listed;
  const [x, y] = [scores[first.ranking], scores[second.ranking]];
  const byFirst = corner === 'both' || corner === 'first-only';
  const bySecond = corner === 'both' || corner === 'second-only';
  return (row) => {
    const [a, b] = [x?.[row] ?? Number.NaN, y?.[row] ?? Number.NaN];
    if (Number.isNaN(a) || Number.isNaN(b) || !inPart(row)) return false;
    return a > first.threshold === byFirst && b > second.threshold === bySecond;
  };
};

/** The chosen rows that are also listed; null where neither narrows anything. */
export const shownRows = (
  table: Table,
  prepared: Judged | null,
  scores: ScoresOfRun,
  { listed, ...choice }: RowChoice & { readonly listed: ListedBy | null },
): Uint8Array | null => {
  const chosen = chosenRows(table, prepared, choice);
  if (!listed) return chosen;
  const mask = new Uint8Array(table.rows);
  if (listed.kind === 'rows') {
    for (const row of listed.rows) if (row < mask.length && chosen?.[row] !== 0) mask[row] = 1;
    return mask;
  }
  if (!prepared) return mask;
  const accepts = testOf(listed, prepared, scores);
  for (let row = 0; row < mask.length; row++) if (chosen?.[row] !== 0 && accepts(row)) mask[row] = 1;
  return mask;
};
