/**
 * Settings in the page's address: `#preset=tutorial&backend=wasm&seed=42&data=sample&run=1`, each optional. An address is
 * anybody's input: what does not fit is left out.
 */
import { BACKEND_NAMES } from '../detectors/backend-name.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { AppStore } from './create-store.ts';
import { withPreset } from './recipe-changes.ts';
import type { AppState } from './state.ts';

const MOST_CHARACTERS = 20_000;

export interface AddressSettings {
  readonly preset: 'tutorial' | 'recommended' | null;
  readonly backend: Recipe['backend'] | null;
  readonly seed: number | null;
  readonly sample: boolean;
  readonly run: boolean;
}

export const readAddress = (hash: string): AddressSettings => {
  const settings = new URLSearchParams(hash.replace(/^#/, '').slice(0, MOST_CHARACTERS));
  const preset = settings.get('preset');
  const backend = settings.get('backend');
  const seed = settings.get('seed');
  return {
    preset: preset === 'tutorial' || preset === 'recommended' ? preset : null,
    backend: backend === 'auto' ? 'auto' : (BACKEND_NAMES.find((name) => name === backend) ?? null),
    seed: seed !== null && /^\d{1,10}$/.test(seed) && Number(seed) <= 4294967295 ? Number(seed) : null,
    sample: settings.get('data') === 'sample',
    run: settings.get('run') === '1',
  };
};

export const withAddress = (recipe: Recipe, { preset, backend, seed }: AddressSettings): Recipe => {
  const base = preset ? withPreset(recipe, preset) : recipe;
  return { ...base, backend: backend ?? base.backend, seed: seed ?? base.seed };
};

/** Applies an address: settings first, then the sample where it asks for it, then the run. */
export const applyAddress = async ({ api, actions }: AppStore, hash: string): Promise<void> => {
  const settings = readAddress(hash);
  actions.changeRecipe((recipe) => withAddress(recipe, settings));
  if (settings.sample) await actions.openSample();
  if (settings.run && api.getState().dataset.kind === 'open') await actions.run();
};

/** An address with the settings that are set now. It carries no data: only that the sample was open, where it was. */
export const linkOf = async (state: AppState, href: string): Promise<string> => {
  const { recipe, dataset } = state;
  const settings = new URLSearchParams();
  if (recipe.preset !== 'custom') settings.set('preset', recipe.preset);
  settings.set('backend', recipe.backend);
  settings.set('seed', String(recipe.seed));
  if (dataset.kind === 'open' && dataset.origin === 'sample') settings.set('data', 'sample');
  const url = new URL(href);
  url.hash = settings.toString();
  return url.href;
};
