/** Which rows the table lists. What a threshold moves is a view into an order made once; the rest is found a moment later. */
import { type CornerInput, rowsInCorner } from '../../evaluation/agreement.ts';
import type { Scope } from '../../evaluation/counting.ts';
import { orderOf } from '../../evaluation/flagged.ts';
import type { Ranking, RankingId } from '../../evaluation/ranking.ts';
import type { Narrowed } from '../../run/narrow.ts';
import type { Prepared } from '../../run/prepared.ts';
import { selectFlaggedShown, selectJudgement } from '../judgement.ts';
import { memoise } from '../memoise.ts';
import { judgedRanking, selectActiveRun, selectNarrowed, selectResult, selectTable } from '../selectors.ts';
import type { AppState, Mark } from '../state.ts';
import type { ReviewState, RowList } from './review-state.ts';

const NO_ROWS = new Uint32Array();

/** Rows of one side of the labels by falling score. One pass, once for each ranking and part. */
const ofTruth = memoise(
  (ranking: Ranking, prepared: Prepared, scope: Scope, truth: 'normal' | 'anomaly'): Uint32Array => {
    const wanted = Uint8Array.from(prepared.classes, (one) => (one.truth === truth ? 1 : 0));
    const { classCodes } = prepared;
    const order = orderOf(ranking, scope, prepared.parts);
    return rowsWhere(order, (row) => wanted[classCodes[row]!] === 1);
  },
  4,
);

/** Twice over the rows is several times faster than filter(), which grows as it goes. */
const rowsWhere = (rows: Uint32Array, accepts: (row: number) => boolean): Uint32Array => {
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (accepts(rows[i]!)) count++;
  if (count === rows.length) return rows;
  const found = new Uint32Array(count);
  for (let i = 0, to = 0; to < count; i++) if (accepts(rows[i]!)) found[to++] = rows[i]!;
  return found;
};

/** Those of a few rows that the review chose. */
const within = memoise(
  (rows: Uint32Array, narrowed: Narrowed | null): Uint32Array =>
    narrowed ? rowsWhere(rows, (row) => narrowed.mask[row] === 1) : rows,
);

const cellView = memoise(
  (rows: Uint32Array, flaggedCount: number, flagged: boolean): Uint32Array =>
    flagged ? rows.subarray(0, flaggedCount) : rows.subarray(flaggedCount),
);

const cellRows = (s: AppState, list: Extract<RowList, { kind: 'cell' }>): Uint32Array => {
  const ranking = judgedRanking(s);
  const prepared = selectActiveRun(s)?.output?.prepared;
  const matrix = selectJudgement(s)?.confusion.matrix;
  if (!ranking || !prepared || !matrix) return NO_ROWS;
  const count = matrix[list.truth === 'normal' ? 0 : 1][1];
  return cellView(ofTruth(ranking, prepared, s.view.part, list.truth), count, list.flagged);
};

const markedRows = memoise(
  (marks: Readonly<Record<number, Mark>> | undefined, verdict: Mark['verdict'], scores: Float32Array): Uint32Array =>
    Uint32Array.from(
      Object.entries(marks ?? {})
        .filter(([, mark]) => verdict === null || mark.verdict === verdict)
        .map(([row]) => Number(row)),
    ).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b),
);

/** Both detectors with their thresholds, as the corners need them; null where one did not run. */
export const cornerInput = (s: AppState): CornerInput | null => {
  const run = selectActiveRun(s);
  const side = (id: RankingId): CornerInput['first'] | null => {
    const ranking = judgedRanking(s, id);
    const scores = run?.output?.result.results[id]?.scores;
    const threshold = run?.thresholds[id]?.present.resolved.threshold;
    return ranking && scores && threshold !== undefined ? { ranking, scores, threshold } : null;
  };
  const first = side('isolationForest');
  const second = side('autoencoder');
  if (!run?.output || !first || !second) return null;
  return { first, second, scope: s.view.part, parts: run.output.prepared.parts };
};

/** Rows of the list by falling score, of those that the review chose. Corners are a pass over the rows: not for every move. */
export const rowsOfList = (s: AppState, list: RowList): Uint32Array => {
  switch (list.kind) {
    case 'flagged':
      return selectFlaggedShown(s);
    case 'cell':
      return cellRows(s, list);
    case 'similar':
      return within(list.rows, selectNarrowed(s));
    case 'marked': {
      const table = selectTable(s);
      const scores = selectResult(s)?.scores;
      if (!table || !scores) return NO_ROWS;
      return within(markedRows(s.marks[table.fingerprint], list.verdict, scores), selectNarrowed(s));
    }
    case 'corner': {
      const input = cornerInput(s);
      return input ? rowsInCorner(input, list.corner) : NO_ROWS;
    }
  }
};

/** True where the rows are at hand at once, so that a drag needs no waiting. */
export const isAtHand = (review: ReviewState): boolean => review.list.kind !== 'corner' && review.sort === null;

/** `rows` in the order of another ranking. One pass over all rows. */
export const inOrderOf = (order: Uint32Array, rows: Uint32Array, total: number, descending: boolean): Uint32Array => {
  const wanted = new Uint8Array(total);
  for (const row of rows) wanted[row] = 1;
  const sorted = rowsWhere(order, (row) => wanted[row] === 1);
  return descending ? sorted : sorted.slice().reverse();
};

/** What the table shows now. */
export const selectListed = (s: AppState, review: ReviewState): Uint32Array =>
  isAtHand(review) ? rowsOfList(s, review.list) : (review.found?.rows ?? NO_ROWS);
