/** From rows of a table to the matrix a detector reads: the shared encoding and one detector's scaling. */
import { createPacer } from '../base/cancel.ts';
import type { Table } from '../dataset/table.ts';
import { bindEncoding } from './bind-encoding.ts';
import { type BoundFeature, type Encoding, gather, gatherSorted } from './encoding.ts';
import type { FeatureInfo, FeatureMatrix } from './feature-matrix.ts';
import { type FeaturizerJson, parseFeaturizerJson } from './featurizer-json.ts';
import { type EncodingInput, type FitFeaturesOptions, fitEncoding, SORTED_ROWS } from './fit-encoding.ts';
import { signedLogInPlace } from './log.ts';
import { sampleRows } from './sample-rows.ts';
import { fitScaler, type ScaleInPlace, type ScalerState, scalerOf, takesSorted } from './scale.ts';
import type { Scaling } from './settings.ts';

export interface Featurizer {
  readonly features: readonly FeatureInfo[];
  readonly encoding: Encoding;
  /** Rows of the table as a matrix, in the order given: about 1 µs a row of 80 features, 2 with quantile scaling. */
  transform(rows: Uint32Array): FeatureMatrix;
  toJSON(): FeaturizerJson;
}

/** Rows filled in at a time, so that their part of the matrix stays in the cache while its columns are written. */
const BLOCK = 256;
const FLOAT32_MAX = 3.4028234663852886e38;
/**
 * Whole numbers below this are looked up where their scaling is dear (a logarithm, a place among quantiles): most cells of
 * traffic are flags, small counts and zeros.
 */
const SMALL = 1024;

type FillColumn = (rows: Uint32Array, start: number, end: number, out: Float32Array, cell: number) => void;

type NumericFeature = BoundFeature & { readonly kind: 'numeric' };

const inRange = (value: number): number => Math.max(-FLOAT32_MAX, Math.min(value, FLOAT32_MAX));

/** Writes one numeric feature of rows[start … end) into every `width`-th cell from `cell` on. */
const fillNumeric = (feature: NumericFeature, scale: ScaleInPlace, width: number): FillColumn => {
  const block = new Float64Array(BLOCK);
  return (rows, start, end, out, first) => {
    gather(feature, rows, start, end, block);
    scale(block, end - start);
    let cell = first;
    for (let i = 0; i < end - start; i++, cell += width) out[cell] = inRange(block[i]!);
  };
};

/** The same, with a table for small whole numbers. */
const fillByTable = ({ values, fill, log }: NumericFeature, scale: ScaleInPlace, width: number): FillColumn => {
  const finish = (some: Float64Array, count: number): void => {
    if (log) signedLogInPlace(some, count);
    scale(some, count);
  };
  const small = Float64Array.from({ length: SMALL }, (_, value) => value);
  finish(small, SMALL);
  const known = Float32Array.from(small, inRange);
  const others = new Float64Array(BLOCK);
  const cells = new Uint32Array(BLOCK);
  return (rows, start, end, out, first) => {
    let count = 0;
    let cell = first;
    for (let i = start; i < end; i++, cell += width) {
      const value = values[rows[i]!]!;
      const whole = value | 0;
      if (whole === value && whole >>> 0 < SMALL) out[cell] = known[whole]!;
      else {
        // Only a finite number less itself is zero.
        others[count] = value - value === 0 ? value : fill;
        cells[count++] = cell;
      }
    }
    if (count === 0) return;
    finish(others, count);
    for (let i = 0; i < count; i++) out[cells[i]!] = inRange(others[i]!);
  };
};

const fillCategory =
  ({ codes, positions }: BoundFeature & { readonly kind: 'category' }, width: number): FillColumn =>
  (rows, start, end, out, first) => {
    let cell = first;
    for (let i = start; i < end; i++, cell += width) out[cell + positions[codes[rows[i]!]! + 1]!] = 1;
  };

const featurizerOf = (encoding: Encoding, scalers: readonly ScalerState[]): Featurizer => {
  const width = encoding.features.length;
  let numeric = 0;
  const fills = encoding.bound.map((feature) => {
    if (feature.kind === 'category') return fillCategory(feature, width);
    const scaler = scalers[numeric++]!;
    const isDear = feature.log || scaler.kind === 'quantile' || scaler.kind === 'quantile-normal';
    return (isDear ? fillByTable : fillNumeric)(feature, scalerOf(scaler), width);
  });
  const transform = (rows: Uint32Array): FeatureMatrix => {
    const out = new Float32Array(rows.length * width);
    for (let start = 0; start < rows.length; start += BLOCK) {
      const end = Math.min(start + BLOCK, rows.length);
      for (let f = 0; f < fills.length; f++) {
        fills[f]!(rows, start, end, out, start * width + encoding.bound[f]!.offset);
      }
    }
    return { values: out, rows: rows.length, features: encoding.features };
  };
  return {
    features: encoding.features,
    encoding,
    transform,
    toJSON: () => ({ version: 1, encoding: encoding.state, scalers }),
  };
};

export interface ScalingInput {
  readonly scaling: Scaling;
  readonly fitRows: Uint32Array;
  readonly seed: number;
}

/** Fits one detector's scaling on top of the shared encoding. */
export const fitScaling = async (
  encoding: Encoding,
  { scaling, fitRows, seed }: ScalingInput,
  options: FitFeaturesOptions = {},
): Promise<Featurizer> => {
  const pace = createPacer(options.signal);
  const sorts = takesSorted(scaling);
  const rows = sorts ? sampleRows(fitRows, SORTED_ROWS, seed, 'scaling') : fitRows;
  const unsorted = sorts ? null : new Float64Array(rows.length);
  const scalers: ScalerState[] = [];
  const total = encoding.bound.length;
  for (const [done, feature] of encoding.bound.entries()) {
    options.onProgress?.({ stage: 'scale', done, total });
    await pace();
    if (feature.kind !== 'numeric') continue;
    if (unsorted) gather(feature, rows, 0, rows.length, unsorted);
    scalers.push(fitScaler(scaling, unsorted ?? gatherSorted(feature, rows)));
  }
  options.onProgress?.({ stage: 'scale', done: total, total });
  return featurizerOf(encoding, scalers);
};

export const fitFeaturizer = async (
  input: EncodingInput & { readonly scaling: Scaling },
  options: FitFeaturesOptions = {},
): Promise<Featurizer> => fitScaling(await fitEncoding(input, options), input, options);

/** A saved featurizer, tied to a table with the same columns. Saved ones with one encoding may share a bound one. */
export const featurizerFromJson = async (json: unknown, table: Table, shared?: Encoding): Promise<Featurizer> => {
  const { encoding, scalers } = parseFeaturizerJson(json);
  const same = shared && JSON.stringify(shared.state) === JSON.stringify(encoding);
  return featurizerOf(same ? shared : await bindEncoding(encoding, table), scalers);
};
