/** What the review narrows everything to, as a question to the workers. */
import type { RowFilter } from '../../dataset/select-rows.ts';
import type { ListedBy, RowChoice } from '../../run/rows-shown.ts';
import { memoise } from '../memoise.ts';
import { selectActiveRun, selectColumns, selectTable } from '../selectors.ts';
import type { AppState } from '../state.ts';
import { filterOf, typedOver } from './column-filter.ts';
import type { ReviewState } from './review-state.ts';

const timeColumn = memoise((columns: ReturnType<typeof selectColumns>): string | null => {
  const times = columns.filter(({ profile }) => profile.kind === 'time' && profile.numeric !== null);
  const found = times.find(({ profile }) => profile.proposal.meaning === 'time') ?? times[0];
  return found?.profile.name ?? null;
});
/** The column that timelines are drawn along: when flows began, or the first of times. The table worker takes the same. */
export const selectTimeColumn = (s: AppState): string | null => timeColumn(selectColumns(s));

interface TypedFilter {
  readonly column: string;
  readonly typed: string;
  readonly filter: RowFilter;
}

const understood = memoise(
  (columns: ReturnType<typeof selectColumns>, filters: ReviewState['filters']): readonly TypedFilter[] =>
    columns.flatMap(({ profile }): readonly TypedFilter[] => {
      const typed = typedOver(filters, profile.name);
      const filter = filterOf(profile, typed);
      return filter ? [{ column: profile.name, typed, filter }] : [];
    }),
);
/** What is typed over columns, but for what cannot be understood: that filters nothing. */
export const selectFilters = (s: AppState, review: ReviewState): readonly TypedFilter[] =>
  understood(selectColumns(s), review.filters);

/** True where figures are of some rows alone. */
export const isNarrowed = (s: AppState, review: ReviewState): boolean =>
  review.brush !== null ||
  review.attackClass !== null ||
  review.sought.trim() !== '' ||
  selectFilters(s, review).length > 0;

/** Rows by their cells and their class. The timeline is not narrowed to its own brush: it shows what lies beside it. */
export const choiceOf = (s: AppState, review: ReviewState, withBrush = true): RowChoice => {
  const { brush, attackClass, sought } = review;
  const filters: RowFilter[] = selectFilters(s, review).map(({ filter }) => filter);
  if (sought.trim() !== '') filters.push({ kind: 'any', text: sought.trim() });
  const time = selectTimeColumn(s);
  if (withBrush && brush && time !== null) {
    filters.push({ kind: 'range', column: time, low: brush.from, high: brush.to });
  }
  const classes = selectActiveRun(s)?.output?.prepared.classes ?? [];
  // A class that another run does not have narrows that run to nothing, which it is.
  const classIndex = attackClass === null ? null : classes.findIndex(({ name }) => name === attackClass);
  return { filters, classIndex };
};

/** What the table lists, for the timeline; null for the flagged flows, which are coloured there among all others. */
export const listedBy = (s: AppState, { list }: ReviewState): ListedBy | null => {
  const run = selectActiveRun(s);
  const part = s.view.part;
  const at = (ranking: 'isolationForest' | 'autoencoder') => {
    const threshold = run?.thresholds[ranking]?.present.resolved.threshold;
    return threshold === undefined ? null : { ranking, threshold };
  };
  switch (list.kind) {
    case 'flagged':
      return null;
    case 'cell': {
      const threshold = run?.thresholds[s.view.ranking]?.present.resolved.threshold;
      if (threshold === undefined) return null;
      const { truth, flagged } = list;
      return { kind: 'cell', part, truth, flagged, ranking: s.view.ranking, threshold };
    }
    case 'corner': {
      const [first, second] = [at('isolationForest'), at('autoencoder')];
      return first && second && { kind: 'corner', part, corner: list.corner, first, second };
    }
    case 'similar':
      return { kind: 'rows', rows: list.rows.slice() };
    case 'marked': {
      const marks = Object.entries(s.marks[selectTable(s)?.fingerprint ?? ''] ?? {});
      const rows = marks.filter(([, mark]) => list.verdict === null || mark.verdict === list.verdict);
      return { kind: 'rows', rows: Uint32Array.from(rows, ([row]) => Number(row)) };
    }
  }
};
