/** What an address asks of the page, done in order: settings, data, run, thresholds; and the address of what is shown. */
import { throwIfCancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { sameValue } from '../recipe/diff.ts';
import { formatAddress, parseAddress, recipeOfAddress } from '../recipe/link.ts';
import { encodeState } from '../recipe/link-state.ts';
import type { CallOptions, ReadProgress } from '../workers/protocol.ts';
import type { AppStore } from './create-store.ts';
import { withPreset } from './recipe-changes.ts';
import { selectActiveRun, selectTable } from './selectors.ts';
import type { AppState } from './state.ts';

/** What lies beside the page is fetched whole into memory: past this, a file is better opened from disk. */
const MOST_FETCHED = 500e6;

const refused = (path: string, why: string, advice = 'Open the file from your disk, or correct the address.') =>
  new FaultError({ code: 'file-unreadable', message: `The address asks for ${path}, ${why}.`, advice, file: path });

const tooLarge = (path: string) =>
  refused(path, 'which is larger than 500 MB', 'Download it, and open it from your disk.');

/** A file beside the page; never one of another origin, not even by a redirect. */
export const fetchBeside = async (
  path: string,
  base: string,
  { signal, onProgress }: CallOptions<ReadProgress> = {},
): Promise<File> => {
  if (base.startsWith('file:')) throw refused(path, 'but a page from disk may not read the files beside it');
  const address = new URL(path.split('/').map(encodeURIComponent).join('/'), base);
  if (address.origin !== new URL(base).origin) throw refused(path, 'which is not beside this page');
  let response: Response;
  try {
    response = await fetch(address, { mode: 'same-origin', credentials: 'same-origin', signal: signal ?? null });
  } catch (thrown) {
    throwIfCancelled(signal);
    throw refused(path, `which cannot be fetched (${thrown instanceof Error ? thrown.message : String(thrown)})`);
  }
  if (!response.ok) throw refused(path, `which is not beside this page (${response.status})`);
  // Hosts that answer every address with their own page.
  if (/text\/html/i.test(response.headers.get('content-type') ?? ''))
    throw refused(path, 'where a web page lies instead');
  const total = Number(response.headers.get('content-length') ?? 0);
  if (total > MOST_FETCHED) throw tooLarge(path);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const next = await reader.read();
    throwIfCancelled(signal);
    if (next.done) break;
    parts.push(next.value);
    done += next.value.length;
    if (done > MOST_FETCHED) {
      await reader.cancel();
      throw tooLarge(path);
    }
    onProgress?.({ stage: 'read', done, total: Math.max(total, done) });
  }
  return new File(parts, path.split('/').at(-1) ?? path);
};

/** `base`: the page's own address, which paths of data are taken from. */
export const applyAddress = async (
  { api, actions }: AppStore,
  hash: string,
  base: string,
  openSummary?: (text: string) => Promise<void>,
): Promise<void> => {
  const { settings, problems } = parseAddress(hash);
  const { recipe } = api.getState();
  const asked =
    settings.state ||
    settings.preset ||
    settings.backend ||
    [settings.seed, settings.epochs, settings.batch].some((value) => value !== undefined);
  if (asked) {
    const next = recipeOfAddress(settings, recipe);
    // A preset alone says nothing of this dataset's columns: what was chosen for them stays.
    actions.changeRecipe(() => (settings.state ? next : { ...next, roles: recipe.roles, label: recipe.label }));
    // With a setting changed beside it, it is still what the settings are compared with.
    if (settings.preset) api.setState({ basePreset: settings.preset });
    actions.expectThresholds(settings.state?.thresholds ?? {});
  }
  const ranking = RANKING_IDS.find((id) => id === settings.state?.view.ranking);
  if (ranking) actions.showRanking(ranking);
  if (settings.data?.kind === 'sample') await actions.openSample();
  if (settings.data?.kind === 'path') {
    const { path } = settings.data;
    await actions.openFetched(
      path,
      (call) => fetchBeside(path, base, call),
      settings.format ? { format: settings.format } : {},
    );
  }
  if (settings.run && api.getState().dataset.kind === 'open') await actions.run();
  if (settings.summary !== undefined) await openSummary?.(settings.summary);
  const [problem] = problems;
  if (problem) actions.reportFailure(new FaultError(problem));
};

/** Thresholds that were moved: the ones found by the recipe's own rules come back by themselves. */
export const movedThresholds = (state: AppState): Partial<Record<RankingId, number>> => {
  const run = selectActiveRun(state);
  const moved: Partial<Record<RankingId, number>> = {};
  for (const id of RANKING_IDS) {
    const present = run?.thresholds[id]?.present;
    if (run && present && !sameValue(present.rule, run.recipe[id].threshold)) moved[id] = present.resolved.threshold;
  }
  return moved;
};

/** An address with the settings that are set now. It carries no data: only that the sample was open, where it was. */
export const linkOf = (state: AppState, href: string, summary?: string): string => {
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
    summary,
  });
  return url.href;
};

/** Whether settings, thresholds or the detector that is shown changed. */
export const settingsDiffer = (state: AppState, before: AppState): boolean =>
  state.recipe !== before.recipe ||
  selectActiveRun(state)?.thresholds !== selectActiveRun(before)?.thresholds ||
  state.view.ranking !== before.view.ranking;

/** Whether something that a link carries changed. */
export const linkMayDiffer = (state: AppState, before: AppState): boolean =>
  settingsDiffer(state, before) || selectTable(state)?.fingerprint !== selectTable(before)?.fingerprint;
