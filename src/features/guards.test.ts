import { describe, expect, it } from 'vitest';
import { FaultError } from '../base/fault.ts';
import { createRng } from '../base/rng.ts';
import { allRows, makeTable, numberColumn, textColumn } from './fixtures/make-table.ts';
import {
  attackShareOf,
  baseRateWarnings,
  bestRecall,
  destructionGuard,
  type GuardLabels,
  lossesByClass,
  trainingWarnings,
  unlabelledLoss,
} from './guards.ts';
import { aucOf, leakWarnings, separationByColumn } from './leak-guard.ts';
import { columnReferences } from './reference.ts';
import { readAs, type SourceColumn } from './source-columns.ts';

const sourcesOf = (table: ReturnType<typeof makeTable>): SourceColumn[] =>
  table.columns.map((column) => ({ column, as: readAs(column), derived: false }));

describe('aucOf', () => {
  it('by hand, ties counted half', () => {
    expect(aucOf(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1))).toBe(1);
    expect(aucOf(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 1, 0, 0))).toBe(0);
    expect(aucOf(Float64Array.of(1, 1, 1, 1), Uint8Array.of(1, 0, 1, 0))).toBe(0.5);
    expect(aucOf(Float64Array.of(1, 2, 2, 3), Uint8Array.of(0, 1, 0, 1))).toBe(0.875);
  });
  it('leaves missing keys out, and is NaN where one kind is missing', () => {
    expect(aucOf(Float64Array.of(1, Number.NaN, 2), Uint8Array.of(0, 0, 1))).toBe(1);
    expect(aucOf(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNaN();
    expect(aucOf(new Float64Array(0), new Uint8Array(0))).toBeNaN();
  });
});

const n = 4000;
const rng = createRng(3, 'guards');
const attacks = Array.from({ length: n }, () => rng.uniform() < 0.3);
const labels: GuardLabels = {
  classCodes: Int32Array.from(attacks, Number),
  classes: [
    { name: 'normal', truth: 'normal' },
    { name: 'scan', truth: 'anomaly' },
  ],
};

describe('leaks', () => {
  const table = makeTable([
    numberColumn(
      'noise',
      attacks.map(() => rng.normal()),
    ),
    numberColumn(
      'helpful',
      attacks.map((attack) => rng.normal() + Number(attack)),
    ),
    numberColumn(
      'difficulty',
      attacks.map((attack) => rng.uniform() - 3 * Number(attack)),
    ),
    textColumn(
      'verdict',
      attacks.map((attack) => (attack ? 'bad' : 'good')),
    ),
    textColumn(
      'flow id',
      attacks.map((_, row) => `flow ${row}`),
    ),
  ]);
  const given = { sources: sourcesOf(table), rows: allRows(n), labels, seed: 1 };
  it('points out what separates the labels alone, in either direction, text too', () => {
    const warnings = leakWarnings(given);
    expect(warnings.map(({ remedy }) => remedy?.column).sort()).toEqual(['difficulty', 'verdict']);
    expect(warnings[0]).toMatchObject({ kind: 'leak', remedy: { change: 'ignore-column' } });
  });
  it('is not fooled by a text that is another in every row', () => {
    expect(separationByColumn(given).map(({ column }) => column)).not.toContain('flow id');
    const noise = separationByColumn(given).find(({ column }) => column === 'noise');
    expect(noise?.auc).toBeLessThan(0.55);
  });
  it('offers no remedy for a derived column', () => {
    const derived = sourcesOf(table).map((source) => ({ ...source, derived: true }));
    const warnings = leakWarnings({ ...given, sources: derived });
    expect(warnings.map(({ kind, remedy }) => [kind, remedy])).toEqual([['leak', undefined]]);
    expect(warnings[0]!.message).toMatch(
      /^2 derived features separate the labels almost on their own: '.*', '.*' \(ROC AUC/,
    );
  });
  it('names five columns one by one, and the others together', () => {
    const plain = makeTable(
      Array.from({ length: 12 }, (_, k) =>
        numberColumn(
          `size ${k}`,
          attacks.map((attack) => rng.uniform() + (10 + k) * Number(attack)),
        ),
      ),
    );
    const warnings = leakWarnings({ ...given, sources: sourcesOf(plain) });
    expect(warnings.filter(({ remedy }) => remedy).length).toBe(5);
    expect(warnings).toHaveLength(6);
    expect(warnings[5]!.message).toMatch(/^7 more columns do so too, each on its own: '.*' and 2 more\./);
  });
  it('says nothing without labels of both kinds', () => {
    expect(leakWarnings({ ...given, labels: { ...labels, classCodes: new Int32Array(n) } })).toEqual([]);
    expect(leakWarnings({ ...given, labels: { ...labels, classCodes: new Int32Array(n).fill(-1) } })).toEqual([]);
    expect(leakWarnings({ ...given, rows: new Uint32Array(0) })).toEqual([]);
  });
});

describe('destruction', () => {
  const three: GuardLabels = { ...labels, classCodes: Int32Array.of(0, 0, 0, 0, 1, 1, -1) };
  it('counts what each class loses', () => {
    expect(lossesByClass(three, allRows(7), Uint32Array.of(0, 1, 2, 6))).toEqual([
      { name: 'normal', rows: 4, lost: 1 },
      { name: 'scan', rows: 2, lost: 2 },
    ]);
  });
  it('refuses where a class would vanish, unless allowed', () => {
    const losses = lossesByClass(three, allRows(7), Uint32Array.of(0, 1, 2, 3));
    expect(() => destructionGuard(losses, false)).toThrow(FaultError);
    try {
      destructionGuard(losses, false);
    } catch (error) {
      expect((error as FaultError).fault).toMatchObject({ code: 'class-would-vanish', value: 'scan' });
    }
    expect(destructionGuard(losses, true)).toEqual([expect.objectContaining({ kind: 'destruction' })]);
  });
  it('warns from a fifth on, and is silent below', () => {
    expect(destructionGuard([{ name: 'a', rows: 10, lost: 2 }], false)).toHaveLength(1);
    expect(destructionGuard([{ name: 'a', rows: 100, lost: 19 }], false)).toEqual([]);
    expect(destructionGuard([{ name: 'a', rows: 0, lost: 0 }], false)).toEqual([]);
  });
});

describe('base rate', () => {
  it('a threshold of 1% recalls 2.5% of 40% attacks at most', () => {
    expect(bestRecall(0.01, 0.4)).toBeCloseTo(0.025, 12);
    expect(bestRecall(0.05, 0.01)).toBe(1);
    expect(bestRecall(0.05, 0)).toBe(1);
    const [warning] = baseRateWarnings({ detector: 'Isolation Forest', flaggedShare: 0.01, attackShare: 0.4 });
    expect(warning?.message).toContain('2.5%');
    expect(baseRateWarnings({ detector: 'x', flaggedShare: 0.05, attackShare: 0.05 })).toEqual([]);
  });
});

describe('training', () => {
  const kinds = (trainOn: 'all' | 'normal', given: GuardLabels | null) =>
    trainingWarnings({ trainOn, fitted: allRows(100), labels: given }).map(({ kind }) => kind);
  const share = (count: number): GuardLabels => ({
    ...labels,
    classCodes: Int32Array.from({ length: 100 }, (_, i) => Number(i < count)),
  });
  it('on more than 15% attacks warns and offers normal rows', () => {
    expect(kinds('all', share(16))).toEqual(['mostly-attack']);
    expect(kinds('all', share(15))).toEqual([]);
    expect(kinds('normal', share(90))).toEqual([]);
  });
  it('without labels says what is assumed', () => {
    expect(kinds('all', null)).toEqual(['assumption']);
    expect(kinds('normal', { ...labels, classCodes: new Int32Array(100).fill(-1) })).toEqual(['assumption']);
  });
  it('with labels of one kind alone says which figures will be missing', () => {
    const [normal, anomaly] = labels.classes;
    const words = (classes: GuardLabels['classes']): string =>
      trainingWarnings({
        trainOn: 'normal',
        fitted: allRows(100),
        labels: { classes, classCodes: new Int32Array(100) },
      })
        .map(({ kind, message }) => `${kind} ${message}`)
        .join();
    expect(words([normal!])).toMatch(
      /^assumption Every labelled row counts as normal.*there is no precision, recall or ROC curve/,
    );
    expect(words([anomaly!])).toMatch(/^assumption No value of the label counts as normal/);
    expect(words([normal!, anomaly!])).toBe('');
  });
  it('attack share of a part', () => {
    expect(
      attackShareOf(Uint8Array.of(3, 3, 3, 1, 3), 'test', { ...labels, classCodes: Int32Array.of(0, 1, -1, 1, 0) }),
    ).toBeCloseTo(1 / 3, 12);
    expect(attackShareOf(Uint8Array.of(1), 'test', labels)).toBeNull();
  });
});

describe('column references', () => {
  it('percentiles and shares over the rows given', () => {
    const table = makeTable([
      numberColumn(
        'x',
        Array.from({ length: 102 }, (_, i) => (i === 101 ? 1e9 : i)),
      ),
      textColumn(
        't',
        Array.from({ length: 102 }, (_, i) => (i < 51 ? 'a' : i < 76 ? null : 'b')),
      ),
    ]);
    const [x, t] = columnReferences(sourcesOf(table), allRows(101), 1);
    expect(x).toMatchObject({ kind: 'numeric', column: 'x' });
    const percentiles = x?.kind === 'numeric' ? x.percentiles : [];
    expect(percentiles).toHaveLength(101);
    percentiles.forEach((value, i) => {
      expect(value).toBeCloseTo(i, 9);
    });
    expect(t).toEqual({
      kind: 'category',
      column: 't',
      shares: [
        { value: 'a', share: 51 / 101 },
        { value: 'b', share: 25 / 101 },
        { value: '', share: 25 / 101 },
      ],
    });
  });
  it('are empty where there is nothing', () => {
    const table = makeTable([numberColumn('x', [null]), textColumn('t', ['a'])]);
    expect(columnReferences(sourcesOf(table), allRows(1), 1)[0]).toMatchObject({ percentiles: [] });
    expect(columnReferences(sourcesOf(table), new Uint32Array(0), 1)[1]).toMatchObject({ shares: [] });
  });
  it('keep the extremes of many rows exact', () => {
    const values = Array.from({ length: 60_000 }, (_, i) =>
      i === 777 ? -5 : i === 888 ? 99 : i % 2 === 0 ? 4 : i % 10,
    );
    const [x] = columnReferences(sourcesOf(makeTable([numberColumn('x', values)])), allRows(60_000), 1);
    expect(x?.kind === 'numeric' && [x.percentiles[0], x.percentiles[50], x.percentiles[100]]).toEqual([-5, 4, 99]);
  });
});

describe('rows lost without labels', () => {
  it('are said from a fifth on', () => {
    expect(unlabelledLoss(1000, 801)).toEqual([]);
    expect(unlabelledLoss(1000, 1000)).toEqual([]);
    expect(unlabelledLoss(10_000, 8000)).toMatchObject([
      {
        kind: 'destruction',
        message: expect.stringMatching(/2,000 of 10,000 rows/),
        remedy: { change: 'fill-missing' },
      },
    ]);
  });
});

describe('shares in words', () => {
  it('are not rounded to all where there is another row', () => {
    const warning = (attacks: number) =>
      baseRateWarnings({ detector: 'Autoencoder', flaggedShare: 0.01, attackShare: attacks })[0]!.message;
    expect(warning(0.9985)).toMatch(/but 99\.9% of them/);
    expect(warning(0.9999)).toMatch(/but 99\.9% of them/);
    expect(warning(1)).toMatch(/but 100% of them/);
    expect(warning(0.5)).toMatch(/but 50% of them/);
  });
});
