/**
 * The review beside the page's store: its facts, its actions, and what it asks of the workers when either store changes.
 * Whatever takes more than a moment is asked for once things stand still, and an answer to an old question is dropped.
 */
import { createStore as createZustand, type StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../../base/cancel.ts';
import { toFault } from '../../base/fault.ts';
import { countCorners } from '../../evaluation/agreement.ts';
import { topRows } from '../../evaluation/flagged.ts';
import { agreementOfRankings } from '../../evaluation/rank-agreement.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import type { AppStore } from '../create-store.ts';
import { selectFlaggedShown } from '../judgement.ts';
import { judgedRanking, reasonDetector, selectActiveRun, selectOpening, selectResult } from '../selectors.ts';
import type { Run } from '../state.ts';
import { onceAtRest } from './asking.ts';
import { browserDismissed, type DismissedShelf } from './dismissed.ts';
import { createTimelineDrawing } from './drawing-timeline.ts';
import { createFinding } from './finding.ts';
import { cornerInput } from './listed-rows.ts';
import { createNarrowing } from './narrowing.ts';
import { pairKey } from './pair-key.ts';
import { type Brush, initialReview, type ReviewState, type RowList, type RowSort } from './review-state.ts';

const CORNERS_WAIT_MS = 100;
/** Rows that likes are sought among, and how many are shown. */
const SOUGHT_AMONG = 2000;
const LIKES = 50;

export interface ReviewActions {
  show(list: RowList): void;
  /** Null takes the filter away. */
  filter(column: string, typed: string | null): void;
  sortBy(sort: RowSort | null): void;
  showColumns(columns: readonly string[] | null): void;
  brush(brush: Brush | null): void;
  /** Rows of one class alone; null: of every class. */
  showClass(name: string | null): void;
  /** Rows with this text in any cell. */
  seek(text: string): void;
  showLanes(column: string): void;
  /** Everything that narrows the page and the list, away. */
  clearNarrowing(): void;
  findLike(row: number): Promise<void>;
  /** While a panel is on the page its figures are kept up; answers how to say that it is gone. */
  keepUp(what: 'corners' | 'timeline'): () => void;
  compare(first: readonly [Run, RankingId], second: readonly [Run, RankingId]): Promise<void>;
  dismiss(...names: readonly string[]): void;
  explainAgain(): void;
}

export interface Review {
  readonly api: StoreApi<ReviewState>;
  readonly actions: ReviewActions;
  readonly stop: () => void;
}

export const createReview = (app: AppStore, shelf: DismissedShelf = browserDismissed): Review => {
  const { client } = app;
  const api = createZustand<ReviewState>()(() => ({ ...initialReview, dismissed: shelf.read() }));
  const { getState: get, setState: set } = api;
  const wanted = { corners: 0, timeline: 0 };

  const rows = createFinding(app, api);
  const narrowing = createNarrowing(app, api);
  const timeline = createTimelineDrawing(app, api);
  const corners = onceAtRest(CORNERS_WAIT_MS, async () => {
    const input = cornerInput(app.api.getState());
    set({ corners: input ? await countCorners(input) : null });
  });

  const ask = { corners: corners.ask, timeline: timeline.ask };
  let opening = selectOpening(app.api.getState());
  const stopApp = app.api.subscribe((state, before) => {
    const now = selectOpening(state);
    // Until something else is open, what was may come back, with all that was chosen of it.
    if (now === null) return;
    if (now !== opening) {
      opening = now;
      set((r) => ({ ...initialReview, dismissed: r.dismissed }));
      narrowing.ask();
      return;
    }
    const run = selectActiveRun(state);
    const beforeRun = selectActiveRun(before);
    const isOtherRun = state.view.activeRun !== before.view.activeRun;
    if (isOtherRun) {
      // Likes were found by that run's reasons.
      if (get().list.kind === 'similar') set({ list: { kind: 'flagged' } });
      set({ corners: null, timeline: null, timelineFault: null, seeking: null });
    }
    if (isOtherRun || (run?.phase === 'done' && beforeRun?.phase !== 'done')) narrowing.ask();
    const isOtherRows = state.narrowed !== before.narrowed;
    const changed =
      isOtherRun ||
      isOtherRows ||
      run?.thresholds !== beforeRun?.thresholds ||
      run?.phase !== beforeRun?.phase ||
      state.view.part !== before.view.part ||
      state.view.ranking !== before.view.ranking;
    if (!changed && !(get().list.kind === 'marked' && state.marks !== before.marks)) return;
    if (!run?.output) return;
    rows.ask();
    if (wanted.corners > 0) corners.ask();
    if (wanted.timeline > 0) timeline.ask();
  });
  /** The table lists something else, and the timeline draws it. */
  const onOtherList = (): void => {
    rows.ask();
    if (wanted.timeline > 0) timeline.ask();
  };
  /** Everything on the page is of other rows. */
  const onOtherRows = (): void => {
    narrowing.ask();
    if (wanted.timeline > 0) timeline.ask();
  };

  const actions: ReviewActions = {
    show: (list) => {
      set({ list, sort: null });
      onOtherList();
    },
    filter: (column, typed) => {
      set((r) => {
        const { [column]: _, ...others } = r.filters;
        return { filters: typed === null || typed === '' ? others : { ...others, [column]: typed } };
      });
      onOtherRows();
    },
    sortBy: (sort) => {
      set({ sort });
      rows.ask();
    },
    showColumns: (columns) => set({ columns }),
    brush: (brush) => {
      set({ brush });
      narrowing.ask();
    },
    showClass: (attackClass) => {
      set({ attackClass });
      onOtherRows();
    },
    seek: (sought) => {
      set({ sought });
      onOtherRows();
    },
    showLanes: (lane) => {
      set({ lane });
      timeline.ask();
    },
    clearNarrowing: () => {
      const { filters, brush, sought, attackClass } = initialReview;
      set({ list: { kind: 'flagged' }, sort: null, filters, brush, sought, attackClass });
      onOtherRows();
      rows.ask();
    },
    findLike: async (row) => {
      const state = app.api.getState();
      const run = selectActiveRun(state);
      const result = selectResult(state);
      const detector = run ? reasonDetector(run, state.view.ranking) : null;
      if (!run?.output || !result || !detector) return;
      set({ seeking: row });
      try {
        const flagged = selectFlaggedShown(state);
        const among = (
          flagged.length > LIKES
            ? flagged.subarray(0, SOUGHT_AMONG)
            : topRows(judgedRanking(state) ?? result.ranking, SOUGHT_AMONG)
        ).filter((one) => one !== row);
        const likes = await client.similar(run.output.runId, detector, row, among, LIKES);
        if (get().seeking !== row || app.api.getState().view.activeRun !== run.id) return;
        actions.show({ kind: 'similar', row, detector, rows: likes });
      } catch (thrown) {
        if (!(thrown instanceof Cancelled)) set({ listFault: toFault(thrown) });
      } finally {
        if (get().seeking === row) set({ seeking: null });
      }
    },
    keepUp: (what) => {
      wanted[what]++;
      ask[what]();
      return () => {
        wanted[what]--;
      };
    },
    compare: async ([firstRun, first], [secondRun, second]) => {
      const key = pairKey([firstRun.id, first], [secondRun.id, second]);
      const a = firstRun.output?.result.results[first];
      const b = secondRun.output?.result.results[second];
      if (!a || !b || get().agreements[key]) return;
      const asked = selectOpening(app.api.getState());
      const agreement = await agreementOfRankings(
        { order: a.ranking.order, scores: a.scores },
        { order: b.ranking.order, scores: b.scores },
      );
      if (asked === selectOpening(app.api.getState())) {
        set((r) => ({ agreements: { ...r.agreements, [key]: agreement } }));
      }
    },
    dismiss: (...names) => {
      const dismissed = [...new Set([...get().dismissed, ...names])];
      set({ dismissed });
      shelf.write(dismissed);
    },
    explainAgain: () => {
      set({ dismissed: [] });
      shelf.write([]);
    },
  };

  return {
    api,
    actions,
    stop: () => {
      stopApp();
      rows.stop();
      narrowing.stop();
      corners.stop();
      timeline.stop();
    },
  };
};
