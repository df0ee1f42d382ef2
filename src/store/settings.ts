/** The recipe setting by setting, beside the preset it began from and the run that is shown. */
import { diffRecipes, onlyThresholdsDiffer, sameValue } from '../recipe/diff.ts';
import { RECOMMENDED, TUTORIAL } from '../recipe/presets.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { settingOf, valueInWords } from '../recipe/setting-value.ts';
import { SETTING_GROUPS, SETTINGS, type Setting } from '../recipe/settings-catalogue.ts';
import { memoise } from './memoise.ts';
import { selectActiveRun } from './selectors.ts';
import type { AppState } from './state.ts';

export interface SettingState {
  readonly setting: Setting;
  readonly value: unknown;
  readonly words: string;
  /** The preset's value in words, where this one differs from it. */
  readonly preset: string | null;
  /** The value of the run that is shown in words, where this one differs from it. */
  readonly ran: string | null;
}

export interface SettingGroup {
  readonly group: (typeof SETTING_GROUPS)[number];
  readonly settings: readonly SettingState[];
  /** How many differ from the preset. */
  readonly changed: number;
}

export const presetOf = (basePreset: 'tutorial' | 'recommended'): Recipe =>
  basePreset === 'tutorial' ? TUTORIAL : RECOMMENDED;

/**
 * A setting whose facts stand is the same object, and so is a group of such: a run that ends, or one setting that is
 * changed, draws no other anew.
 */
const lastStates = new Map<string, SettingState>();
const lastGroups = new Map<string, SettingGroup>();

const kept = (state: SettingState): SettingState => {
  const last = lastStates.get(state.setting.path);
  const stands =
    last?.words === state.words &&
    last.preset === state.preset &&
    last.ran === state.ran &&
    sameValue(last.value, state.value);
  if (stands) return last;
  lastStates.set(state.setting.path, state);
  return state;
};

const keptGroup = (group: SettingGroup): SettingGroup => {
  const last = lastGroups.get(group.group);
  if (last && last.changed === group.changed && last.settings.every((state, i) => state === group.settings[i])) {
    return last;
  }
  lastGroups.set(group.group, group);
  return group;
};

const groupsOf = memoise((recipe: Recipe, base: Recipe, ran: Recipe | null): readonly SettingGroup[] => {
  const states = SETTINGS.map((setting): SettingState => {
    const value = settingOf(recipe, setting.path);
    const wordsIfOther = (other: Recipe | null): string | null => {
      if (!other) return null;
      const there = settingOf(other, setting.path);
      return sameValue(value, there) ? null : valueInWords(setting, there);
    };
    return kept({
      setting,
      value,
      words: valueInWords(setting, value),
      preset: wordsIfOther(base),
      ran: wordsIfOther(ran),
    });
  });
  return SETTING_GROUPS.map((group) => {
    const settings = states.filter((state) => state.setting.group === group);
    return keptGroup({ group, settings, changed: settings.filter((state) => state.preset !== null).length });
  });
});

const ranRecipe = (s: AppState): Recipe | null => {
  const run = selectActiveRun(s);
  return run?.phase === 'done' ? run.recipe : null;
};

export const selectSettingGroups = (s: AppState): readonly SettingGroup[] =>
  groupsOf(s.recipe, presetOf(s.basePreset), ranRecipe(s));

const differences = memoise(diffRecipes);
const NO_DIFFERENCES: ReturnType<typeof diffRecipes> = [];
/** What was changed since the run that is shown. */
export const selectChangesSinceRun = (s: AppState): ReturnType<typeof diffRecipes> => {
  const ran = ranRecipe(s);
  return ran && ran !== s.recipe ? differences(ran, s.recipe) : NO_DIFFERENCES;
};

const thresholdsOnly = memoise(onlyThresholdsDiffer);
export const selectOnlyThresholdsChanged = (s: AppState): boolean => {
  const ran = ranRecipe(s);
  return ran !== null && thresholdsOnly(ran, s.recipe);
};
