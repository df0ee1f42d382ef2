/**
 * How alike two rankings of the same rows are, from orders that are sorted already: no sort, a few passes over the rows,
 * in turns short enough for a page that is in use.
 */
import { breathe, createPacer } from '../base/cancel.ts';

export interface RankGrid {
  /** Cells per side. */
  readonly size: number;
  /** Rows per cell, row-major: counts[y · size + x], x the first detector's rank share, y the second's; 0 is lowest. */
  readonly counts: Uint32Array;
  readonly rows: number;
  readonly highest: number;
}

export interface Ranked {
  /** Row ids by falling score. */
  readonly order: Uint32Array;
  /** Score per row of the table; NaN where left out. */
  readonly scores: Float32Array;
}

export interface RankAgreement {
  /** Rows that both scored. */
  readonly rows: number;
  /** Spearman's rank correlation, −1…1, ties averaged; null for fewer than two rows or where all ranks are equal. */
  readonly rankCorrelation: number | null;
  /** Cells of equal shares of the ranks. */
  readonly even: RankGrid;
  /** Cells of equal ratios of the ranks: as much room for ranks 1 to 10 as for 1,000 to 10,000. */
  readonly top: RankGrid;
}

/** Rows between two looks at the clock: cold code takes a microsecond a row, and memory is read out of order. */
const TURN = 1 << 12;

/** Where rank `rank` (1 is the highest score, halves for ties) of `rows` stands on an axis 0…1 of equal ratios. */
export const topPlace = (rank: number, rows: number): number =>
  rows < 2 ? 1 : Math.min(1, Math.max(0, 1 - Math.log(Math.max(1, rank)) / Math.log(rows)));

/** Mid-ranks (1 is the highest) among the rows that `other` scored too; 0 elsewhere. Answers how many those are. */
const midRanks = async (
  { order, scores }: Ranked,
  other: Float32Array,
  ranks: Float32Array,
  pace: () => Promise<void> | undefined,
): Promise<number> => {
  let before = 0;
  let begin = 0;
  let looked = 0;
  while (begin < order.length) {
    const score = scores[order[begin]!]!;
    let end = begin;
    let tied = 0;
    while (end < order.length && scores[order[end]!]! === score) {
      if (!Number.isNaN(other[order[end]!]!)) tied++;
      end++;
    }
    const rank = before + (tied + 1) / 2;
    for (let i = begin; i < end; i++) {
      const row = order[i]!;
      if (!Number.isNaN(other[row]!)) ranks[row] = rank;
    }
    before += tied;
    begin = end;
    if (begin - looked >= TURN) {
      looked = begin;
      await pace();
    }
  }
  return before;
};

/** `size`: cells per side of the grids. Spearman, "The proof and measurement of association between two things" (1904). */
export const agreementOfRankings = async (
  first: Ranked,
  second: Ranked,
  size = 60,
  signal?: AbortSignal,
): Promise<RankAgreement> => {
  const pace = createPacer(signal, 8);
  // Whoever asks has something of its own to do first.
  await breathe();
  const x = new Float32Array(first.scores.length);
  const y = new Float32Array(first.scores.length);
  const rows = await midRanks(first, second.scores, x, pace);
  await midRanks(second, first.scores, y, pace);
  const even = new Uint32Array(size * size);
  const top = new Uint32Array(size * size);
  const cell = (share: number): number => Math.min(size - 1, Math.max(0, Math.floor(share * size)));
  const evenCell = (rank: number): number => cell((rows + 0.5 - rank) / rows);
  const mean = (rows + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let row = 0; row < x.length; row++) {
    const a = x[row]!;
    const b = y[row]!;
    if (a > 0) {
      even[evenCell(b) * size + evenCell(a)]!++;
      top[cell(topPlace(b, rows)) * size + cell(topPlace(a, rows))]!++;
      xx += (a - mean) * (a - mean);
      yy += (b - mean) * (b - mean);
      xy += (a - mean) * (b - mean);
    }
    if (row % TURN === TURN - 1) await pace();
  }
  const grid = (counts: Uint32Array): RankGrid => ({
    size,
    counts,
    rows,
    highest: counts.reduce((most, count) => Math.max(most, count), 0),
  });
  const flat = rows < 2 || xx === 0 || yy === 0;
  return {
    rows,
    rankCorrelation: flat ? null : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))),
    even: grid(even),
    top: grid(top),
  };
};

/** Share of the `count` highest rows of one that are among the `count` highest of the other; null where there are none. */
export const topOverlap = (first: Uint32Array, second: Uint32Array, count: number): number | null => {
  const taken = Math.min(count, first.length, second.length);
  if (taken === 0) return null;
  const highest = new Set(first.subarray(0, taken));
  let shared = 0;
  for (const row of second.subarray(0, taken)) if (highest.has(row)) shared++;
  return shared / taken;
};

/** The grid in fewer, larger cells, for reading as a table: [second][first], lowest ranks first. */
export const coarseGrid = ({ size, counts }: RankGrid, cells: number): readonly (readonly number[])[] => {
  const coarse = Array.from({ length: cells }, () => new Array<number>(cells).fill(0));
  counts.forEach((count, at) => {
    const y = Math.floor((Math.floor(at / size) * cells) / size);
    const x = Math.floor(((at % size) * cells) / size);
    coarse[y]![x]! += count;
  });
  return coarse;
};
