/** Why a value is odd, in words, from where it stands among the rows that the detectors were trained on. */
import type { Reason } from '../../detectors/detector.ts';
import type { ColumnReference } from '../../run/prepared.ts';

export interface ReasonWords {
  readonly column: string;
  /** "40 times the median of the rows trained on"; stands after the column's name. */
  readonly words: string;
  /** The same in three or four words, for a list. */
  readonly short: string;
  /** Lower than usual. A category is neither high nor low, whichever way its column of zeros and ones is odd. */
  readonly isLow: boolean;
}

/** A category that many rows share is odd only beside the row's other values. */
const COMMON_SHARE = 0.2;
/** Least ratio to the median that is worth saying as a ratio. */
const LEAST_TIMES = 2;

// Made once: a locale's formats take longer to find than to use.
const plain = new Intl.NumberFormat('en-US');
const fourDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

const timesText = (ratio: number): string =>
  ratio >= 1e6
    ? ratio.toExponential(0).replace('e+', 'e')
    : plain.format(ratio >= 10 ? Math.round(ratio) : Number(ratio.toFixed(1)));

const valueText = (value: number): string => fourDigits.format(Number(value.toPrecision(4)));

const shareWords = (share: number): string => {
  const percent = share * 100;
  if (percent === 0) return 'none';
  return percent < 0.01 ? 'under 0.01%' : `${Number(percent.toPrecision(percent < 1 ? 1 : 2))}%`;
};

/** Share of the rows with a lower value, 0…1, half of those with the same; from percentiles at equal steps. */
export const shareBelow = (percentiles: readonly number[], value: number): number => {
  const last = percentiles.length - 1;
  if (last < 1) return Number.NaN;
  let low = 0;
  while (low <= last && percentiles[low]! < value) low++;
  if (low === 0) return percentiles[0] === value ? lastEqual(percentiles, 0) / last / 2 : 0;
  if (low > last) return 1;
  if (percentiles[low] === value) return (low + lastEqual(percentiles, low)) / 2 / last;
  const [a, b] = [percentiles[low - 1]!, percentiles[low]!];
  return (low - 1 + (value - a) / (b - a)) / last;
};
const lastEqual = (sorted: readonly number[], from: number): number => {
  let at = from;
  while (at + 1 < sorted.length && sorted[at + 1] === sorted[from]) at++;
  return at;
};

type Said = Pick<ReasonWords, 'words' | 'short'>;

const BESIDE = 'usual on its own, unusual together with the rest of the row';

const numberWords = (
  percentiles: readonly number[],
  value: number,
  direction: Reason['direction'],
  of: string,
): Said => {
  const lowest = percentiles[0]!;
  const highest = percentiles.at(-1)!;
  const median = percentiles[Math.floor((percentiles.length - 1) / 2)]!;
  const ratio = value / median;
  const beyond = value > highest ? ', above all of them' : value < lowest ? ', below all of them' : '';
  if (median > 0 && ratio >= LEAST_TIMES) {
    return {
      words: `${timesText(ratio)} times the median of ${of}${beyond}`,
      short: `${timesText(ratio)}× median`,
    };
  }
  if (median > 0 && value > 0 && 1 / ratio >= LEAST_TIMES) {
    return {
      words: `1/${timesText(1 / ratio)} of the median of ${of}${beyond}`,
      short: `1/${timesText(1 / ratio)} of median`,
    };
  }
  const shown = valueText(value);
  if (beyond !== '') {
    const edge = value > highest ? `the highest was ${valueText(highest)}` : `the lowest was ${valueText(lowest)}`;
    return {
      words: `${shown}, ${value > highest ? 'above' : 'below'} all of ${of} (${edge})`,
      short: `${shown}, ${value > highest ? 'above' : 'below'} all`,
    };
  }
  if (value === 0 || median === 0) {
    if (value !== median)
      return {
        words: `${shown}, where the median of ${of} is ${valueText(median)}`,
        short: `${shown}, median ${valueText(median)}`,
      };
  }
  const below = shareBelow(percentiles, value);
  if (direction === 'high' && below >= 0.75)
    return { words: `${shown}, higher than ${shareWords(below)} of ${of}`, short: `above ${shareWords(below)}` };
  if (direction === 'low' && below <= 0.25)
    return { words: `${shown}, lower than ${shareWords(1 - below)} of ${of}`, short: `below ${shareWords(1 - below)}` };
  return { words: `${shown}, ${BESIDE}`, short: `${shown}, unusual here` };
};

const categoryWords = (
  shares: readonly { readonly value: string; readonly share: number }[],
  text: string,
  of: string,
): Said => {
  const shown = text === '' ? 'missing' : text;
  const found = shares.find((entry) => entry.value === text);
  if (!found) {
    // The list may end before the rarest values do.
    const listed = shares.reduce((sum, entry) => sum + entry.share, 0);
    return listed > 1 - 1e-6
      ? { words: `${shown}: in none of ${of}`, short: `${shown}: new` }
      : { words: `${shown}: in almost none of ${of}`, short: `${shown}: very rare` };
  }
  const share = shareWords(found.share);
  if (found.share >= COMMON_SHARE)
    return {
      words: `${shown}: in ${share} of ${of}, unusual together with the rest of the row`,
      short: `${shown}, unusual here`,
    };
  return { words: `${shown}: in ${share} of ${of}`, short: `${shown}: ${share} of rows` };
};

/**
 * `cell`: the row's value as text, '' where missing, undefined where the column is not one of the file (reckoned from
 * others). `value`: the cell as a number where the column holds numbers. `of`: the rows that are compared with.
 */
export const reasonWords = (
  { column, direction }: Reason,
  reference: ColumnReference | undefined,
  cell: string | undefined,
  of = 'the rows trained on',
): ReasonWords => {
  const isLow = direction === 'low';
  const plain = { column, words: `unusually ${direction}`, short: direction, isLow };
  if (cell === undefined || !reference) return plain;
  if (reference.kind === 'category') return { column, ...categoryWords(reference.shares, cell, of), isLow: false };
  if (cell === '') return { column, words: 'missing', short: 'missing', isLow: false };
  const value = Number(cell);
  if (!Number.isFinite(value) || reference.percentiles.length < 2) return plain;
  return { column, ...numberWords(reference.percentiles, value, direction, of), isLow };
};
