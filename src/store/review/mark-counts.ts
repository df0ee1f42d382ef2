/** How many rows bear which mark. */
import { memoise } from '../memoise.ts';
import { selectTable } from '../selectors.ts';
import type { AppState, Mark, Verdict } from '../state.ts';

export const VERDICTS = ['true-alarm', 'false-alarm', 'look-later'] as const satisfies readonly Verdict[];

export interface MarkCounts {
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly notes: number;
  readonly rows: number;
}

const count = memoise((marks: Readonly<Record<number, Mark>> | undefined): MarkCounts => {
  const all = Object.values(marks ?? {});
  const of = (verdict: Verdict): number => all.filter((mark) => mark.verdict === verdict).length;
  return {
    verdicts: { 'true-alarm': of('true-alarm'), 'false-alarm': of('false-alarm'), 'look-later': of('look-later') },
    notes: all.filter((mark) => mark.note !== '').length,
    rows: all.length,
  };
});
export const selectMarkCounts = (s: AppState): MarkCounts => {
  const table = selectTable(s);
  return count(table ? s.marks[table.fingerprint] : undefined);
};
