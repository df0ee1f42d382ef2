import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../base/fault.ts';
import { diffRecipes, onlyThresholdsDiffer } from './diff.ts';
import { parseRecipe } from './parse-recipe.ts';
import { RECOMMENDED, TUTORIAL } from './presets.ts';
import { recipeSchema } from './recipe.ts';
import { settingOf, withSetting } from './setting-value.ts';
import { SETTINGS } from './settings-catalogue.ts';

const faultOf = (value: unknown) => {
  try {
    parseRecipe(value);
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error('accepted');
};

describe('parseRecipe', () => {
  it('takes the presets as they are', () => {
    expect(parseRecipe(structuredClone(TUTORIAL))).toEqual(TUTORIAL);
    expect(parseRecipe(structuredClone(RECOMMENDED))).toEqual(RECOMMENDED);
  });

  it('names the setting and the value that is wrong', () => {
    const bad = withSetting(TUTORIAL, 'autoencoder.epochs', 100000);
    expect(faultOf(bad)).toMatchObject({ code: 'bad-recipe', value: '100000' });
    expect(faultOf(bad).message).toContain('"autoencoder.epochs" cannot be 100000');
    expect(faultOf(withSetting(TUTORIAL, 'autoencoder.hidden', [14, 'x'])).message).toContain('autoencoder.hidden.1');
    expect(faultOf(withSetting(TUTORIAL, 'isolationForest.threshold', { kind: 'magic' })).message).toContain('magic');
  });

  it.each([null, undefined, 1, 'x', [], {}, { version: 0 }, Symbol.iterator, () => 1])('refuses %s', (value) => {
    expect(faultOf(value).code).toBe('bad-recipe');
  });

  it('carries over what the first version wrote: scores were squared errors', () => {
    const { score, ...autoencoder } = RECOMMENDED.autoencoder;
    expect(score).toBe('relative');
    expect(parseRecipe({ ...RECOMMENDED, version: 1, autoencoder })).toEqual(
      withSetting(RECOMMENDED, 'autoencoder.score', 'squared'),
    );
    expect(faultOf({ ...RECOMMENDED, version: 1, autoencoder: null }).message).toContain('"autoencoder"');
    expect(faultOf({ ...RECOMMENDED, autoencoder }).message).toContain('autoencoder.score');
  });

  it('refuses what a newer version wrote, and shares above one', () => {
    expect(faultOf({ ...TUTORIAL, version: 3 }).message).toContain('newer');
    expect(faultOf(withSetting(TUTORIAL, 'split.validation', 0.5)).message).toContain('add to more than 1');
  });
});

/** Paths of the schema's own leaves: a setting that the catalogue forgets fails here. */
const leaves = (schema: v.GenericSchema, path: string): string[] => {
  const entries = (schema as unknown as { entries?: Record<string, v.GenericSchema> }).entries;
  if (entries === undefined) return [path];
  return Object.entries(entries).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
};

describe('catalogue', () => {
  it('lists every setting of the schema, and no other', () => {
    const wanted = leaves(recipeSchema, '').filter((path) => path !== 'version' && path !== 'preset');
    expect(SETTINGS.map((setting) => setting.path).sort()).toEqual(wanted.sort());
  });

  it('has bounds and options that the schema accepts, and one sentence each', () => {
    for (const setting of SETTINGS) {
      expect(setting.effect).toMatch(/\.$/);
      const { control } = setting;
      const base = withSetting(RECOMMENDED, 'split.validation', 0);
      const accepts = (value: unknown) => v.is(recipeSchema, withSetting(base, setting.path, value));
      if (control.kind === 'choice') {
        for (const option of control.options) expect(accepts(option.value)).toBe(true);
        expect(accepts('nonsense')).toBe(false);
      }
      if (control.kind === 'number') {
        expect(accepts(control.minimum)).toBe(true);
        expect(accepts(control.maximum)).toBe(true);
        expect(accepts(control.maximum + 1)).toBe(false);
        expect(accepts(control.minimum - 1e-5)).toBe(false);
        expect(accepts(null)).toBe(control.mayBeOff);
      }
    }
  });
});

describe('diffRecipes', () => {
  it('is empty for the same settings, whatever the name', () => {
    expect(diffRecipes(TUTORIAL, { ...structuredClone(TUTORIAL), preset: 'custom' })).toEqual([]);
  });

  it('says what changed in words', () => {
    const after = withSetting(withSetting(TUTORIAL, 'autoencoder.hidden', [32, 8, 32]), 'autoencoder.patience', 5);
    expect(diffRecipes(TUTORIAL, after).map((d) => [d.setting.label, d.before, d.after])).toEqual([
      ['Hidden layers', '14', '32 · 8 · 32'],
      ['Early stopping', 'off', '5 epochs'],
    ]);
    expect(onlyThresholdsDiffer(TUTORIAL, after)).toBe(false);
    const moved = withSetting(TUTORIAL, 'combined.threshold', { kind: 'budget', alerts: 20, per: 'day' });
    expect(diffRecipes(TUTORIAL, moved)[0]).toMatchObject({ after: '20 alerts a day' });
    expect(onlyThresholdsDiffer(TUTORIAL, moved)).toBe(true);
  });

  it('reads no inherited property', () => {
    expect(settingOf(TUTORIAL, 'constructor.name')).toBeUndefined();
  });
});
