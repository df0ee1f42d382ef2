/** Reading and setting one setting of a recipe by its path, and its value in words. */
import type { ThresholdRule } from '../evaluation/threshold-rule.ts';
import type { Recipe } from './recipe.ts';
import { ROWS_OR_SHARE, type Setting } from './settings-catalogue.ts';

export const settingOf = (recipe: Recipe, path: string): unknown => {
  let value: unknown = recipe;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
};

/** A copy with one setting changed. Not validated: `parseRecipe` is for that. The path must be one of the catalogue's. */
export const withSetting = (recipe: Recipe, path: string, value: unknown): Recipe => {
  const change = (node: unknown, keys: readonly string[]): unknown => {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    const record = node as Readonly<Record<string, unknown>>;
    return { ...record, [key]: change(record[key], rest) };
  };
  return change(recipe, path.split('.')) as Recipe;
};

const percent = (share: number): string => `${Number((share * 100).toFixed(4))}%`;

export const ruleInWords = (rule: ThresholdRule): string => {
  const rows = 'of' in rule ? ` of the ${rule.of === 'train' ? 'training' : rule.of} rows` : '';
  switch (rule.kind) {
    case 'percentile':
      return `percentile ${rule.percentile}${rows}`;
    case 'contamination':
      return `highest ${percent(rule.share)}${rows}`;
    case 'value':
      return `fixed at ${rule.value}`;
    case 'budget':
      return `${rule.alerts} alerts ${rule.per === 'day' ? 'a day' : 'in total'}`;
    case 'false-positive-rate':
      return `false alarms on ${percent(rule.rate)}${rows}`;
    case 'class-recall':
      return `${percent(rule.recall)} of "${rule.attackClass}"${rows} caught`;
    case 'best-f1':
      return `best F1${rows}`;
    case 'cost':
      return `lowest cost (${rule.miss} for a miss, ${rule.falseAlarm} for a false alarm)${rows}`;
  }
};

/** A number without a unit is a name (a seed), and is written as it is typed. */
const numberInWords = (value: number, unit: string): string => {
  if (unit === '') return String(value);
  const isShare = unit === ROWS_OR_SHARE && value <= 1;
  return `${value.toLocaleString('en-US', { maximumFractionDigits: 10 })} ${isShare ? 'of the rows' : unit === ROWS_OR_SHARE ? 'rows' : unit}`;
};

/** A setting's value as people read it. */
export const valueInWords = (setting: Setting, value: unknown): string => {
  const { control } = setting;
  switch (control.kind) {
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'choice':
      return control.options.find((option) => option.value === value)?.label ?? String(value);
    case 'number':
      return typeof value === 'number' ? numberInWords(value, control.unit) : 'off';
    case 'layers':
      return Array.isArray(value) ? value.join(' · ') : String(value);
    case 'roles':
      return Array.isArray(value) && value.length > 0 ? `${value.length} changed` : 'as proposed';
    case 'label-values':
      return Array.isArray(value) ? value.join(', ') : 'as proposed';
    case 'threshold':
      return ruleInWords(value as ThresholdRule);
  }
};
