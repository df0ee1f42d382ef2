import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { sampleTable } from '../dataset/sample/sample-table.ts';
import type { Column, Table } from '../dataset/table.ts';
import { RECOMMENDED, TUTORIAL } from '../recipe/presets.ts';
import { prepareTable } from './prepare.ts';

const sample = sampleTable({ seed: 1, flows: 1000 });

const tableOf = (columns: readonly Column[], rows: number): Table => ({
  name: 'made.csv',
  format: 'generic',
  rows,
  columns,
  sources: [],
  offsets: new Float64Array(rows),
  lengths: new Uint32Array(rows),
  fingerprint: 'f',
  receipt: [],
});
const numbers = (name: string, values: readonly number[]): Column => ({
  kind: 'number',
  name,
  values: Float32Array.from(values),
  missing: values.filter(Number.isNaN).length,
  infinite: 0,
});
const texts = (name: string, values: readonly string[]): Column => {
  const dictionary = [...new Set(values)];
  return {
    kind: 'text',
    name,
    codes: Int32Array.from(values, (value) => dictionary.indexOf(value)),
    dictionary,
    missing: 0,
    overflowed: false,
  };
};

describe('prepareTable', () => {
  it('prepares the sample by the tutorial: numeric columns alone, 80/20, nothing of the label', async () => {
    const shares: number[] = [];
    const { prepared, matrix } = await prepareTable(sample, TUTORIAL, { onProgress: (share) => shares.push(share) });
    expect(prepared.counts).toEqual({ total: 1000, leftOut: 0, train: 800, fitted: 800, validation: 0, test: 200 });
    const names = prepared.features.isolationForest.map(({ source }) => source);
    expect(names).toContain('duration');
    for (const never of ['label', 'ts', 'src_ip', 'dst_ip', 'proto']) expect(names).not.toContain(never);
    expect(prepared.classes.find(({ name }) => name === 'BENIGN')?.truth).toBe('normal');
    expect(prepared.classes.filter(({ truth }) => truth === 'anomaly').length).toBeGreaterThan(2);

    // StandardScaler over all rows: mean 0 and variance 1 in every column that is not constant.
    const { values, rows, features } = matrix(
      'isolationForest',
      Uint32Array.from({ length: 1000 }, (_, i) => i),
    );
    for (let c = 0; c < features.length; c++) {
      let sum = 0;
      let squares = 0;
      for (let r = 0; r < rows; r++) sum += values[r * features.length + c]!;
      for (let r = 0; r < rows; r++) squares += (values[r * features.length + c]! - sum / rows) ** 2;
      expect(sum / rows).toBeCloseTo(0, 4);
      expect(squares / rows).toBeCloseTo(1, 4);
    }
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, i) => i === 0 || share >= shares[i - 1]!)).toBe(true);
  });

  it('fits the recommended recipe on normal training rows alone', async () => {
    const { prepared } = await prepareTable(sample, RECOMMENDED);
    const { counts } = prepared;
    expect(counts.train + counts.validation + counts.test).toBe(1000);
    expect(counts.fitted).toBeLessThan(counts.train);
    prepared.fitted.forEach((isFitted, row) => {
      if (isFitted) expect(prepared.classes[prepared.classCodes[row]!]!.truth).toBe('normal');
    });
    expect(prepared.features.autoencoder.some(({ kind }) => kind === 'one-hot')).toBe(true);
    expect(prepared.references.length).toBeGreaterThan(5);
    expect(prepared.days).toBeGreaterThan(0.3);
  });

  it('is the same for the same seed', async () => {
    const [a, b] = await Promise.all([prepareTable(sample, RECOMMENDED), prepareTable(sample, RECOMMENDED)]);
    expect(a!.prepared).toEqual(b!.prepared);
    expect(a!.featurizers()).toEqual(b!.featurizers());
  });

  it('names attacks by their class, and takes truth from the label beside it', async () => {
    const table = tableOf(
      [
        numbers('bytes', [1, 2, 3, 4, 5, 6, 7, 8]),
        texts('attack_cat', ['', '', '', '', 'Worms', 'Worms', 'DoS', '']),
        texts('label', ['0', '0', '0', '0', '1', '1', '1', '1']),
      ],
      8,
    );
    const recipe = {
      ...TUTORIAL,
      roles: [
        { column: 'label', role: 'label' as const },
        { column: 'attack_cat', role: 'attack-class' as const },
      ],
    };
    const { prepared } = await prepareTable(table, recipe);
    expect(prepared.classes.map(({ name, truth, rows }) => [name, truth, rows])).toEqual([
      ['normal', 'normal', 4],
      ['Worms', 'anomaly', 2],
      ['DoS', 'anomaly', 1],
      ['1', 'anomaly', 1],
    ]);
  });

  it('refuses to drop the last row of a class, and does it where that is allowed', async () => {
    const table = tableOf(
      [
        numbers('bytes', [1, 2, 3, 4, 5, Number.NaN, Number.NaN, 8]),
        texts('label', ['normal', 'normal', 'normal', 'normal', 'normal', 'scan', 'scan', 'normal']),
      ],
      8,
    );
    await expect(prepareTable(table, TUTORIAL)).rejects.toMatchObject({ fault: { code: 'class-would-vanish' } });
    const { prepared } = await prepareTable(table, { ...TUTORIAL, rows: { ...TUTORIAL.rows, allowDestruction: true } });
    expect(prepared.counts).toMatchObject({ leftOut: 2, train: 4, test: 2 });
    expect(prepared.classes.find(({ name }) => name === 'scan')).toMatchObject({ rows: 2, leftOut: 2 });
  });

  it('judges a file that is only to be scored, and trains on the other', async () => {
    const table: Table = {
      ...tableOf(
        [
          numbers('bytes', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
          texts(
            'label',
            Array.from('nnnnnnnnss', (c) => (c === 'n' ? 'normal' : 'scan')),
          ),
        ],
        10,
      ),
      sources: (
        [
          ['monday.csv', 0, 6, false],
          ['tuesday.csv', 6, 10, true],
        ] as const
      ).map(([name, firstRow, endRow, scoreOnly]) => ({
        name,
        bytes: 1,
        firstRow,
        endRow,
        scoreOnly,
        encoding: 'utf-8',
        compressed: false,
      })),
    };
    const { prepared } = await prepareTable(table, TUTORIAL);
    expect(Array.from(prepared.parts)).toEqual([1, 1, 1, 1, 1, 1, 3, 3, 3, 3]);
  });

  it('says what is too little, and stops when asked', async () => {
    await expect(prepareTable(tableOf([numbers('bytes', [1])], 1), TUTORIAL)).rejects.toMatchObject({
      fault: { code: 'too-few-rows' },
    });
    await expect(prepareTable(tableOf([texts('note', ['a', 'b', 'c'])], 3), TUTORIAL)).rejects.toMatchObject({
      fault: { code: 'no-numeric-column' },
    });
    await expect(
      prepareTable(tableOf([numbers('a', [Number.NaN, 1]), numbers('b', [1, Number.NaN])], 2), TUTORIAL),
    ).rejects.toMatchObject({ fault: { code: 'all-rows-dropped' } });
    await expect(prepareTable(sample, TUTORIAL, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(Cancelled);
  });

  it('points at a threshold that cannot recall the attacks there are', async () => {
    const rows = 400;
    const table = tableOf(
      [
        numbers(
          'bytes',
          Array.from({ length: rows }, (_, i) => (i * 7919) % 101),
        ),
        texts(
          'label',
          Array.from({ length: rows }, (_, i) => (i % 2 ? 'scan' : 'normal')),
        ),
      ],
      rows,
    );
    const { prepared } = await prepareTable(table, TUTORIAL);
    const kinds = prepared.warnings.map(({ kind }) => kind);
    expect(kinds).toContain('base-rate');
    expect(kinds).toContain('mostly-attack');
  });
});
