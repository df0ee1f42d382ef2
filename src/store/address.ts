/** What an address asks of the page, done in order: settings, data, run, thresholds; and the address of what is shown. */
import { FaultError } from '../base/fault.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { sameValue } from '../recipe/diff.ts';
import { formatAddress, parseAddress, recipeOfAddress } from '../recipe/link.ts';
import { encodeState } from '../recipe/link-state.ts';
import type { AppStore } from './create-store.ts';
import { withPreset } from './recipe-changes.ts';
import { selectActiveRun } from './selectors.ts';
import type { AppState } from './state.ts';

const fetchFile = async (path: string, base: string): Promise<File> => {
  const response = await fetch(new URL(path, base));
  if (!response.ok) {
    throw new FaultError({
      code: 'file-unreadable',
      message: `The address asks for ${path}, which is not beside this page (${response.status}).`,
      advice: 'Open the file from your disk, or mend the address.',
      file: path,
    });
  }
  return new File([await response.blob()], path.split('/').at(-1) ?? path);
};

/** `base`: the page's own address, which paths of data are taken from. */
export const applyAddress = async ({ api, actions }: AppStore, hash: string, base: string): Promise<void> => {
  const { settings, problems } = parseAddress(hash);
  const { recipe } = api.getState();
  const asked = settings.state || settings.preset || settings.seed !== undefined || settings.backend;
  if (asked) {
    const next = recipeOfAddress(settings, recipe);
    // A preset alone says nothing of this dataset's columns: what was chosen for them stays.
    actions.changeRecipe(() => (settings.state ? next : { ...next, roles: recipe.roles, label: recipe.label }));
    actions.expectThresholds(settings.state?.thresholds ?? {});
  }
  const ranking = RANKING_IDS.find((id) => id === settings.state?.view.ranking);
  if (ranking) actions.showRanking(ranking);
  if (settings.data?.kind === 'sample') await actions.openSample();
  if (settings.data?.kind === 'path') {
    try {
      const file = await fetchFile(settings.data.path, base);
      await actions.openFiles([file], settings.format ? { format: settings.format } : {});
    } catch (thrown) {
      actions.reportFailure(thrown);
    }
  }
  if (settings.run && api.getState().dataset.kind === 'open') await actions.run();
  const [problem] = problems;
  if (problem) actions.reportFailure(new FaultError(problem));
};

/** Thresholds that were moved: the ones found by the recipe's own rules come back by themselves. */
const movedThresholds = (state: AppState): Partial<Record<RankingId, number>> => {
  const run = selectActiveRun(state);
  const moved: Partial<Record<RankingId, number>> = {};
  for (const id of RANKING_IDS) {
    const present = run?.thresholds[id]?.present;
    if (run && present && !sameValue(present.rule, run.recipe[id].threshold)) moved[id] = present.resolved.threshold;
  }
  return moved;
};

/** An address with the settings that are set now. It carries no data: only that the sample was open, where it was. */
export const linkOf = (state: AppState, href: string): string => {
  const { dataset, view } = state;
  const run = selectActiveRun(state);
  const recipe = run?.recipe ?? state.recipe;
  const sample = dataset.kind === 'open' && dataset.origin === 'sample';
  const thresholds = movedThresholds(state);
  const preset = recipe.preset === 'custom' ? undefined : recipe.preset;
  const plain =
    preset !== undefined && sameValue(recipe, { ...withPreset(recipe, preset), roles: [], label: { normal: null } });
  const packed = plain && Object.keys(thresholds).length === 0 && view.ranking === 'isolationForest';
  const url = new URL(href);
  url.hash = formatAddress({
    preset,
    backend: recipe.backend === 'auto' ? undefined : recipe.backend,
    seed: recipe.seed,
    data: sample ? { kind: 'sample' } : undefined,
    run: sample && run?.phase === 'done' ? true : undefined,
    packedState: packed ? undefined : encodeState({ recipe, thresholds, view: { ranking: view.ranking } }).text,
  });
  return url.href;
};
