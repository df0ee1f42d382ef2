/** What the page says before it harms: leaks, rows lost by class, thresholds that cannot recall, training on attacks. */
import { FaultError } from '../base/fault.ts';
import { sortNumbers } from '../base/sort-numbers.ts';
import { PART_CODE, type Truth } from '../evaluation/part.ts';
import { sampleRows } from './sample-rows.ts';
import type { SplitSettings } from './settings.ts';
import { codesOf, numbersOf, type SourceColumn } from './source-columns.ts';

/** Something the person should know before trusting the figures. */
export interface Warning {
  readonly kind: 'leak' | 'destruction' | 'base-rate' | 'mostly-attack' | 'assumption' | 'tuned-on-judged';
  readonly message: string;
  /** A change of the recipe that would mend it, in words for a button. */
  readonly remedy?: {
    readonly label: string;
    readonly change: 'train-on-normal' | 'fill-missing' | 'ignore-column';
    readonly column?: string;
  };
}

/** Labels as the guards read them. */
export interface GuardLabels {
  /** By row of the table, −1 for no label. */
  readonly classCodes: Int32Array;
  readonly classes: readonly { readonly name: string; readonly truth: Truth }[];
}

const percent = (share: number): string => {
  const digits = (share > 0 && share < 0.1) || (share > 0.95 && share < 1) ? 1 : 0;
  // 99.97% are not all of them.
  return `${(share < 1 ? Math.min(100 * share, 99.9) : 100).toFixed(digits)}%`;
};
const number = new Intl.NumberFormat('en');

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

export interface ClassLoss {
  readonly name: string;
  readonly rows: number;
  readonly lost: number;
}

/** Rows of each class before, and how many of them are not among the kept ones. */
export const lossesByClass = (
  { classCodes, classes }: GuardLabels,
  before: Uint32Array,
  kept: Uint32Array,
): ClassLoss[] => {
  const had = new Uint32Array(classes.length);
  const has = new Uint32Array(classes.length);
  for (const row of before) if (classCodes[row]! >= 0) had[classCodes[row]!]!++;
  for (const row of kept) if (classCodes[row]! >= 0) has[classCodes[row]!]!++;
  return classes.map(({ name }, i) => ({ name, rows: had[i]!, lost: had[i]! - has[i]! }));
};

/** A class that loses this share of its rows is worth a word. */
const MUCH = 0.2;

/**
 * Refuses to drop rows where a whole class would vanish, unless that is allowed; warns where a class loses much, or
 * where what is lost differs much between classes.
 */
export const destructionGuard = (losses: readonly ClassLoss[], allowed: boolean): Warning[] => {
  const hurt = losses.filter(({ lost }) => lost > 0);
  const vanished = hurt.filter(({ rows, lost }) => lost === rows);
  const tell = (some: readonly ClassLoss[]): string =>
    some
      .slice(0, 5)
      .map(({ name, rows, lost }) => `'${name}' loses ${number.format(lost)} of ${number.format(rows)} rows`)
      .join(', ') + (some.length > 5 ? ` and ${some.length - 5} classes more` : '');
  const most = [...hurt].sort((a, b) => b.lost / b.rows - a.lost / a.rows);
  if (vanished.length > 0 && !allowed) {
    throw new FaultError({
      code: 'class-would-vanish',
      message: `Dropping rows with missing cells would remove whole classes: ${tell(vanished)}.`,
      advice: 'Fill missing cells instead, or turn on “Allow a class to vanish” if these classes are not needed.',
      value: vanished[0]!.name,
    });
  }
  if (most.length === 0 || most[0]!.lost / most[0]!.rows < MUCH) return [];
  return [
    {
      kind: 'destruction',
      message: `Dropping rows with missing cells affects some classes more than others: ${tell(most)}.`,
      remedy: { label: 'Fill missing cells', change: 'fill-missing' },
    },
  ];
};

/** The same where nothing says which rows are of one class. */
export const unlabelledLoss = (rows: number, kept: number): Warning[] =>
  rows - kept < rows * MUCH
    ? []
    : [
        {
          kind: 'destruction',
          message:
            `Dropping rows with missing cells leaves out ${number.format(rows - kept)} of ${number.format(rows)} rows: ` +
            'no flow among them is looked at.',
          remedy: { label: 'Fill missing cells', change: 'fill-missing' },
        },
      ];

/** Below this best possible recall the threshold deserves a word. */
const POOR_RECALL = 0.8;

/**
 * A threshold that flags a share of the rows cannot recall more than flagged share / share of attacks, even if every
 * flagged row is an attack.
 */
export const bestRecall = (flaggedShare: number, attackShare: number): number =>
  attackShare === 0 ? 1 : Math.min(1, flaggedShare / attackShare);

export const baseRateWarnings = (input: {
  /** What the threshold is of: "Isolation Forest". */
  readonly detector: string;
  /** Share of rows that the threshold flags by its own rule (contamination; 1 − percentile / 100). */
  readonly flaggedShare: number;
  /** Share of attacks among the judged rows. */
  readonly attackShare: number;
}): Warning[] => {
  const { detector, flaggedShare, attackShare } = input;
  const best = bestRecall(flaggedShare, attackShare);
  if (best >= POOR_RECALL) return [];
  return [
    {
      kind: 'base-rate',
      message:
        `${detector}: the threshold flags about ${percent(flaggedShare)} of the rows, but ${percent(attackShare)} of ` +
        `them are attacks. It cannot catch more than ${percent(best)} of these, however well it ranks.`,
    },
  ];
};

/** Labels of one kind alone judge nothing: what will be missing, and why. */
const oneKindWarning = ({ classes }: GuardLabels): Warning | null => {
  const isThere = (truth: Truth): boolean => classes.some((one) => one.truth === truth);
  if (isThere('normal') && isThere('anomaly')) return null;
  return {
    kind: 'assumption',
    message: isThere('normal')
      ? 'Every labelled row counts as normal: false alarms can be counted, but with no attacks there is no precision, recall or ROC curve.'
      : 'No value of the label counts as normal, so every labelled row is taken for an attack, and there are no false alarms to count and no ROC curve. Under Data, tick the values that mean normal traffic.',
  };
};

/** From this share of attacks on, detectors trained on everything learn the attacks as normal. */
export const MOSTLY_ATTACK = 0.15;

/**
 * Warns where the detectors are trained on many attacks, and says what is assumed where nothing is labelled. Ranked the
 * wrong way round: on UNSW-NB15's training set, two thirds attacks, ROC AUC falls to 0.3.
 */
export const trainingWarnings = (input: {
  readonly trainOn: SplitSettings['trainOn'];
  /** Rows that the detectors see. */
  readonly fitted: Uint32Array;
  readonly labels: GuardLabels | null;
}): Warning[] => {
  const { trainOn, fitted, labels } = input;
  let normal = 0;
  let anomalous = 0;
  if (labels) {
    const rowsOfClass = new Uint32Array(labels.classes.length + 1);
    for (let i = 0; i < fitted.length; i++) rowsOfClass[labels.classCodes[fitted[i]!]! + 1]!++;
    labels.classes.forEach(({ truth }, i) => {
      if (truth === 'normal') normal += rowsOfClass[i + 1]!;
      else if (truth === 'anomaly') anomalous += rowsOfClass[i + 1]!;
    });
  }
  if (normal + anomalous === 0) {
    return [
      {
        kind: 'assumption',
        message:
          'No row is labelled, so both detectors treat common traffic as normal. That works while attacks are well ' +
          `below ${percent(MOSTLY_ATTACK)} of the rows; a long flood in a short capture is common, and ranks low.`,
      },
    ];
  }
  const oneKind = oneKindWarning(labels!);
  if (oneKind) return [oneKind];
  const share = anomalous / (normal + anomalous);
  if (trainOn === 'normal' || share <= MOSTLY_ATTACK) return [];
  return [
    {
      kind: 'mostly-attack',
      message:
        `${percent(share)} of the training rows are attacks. Common traffic is learned as normal, so attacks may rank ` +
        'below the normal rows.',
      remedy: { label: 'Train on normal rows', change: 'train-on-normal' },
    },
  ];
};

/** Share of attacks among the rows of a part that are labelled; null where none is. */
export const attackShareOf = (parts: Uint8Array, part: keyof typeof PART_CODE, labels: GuardLabels): number | null => {
  const code = PART_CODE[part];
  const rowsOfClass = new Uint32Array(labels.classes.length + 1);
  for (let row = 0; row < parts.length; row++) if (parts[row] === code) rowsOfClass[labels.classCodes[row]! + 1]!++;
  let labelled = 0;
  let anomalous = 0;
  labels.classes.forEach(({ truth }, i) => {
    if (truth === 'unknown') return;
    labelled += rowsOfClass[i + 1]!;
    if (truth === 'anomaly') anomalous += rowsOfClass[i + 1]!;
  });
  return labelled === 0 ? null : anomalous / labelled;
};
