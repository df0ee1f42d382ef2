/** Which rows the table lists. What a threshold moves is a view into an order made once; the rest is found a moment later. */
import { type CornerInput, rowsInCorner } from '../../evaluation/agreement.ts';
import type { Scope } from '../../evaluation/counting.ts';
import { PART_CODE } from '../../evaluation/part.ts';
import type { Ranking, RankingId } from '../../evaluation/ranking.ts';
import type { Prepared } from '../../run/prepared.ts';
import type { DetectorResult } from '../../run/run-result.ts';
import { selectFlagged, selectJudgement } from '../judgement.ts';
import { memoise } from '../memoise.ts';
import { selectActiveRun, selectColumns, selectResult, selectTable } from '../selectors.ts';
import type { AppState, Mark } from '../state.ts';
import type { ReviewState, RowList } from './review-state.ts';

const NO_ROWS = new Uint32Array();

/** Rows of one side of the labels by falling score. One pass, once for each ranking and part. */
const ofTruth = memoise(
  (ranking: Ranking, prepared: Prepared, scope: Scope, truth: 'normal' | 'anomaly'): Uint32Array => {
    const wanted = Uint8Array.from(prepared.classes, (one) => (one.truth === truth ? 1 : 0));
    const { parts, classCodes } = prepared;
    return ranking.order.filter(
      (row) => (scope === 'all' || parts[row] === PART_CODE[scope]) && wanted[classCodes[row]!] === 1,
    );
  },
  4,
);

const cellView = memoise(
  (rows: Uint32Array, flaggedCount: number, flagged: boolean): Uint32Array =>
    flagged ? rows.subarray(0, flaggedCount) : rows.subarray(flaggedCount),
);

const cellRows = (s: AppState, list: Extract<RowList, { kind: 'cell' }>): Uint32Array => {
  const ranking = selectResult(s)?.ranking;
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
    const result: DetectorResult | undefined = run?.output?.result.results[id];
    const threshold = run?.thresholds[id]?.present.resolved.threshold;
    return result && threshold !== undefined ? { ...result, threshold } : null;
  };
  const first = side('isolationForest');
  const second = side('autoencoder');
  if (!run?.output || !first || !second) return null;
  return { first, second, scope: s.view.part, parts: run.output.prepared.parts };
};

/** Rows of the list by falling score, before filters. Corners are a pass over the rows: not for every move. */
export const rowsOfList = (s: AppState, list: RowList): Uint32Array => {
  switch (list.kind) {
    case 'flagged':
      return selectFlagged(s);
    case 'cell':
      return cellRows(s, list);
    case 'similar':
      return list.rows;
    case 'marked': {
      const table = selectTable(s);
      const scores = selectResult(s)?.scores;
      return table && scores ? markedRows(s.marks[table.fingerprint], list.verdict, scores) : NO_ROWS;
    }
    case 'corner': {
      const input = cornerInput(s);
      return input ? rowsInCorner(input, list.corner) : NO_ROWS;
    }
  }
};

/** True where the rows are at hand at once, so that a drag needs no waiting. */
export const isAtHand = (review: ReviewState): boolean =>
  review.list.kind !== 'corner' &&
  review.brush === null &&
  review.sort === null &&
  Object.values(review.filters).every((typed) => typed.trim() === '');

/** `rows` in the order of another ranking. One pass over all rows. */
export const inOrderOf = (order: Uint32Array, rows: Uint32Array, total: number, descending: boolean): Uint32Array => {
  const wanted = new Uint8Array(total);
  for (const row of rows) wanted[row] = 1;
  const sorted = order.filter((row) => wanted[row] === 1);
  return descending ? sorted : sorted.reverse();
};

/** What the table shows now. */
export const selectListed = (s: AppState, review: ReviewState): Uint32Array =>
  isAtHand(review) ? rowsOfList(s, review.list) : (review.found?.rows ?? NO_ROWS);

const timeColumn = memoise((columns: ReturnType<typeof selectColumns>): string | null => {
  const found = columns.find(({ profile }) => profile.kind === 'time' && profile.numeric !== null);
  return found?.profile.name ?? null;
});
/** The column that timelines are drawn along: the first of times. */
export const selectTimeColumn = (s: AppState): string | null => timeColumn(selectColumns(s));
