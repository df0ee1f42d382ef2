/**
 * Cells and reasons of the rows that are looked at: asked for in batches a moment after scrolling stops moving, kept for
 * the last few thousand rows. Facts, but too many and too short-lived for the store: it holds a version number alone.
 */
import type { DetectorId } from '../detectors/detector.ts';
import type { AnalysisClient, RowDetail, ToldReason } from '../workers/protocol.ts';

const WAIT_MS = 80;
const MOST_KEPT = 4000;
const MOST_A_BATCH = 120;
/** Rows that are told of at a time: a whole list of them at once is more than one turn of the page can draw. */
const ROWS_A_TURN = 8;

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

export interface RowDetails {
  readonly cells: (row: number) => RowDetail | undefined;
  readonly reasons: (runId: number, detector: DetectorId, row: number) => readonly ToldReason[] | undefined;
  /** Asks for what is missing of these rows. `of`: also their reasons by this run and detector. */
  readonly want: (
    rows: readonly number[],
    of: { readonly runId: number; readonly detector: DetectorId } | null,
  ) => void;
  readonly clear: () => void;
}

export const createRowDetails = (client: AnalysisClient, onArrived: () => void): RowDetails => {
  const cells = new Map<number, RowDetail>();
  const reasons = new Map<string, readonly ToldReason[]>();
  let wanted: { rows: readonly number[]; of: { runId: number; detector: DetectorId } | null } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;
  let busy = false;

  const keep = <K, V>(map: Map<K, V>, key: K, value: V): void => {
    map.delete(key);
    map.set(key, value);
    if (map.size > MOST_KEPT) map.delete(map.keys().next().value as K);
  };
  const reasonKey = (runId: number, detector: DetectorId, row: number): string => `${runId}/${detector}/${row}`;

  const fetchWanted = async (): Promise<void> => {
    timer = undefined;
    if (!wanted || busy) return;
    const { rows, of } = wanted;
    wanted = null;
    const asked = generation;
    const noCells = Uint32Array.from(rows.filter((row) => !cells.has(row)).slice(0, MOST_A_BATCH));
    const noReasons = of
      ? Uint32Array.from(
          rows.filter((row) => !reasons.has(reasonKey(of.runId, of.detector, row))).slice(0, MOST_A_BATCH),
        )
      : new Uint32Array();
    if (noCells.length + noReasons.length === 0) return;
    busy = true;
    try {
      const [someCells, someReasons] = await Promise.allSettled([
        noCells.length > 0 ? client.rows(noCells) : [],
        of && noReasons.length > 0 ? client.reasons(of.runId, of.detector, noReasons) : [],
      ]);
      if (asked !== generation) return;
      const cellsOf = new Map(someCells.status === 'fulfilled' ? someCells.value.map((one) => [one.row, one]) : []);
      const reasonsOf = new Map(
        someReasons.status === 'fulfilled' ? someReasons.value.map((list, i) => [noReasons[i]!, list]) : [],
      );
      const arrived = [...new Set([...noCells, ...noReasons])];
      for (let from = 0; from < arrived.length; from += ROWS_A_TURN) {
        if (from > 0) await nextTurn();
        if (asked !== generation) return;
        for (const row of arrived.slice(from, from + ROWS_A_TURN)) {
          const detail = cellsOf.get(row);
          const list = reasonsOf.get(row);
          if (detail) keep(cells, row, detail);
          if (of && list) keep(reasons, reasonKey(of.runId, of.detector, row), list);
        }
        onArrived();
      }
    } finally {
      busy = false;
      if (wanted) schedule();
    }
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void fetchWanted(), WAIT_MS);
  };

  return {
    cells: (row) => cells.get(row),
    reasons: (runId, detector, row) => reasons.get(reasonKey(runId, detector, row)),
    want: (rows, of) => {
      wanted = { rows, of };
      schedule();
    },
    clear: () => {
      generation++;
      wanted = null;
      clearTimeout(timer);
      cells.clear();
      reasons.clear();
    },
  };
};
