/**
 * The page's address: readable settings (`#preset=tutorial&backend=wasm&seed=42&data=sample&run=1&format=zeek-tsv&theme=dark`),
 * each optional, the full state (`r=`) and a result's summary (`s=`). Anyone may have written it.
 */
import type { Fault } from '../base/fault.ts';
import { FORMAT_IDS, type FormatId } from '../dataset/format.ts';
import { BACKEND_NAMES, type BackendName } from '../detectors/backend-name.ts';
import { decodeState, type LinkState } from './link-state.ts';
import { badLink } from './packed-text.ts';
import { RECOMMENDED, TUTORIAL } from './presets.ts';
import type { Recipe } from './recipe.ts';

export const THEMES = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof THEMES)[number];

export interface AddressSettings {
  readonly preset?: 'tutorial' | 'recommended';
  readonly backend?: 'auto' | BackendName;
  readonly seed?: number;
  /** Of the autoencoder. */
  readonly epochs?: number;
  readonly batch?: number;
  /** The generated sample, or a file beside the page (a relative path on the same origin). */
  readonly data?: { readonly kind: 'sample' } | { readonly kind: 'path'; readonly path: string };
  /** Start the run at once. */
  readonly run?: boolean;
  readonly format?: FormatId;
  readonly theme?: Theme;
  readonly state?: LinkState;
  /** The packed summary of a result, not yet read. */
  readonly summary?: string;
}

export interface ParsedAddress {
  readonly settings: AddressSettings;
  /** What could not be used, each a 'bad-link'; all else of the address holds. */
  readonly problems: readonly Fault[];
}

const MOST_CHARACTERS = 16 * 1024;
const HIGHEST_SEED = 4294967295;

/** No scheme, host, parent folder, escape or hidden file: what is fetched stays beside the page. */
const SEGMENT = /^[\p{L}\p{N}_~()@+-][\p{L}\p{N}_~()@+. -]*$/u;
export const isPathBesidePage = (path: string): boolean =>
  path.length <= 200 && path.split('/').every((segment) => SEGMENT.test(segment));

const readers: Readonly<Record<string, (text: string) => AddressSettings>> = {
  preset: (text) => ({ preset: among(['tutorial', 'recommended'] as const, 'preset', text) }),
  backend: (text) => ({ backend: among(['auto', ...BACKEND_NAMES] as const, 'backend', text) }),
  format: (text) => ({ format: among(FORMAT_IDS, 'format', text) }),
  theme: (text) => ({ theme: among(THEMES, 'theme', text) }),
  run: (text) => ({ run: among(['0', '1', 'true', 'false'] as const, 'run', text).match(/1|true/) !== null }),
  seed: (text) => ({ seed: wholeBetween(0, HIGHEST_SEED, 'seed', text) }),
  // The bounds of the recipe's schema.
  epochs: (text) => ({ epochs: wholeBetween(1, 1000, 'number of epochs', text) }),
  batch: (text) => ({ batch: wholeBetween(1, 8192, 'batch size', text) }),
  data: (text) => {
    if (text === 'sample') return { data: { kind: 'sample' } };
    if (isPathBesidePage(text)) return { data: { kind: 'path', path: text } };
    throw badLink('The address asks for data that does not lie beside this page.', text);
  },
  r: (text) => {
    const state = decodeState(text);
    if (state.ok) return { state: state.value };
    throw badLink(state.fault.message);
  },
  s: (text) => ({ summary: text }),
};

const wholeBetween = (low: number, high: number, name: string, text: string): number => {
  const value = Number(text.trim() === '' ? Number.NaN : text);
  if (Number.isNaN(value)) {
    throw badLink(`The address asks for the ${name} "${text.slice(0, 40)}", which is no number.`, text);
  }
  return Math.min(Math.max(Math.trunc(value), low), high);
};

const among = <T extends string>(values: readonly T[], name: string, text: string): T => {
  const found = values.find((value) => value === text);
  if (found === undefined) {
    throw badLink(`The address asks for the ${name} "${text.slice(0, 40)}"; there is ${values.join(', ')}.`, text);
  }
  return found;
};

/** Reads what stands behind the '#' (with it or without). Never throws. Unknown names are left alone; of a name given twice the first counts. */
export const parseAddress = (hash: string): ParsedAddress => {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (text.length > MOST_CHARACTERS) {
    return { settings: {}, problems: [badLink(`The address is longer than ${MOST_CHARACTERS} characters.`).fault] };
  }
  const given = new URLSearchParams(text);
  let settings: AddressSettings = {};
  const problems: Fault[] = [];
  for (const [name, read] of Object.entries(readers)) {
    const value = given.get(name);
    if (value === null) continue;
    try {
      settings = { ...settings, ...read(value) };
    } catch (error) {
      problems.push((error as ReturnType<typeof badLink>).fault);
    }
  }
  return { settings, problems };
};

/** The address for some settings, '#' included; '' where there are none. `state` is given packed. */
export const formatAddress = (settings: Omit<AddressSettings, 'state'> & { readonly packedState?: string }): string => {
  const { data } = settings;
  const parts: (readonly [string, string | undefined])[] = [
    ['preset', settings.preset],
    ['backend', settings.backend],
    ['seed', settings.seed?.toString()],
    ['epochs', settings.epochs?.toString()],
    ['batch', settings.batch?.toString()],
    ['data', data === undefined ? undefined : data.kind === 'sample' ? 'sample' : data.path],
    ['run', settings.run === undefined ? undefined : settings.run ? '1' : '0'],
    ['format', settings.format],
    ['theme', settings.theme],
    ['r', settings.packedState],
    ['s', settings.summary],
  ];
  const text = parts
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value).replaceAll('%2F', '/')}`],
    )
    .join('&');
  return text === '' ? '' : `#${text}`;
};

/** The recipe an address asks for, or the fallback with the readable settings laid over it. */
export const recipeOfAddress = (settings: AddressSettings, fallback: Recipe): Recipe => {
  const { preset } = settings;
  const base =
    settings.state?.recipe ?? (preset === undefined ? fallback : preset === 'tutorial' ? TUTORIAL : RECOMMENDED);
  const { autoencoder } = base;
  return {
    ...base,
    seed: settings.seed ?? base.seed,
    backend: settings.backend ?? base.backend,
    autoencoder: {
      ...autoencoder,
      epochs: settings.epochs ?? autoencoder.epochs,
      batchSize: settings.batch ?? autoencoder.batchSize,
    },
  };
};
