/** From a rule to a threshold, with what was used to find it, in words. */
import { thresholdForRecall } from './class-recall.ts';
import {
  countAbove,
  countAtOrAbove,
  groupsOf,
  judgesAll,
  justBelow,
  nextLowerScore,
  rowsIn,
  type Scope,
} from './counting.ts';
import { cheapest, percentileOf, thresholdForCount } from './find-threshold.ts';
import type { Ranking } from './ranking.ts';
import { sidesOf } from './sides.ts';
import type { RulePart, ThresholdRule } from './threshold-rule.ts';

export interface ResolveContext {
  /** Time span of the judged rows in days; null where there is no time column. */
  readonly days: number | null;
  /** Rows that a budget is counted on; the test rows unless said otherwise. */
  readonly judged?: Scope;
}

export interface ResolvedThreshold {
  readonly threshold: number;
  /** True where labels were read to find it. */
  readonly usedLabels: boolean;
  /** The rows it was found on; null for a typed value. */
  readonly rows: Scope | null;
  /** False where the rule could not be followed as asked (no such rows, no labels …) and `explanation` says what was done. */
  readonly met: boolean;
  /** Which rows, labels or not, what was reached. A sentence or two. */
  readonly explanation: string;
}

const PART_WORDS: Readonly<Record<Scope, string>> = {
  train: 'training rows',
  validation: 'validation rows',
  test: 'test rows',
  all: 'scored rows',
};

const partWords = (ranking: Ranking, scope: Scope): string => PART_WORDS[judgesAll(ranking) ? 'all' : scope];

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
const percent = (share: number): string => `${number(share * 100)}%`;
const rowsFlagged = (rows: number): string => `${number(rows)} ${rows === 1 ? 'row' : 'rows'}`;

type Found = Omit<ResolvedThreshold, 'rows'>;

const byPercentile = (ranking: Ranking, scope: Scope, percentile: number): Found => {
  const groups = groupsOf(ranking, scope);
  const threshold = percentileOf(ranking, groups, percentile / 100);
  const flagged = countAbove(ranking, groups, threshold);
  return {
    threshold,
    usedLabels: false,
    met: true,
    explanation: `Percentile ${number(percentile)} of the scores of the ${partWords(ranking, scope)}; no labels used. Flags ${rowsFlagged(flagged)} of ${number(rowsIn(groups))} there.`,
  };
};

/**
 * scikit-learn's offset_ of an isolation forest: the percentile of the scores at 100 × (1 − contamination). Where ties
 * stand on that percentile, flagging all of them may come nearer to the asked count than flagging none.
 */
const byContamination = (ranking: Ranking, scope: Scope, share: number): Found => {
  const groups = groupsOf(ranking, scope);
  const rows = rowsIn(groups);
  const wanted = share * rows;
  let threshold = percentileOf(ranking, groups, 1 - share);
  const without = countAbove(ranking, groups, threshold);
  const withTies = countAtOrAbove(ranking, groups, threshold);
  let flagged = without;
  if (withTies > without && withTies - wanted < wanted - without) {
    threshold = nextLowerScore(ranking, groups, threshold) ?? justBelow(threshold);
    flagged = withTies;
  }
  const near = Math.abs(flagged - wanted) < 1;
  return {
    threshold,
    usedLabels: false,
    met: near,
    explanation:
      `The highest ${percent(share)} of the scores of the ${partWords(ranking, scope)}; no labels used. Flags ${rowsFlagged(flagged)} of ${number(rows)} there` +
      (near ? '.' : `, the nearest to ${number(wanted)} that equal scores allow.`),
  };
};

const byBudget = (ranking: Ranking, scope: Scope, alerts: number, per: 'day' | 'all', days: number | null): Found => {
  const groups = groupsOf(ranking, scope);
  const perDay = per === 'day' && days !== null;
  const most = Math.floor(perDay ? alerts * days + 1e-9 : alerts);
  const threshold = thresholdForCount(ranking, groups, most);
  const flagged = countAbove(ranking, groups, threshold);
  const asked =
    per === 'all'
      ? `At most ${number(alerts)} alerts in total`
      : perDay
        ? `At most ${number(alerts)} alerts a day over ${number(days)} days`
        : `At most ${number(alerts)} alerts in total, because no time span is known`;
  return {
    threshold,
    usedLabels: false,
    met: per === 'all' || perDay,
    explanation: `${asked}, counted on the ${partWords(ranking, scope)}; no labels used. Flags ${rowsFlagged(flagged)}${flagged < most && flagged < rowsIn(groups) ? '; one more would bring several with the same score' : ''}.`,
  };
};

const byFalsePositiveRate = (ranking: Ranking, scope: Scope, rate: number): Found => {
  const normal = groupsOf(ranking, scope, 'normal');
  const rows = rowsIn(normal);
  if (rows === 0) {
    // Among few rows a count would flag none; a percentile always parts the highest from the rest.
    const all = groupsOf(ranking, scope);
    const threshold = percentileOf(ranking, all, 1 - rate);
    return {
      threshold,
      usedLabels: false,
      met: false,
      explanation: `None of the ${partWords(ranking, scope)} is labelled normal, so all were taken as normal: percentile ${number(100 - 100 * rate)} of their scores. Flags ${rowsFlagged(countAbove(ranking, all, threshold))} of ${number(rowsIn(all))} there.`,
    };
  }
  const threshold = thresholdForCount(ranking, normal, rate * rows + 1e-9);
  const flagged = countAbove(ranking, normal, threshold);
  return {
    threshold,
    usedLabels: true,
    met: true,
    explanation: `At most ${percent(rate)} of the normal ${partWords(ranking, scope)} flagged, by their labels. Reached: ${rowsFlagged(flagged)} of ${number(rows)} (${percent(flagged / rows)}).`,
  };
};

const byClassRecall = (
  ranking: Ranking,
  scope: Scope,
  attackClass: string,
  recall: number,
  rowWords = partWords(ranking, scope),
): Found => {
  const classIndex = ranking.classes.indexOf(attackClass);
  const threshold = classIndex < 0 ? null : thresholdForRecall(ranking, scope, classIndex, recall);
  if (threshold === null) return instead(ranking, scope, `The ${rowWords} hold no row of class "${attackClass}"`);
  const own = groupsOf(ranking, scope).filter((group) => group.classIndex === classIndex);
  const caught = countAbove(ranking, own, threshold);
  const flagged = countAbove(ranking, groupsOf(ranking, scope), threshold);
  return {
    threshold,
    usedLabels: true,
    met: true,
    explanation: `The highest threshold that catches at least ${percent(recall)} of class "${attackClass}" in the ${rowWords}, by their labels. Reached: ${number(caught)} of ${number(rowsIn(own))}, with ${rowsFlagged(flagged)} flagged there.`,
  };
};

const byBestF1 = (ranking: Ranking, scope: Scope): Found => {
  const { normal, anomaly } = sidesOf(ranking, scope);
  if (anomaly.length === 0 || normal.length === 0)
    return instead(ranking, scope, oneSided(ranking, scope, anomaly.length));
  const best = cheapest(ranking, scope, (tp, fp, fn) => (tp === 0 ? 0 : -(2 * tp) / (2 * tp + fp + fn)));
  return {
    threshold: best.threshold,
    usedLabels: true,
    met: true,
    explanation: `Best F1 of the anomalies on the ${partWords(ranking, scope)}, by their labels. Reached: F1 ${(-best.cost).toFixed(3)}, ${number(best.tp)} of ${number(anomaly.length)} anomalies caught, ${number(best.fp)} false alarms.`,
  };
};

const byCost = (ranking: Ranking, scope: Scope, miss: number, falseAlarm: number): Found => {
  const { normal, anomaly } = sidesOf(ranking, scope);
  if (anomaly.length === 0 || normal.length === 0)
    return instead(ranking, scope, oneSided(ranking, scope, anomaly.length));
  const best = cheapest(ranking, scope, (_tp, fp, fn) => miss * fn + falseAlarm * fp);
  return {
    threshold: best.threshold,
    usedLabels: true,
    met: true,
    explanation: `Lowest cost on the ${partWords(ranking, scope)}, by their labels, with a miss at ${number(miss)} and a false alarm at ${number(falseAlarm)}. Reached: ${number(best.cost)} in total, ${number(anomaly.length - best.tp)} missed, ${number(best.fp)} false alarms.`,
  };
};

const oneSided = (ranking: Ranking, scope: Scope, anomalies: number): string =>
  `The labels of the ${partWords(ranking, scope)} name no ${anomalies === 0 ? 'anomaly' : 'normal row'}`;

/** What stands in for a rule that cannot be followed. */
const instead = (ranking: Ranking, scope: Scope, why: string): Found => ({
  threshold: percentileOf(ranking, groupsOf(ranking, scope), 0.95),
  usedLabels: false,
  met: false,
  explanation: `${why}; percentile 95 of their scores was taken instead, without labels.`,
});

/** The asked part, or where it is empty another one: rows that are judged come last. */
const partWithRows = (ranking: Ranking, asked: RulePart): RulePart | null => {
  const others = {
    train: ['validation', 'test'],
    validation: ['train', 'test'],
    test: ['validation', 'train'],
  } as const;
  return [asked, ...others[asked]].find((part) => rowsIn(groupsOf(ranking, part)) > 0) ?? null;
};

const follow = (rule: Exclude<ThresholdRule, { kind: 'value' | 'budget' }>, ranking: Ranking, scope: Scope): Found => {
  switch (rule.kind) {
    case 'percentile':
      return byPercentile(ranking, scope, rule.percentile);
    case 'contamination':
      return byContamination(ranking, scope, rule.share);
    case 'false-positive-rate':
      return byFalsePositiveRate(ranking, scope, rule.rate);
    case 'class-recall':
      return byClassRecall(ranking, scope, rule.attackClass, rule.recall);
    case 'best-f1':
      return byBestF1(ranking, scope);
    case 'cost':
      return byCost(ranking, scope, rule.miss, rule.falseAlarm);
  }
};

const CHOSEN_WORDS: Readonly<Record<Scope, string>> = {
  train: 'chosen training rows',
  validation: 'chosen validation rows',
  test: 'chosen test rows',
  all: 'chosen rows',
};

/** The rule 'class-recall' on rows that no rule names: all parts together, or `ranking` is of some chosen rows alone. */
export const resolveClassRecall = (
  ranking: Ranking,
  scope: Scope,
  attackClass: string,
  recall: number,
  isChosen: boolean,
): ResolvedThreshold => {
  const words = isChosen ? CHOSEN_WORDS[scope] : partWords(ranking, scope);
  return { ...byClassRecall(ranking, scope, attackClass, recall, words), rows: scope };
};

/** Never throws: a rule that cannot be followed as asked gives the nearest thing, and `met` and `explanation` say so. */
export const resolveThreshold = (
  rule: ThresholdRule,
  ranking: Ranking,
  context: ResolveContext = { days: null },
): ResolvedThreshold => {
  if (rule.kind === 'value') {
    return {
      threshold: rule.value,
      usedLabels: false,
      rows: null,
      met: true,
      explanation: 'Set by hand, without rows or labels.',
    };
  }
  if (rule.kind === 'budget') {
    const asked = context.judged ?? 'test';
    const scope: Scope = rowsIn(groupsOf(ranking, asked)) > 0 ? asked : 'all';
    if (rowsIn(groupsOf(ranking, scope)) === 0) return NO_ROWS;
    return { ...byBudget(ranking, scope, rule.alerts, rule.per, context.days), rows: scope };
  }
  const part = partWithRows(ranking, rule.of);
  if (part === null) return NO_ROWS;
  const found = follow(rule, ranking, part);
  if (part === rule.of) return { ...found, rows: part };
  return {
    ...found,
    rows: part,
    met: false,
    explanation: `There are no ${PART_WORDS[rule.of]}, so the ${partWords(ranking, part)} were taken. ${found.explanation}`,
  };
};

const NO_ROWS: ResolvedThreshold = {
  threshold: 0,
  usedLabels: false,
  rows: null,
  met: false,
  explanation: 'No row has a score, so there is nothing to find a threshold on.',
};
