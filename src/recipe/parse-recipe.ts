/** Anything as a Recipe, or a FaultError that names the setting and its value. Older versions are carried over here. */
import * as v from 'valibot';
import { FaultError } from '../base/fault.ts';
import { type Recipe, recipeSchema } from './recipe.ts';

export const RECIPE_VERSION = 2;

const shown = (value: unknown): string => {
  let text: string;
  try {
    text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  } catch {
    text = typeof value;
  }
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

const versionOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as { version?: unknown }).version : undefined;

/** The second version says what an autoencoder's score is: before, there was one. */
const fromFirst = (recipe: Readonly<Record<string, unknown>>): unknown => {
  const { autoencoder } = recipe;
  if (typeof autoencoder !== 'object' || autoencoder === null) return { ...recipe, version: 2 };
  return { ...recipe, version: 2, autoencoder: { ...autoencoder, score: 'squared' } };
};

/** Each step lifts a recipe by one version. */
const migrate = (value: unknown): unknown =>
  versionOf(value) === 1 ? fromFirst(value as Readonly<Record<string, unknown>>) : value;

export const parseRecipe = (value: unknown): Recipe => {
  const version = versionOf(value);
  if (typeof version === 'number' && version > RECIPE_VERSION) {
    throw new FaultError({
      code: 'bad-recipe',
      message: `These settings were written by a newer Strayflow (version ${shown(version)}; this one reads up to ${RECIPE_VERSION}).`,
      advice: 'Open them with the newer version, or reload this page to get it.',
      value: shown(version),
    });
  }
  const parsed = v.safeParse(recipeSchema, migrate(value));
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const path = v.getDotPath(issue) ?? '';
    throw new FaultError({
      code: 'bad-recipe',
      message:
        path === ''
          ? `This is no set of settings: ${shown(value)}.`
          : `The setting "${path}" cannot be ${shown(issue.input)}: expected ${issue.expected ?? issue.requirement ?? 'another value'}.`,
      advice: 'Choose a preset, or correct that setting.',
      value: shown(issue.input),
    });
  }
  const { split } = parsed.output;
  if (split.train + split.validation > 1 + 1e-9) {
    throw new FaultError({
      code: 'bad-recipe',
      message: `The shares of training (${split.train}) and validation rows (${split.validation}) add to more than 1.`,
      advice: 'Lower one of the two shares.',
      value: shown([split.train, split.validation]),
    });
  }
  return parsed.output;
};
