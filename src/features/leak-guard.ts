/** Features that give the label away: each is pointed out, and none is dropped silently. */
import { sortNumbers } from '../base/sort-numbers.ts';
import type { GuardLabels, Warning } from './guards.ts';
import { sampleRows } from './sample-rows.ts';
import { codesOf, numbersOf, type SourceColumn } from './source-columns.ts';

/** A feature that alone ranks the classes this well is pointed out. */
export const LEAK_AUC = 0.99;
const LEAK_ROWS = 20_000;

/**
 * ROC AUC of one key: the chance that an anomaly's key is above a normal row's, ties counted half (Mann and Whitney,
 * 1947). NaN keys are left out; NaN where one of the two kinds is missing.
 */
export const aucOf = (keys: Float64Array, isAnomaly: Uint8Array): number => {
  const normalKeys = new Float64Array(keys.length);
  const anomalousKeys = new Float64Array(keys.length);
  let normal = 0;
  let anomalous = 0;
  for (let i = 0; i < keys.length; i++) {
    // A negative zero ties with zero.
    const key = keys[i]! + 0;
    if (Number.isNaN(key)) continue;
    if (isAnomaly[i]) anomalousKeys[anomalous++] = key;
    else normalKeys[normal++] = key;
  }
  const below = sortNumbers(normalKeys.subarray(0, normal));
  const above = sortNumbers(anomalousKeys.subarray(0, anomalous));
  let wins = 0;
  for (let i = 0, less = 0, notMore = 0; i < anomalous; i++) {
    const key = above[i]!;
    while (less < normal && below[less]! < key) less++;
    if (notMore < less) notMore = less;
    while (notMore < normal && below[notMore] === key) notMore++;
    wins += (less + notMore) / 2;
  }
  return wins / (normal * anomalous);
};

/** A category's values ranked by their share of anomalies; null where values are too many for shares to mean anything. */
const categoryKeys = (source: SourceColumn, rows: Uint32Array, isAnomaly: Uint8Array): Float64Array | null => {
  const { codes, dictionary } = codesOf(source.column);
  const all = new Uint32Array(dictionary.length + 1);
  const anomalous = new Uint32Array(dictionary.length + 1);
  rows.forEach((row, i) => {
    all[codes[row]! + 1]!++;
    anomalous[codes[row]! + 1]! += isAnomaly[i]!;
  });
  const distinct = all.reduce((count, rowsOfValue) => count + Number(rowsOfValue > 0), 0);
  // Values that come once or twice each separate any labels: 20 rows a value is the least that shows a rule.
  if (distinct * 20 > rows.length) return null;
  return Float64Array.from(rows, (row) => anomalous[codes[row]! + 1]! / all[codes[row]! + 1]!);
};

export interface LeakInput {
  readonly sources: readonly SourceColumn[];
  /** Rows to look at; a seeded sample of 20,000 where there are more. */
  readonly rows: Uint32Array;
  readonly labels: GuardLabels;
  readonly seed: number;
}

/**
 * How well each feature alone separates the labels: ROC AUC in whichever direction is better, 0.5 … 1. Highest first.
 */
export const separationByColumn = ({ sources, rows, labels, seed }: LeakInput): { column: string; auc: number }[] => {
  const { classCodes, classes } = labels;
  // By class code + 1, so that a row without a label has a place too.
  const known = Uint8Array.from([0, ...classes.map(({ truth }) => Number(truth !== 'unknown'))]);
  const anomalous = Uint8Array.from([0, ...classes.map(({ truth }) => Number(truth === 'anomaly'))]);
  const judged = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (known[classCodes[rows[i]!]! + 1]) judged[count++] = rows[i]!;
  const sample = sampleRows(judged.subarray(0, count), LEAK_ROWS, seed, 'leak');
  const isAnomaly = new Uint8Array(sample.length);
  for (let i = 0; i < sample.length; i++) isAnomaly[i] = anomalous[classCodes[sample[i]!]! + 1]!;
  const separations: { column: string; auc: number }[] = [];
  for (const source of sources) {
    let keys: Float64Array | null;
    if (source.as === 'category') {
      keys = categoryKeys(source, sample, isAnomaly);
    } else {
      const values = numbersOf(source.column);
      keys = new Float64Array(sample.length);
      for (let i = 0; i < sample.length; i++) keys[i] = values[sample[i]!]!;
    }
    const auc = keys ? aucOf(keys, isAnomaly) : Number.NaN;
    if (!Number.isNaN(auc)) separations.push({ column: source.column.name, auc: Math.max(auc, 1 - auc) });
  }
  return separations.sort((a, b) => b.auc - a.auc);
};

/** Columns that are pointed out one by one; a flood of one kind is plain in every second column. */
const MOST_LEAKS = 5;

const quoted = (columns: readonly { readonly column: string }[], most = 5): string =>
  columns
    .slice(0, most)
    .map(({ column }) => `'${column}'`)
    .join(', ') + (columns.length > most ? ` and ${columns.length - most} more` : '');

/** Points out features that separate the labels almost alone. */
export const leakWarnings = (input: LeakInput): Warning[] => {
  const derivedNames = new Set(input.sources.filter((source) => source.derived).map(({ column }) => column.name));
  const telling = separationByColumn(input).filter(({ auc }) => auc > LEAK_AUC);
  const own = telling.filter(({ column }) => !derivedNames.has(column));
  const derived = telling.filter(({ column }) => derivedNames.has(column));
  const warnings = own.slice(0, MOST_LEAKS).map(
    ({ column, auc }): Warning => ({
      kind: 'leak',
      message:
        `'${column}' separates the labels almost on its own (ROC AUC ${auc.toFixed(3)}). If it was derived from the ` +
        'label, or is not known when a flow is seen, the figures are too good to be true.',
      remedy: { label: `Ignore '${column}'`, change: 'ignore-column', column },
    }),
  );
  const others = own.slice(MOST_LEAKS);
  if (others.length > 0) {
    warnings.push({
      kind: 'leak',
      message:
        `${others.length === 1 ? 'One more column does' : `${others.length} more columns do`} so too, each on its own: ` +
        `${quoted(others)}. Where so many do, the attacks may simply be that obvious.`,
    });
  }
  if (derived.length > 0) {
    // These are reckoned here, from sizes, times and addresses: none was made from the label.
    warnings.push({
      kind: 'leak',
      message:
        `${derived.length === 1 ? 'One derived feature separates' : `${derived.length} derived features separate`} the ` +
        `labels almost on ${derived.length === 1 ? 'its' : 'their'} own: ${quoted(derived)} (ROC AUC ${derived.length === 1 ? '' : 'up to '}` +
        `${derived[0]!.auc.toFixed(3)}). The attacks in this capture are that obvious, or come in bursts from few machines; ` +
        'expect less on another capture.',
    });
  }
  return warnings;
};
