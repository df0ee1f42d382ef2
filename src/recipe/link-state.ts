/** The settings, thresholds and view as one short value for an address (`r=`): what differs from a preset. */
import * as v from 'valibot';
import { type Fault, toFault } from '../base/fault.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { sameValue } from './diff.ts';
import { badLink, pack, unpack } from './packed-text.ts';
import { parseRecipe } from './parse-recipe.ts';
import { RECOMMENDED, TUTORIAL } from './presets.ts';
import type { Recipe } from './recipe.ts';
import { settingOf, withSetting } from './setting-value.ts';
import { SETTINGS } from './settings-catalogue.ts';

/** What the page shows, as small plain values; the page checks what they mean. */
export type LinkView = Readonly<Record<string, string | number | boolean>>;

export interface LinkState {
  readonly recipe: Recipe;
  /** Thresholds as they stand, where moved by hand. */
  readonly thresholds: Readonly<Partial<Record<RankingId, number>>>;
  readonly view: LinkView;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

const finite = v.pipe(v.number(), v.finite());
const short = v.pipe(v.string(), v.maxLength(60));
const packedSchema = v.object({
  /** Preset that the differences are from. */
  p: v.picklist(['tutorial', 'recommended']),
  n: v.picklist(['tutorial', 'recommended', 'custom']),
  /** Differing settings by path. */
  d: v.pipe(v.record(v.pipe(v.string(), v.maxLength(60)), v.unknown()), v.maxEntries(60)),
  t: v.object({
    isolationForest: v.optional(finite),
    autoencoder: v.optional(finite),
    combined: v.optional(finite),
  }),
  v: v.pipe(v.record(short, v.union([short, finite, v.boolean()])), v.maxEntries(30)),
});

export const LINK_CHARACTERS = 2000;
const LIMITS = { characters: LINK_CHARACTERS, bytes: 64 * 1024 };
const PATHS: ReadonlySet<string> = new Set(SETTINGS.map((setting) => setting.path));

const differences = (recipe: Recipe, preset: Recipe): Record<string, unknown> =>
  Object.fromEntries(
    SETTINGS.map(({ path }) => [path, settingOf(recipe, path)] as const).filter(
      ([path, value]) => !sameValue(value, settingOf(preset, path)),
    ),
  );

export interface EncodedState {
  readonly text: string;
  /** Labels of settings that would have made the link too long and were left as proposed. */
  readonly leftOut: readonly string[];
}

/** At most `LINK_CHARACTERS` long: long lists (column roles, label values) are left out where they would not fit, and named. */
export const encodeState = (state: LinkState): EncodedState => {
  const [p, d] = [TUTORIAL, RECOMMENDED]
    .map((preset) => [preset.preset, differences(state.recipe, preset)] as const)
    .reduce((best, next) => (Object.keys(next[1]).length < Object.keys(best[1]).length ? next : best));
  const t = Object.fromEntries(
    RANKING_IDS.flatMap((id) => {
      const value = state.thresholds[id];
      return value !== undefined && Number.isFinite(value) ? [[id, value]] : [];
    }),
  );
  const leftOut: string[] = [];
  let text = pack({ p, n: state.recipe.preset, d, t, v: state.view });
  const longest = Object.keys(d).sort((a, b) => JSON.stringify(d[b]).length - JSON.stringify(d[a]).length);
  for (const path of longest) {
    if (text.length <= LINK_CHARACTERS) break;
    delete d[path];
    leftOut.push(SETTINGS.find((setting) => setting.path === path)!.label);
    text = pack({ p, n: 'custom', d, t, v: state.view });
  }
  return { text, leftOut };
};

const readState = (text: string): LinkState => {
  const parsed = v.safeParse(packedSchema, unpack(text, LIMITS));
  if (!parsed.success) {
    throw badLink(`The link does not hold settings of this page (${v.getDotPath(parsed.issues[0]) ?? 'no object'}).`);
  }
  const { p, n, d, t, v: view } = parsed.output;
  let recipe: Recipe = { ...(p === 'tutorial' ? TUTORIAL : RECOMMENDED), preset: n };
  for (const [path, value] of Object.entries(d)) {
    if (!PATHS.has(path)) throw badLink(`The link sets "${path}", which this page does not know.`, path);
    recipe = withSetting(recipe, path, value);
  }
  try {
    return { recipe: parseRecipe(recipe), thresholds: t, view };
  } catch (error) {
    throw badLink(`The link cannot be used. ${toFault(error).message}`);
  }
};

/** Never throws, whatever the text. */
export const decodeState = (text: string): Outcome<LinkState> => {
  try {
    return { ok: true, value: readState(text) };
  } catch (error) {
    return { ok: false, fault: toFault(error) };
  }
};
