/** How a threshold was found, in words. */

import { countText, scoreText, shareText, valueText } from '../charts/numbers.ts';
import type { Scope } from '../evaluation/counting.ts';
import type { Truth } from '../evaluation/part.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import type { ThresholdRule } from '../evaluation/threshold-rule.ts';
import type { ThresholdSetting } from '../store/state.ts';

export const RANKING_WORDS: Readonly<Record<RankingId, string>> = {
  isolationForest: 'Isolation Forest',
  autoencoder: 'Autoencoder',
  combined: 'Combined',
};

export const TRUTH_WORDS: Readonly<Record<Truth, string>> = {
  normal: 'Normal',
  anomaly: 'Anomaly',
  unknown: 'No label',
};

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
  all: 'scored',
};

const ordinal = (value: number): string => {
  const text = String(Number(value.toFixed(2)));
  const last = text.at(-1);
  const teens = /1[123]$/.test(text);
  return `${text}${!teens && last === '1' ? 'st' : !teens && last === '2' ? 'nd' : !teens && last === '3' ? 'rd' : 'th'}`;
};

/**
 * `judgesAll`: a saved model scored the rows, and none of them is a training or a test row. `on`: rows that it was found
 * on in place of those that the rule names.
 */
export const ruleText = (rule: ThresholdRule, judgesAll = false, on?: ThresholdSetting['on']): string => {
  const scopes = judgesAll ? { ...SCOPE_WORDS, test: SCOPE_WORDS.all } : SCOPE_WORDS;
  const found = on && `${on.isChosen ? 'chosen ' : ''}${scopes[on.scope]}`;
  const words = found ? { train: found, validation: found, test: found } : scopes;
  switch (rule.kind) {
    case 'percentile':
      return `${ordinal(rule.percentile)} percentile of the ${words[rule.of]} rows’ scores`;
    case 'contamination':
      return `contamination of ${shareText(rule.share)} on the ${words[rule.of]} rows`;
    case 'value':
      return `set by hand to ${scoreText(rule.value)}`;
    case 'budget':
      return `${countText(rule.alerts)} alerts ${rule.per === 'day' ? 'a day' : 'in total'}`;
    case 'false-positive-rate':
      return `false-positive rate of ${shareText(rule.rate)} on the ${words[rule.of]} rows`;
    case 'class-recall':
      return `${shareText(rule.recall, 0)} recall of ${rule.attackClass} on the ${words[rule.of]} rows`;
    case 'best-f1':
      return `best F1 on the ${words[rule.of]} rows`;
    case 'cost':
      return `lowest cost on the ${words[rule.of]} rows, with a miss at ${valueText(rule.miss)} and a false alarm at ${valueText(rule.falseAlarm)}`;
  }
};
