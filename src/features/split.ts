/** Which row trains, which validates, which judges. */
import { FaultError } from '../base/fault.ts';
import { createRng, shuffle } from '../base/rng.ts';
import type { ReceiptEntry } from '../dataset/receipt.ts';
import type { SourceFile } from '../dataset/table.ts';
import { PART_CODE } from '../evaluation/part.ts';
import type { SplitSettings } from './settings.ts';

export interface SplitInput {
  /** Rows to be split, ascending; all others are left out. */
  readonly rows: Uint32Array;
  readonly tableRows: number;
  readonly settings: SplitSettings;
  readonly seed: number;
  readonly sources: readonly SourceFile[];
  /** By row of the table, −1 for no label; needed for 'stratified'. */
  readonly classCodes?: Int32Array;
  /** Milliseconds by row of the table, NaN where missing; needed for 'time'. */
  readonly times?: Float64Array;
}

export interface Split {
  /** Part code by row of the table (evaluation/part.ts). */
  readonly parts: Uint8Array;
  readonly receipt: readonly ReceiptEntry[];
}

export interface SplitSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Shares are given in hundredths or so: what 1 − 0.8 leaves below the twelfth digit is rounding. */
const tidy = (share: number): number => Math.round(share * 1e12) / 1e12;

const badSplit = (message: string, advice: string): FaultError =>
  new FaultError({ code: 'bad-recipe', message, advice });

/**
 * Sizes of the parts. The test part has ⌈n · share⌉ rows, as with scikit-learn's train_test_split; the validation part
 * the nearest whole number; training the rest. Every part that was asked for gets at least one row, or the split is
 * refused.
 */
export const splitSizes = (rows: number, validation: number, test: number): SplitSizes => {
  const needed = 1 + Number(validation > 0) + Number(test > 0);
  if (rows < needed) {
    throw new FaultError({
      code: 'too-few-rows',
      message: `${rows} ${rows === 1 ? 'row is' : 'rows are'} too few for a split: it needs at least ${needed}.`,
      advice: 'Open a file with more rows, or fill missing cells instead of dropping rows.',
    });
  }
  const testRows = Math.min(Math.ceil(rows * tidy(test)), rows - 1 - Number(validation > 0));
  const left = rows - testRows;
  const validationRows = validation > 0 ? Math.min(Math.max(1, Math.round(rows * tidy(validation))), left - 1) : 0;
  return { train: left - validationRows, validation: validationRows, test: testRows };
};

/**
 * How many of `total` each group gets, in proportion to its size: whole quotas first, then one each by the largest
 * remainder (ties: the larger group, then the earlier), never more than `room` in a group.
 */
export const apportion = (sizes: readonly number[], room: readonly number[], total: number): number[] => {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const quotas = sizes.map((size) => (all === 0 ? 0 : (total * size) / all));
  const given = quotas.map((quota, i) => Math.min(Math.floor(quota + 1e-9), room[i]!));
  let left = total - given.reduce((sum, count) => sum + count, 0);
  const order = quotas
    .map((quota, i) => ({ i, remainder: quota - given[i]! }))
    .sort((a, b) => b.remainder - a.remainder || sizes[b.i]! - sizes[a.i]! || a.i - b.i);
  while (left > 0) {
    let moved = false;
    for (const { i } of order) {
      if (left === 0) break;
      if (given[i]! >= room[i]!) continue;
      given[i]!++;
      left--;
      moved = true;
    }
    if (!moved) break;
  }
  return given;
};

/** Deals rows out in their order: the first to test, then validation, then training. */
const deal = (parts: Uint8Array, order: ArrayLike<number>, sizes: SplitSizes): void => {
  for (let i = 0; i < order.length; i++) {
    parts[order[i]!] =
      i < sizes.test ? PART_CODE.test : i < sizes.test + sizes.validation ? PART_CODE.validation : PART_CODE.train;
  }
};

const dealStratified = (parts: Uint8Array, order: Uint32Array, sizes: SplitSizes, classCodes: Int32Array): void => {
  const groups = new Map<number, number[]>();
  for (const row of order) {
    const group = groups.get(classCodes[row]!);
    if (group) group.push(row);
    else groups.set(classCodes[row]!, [row]);
  }
  // By class code, so that the order of the rows decides nothing but who is drawn.
  const strata = [...groups].sort(([a], [b]) => a - b).map(([, rows]) => rows);
  const counts = strata.map((rows) => rows.length);
  const test = apportion(counts, counts, sizes.test);
  const room = counts.map((count, i) => count - test[i]!);
  const validation = apportion(counts, room, sizes.validation);
  strata.forEach((rows, i) => {
    deal(parts, rows, { test: test[i]!, validation: validation[i]!, train: room[i]! - validation[i]! });
  });
};

/** Rows by time; equal times by row. Rows without a time come first, since nothing says that they are the future. */
const byTime = (rows: Uint32Array, times: Float64Array): { order: Uint32Array; undated: number } => {
  const dated = rows.filter((row) => !Number.isNaN(times[row]!));
  const undated = rows.filter((row) => Number.isNaN(times[row]!));
  const inOrder = dated.every((row, i) => i === 0 || times[row]! >= times[dated[i - 1]!]!);
  if (!inOrder) dated.sort((a, b) => times[a]! - times[b]! || a - b);
  const order = new Uint32Array(rows.length);
  order.set(undated);
  order.set(dated, undated.length);
  return { order, undated: undated.length };
};

export const splitRows = (input: SplitInput): Split => {
  const { settings, seed } = input;
  const test = tidy(1 - settings.train - settings.validation);
  const parts = new Uint8Array(input.tableRows);
  const receipt: ReceiptEntry[] = [];

  // Files that are judged and never trained on are test rows whatever the split.
  const judgedOnly = input.sources.filter((source) => source.scoreOnly);
  let rows = input.rows;
  if (judgedOnly.length > 0) {
    const isJudgedOnly = (row: number): boolean =>
      judgedOnly.some(({ firstRow, endRow }) => row >= firstRow && row < endRow);
    const before = rows.length;
    for (const row of rows) if (isJudgedOnly(row)) parts[row] = PART_CODE.test;
    rows = rows.filter((row) => parts[row] === PART_CODE['left-out']);
    receipt.push({
      what: 'rows-score-only',
      count: before - rows.length,
      detail: `Rows of ${judgedOnly.map(({ name }) => name).join(', ')} are judged and never trained on.`,
    });
  }

  if (settings.kind === 'file') {
    if (judgedOnly.length === 0) {
      throw badSplit(
        'The split by file needs a file that is marked ‘score only’.',
        'Open a second file and mark it ‘score only’, or take another split.',
      );
    }
    if (input.rows.length > 0 && rows.length === input.rows.length) {
      throw new FaultError({
        code: 'too-few-rows',
        message: `No row of ${judgedOnly.map(({ name }) => name).join(', ')} is left to judge.`,
        advice: 'Fill missing cells instead of dropping rows, or mark another file ‘score only’.',
      });
    }
    const sizes = splitSizes(rows.length, settings.validation / (settings.train + settings.validation), 0);
    deal(parts, shuffle(rows.slice(), createRng(seed, 'split')), sizes);
    return { parts, receipt };
  }
  if (test <= 0) {
    throw badSplit(
      `Training (${settings.train}) and validation (${settings.validation}) leave no share of the rows to test on.`,
      'Lower one of the two, so that their sum stays below 1.',
    );
  }
  const sizes = splitSizes(rows.length, settings.validation, test);
  switch (settings.kind) {
    case 'random':
      deal(parts, shuffle(rows.slice(), createRng(seed, 'split')), sizes);
      break;
    case 'stratified': {
      const order = shuffle(rows.slice(), createRng(seed, 'split'));
      if (input.classCodes) dealStratified(parts, order, sizes, input.classCodes);
      else deal(parts, order, sizes);
      break;
    }
    case 'time': {
      if (!input.times) {
        throw badSplit(
          'The split by time needs a column of times.',
          'Give a column of times the role ‘timestamp’, or take the random split.',
        );
      }
      const { order, undated } = byTime(rows, input.times);
      if (undated > 0) {
        receipt.push({
          what: 'rows-without-time',
          count: undated,
          detail: 'Rows without a time are taken as the earliest.',
        });
      }
      // Past first: training, then validation, then test; `deal` begins with test.
      deal(parts, order.reverse(), sizes);
      break;
    }
  }
  return { parts, receipt };
};
