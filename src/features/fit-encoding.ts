/** Fits the encoding (encoding.ts) on rows of a table. */
import { createPacer } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import type { OnProgress, Progress } from '../base/progress.ts';
import { quantileOfSorted } from '../base/quantile.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import { sortNumbers } from '../base/sort-numbers.ts';
import type { ReceiptEntry } from '../dataset/receipt.ts';
import type { Numbers, Table } from '../dataset/table.ts';
import { derivedSources } from './derive.ts';
import { fitCategory } from './encode.ts';
import { type EncodedFeature, type Encoding, namesOf, tie } from './encoding.ts';
import { fillReceipt, sortedFinite } from './impute.ts';
import { isHeavyTailed } from './log.ts';
import { sampleRows } from './sample-rows.ts';
import type { FeatureSettings } from './settings.ts';
import {
  type ColumnUses,
  codesOf,
  meaningsOf,
  nothingToLearnFrom,
  numbersOf,
  type SourceColumn,
  tableSources,
} from './source-columns.ts';

export interface EncodingInput {
  readonly table: Table;
  readonly uses: ColumnUses;
  readonly settings: FeatureSettings;
  /** Rows that everything is fitted on. */
  readonly fitRows: Uint32Array;
  /** Rows that will be transformed, for the counts of filled cells; all of the table's where not given. */
  readonly rows?: Uint32Array;
  /** Seeds the sample that medians and quantiles are taken from where there are more than SORTED_ROWS rows. */
  readonly seed: number;
}

export interface FitFeaturesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress<Progress<'derive' | 'encode' | 'scale'>>;
}

/** Medians and quantiles are exact up to this many rows; beyond it they come from a seeded sample of so many. */
export const SORTED_ROWS = 100_000;

/** Whether all finite values among the rows are one value; undefined where there is none. */
const isConstant = (values: Numbers, rows: Uint32Array): boolean | undefined => {
  let seen: number | undefined;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (!Number.isFinite(value)) continue;
    if (seen === undefined) seen = value;
    else if (value !== seen) return false;
  }
  return seen === undefined ? undefined : true;
};

const takesLog = (rule: FeatureSettings['logTransform'], sorted: Float64Array): boolean => {
  if (rule !== 'heavy-tailed') return rule === 'always';
  return isHeavyTailed(sorted[0]! >= 0 ? sorted : sortNumbers(sorted.map(Math.abs)));
};

type Dropped = 'constant' | 'empty';

const fitFeature = (
  source: SourceColumn,
  settings: FeatureSettings,
  rows: Uint32Array,
  sample: Uint32Array,
): EncodedFeature | Dropped => {
  const { column, derived } = source;
  if (source.as === 'category') {
    const { values, distinct } = fitCategory(codesOf(column), rows, settings.categoryLimit);
    if (settings.dropConstant && distinct <= 1) return 'constant';
    return { kind: 'category', source: column.name, derived, values };
  }
  const values = numbersOf(column);
  const constant = isConstant(values, rows);
  if (constant === undefined) return 'empty';
  if (constant && settings.dropConstant) return 'constant';
  let sorted = sortedFinite(values, sample);
  // A sample of a nearly empty column may hold no value at all, where the rows do.
  if (sorted.length === 0) sorted = sortedFinite(values, rows);
  return {
    kind: 'numeric',
    source: column.name,
    derived,
    fill: quantileOfSorted(sorted, 0.5),
    log: takesLog(settings.logTransform, sorted),
  };
};

const droppedEntry = (what: string, columns: readonly string[], detail: string): ReceiptEntry[] =>
  columns.length === 0
    ? []
    : [{ what, count: columns.length, detail, places: columns.slice(0, 5).map((column) => ({ column })) }];

export const fitEncoding = async (input: EncodingInput, options: FitFeaturesOptions = {}): Promise<Encoding> => {
  const { table, uses, settings, fitRows } = input;
  if (fitRows.length === 0) {
    throw new FaultError({
      code: 'too-few-rows',
      message: 'There is no row to fit the features on.',
      advice: 'Open a file with more rows, or give training a larger share.',
    });
  }
  const pace = createPacer(options.signal);
  const meanings = meaningsOf(table, uses);
  options.onProgress?.({ stage: 'derive', done: 0, total: 1 });
  const derived = await derivedSources(table, meanings, settings, pace, true);
  options.onProgress?.({ stage: 'derive', done: 1, total: 1 });
  const candidates = [...tableSources(table, uses, settings), ...derived];
  if (candidates.length === 0) throw nothingToLearnFrom(table, settings);

  const sample = sampleRows(fitRows, SORTED_ROWS, input.seed, 'features');
  const features: EncodedFeature[] = [];
  const sources: SourceColumn[] = [];
  const dropped: Record<Dropped, string[]> = { constant: [], empty: [] };
  for (const [done, source] of candidates.entries()) {
    options.onProgress?.({ stage: 'encode', done, total: candidates.length });
    await pace();
    const fitted = fitFeature(source, settings, fitRows, sample);
    if (typeof fitted === 'string') {
      dropped[fitted].push(source.column.name);
      continue;
    }
    features.push(fitted);
    sources.push(source);
  }
  options.onProgress?.({ stage: 'encode', done: candidates.length, total: candidates.length });
  if (features.length === 0) {
    throw new FaultError({
      code: 'no-feature',
      message: `All ${candidates.length} feature columns of ${table.name} hold one value throughout, or none.`,
      advice: 'Give columns whose values differ the role ‘feature’, or keep constant columns.',
    });
  }

  const used = new Set(settings.network || settings.windows ? meanings.values() : []);
  const all = input.rows ?? rowNumbers(table.rows);
  const logged = features.filter((feature) => feature.kind === 'numeric' && feature.log);
  return {
    state: {
      settings,
      meanings: [...meanings]
        .filter(([, column]) => used.has(column))
        .map(([meaning, column]) => ({ meaning, column })),
      features,
    },
    features: namesOf(features),
    bound: tie(features, sources),
    sources,
    receipt: [
      ...fillReceipt(sources, all),
      ...droppedEntry('columns-constant', dropped.constant, 'Columns left out: one value throughout the fitted rows.'),
      ...droppedEntry('columns-empty', dropped.empty, 'Columns left out: no value in any of the fitted rows.'),
      ...droppedEntry(
        'columns-logarithm',
        logged.map(({ source }) => source),
        `Columns taken as sign(x) · log(1 + |x|)${settings.logTransform === 'always' ? '' : ', since their values span orders of magnitude'}.`,
      ),
    ],
  };
};
