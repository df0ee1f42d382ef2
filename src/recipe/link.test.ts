import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { formatAddress, isPathBesidePage, parseAddress, recipeOfAddress } from './link.ts';
import { decodeState, encodeState, LINK_CHARACTERS, type LinkState } from './link-state.ts';
import { pack } from './packed-text.ts';
import { RECOMMENDED, TUTORIAL } from './presets.ts';
import { withSetting } from './setting-value.ts';

const stateOf = (recipe: LinkState['recipe'], more: Partial<LinkState> = {}): LinkState => ({
  recipe,
  thresholds: {},
  view: {},
  ...more,
});
const codeOf = (text: string): string | null => {
  const state = decodeState(text);
  return state.ok ? null : state.fault.code;
};

describe('readable settings', () => {
  it('reads them all', () => {
    expect(
      parseAddress('#preset=tutorial&backend=wasm&seed=42&data=sample&run=1&format=zeek-tsv&theme=dark&s=abc&else=x'),
    ).toEqual({
      settings: {
        preset: 'tutorial',
        backend: 'wasm',
        seed: 42,
        data: { kind: 'sample' },
        run: true,
        format: 'zeek-tsv',
        theme: 'dark',
        summary: 'abc',
      },
      problems: [],
    });
    expect(parseAddress('')).toEqual({ settings: {}, problems: [] });
  });

  it('clamps the seed and names what it cannot use, keeping the rest', () => {
    expect(parseAddress('seed=-5').settings.seed).toBe(0);
    expect(parseAddress('epochs=0&batch=1e9').settings).toMatchObject({ epochs: 1, batch: 8192 });
    expect(recipeOfAddress(parseAddress('epochs=7&batch=64').settings, TUTORIAL).autoencoder).toMatchObject({
      epochs: 7,
      batchSize: 64,
    });
    expect(parseAddress('epochs=many').problems).toHaveLength(1);
    expect(parseAddress('seed=1e99').settings.seed).toBe(4294967295);
    expect(parseAddress('seed=7.9').settings.seed).toBe(7);
    const mixed = parseAddress('#preset=tutorial&backend=gpu&seed=x');
    expect(mixed.settings).toEqual({ preset: 'tutorial' });
    expect(mixed.problems.map((fault) => fault.code)).toEqual(['bad-link', 'bad-link']);
    expect(mixed.problems[0]!.message).toContain('"gpu"');
  });

  it.each([
    ['captures/day.csv', true],
    ['day 1 (copy).csv.gz', true],
    ['Tage/Übersicht.csv', true],
    ['/etc/passwd', false],
    ['//host/x.csv', false],
    ['https://host/x.csv', false],
    ['javascript:alert(1)', false],
    ['data:text/csv,a', false],
    ['../x.csv', false],
    ['a/../../x.csv', false],
    ['a/./x.csv', false],
    ['%2e%2e/x.csv', false],
    ['a\\b.csv', false],
    ['a//b.csv', false],
    ['x.csv?y', false],
    ['x.csv#y', false],
    ['.hidden', false],
    ['', false],
    ['a'.repeat(201), false],
  ])('data=%s', (path, fine) => {
    expect(isPathBesidePage(path)).toBe(fine);
    const { settings, problems } = parseAddress(`data=${encodeURIComponent(path)}`);
    expect(settings.data).toEqual(fine ? { kind: 'path', path } : undefined);
    expect(problems.length).toBe(fine ? 0 : 1);
  });

  it('writes what it reads', () => {
    const settings = {
      preset: 'recommended',
      seed: 7,
      data: { kind: 'path', path: 'captures/day 1.csv' },
      run: true,
      theme: 'light',
    } as const;
    const address = formatAddress(settings);
    expect(address).toBe('#preset=recommended&seed=7&data=captures/day%201.csv&run=1&theme=light');
    expect(parseAddress(address)).toEqual({ settings, problems: [] });
    expect(formatAddress({})).toBe('');
  });

  it('lays settings over a recipe', () => {
    expect(recipeOfAddress({ preset: 'tutorial', seed: 3 }, RECOMMENDED)).toEqual({ ...TUTORIAL, seed: 3 });
    expect(recipeOfAddress({ backend: 'cpu' }, RECOMMENDED)).toEqual({ ...RECOMMENDED, backend: 'cpu' });
  });
});

describe('full state', () => {
  const changed = withSetting(
    withSetting({ ...RECOMMENDED, preset: 'custom' }, 'autoencoder.hidden', [64, 16, 64]),
    'isolationForest.threshold',
    { kind: 'class-recall', attackClass: 'DoS – été', recall: 0.9, of: 'validation' },
  );

  it('comes back as it went, in few characters', () => {
    for (const recipe of [TUTORIAL, RECOMMENDED, changed]) {
      const state = stateOf(recipe, {
        thresholds: { isolationForest: 0.61234, combined: -1e-7 },
        view: { detector: 'autoencoder', log: true, bins: 80 },
      });
      const { text, leftOut } = encodeState(state);
      expect(leftOut).toEqual([]);
      expect(text.length).toBeLessThan(400);
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeState(text)).toEqual({ ok: true, value: state });
      expect(parseAddress(formatAddress({ packedState: text })).settings.state).toEqual(state);
    }
  });

  it('stays short whatever the recipe holds, and says what it left out', () => {
    const roles = Array.from({ length: 5000 }, (_, i) => ({
      column: `column ${(i * 7919) % 104729} ${Math.sin(i)}`,
      role: 'ignored' as const,
    }));
    const { text, leftOut } = encodeState(stateOf({ ...changed, roles }));
    expect(text.length).toBeLessThanOrEqual(LINK_CHARACTERS);
    expect(leftOut).toEqual(['Column roles']);
    expect(decodeState(text)).toEqual({ ok: true, value: stateOf({ ...changed, roles: [] }) });
  });

  it('refuses settings that are out of bounds, unknown, or reach for prototypes', () => {
    const packed = (d: object) => pack({ p: 'tutorial', n: 'custom', d, t: {}, v: {} });
    expect(codeOf(packed({ seed: 3 }))).toBeNull();
    expect(codeOf(packed({ 'autoencoder.epochs': 1e9 }))).toBe('bad-link');
    expect(codeOf(packed({ 'constructor.prototype.x': 1 }))).toBe('bad-link');
    expect(codeOf(packed({ version: 9 }))).toBe('bad-link');
    expect(codeOf(packed(JSON.parse('{"__proto__":{"x":1}}')))).not.toBe('unexpected');
    expect(({} as { x?: number }).x).toBeUndefined();
    expect(codeOf(pack(null))).toBe('bad-link');
    expect(codeOf(pack({ p: 'tutorial', n: 'custom', d: {}, t: { combined: 'x' }, v: {} }))).toBe('bad-link');
  });
});

describe('hostile links', { timeout: 60_000 }, () => {
  const valid = encodeState(stateOf(withSetting(RECOMMENDED, 'seed', 7))).text;

  it('a bomb is stopped, before it is unpacked', () => {
    const bomb = deflateSync(new Uint8Array(200_000_000 / 100), { level: 9 });
    const text = `1${Buffer.from(bomb).toString('base64url')}`;
    expect(codeOf(text.slice(0, LINK_CHARACTERS))).toBe('bad-link');
    const small = deflateSync(new Uint8Array(1_000_000), { level: 9 });
    const fits = `1${Buffer.from(small).toString('base64url')}`;
    expect(fits.length).toBeLessThan(LINK_CHARACTERS);
    const state = decodeState(fits);
    expect(state.ok).toBe(false);
    expect(state.ok ? '' : state.fault.message).toContain('unpacks to more than');
  });

  it('deep nesting is refused', () => {
    for (const depth of [1000, 30_000]) {
      const nested = '['.repeat(depth) + ']'.repeat(depth);
      const text = `1${Buffer.from(deflateSync(new TextEncoder().encode(nested))).toString('base64url')}`;
      expect(codeOf(text)).toBe('bad-link');
    }
  });

  it('any text gives a state or a bad-link', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.base64String({ maxLength: 300 }).map((s) => `1${s}`),
        ),
        (text) => {
          const code = codeOf(text);
          expect(code === null || code === 'bad-link').toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('a changed link gives a state or a bad-link', () => {
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.constantFrom(...'ABCDwxyz0189-_'), fc.nat(3), (at, letter, cut) => {
        const changed = valid.slice(0, at) + letter + valid.slice(at + cut);
        const code = codeOf(changed);
        expect(code === null || code === 'bad-link').toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('any JSON in a link gives a state or a bad-link', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            p: fc.constant('tutorial'),
            n: fc.constant('custom'),
            d: fc.dictionary(
              fc.constantFrom('seed', 'split.train', 'autoencoder.hidden', 'roles', '__proto__'),
              fc.jsonValue(),
            ),
            t: fc.constant({}),
            v: fc.dictionary(fc.string(), fc.jsonValue()),
          }),
        ),
        (value) => {
          const code = codeOf(pack(value));
          expect(code === null || code === 'bad-link').toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('any address is read without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webQueryParameters()), (hash) => {
        for (const problem of parseAddress(`#${hash}`).problems) expect(problem.code).toBe('bad-link');
      }),
      { numRuns: 300 },
    );
    expect(parseAddress(`#${'x'.repeat(20_000)}`).problems[0]!.code).toBe('bad-link');
    expect(parseAddress('#r=%E0%A4%A&s=%').problems.length).toBe(1);
  });
});
