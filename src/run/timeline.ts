/** Flows over time in lanes (per source, destination, port …), counted in bins: what a swim-lane chart draws. */
import { FaultError } from '../base/fault.ts';
import { cellText } from '../dataset/cell-text.ts';
import type { Column, Table, TimeColumn } from '../dataset/table.ts';

export interface TimelineRequest {
  /** Score per row of the table; NaN where left out. */
  readonly scores: Float32Array;
  readonly threshold: number;
  /** Name of the column whose values become lanes. */
  readonly lane: string;
  readonly bins: number;
  /** Milliseconds since 1970; null: from the first, to the last. */
  readonly from: number | null;
  readonly to: number | null;
  /** 1 by row where it is counted; null, or left out: every scored row is. The time shown stays that of all of them. */
  readonly among?: Uint8Array | null;
  /** Most lanes; those with most flagged rows first, then those with the highest score. */
  readonly lanes: number;
}

export interface TimelineLane {
  readonly value: string;
  readonly rows: number;
  readonly flagged: number;
  /** Per bin. */
  readonly counts: Uint32Array;
  readonly flaggedCounts: Uint32Array;
  /** Highest score per bin; NaN where there is no row. */
  readonly highest: Float32Array;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly bins: number;
  readonly lanes: readonly TimelineLane[];
  /** What the other values have together: how many they are, and the flagged ones of their rows. */
  readonly others: { readonly lanes: number; readonly flagged: number };
}

/** Of no row. */
export const noTimeline = (bins: number): Timeline => ({
  from: Number.NaN,
  to: Number.NaN,
  bins,
  lanes: [],
  others: { lanes: 0, flagged: 0 },
});

const laneKey = (column: Column): ((row: number) => number | string) =>
  column.kind === 'text' ? (row) => column.codes[row]! : (row) => column.values[row]!;

/**
 * Two passes over the rows: the first finds which lanes have most flagged rows, the second fills the bins of those
 * alone, so memory is lanes × bins however many values the column has. Rows without a time are not counted.
 */
export const timelineOf = (table: Table, time: TimeColumn, request: TimelineRequest): Timeline => {
  const column = table.columns.find((candidate) => candidate.name === request.lane);
  if (!column) {
    throw new FaultError({
      code: 'unknown-column',
      message: `There is no column '${request.lane}' in ${table.name}.`,
      advice: 'Choose another column for the lanes.',
      column: request.lane,
    });
  }
  const { scores, threshold, among } = request;
  let from = request.from ?? Number.POSITIVE_INFINITY;
  let to = request.to ?? Number.NEGATIVE_INFINITY;
  if (request.from === null || request.to === null) {
    for (let row = 0; row < table.rows; row++) {
      const at = time.values[row]!;
      if (Number.isNaN(at) || Number.isNaN(scores[row]!)) continue;
      if (request.from === null && at < from) from = at;
      if (request.to === null && at > to) to = at;
    }
  }
  if (!(from <= to)) return noTimeline(request.bins);

  const key = laneKey(column);
  const totals = new Map<number | string, { row: number; rows: number; flagged: number; highest: number }>();
  const counted = (row: number): boolean => {
    const at = time.values[row]!;
    return at >= from && at <= to && !Number.isNaN(scores[row]!) && among?.[row] !== 0;
  };
  for (let row = 0; row < table.rows; row++) {
    if (!counted(row)) continue;
    const lane = key(row);
    const total = totals.get(lane);
    const isFlagged = scores[row]! > threshold ? 1 : 0;
    if (total) {
      total.rows++;
      total.flagged += isFlagged;
      if (scores[row]! > total.highest) total.highest = scores[row]!;
    } else totals.set(lane, { row, rows: 1, flagged: isFlagged, highest: scores[row]! });
  }
  const sorted = [...totals].sort(
    ([, a], [, b]) => b.flagged - a.flagged || b.highest - a.highest || b.rows - a.rows || a.row - b.row,
  );
  const chosen = sorted.slice(0, request.lanes);
  const left = sorted.slice(request.lanes);
  const others = { lanes: left.length, flagged: left.reduce((sum, [, { flagged }]) => sum + flagged, 0) };
  const lanes = new Map(
    chosen.map(([lane, total]) => [
      lane,
      {
        value: cellText(column, total.row),
        rows: total.rows,
        flagged: total.flagged,
        counts: new Uint32Array(request.bins),
        flaggedCounts: new Uint32Array(request.bins),
        highest: new Float32Array(request.bins).fill(Number.NaN),
      },
    ]),
  );
  const scale = to > from ? request.bins / (to - from) : 0;
  for (let row = 0; row < table.rows; row++) {
    if (!counted(row)) continue;
    const lane = lanes.get(key(row));
    if (!lane) continue;
    const bin = Math.min(request.bins - 1, Math.floor((time.values[row]! - from) * scale));
    const score = scores[row]!;
    lane.counts[bin]!++;
    if (score > threshold) lane.flaggedCounts[bin]!++;
    if (!(lane.highest[bin]! >= score)) lane.highest[bin] = score;
  }
  return { from, to, bins: request.bins, lanes: [...lanes.values()], others };
};
