/**
 * The review beside the page's store: its facts, its actions, and what it asks of the workers when either store changes.
 * Whatever takes more than a moment is asked for once things stand still, and an answer to an old question is dropped.
 */
import { createStore as createZustand, type StoreApi } from 'zustand/vanilla';
import { Cancelled } from '../../base/cancel.ts';
import { toFault } from '../../base/fault.ts';
import type { RowFilter } from '../../dataset/select-rows.ts';
import { countCorners } from '../../evaluation/agreement.ts';
import { topRows } from '../../evaluation/flagged.ts';
import { agreementOfRankings } from '../../evaluation/rank-agreement.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import type { AppStore } from '../create-store.ts';
import { selectFlagged } from '../judgement.ts';
import {
  reasonDetector,
  selectActiveRun,
  selectColumns,
  selectResult,
  selectTable,
  selectThreshold,
} from '../selectors.ts';
import type { AppState, Run } from '../state.ts';
import { filterOf } from './column-filter.ts';
import { laneColumn } from './lanes.ts';
import { cornerInput, inOrderOf, isAtHand, rowsOfList, selectTimeColumn } from './listed-rows.ts';
import { pairKey } from './pair-key.ts';
import { type Brush, initialReview, type ReviewState, type RowList, type RowSort } from './review-state.ts';

const WAIT_MS = { rows: 140, corners: 100, timeline: 220 } as const;
export const TIMELINE_BINS = 120;
export const TIMELINE_LANES = 14;
/** Rows that likes are sought among, and how many are shown. */
const SOUGHT_AMONG = 2000;
const LIKES = 50;
const DISMISSED = 'strayflow.dismissed';

export interface ReviewActions {
  show(list: RowList): void;
  /** Null takes the filter away. */
  filter(column: string, typed: string | null): void;
  sortBy(sort: RowSort | null): void;
  showColumns(columns: readonly string[] | null): void;
  brush(brush: Brush | null): void;
  showLanes(column: string): void;
  /** Everything that narrows the list, away. */
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

/** What was dismissed, where the browser keeps it. */
export interface DismissedShelf {
  readonly read: () => readonly string[];
  readonly write: (names: readonly string[]) => void;
}

export const browserDismissed: DismissedShelf = {
  read: () => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(DISMISSED) ?? '[]');
      return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
    } catch {
      return [];
    }
  },
  write: (names) => {
    try {
      localStorage.setItem(DISMISSED, JSON.stringify(names));
    } catch {
      // A page from disk may keep nothing: then they come again next time.
    }
  },
};

/** Runs `work` once nothing was asked for `wait` ms; while it runs, one more turn is remembered. */
const settled = (wait: number, work: () => Promise<void>): { ask: () => void; stop: () => void } => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let again = false;
  const turn = async (): Promise<void> => {
    if (isBusy) {
      again = true;
      return;
    }
    isBusy = true;
    try {
      await work();
    } finally {
      isBusy = false;
      if (again) {
        again = false;
        ask();
      }
    }
  };
  const ask = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), wait);
  };
  return { ask, stop: () => clearTimeout(timer) };
};

const filtersOf = (s: AppState, review: ReviewState): readonly RowFilter[] => {
  const filters = selectColumns(s).flatMap(({ profile }): readonly RowFilter[] => {
    const filter = filterOf(profile, review.filters[profile.name] ?? '');
    return filter ? [filter] : [];
  });
  const time = selectTimeColumn(s);
  if (!review.brush || time === null) return filters;
  return [...filters, { kind: 'range', column: time, low: review.brush.from, high: review.brush.to }];
};

export const createReview = (app: AppStore, shelf: DismissedShelf = browserDismissed): Review => {
  const { client } = app;
  const api = createZustand<ReviewState>()(() => ({ ...initialReview, dismissed: shelf.read() }));
  const { getState: get, setState: set } = api;
  const wanted = { corners: 0, timeline: 0 };

  const findRows = async (): Promise<void> => {
    const state = app.api.getState();
    const review = get();
    const table = selectTable(state);
    if (isAtHand(review) || !table) return;
    const isCurrent = (): boolean =>
      get().list === review.list &&
      get().filters === review.filters &&
      get().sort === review.sort &&
      get().brush === review.brush;
    try {
      const { sort } = review;
      let rows = rowsOfList(state, review.list);
      const order =
        sort?.kind === 'rank' && selectActiveRun(state)?.output?.result.results[sort.ranking]?.ranking.order;
      if (sort && order) rows = inOrderOf(order, rows, table.rows, sort.descending);
      const filters = filtersOf(state, review);
      if (filters.length > 0 || sort?.kind === 'column') {
        // A copy: a view would take all it is a view of along to the worker.
        rows = await client.select({ among: rows.slice(), filters, sort: sort?.kind === 'column' ? sort : null });
      }
      if (isCurrent()) set({ found: { rows, isStale: false }, listFault: null });
    } catch (thrown) {
      if (isCurrent() && !(thrown instanceof Cancelled)) {
        set({ found: { rows: new Uint32Array(), isStale: false }, listFault: toFault(thrown) });
      }
    }
  };
  const rows = settled(WAIT_MS.rows, findRows);
  const askRows = (): void => {
    if (isAtHand(get())) {
      if (get().found || get().listFault) set({ found: null, listFault: null });
      return;
    }
    if (get().found?.isStale === false) set((r) => ({ found: r.found && { ...r.found, isStale: true } }));
    rows.ask();
  };

  const corners = settled(WAIT_MS.corners, async () => {
    const input = cornerInput(app.api.getState());
    set({ corners: input ? await countCorners(input) : null });
  });

  const timeline = settled(WAIT_MS.timeline, async () => {
    const state = app.api.getState();
    const runId = selectActiveRun(state)?.output?.runId;
    const threshold = selectThreshold(state);
    const lane = laneColumn(selectColumns(state), get().lane);
    if (runId === undefined || threshold === null || lane === null || selectTimeColumn(state) === null) return;
    try {
      const found = await client.timeline({
        runId,
        ranking: state.view.ranking,
        threshold,
        lane,
        bins: TIMELINE_BINS,
        from: null,
        to: null,
        lanes: TIMELINE_LANES,
      });
      set({ timeline: { timeline: found, lane, threshold, runId }, timelineFault: null });
    } catch (thrown) {
      if (!(thrown instanceof Cancelled)) set({ timelineFault: toFault(thrown) });
    }
  });

  const ask = { corners: corners.ask, timeline: timeline.ask };
  const stopApp = app.api.subscribe((state, before) => {
    if (selectTable(state) !== selectTable(before)) {
      set((r) => ({ ...initialReview, dismissed: r.dismissed }));
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
    const changed =
      isOtherRun ||
      run?.thresholds !== beforeRun?.thresholds ||
      run?.phase !== beforeRun?.phase ||
      state.view.part !== before.view.part ||
      state.view.ranking !== before.view.ranking;
    if (!changed && !(get().list.kind === 'marked' && state.marks !== before.marks)) return;
    if (!run?.output) return;
    askRows();
    if (wanted.corners > 0) corners.ask();
    if (wanted.timeline > 0) timeline.ask();
  });

  const actions: ReviewActions = {
    show: (list) => {
      set({ list, sort: null });
      askRows();
    },
    filter: (column, typed) => {
      set((r) => {
        const { [column]: _, ...others } = r.filters;
        return { filters: typed === null || typed === '' ? others : { ...others, [column]: typed } };
      });
      askRows();
    },
    sortBy: (sort) => {
      set({ sort });
      askRows();
    },
    showColumns: (columns) => set({ columns }),
    brush: (brush) => {
      set({ brush });
      askRows();
    },
    showLanes: (lane) => {
      set({ lane });
      timeline.ask();
    },
    clearNarrowing: () => {
      set({ list: { kind: 'flagged' }, filters: {}, brush: null, sort: null });
      askRows();
    },
    findLike: async (row) => {
      const state = app.api.getState();
      const run = selectActiveRun(state);
      const result = selectResult(state);
      const detector = run ? reasonDetector(run, state.view.ranking) : null;
      if (!run?.output || !result || !detector) return;
      set({ seeking: row });
      try {
        const flagged = selectFlagged(state);
        const among = (
          flagged.length > LIKES ? flagged.subarray(0, SOUGHT_AMONG) : topRows(result.ranking, SOUGHT_AMONG)
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
      const table = selectTable(app.api.getState());
      const agreement = await agreementOfRankings(
        { order: a.ranking.order, scores: a.scores },
        { order: b.ranking.order, scores: b.scores },
      );
      if (table === selectTable(app.api.getState())) {
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
      corners.stop();
      timeline.stop();
    },
  };
};
