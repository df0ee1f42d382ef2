/** What the page says before it harms: rows lost by class, thresholds that cannot recall, training on attacks. */
import { FaultError } from '../base/fault.ts';
import { PART_CODE, type Truth } from '../evaluation/part.ts';
import type { SplitSettings } from './settings.ts';

/** Something the person should know before trusting the figures. */
export interface Warning {
  readonly kind: 'leak' | 'destruction' | 'base-rate' | 'mostly-attack' | 'assumption' | 'tuned-on-judged';
  readonly message: string;
  /** Whose threshold it is about, as the recipe sets it: once that is moved, it is no longer so. */
  readonly threshold?: 'isolationForest' | 'autoencoder';
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
  readonly threshold?: Warning['threshold'];
  /** Share of rows that the threshold flags by its own rule (contamination; 1 − percentile / 100). */
  readonly flaggedShare: number;
  /** Share of attacks among the judged rows. */
  readonly attackShare: number;
}): Warning[] => {
  const { detector, threshold, flaggedShare, attackShare } = input;
  const best = bestRecall(flaggedShare, attackShare);
  if (best >= POOR_RECALL) return [];
  return [
    {
      kind: 'base-rate',
      ...(threshold && { threshold }),
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
