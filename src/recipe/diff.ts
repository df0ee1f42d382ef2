/** Which settings two recipes differ in. */
import type { Recipe } from './recipe.ts';
import { settingOf, valueInWords } from './setting-value.ts';
import { SETTINGS, type Setting } from './settings-catalogue.ts';

export interface SettingDifference {
  readonly setting: Setting;
  readonly before: string;
  readonly after: string;
}

export const sameValue = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
};

/** In the order of the catalogue. The name of the preset is no setting: it follows from them. */
export const diffRecipes = (before: Recipe, after: Recipe): readonly SettingDifference[] =>
  SETTINGS.flatMap((setting) => {
    const a = settingOf(before, setting.path);
    const b = settingOf(after, setting.path);
    if (sameValue(a, b)) return [];
    return [{ setting, before: valueInWords(setting, a), after: valueInWords(setting, b) }];
  });

/** True where only thresholds differ: nothing needs to be trained again. */
export const onlyThresholdsDiffer = (before: Recipe, after: Recipe): boolean =>
  diffRecipes(before, after).every(({ setting }) => setting.control.kind === 'threshold');
