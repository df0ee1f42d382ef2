import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { type Fault, FaultError } from '../base/fault.ts';
import type { Table } from '../dataset/table.ts';
import { featurizerFromJson, fitFeaturizer, fitScaling } from './featurizer.ts';
import { type EncodingInput, fitEncoding } from './fit-encoding.ts';
import { allRows, makeTable, numberColumn, textColumn, timeColumn } from './fixtures/make-table.ts';
import { type FeatureSettings, SCALINGS } from './settings.ts';
import type { ColumnUse } from './source-columns.ts';

const TUTORIAL: FeatureSettings = {
  categories: 'leave-out',
  categoryLimit: 20,
  logTransform: 'never',
  dropConstant: false,
  network: false,
  windows: false,
};
const RECOMMENDED: FeatureSettings = {
  categories: 'one-hot',
  categoryLimit: 2,
  logTransform: 'heavy-tailed',
  dropConstant: true,
  network: true,
  windows: true,
};

const flows = makeTable([
  timeColumn('ts', [0, 1000, 2000, 3000, null]),
  textColumn('src', ['10.0.0.1', '10.0.0.1', '10.0.0.2', '8.8.8.8', '10.0.0.1']),
  textColumn('dst', ['8.8.8.8', '10.0.0.9', '8.8.8.8', '10.0.0.1', null]),
  numberColumn('dport', [80, 443, 53, 50000, 80]),
  textColumn('proto', ['tcp', 'tcp', 'udp', 'icmp', null]),
  numberColumn('bytes', [10, 20, null, 1_000_000, 30]),
  numberColumn('packets', [1, 2, 3, 4, 5]),
  numberColumn('constant', [7, 7, 7, 7, 7]),
  textColumn('urgent', ['F', 'T', 'F', 'F', null]),
  numberColumn('id', [1, 2, 3, 4, 5]),
  textColumn('label', ['normal', 'normal', 'attack', 'normal', 'attack']),
  textColumn('class', ['-', '-', 'scan', '-', 'scan']),
  numberColumn('unused', [1, 2, 3, 4, 5]),
]);
const uses = new Map<string, ColumnUse>([
  ['ts', { role: 'timestamp', meaning: 'time' }],
  ['src', { role: 'identifier', meaning: 'source-address' }],
  ['dst', { role: 'identifier', meaning: 'destination-address' }],
  ['dport', { role: 'feature', meaning: 'destination-port' }],
  ['proto', { role: 'feature', meaning: 'protocol' }],
  ['bytes', { role: 'feature', meaning: 'total-bytes' }],
  ['packets', { role: 'feature', meaning: 'total-packets' }],
  ['constant', { role: 'feature' }],
  ['urgent', { role: 'feature' }],
  ['id', { role: 'identifier' }],
  ['label', { role: 'label' }],
  ['class', { role: 'attack-class' }],
  ['unused', { role: 'ignored' }],
]);
const input = (settings: FeatureSettings, changes: Partial<EncodingInput> = {}): EncodingInput => ({
  table: flows,
  uses,
  settings,
  fitRows: allRows(5),
  seed: 1,
  ...changes,
});
const faultOf = async (task: Promise<unknown>): Promise<Fault> => {
  try {
    await task;
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error('nothing was thrown');
};
/** A matrix as a record of columns. */
const columnsOf = (matrix: { values: Float32Array; rows: number; features: readonly { name: string }[] }) =>
  Object.fromEntries(
    matrix.features.map(({ name }, f) => [
      name,
      Array.from({ length: matrix.rows }, (_, row) => matrix.values[row * matrix.features.length + f]!),
    ]),
  );

describe('in the tutorial style', () => {
  it('numeric columns as they are, ports among them; truth words are numbers; no label, class, id or time', async () => {
    const { features, transform } = await fitFeaturizer({ ...input(TUTORIAL), scaling: 'none' });
    expect(features).toEqual(
      ['dport', 'bytes', 'packets', 'constant', 'urgent'].map((name) => ({ name, source: name, kind: 'numeric' })),
    );
    expect(columnsOf(transform(Uint32Array.of(3, 1)))).toEqual({
      dport: [50000, 443],
      bytes: [1_000_000, 20],
      packets: [4, 2],
      constant: [7, 7],
      urgent: [0, 1],
    });
  });
  it('scales by the rows it was fitted on', async () => {
    const { transform } = await fitFeaturizer({
      ...input(TUTORIAL, { fitRows: Uint32Array.of(0, 2) }),
      scaling: 'standard',
    });
    const columns = columnsOf(transform(allRows(5)));
    expect(columns.packets).toEqual([-1, 0, 1, 2, 3]);
    expect(columns.constant).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('as recommended', () => {
  it('replaces ports and addresses by their kinds, drops constants, fills and says so', async () => {
    const encoding = await fitEncoding(input(RECOMMENDED));
    const names = encoding.features.map(({ name }) => name);
    expect(names.slice(0, 7)).toEqual([
      'proto = tcp',
      'proto = udp',
      'proto = (missing)',
      'proto = (other)',
      'bytes',
      'packets',
      'urgent',
    ]);
    expect(names).not.toContain('dport');
    expect(names).not.toContain('constant');
    expect(names).toContain('destination port class = web');
    expect(names).toContain('source address kind = private');
    expect(names).toContain('source: peers in the last 60 s');
    expect(names.filter((name) => /^(src|dst|ts|id|label|class|unused)/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(encoding.features.slice(0, 4).map(({ source, kind }) => [source, kind])).toEqual(
      new Array(4).fill(['proto', 'one-hot']),
    );
    const receipt = new Map(encoding.receipt.map((entry) => [entry.what, entry]));
    expect(receipt.get('cells-filled-median')?.count).toBe(2);
    expect(receipt.get('cells-filled-missing')?.count).toBe(1);
    expect(receipt.get('columns-constant')?.places?.map(({ column }) => column)).toContain('constant');
  });
  it('medians, logarithms and one-hot columns by hand', async () => {
    const settings: FeatureSettings = { ...RECOMMENDED, logTransform: 'always', network: false, windows: false };
    const { transform, encoding } = await fitFeaturizer({ ...input(settings), scaling: 'none' });
    const columns = columnsOf(transform(allRows(5)));
    // The median of 10, 20, 30 and 1,000,000 is 25.
    expect(columns.bytes).toEqual([10, 20, 25, 1_000_000, 30].map((x) => Math.fround(Math.log1p(x))));
    expect(columns['proto = tcp']).toEqual([1, 1, 0, 0, 0]);
    expect(columns['proto = udp']).toEqual([0, 0, 1, 0, 0]);
    expect(columns['proto = (missing)']).toEqual([0, 0, 0, 0, 1]);
    expect(columns['proto = (other)']).toEqual([0, 0, 0, 1, 0]);
    expect(columns.urgent).toEqual([0, Math.fround(Math.LN2), 0, 0, 0]);
    expect(encoding.receipt.find(({ what }) => what === 'columns-logarithm')?.count).toBe(4);
  });
  it('takes the logarithm of heavy-tailed columns alone', async () => {
    const table = makeTable([
      numberColumn(
        'bytes',
        [...allRows(100)].map((row) => (row === 99 ? 1e6 : row)),
      ),
      numberColumn('age', [...allRows(100)]),
      numberColumn(
        'share',
        [...allRows(100)].map((row) => Number(row === 99)),
      ),
    ]);
    const all = new Map<string, ColumnUse>(table.columns.map(({ name }) => [name, { role: 'feature' }]));
    const encoding = await fitEncoding(input(RECOMMENDED, { table, uses: all, fitRows: allRows(100) }));
    expect(encoding.receipt.find(({ what }) => what === 'columns-logarithm')?.places).toEqual([{ column: 'bytes' }]);
  });
  it('both detectors share one encoding', async () => {
    const encoding = await fitEncoding(input(RECOMMENDED));
    const forest = await fitScaling(encoding, { scaling: 'quantile', fitRows: allRows(5), seed: 1 });
    const network = await fitScaling(encoding, { scaling: 'standard', fitRows: allRows(5), seed: 1 });
    expect(forest.features).toBe(network.features);
    expect(forest.transform(allRows(5)).values).not.toEqual(network.transform(allRows(5)).values);
  });
});

describe('few rows, odd columns', () => {
  it('no row to transform gives an empty matrix; one row to fit on is enough', async () => {
    const featurizer = await fitFeaturizer({ ...input(TUTORIAL, { fitRows: Uint32Array.of(0) }), scaling: 'standard' });
    expect(featurizer.transform(new Uint32Array(0))).toMatchObject({ rows: 0, values: new Float32Array(0) });
    expect(featurizer.transform(allRows(5)).values.every(Number.isFinite)).toBe(true);
  });
  it('no row to fit on, no column left', async () => {
    expect((await faultOf(fitEncoding(input(TUTORIAL, { fitRows: new Uint32Array(0) })))).code).toBe('too-few-rows');
    const only = new Map<string, ColumnUse>([['constant', { role: 'feature' }]]);
    expect((await faultOf(fitEncoding(input(RECOMMENDED, { uses: only })))).code).toBe('no-feature');
    const text = new Map<string, ColumnUse>([['proto', { role: 'feature' }]]);
    expect((await faultOf(fitEncoding(input(TUTORIAL, { uses: text })))).code).toBe('no-numeric-column');
  });
  it('a column without a value in the fitted rows is left out and named', async () => {
    const table = makeTable([numberColumn('a', [null, null, 3]), numberColumn('b', [1, 2, 3])]);
    const both = new Map<string, ColumnUse>(['a', 'b'].map((name) => [name, { role: 'feature' }]));
    const encoding = await fitEncoding(input(TUTORIAL, { table, uses: both, fitRows: Uint32Array.of(0, 1) }));
    expect(encoding.features.map(({ name }) => name)).toEqual(['b']);
    expect(encoding.receipt).toContainEqual(expect.objectContaining({ what: 'columns-empty', count: 1 }));
  });
  it('never lets two features share a name', async () => {
    const table = makeTable([numberColumn('a = x', [1, 2]), textColumn('a', ['x', 'y'])]);
    const both = new Map<string, ColumnUse>(['a', 'a = x'].map((name) => [name, { role: 'feature' }]));
    const settings = { ...RECOMMENDED, network: false, windows: false };
    const { features } = await fitEncoding(input(settings, { table, uses: both, fitRows: allRows(2) }));
    expect(features.map(({ name }) => name)).toEqual(['a = x', 'a = x (2)', 'a = y', 'a = (other)']);
  });
  it('stops when asked to', async () => {
    const wide = makeTable(
      Array.from({ length: 4000 }, (_, c) => numberColumn(`c${c}`, allRows(500) as unknown as number[])),
    );
    const all = new Map<string, ColumnUse>(wide.columns.map(({ name }) => [name, { role: 'feature' }]));
    const controller = new AbortController();
    const task = fitEncoding(input(TUTORIAL, { table: wide, uses: all, fitRows: allRows(500) }), {
      signal: controller.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'encode' && done === 2) controller.abort();
      },
    });
    await expect(task).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('any table', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.constant(Number.POSITIVE_INFINITY),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -3, max: 300 }),
  );
  it('gives no NaN and no infinity, the same in parts and after a round trip through JSON', async () => {
    const rows = fc.array(fc.tuple(cell, cell, fc.option(fc.constantFrom('a', 'b', 'c', 'd'))), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...SCALINGS),
        fc.constantFrom('never', 'always', 'heavy-tailed'),
        async (cells, scaling, logTransform) => {
          const table = makeTable([
            numberColumn(
              'x',
              cells.map(([x]) => x),
            ),
            numberColumn(
              'y',
              cells.map(([, y]) => y),
            ),
            textColumn(
              't',
              cells.map(([, , t]) => t),
            ),
            numberColumn(
              'z',
              cells.map((_, row) => row),
            ),
          ]);
          const all = new Map<string, ColumnUse>(table.columns.map(({ name }) => [name, { role: 'feature' }]));
          const settings: FeatureSettings = {
            ...RECOMMENDED,
            logTransform: logTransform as FeatureSettings['logTransform'],
            dropConstant: false,
          };
          const fitRows = allRows(Math.ceil(cells.length / 2));
          const featurizer = await fitFeaturizer({ table, uses: all, settings, fitRows, seed: 1, scaling });
          const whole = featurizer.transform(allRows(cells.length));
          expect(whole.values.every(Number.isFinite)).toBe(true);
          const width = whole.features.length;
          for (let row = 0; row < cells.length; row++) {
            expect(featurizer.transform(Uint32Array.of(row)).values).toEqual(
              whole.values.subarray(row * width, (row + 1) * width),
            );
          }
          const back = await featurizerFromJson(JSON.parse(JSON.stringify(featurizer.toJSON())), table);
          expect(back.features).toEqual(whole.features);
          expect(Array.from(back.transform(allRows(cells.length)).values, (x) => x + 0)).toEqual(
            Array.from(whole.values, (x) => x + 0),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a saved featurizer', () => {
  const saved = async (settings = RECOMMENDED): Promise<unknown> =>
    JSON.parse(JSON.stringify((await fitFeaturizer({ ...input(settings), scaling: 'quantile' })).toJSON()));
  const without = (table: Table, name: string): Table => ({
    ...table,
    columns: table.columns.filter((column) => column.name !== name),
  });
  it('reads another table with the same columns, whatever their order and their dictionaries', async () => {
    const other = makeTable([
      textColumn('proto', ['gre', 'tcp']),
      ...[...flows.columns]
        .reverse()
        .filter(({ name }) => name !== 'proto')
        .map((column) =>
          column.kind === 'text'
            ? textColumn(column.name, [null, column.dictionary[0]!])
            : { ...column, values: column.values.slice(0, 2) },
        ),
    ] as Table['columns']);
    const columns = columnsOf((await featurizerFromJson(await saved(), other)).transform(allRows(2)));
    expect(columns['proto = tcp']).toEqual([0, 1]);
    expect(columns['proto = (other)']).toEqual([1, 0]);
  });
  it('reads a column of digits as text, and of text as numbers', async () => {
    const swapped = makeTable(
      flows.columns.map((column) => {
        if (column.name === 'proto') return numberColumn('proto', [6, 6, 17, 1, null]);
        if (column.name === 'packets') return textColumn('packets', ['1', 'x', '3', '4', '5']);
        return column;
      }),
    );
    const settings = { ...RECOMMENDED, network: false, windows: false };
    const columns = columnsOf((await featurizerFromJson(await saved(settings), swapped)).transform(allRows(5)));
    expect(columns['proto = (other)']).toEqual([1, 1, 1, 1, 0]);
    expect(columns['proto = (missing)']).toEqual([0, 0, 0, 0, 1]);
    // Five values at 0, ¼ … 1; what is no number is filled with the median.
    expect(columns.packets).toEqual([0, 0.5, 0.5, 0.75, 1]);
  });
  it('names the columns that are missing and those it does not know', async () => {
    const json = await saved();
    const fault = await faultOf(featurizerFromJson(json, without(flows, 'packets')));
    expect(fault).toMatchObject({ code: 'columns-missing', column: 'packets' });
    expect(fault.message).toContain("'packets'");
    expect(fault.message).toContain("'unused'");
    // What derived features are made from is needed as well.
    expect((await faultOf(featurizerFromJson(json, without(flows, 'dst')))).code).toBe('columns-missing');
    // A column that is of no use to it is not.
    await expect(featurizerFromJson(json, without(flows, 'label'))).resolves.toBeDefined();
  });
  it('says where derived features cannot be made, since a time is no time', async () => {
    const undated = makeTable(
      flows.columns.map((column) => (column.name === 'ts' ? numberColumn('ts', [1, 2, 3, 4, 5]) : column)),
    );
    expect(await faultOf(featurizerFromJson(await saved(), undated))).toMatchObject({ code: 'columns-missing' });
  });
  it('refuses what it did not write', async () => {
    const json = (await saved()) as { version: number; encoding: { features: unknown[] }; scalers: { kind: string }[] };
    const wrong: readonly unknown[] = [
      null,
      {},
      { ...json, version: 2 },
      { ...json, scalers: json.scalers.slice(1) },
      { ...json, scalers: json.scalers.map(() => ({ kind: 'standard', mean: 0, scale: 0 })) },
      { ...json, scalers: json.scalers.map(() => ({ kind: 'quantile', quantiles: [1, 0] })) },
      { ...json, encoding: { ...json.encoding, features: [] } },
    ];
    for (const one of wrong) expect((await faultOf(featurizerFromJson(one, flows))).code).toBe('bad-model');
  });
  it('is tied once where two detectors share it', async () => {
    const encoding = await fitEncoding(input(RECOMMENDED));
    const again = await featurizerFromJson(await saved(), flows, encoding);
    expect(again.encoding).toBe(encoding);
  });
});
