import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import type { TableSummary } from '../dataset/summary.ts';
import { rankingOf } from '../evaluation/ranking-for-tests.ts';
import { RECOMMENDED } from '../recipe/presets.ts';
import type { AnalysisClient, RunOutput } from '../workers/protocol.ts';
import { linkOf } from './address.ts';
import { createStore } from './create-store.ts';
import { selectStatus } from './selectors.ts';

const column = (name: string, role: 'feature' | 'label') =>
  ({ name, kind: 'text', missing: 0, infinite: 0, proposal: { column: name, role, reason: '' } }) as unknown;
const summary = (name: string): TableSummary =>
  ({
    name,
    rows: 3,
    bytes: 9,
    columns: [column('a', 'feature'), column('class', 'label')],
    label: { column: 'class', values: [{ value: 'ok', count: 3 }], normal: ['ok'] },
    fingerprint: 'f',
    receipt: [],
  }) as unknown as TableSummary;

const file = (name: string): File => new File(['x'], name);

const setUp = (parts: Partial<AnalysisClient> = {}) => {
  const waiting: { resolve: (table: TableSummary) => void; reject: (why: unknown) => void; signal?: AbortSignal }[] =
    [];
  const client = {
    open: (_files: unknown, _options: unknown, call?: { signal?: AbortSignal }) =>
      new Promise<TableSummary>((resolve, reject) => waiting.push({ resolve, reject, signal: call?.signal })),
    openSample: async () => summary('sample'),
    labelSummary: async (name: string) => ({ column: name, values: [{ value: 'x', count: 3 }], normal: [] }),
    ...parts,
  } as unknown as AnalysisClient;
  const store = createStore(client);
  return { store, waiting, state: () => store.api.getState() };
};

describe('what columns spread over', () => {
  const pendingTable = (): TableSummary => {
    const table = summary('p.csv');
    return { ...table, columns: table.columns.map((one) => ({ ...one, pending: true })) };
  };
  const counted = ['a', 'class'].map((name) => ({ name, kind: 'text', missing: 0, infinite: 0, distinct: 7 }));

  it('comes after the table is open, and keeps the proposals', async () => {
    const { store, waiting, state } = setUp({ spread: async () => counted } as unknown as Partial<AnalysisClient>);
    const opened = store.actions.openFiles([file('p.csv')]);
    waiting[0]!.resolve(pendingTable());
    await opened;
    await Promise.resolve();
    const { dataset } = state();
    const columns = dataset.kind === 'open' ? dataset.summary.columns : [];
    expect(columns.map(({ distinct, pending }) => [distinct, pending])).toEqual([
      [7, undefined],
      [7, undefined],
    ]);
    expect(columns.map(({ proposal }) => proposal.role)).toEqual(['feature', 'label']);
  });

  it('of a table that was replaced meanwhile is dropped', async () => {
    let answer: (value: unknown) => void = () => {};
    const spread = () => new Promise((resolve) => (answer = resolve));
    const { store, waiting, state } = setUp({ spread } as unknown as Partial<AnalysisClient>);
    const first = store.actions.openFiles([file('p.csv')]);
    waiting[0]!.resolve(pendingTable());
    await first;
    const second = store.actions.openFiles([file('other.csv')]);
    waiting[1]!.resolve(summary('other.csv'));
    await second;
    answer(counted);
    await new Promise((resolve) => setTimeout(resolve));
    expect(state().dataset).toMatchObject({ summary: { name: 'other.csv' } });
    const { dataset } = state();
    expect(dataset.kind === 'open' && dataset.summary.columns.some(({ distinct }) => distinct === 7)).toBe(false);
  });
});

describe('opening', () => {
  it('drops the answer to a file that another one replaced', async () => {
    const { store, waiting, state } = setUp();
    const first = store.actions.openFiles([file('first.csv')]);
    const second = store.actions.openFiles([file('second.csv')]);
    expect(waiting[0]!.signal!.aborted).toBe(true);
    waiting[1]!.resolve(summary('second.csv'));
    await second;
    waiting[0]!.resolve(summary('first.csv'));
    await first;
    expect(state().dataset).toMatchObject({ kind: 'open', summary: { name: 'second.csv' } });
  });

  it('is empty again after a cancel, and says so', async () => {
    const { store, waiting, state } = setUp();
    const opened = store.actions.openFiles([file('a.csv')]);
    expect(selectStatus(state())).toBe('Reading 0 %');
    store.actions.cancel();
    waiting[0]!.reject(new Cancelled());
    await opened;
    expect(state().dataset.kind).toBe('empty');
    expect(selectStatus(state())).toBe('Cancelled');
  });

  it('keeps what counts as normal of a label that was chosen, and drops what no row has', async () => {
    for (const [normal, kept] of [
      [['x'], ['x']],
      [['gone'], null],
    ] as const) {
      const { store, waiting, state } = setUp();
      store.api.setState({
        recipe: { ...RECOMMENDED, roles: [{ column: 'a', role: 'label' }], label: { normal: [...normal] } },
      });
      const opened = store.actions.openFiles([file('a.csv')]);
      waiting[0]!.resolve(summary('a.csv'));
      await opened;
      expect(state().chosenLabel?.column).toBe('a');
      expect(state().recipe.label.normal).toEqual(kept);
    }
  });

  it('keeps a fault with its advice', async () => {
    const { store, waiting, state } = setUp();
    const opened = store.actions.openFiles([file('a.csv')]);
    waiting[0]!.reject(new FaultError({ code: 'empty-file', message: 'Empty.', advice: 'Open another.' }));
    await opened;
    expect(state().dataset).toMatchObject({ kind: 'failed', fault: { advice: 'Open another.' } });
    expect(selectStatus(state())).toBe('Failed: Empty.');
  });
});

const broken = { code: 'empty-file', message: 'Empty.', advice: 'Open another.' } as const;

describe('another file', () => {
  it('that fails leaves a way back to what was open, with its settings and runs', async () => {
    const { store, waiting, state } = setUp({ run: () => Promise.reject(new FaultError(broken)) });
    await store.actions.openSample();
    store.actions.setSetting('seed', 7);
    await store.actions.run();
    const before = state();
    const opened = store.actions.openFiles([file('b.csv')]);
    expect(state().runs).toEqual([]);
    waiting[0]!.reject(new FaultError(broken));
    await opened;
    expect(state().dataset.kind).toBe('failed');
    expect(store.actions.goBack()).toBe(true);
    expect(state().dataset).toBe(before.dataset);
    expect(state().recipe).toBe(before.recipe);
    expect(state().runs).toEqual(before.runs);
    expect(state().view.activeRun).toBe(before.view.activeRun);
    expect(state().earlier).toBeNull();
    expect(store.actions.goBack()).toBe(false);
  });

  it('that is cancelled goes back by itself', async () => {
    const { store, waiting, state } = setUp();
    await store.actions.openSample();
    const before = state().dataset;
    const opened = store.actions.openFiles([file('b.csv')]);
    store.actions.cancel();
    waiting[0]!.reject(new Cancelled());
    await opened;
    expect(state().dataset).toBe(before);
    expect(selectStatus(state())).toBe('Cancelled');
  });

  it('that opens is the only one', async () => {
    const { store, state } = setUp();
    await store.actions.openSample();
    await store.actions.openSample();
    expect(state().earlier).toBeNull();
  });
});

describe('running', () => {
  it('ends cancelled with the data still open', async () => {
    const { store, state } = setUp({
      run: (_recipe, call) =>
        new Promise((_, reject) => call?.signal?.addEventListener('abort', () => reject(new Cancelled()))),
    });
    await store.actions.openSample();
    const run = store.actions.run();
    expect(selectStatus(state())).toBe('Training 0 %');
    store.actions.cancel();
    await run;
    expect(state().runs[0]!.phase).toBe('cancelled');
    expect(state().dataset.kind).toBe('open');
  });

  it('lists every row where none has a label, and judges on the test rows where some have', async () => {
    const ends = [-1, 0].map((of) => {
      const ranking = rankingOf([
        { score: 1, of },
        { score: 2, of, part: 'train' },
      ]);
      const result = { results: { isolationForest: { ranking } }, notices: [] };
      return { result, prepared: { days: null }, milliseconds: 1 } as unknown as RunOutput;
    });
    const { store, state } = setUp({ run: async () => ends.shift()! });
    await store.actions.openSample();
    await store.actions.run();
    expect(state().view.part).toBe('all');
    await store.actions.run();
    expect(state().view.part).toBe('test');
  });

  it('writes nothing into a run that another dataset put away', async () => {
    let fail: (why: unknown) => void = () => {};
    const { store, state } = setUp({
      run: () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    });
    await store.actions.openSample();
    const run = store.actions.run();
    await store.actions.openSample();
    fail(new Error('late'));
    await run;
    expect(state().runs).toEqual([]);
    expect(selectStatus(state())).toBe('Ready');
  });
});

describe('settings', () => {
  it('are custom once the method differs, and a preset again once it does not', () => {
    const { store, state } = setUp();
    expect(store.actions.setSetting('split.train', 0.7)).toBeNull();
    expect(state().recipe.preset).toBe('custom');
    store.actions.setSetting('split.train', 0.8);
    expect(state().recipe.preset).toBe('tutorial');
    store.actions.setSetting('seed', 7);
    expect(state().recipe.preset).toBe('tutorial');
  });

  it('stay as they were where a value cannot be', () => {
    const { store, state } = setUp();
    expect(store.actions.setSetting('autoencoder.epochs', 0)?.code).toBe('bad-recipe');
    expect(state().recipe.autoencoder.epochs).toBe(50);
  });

  it('keep seed and roles when a preset is chosen', async () => {
    const { store, state } = setUp();
    await store.actions.openSample();
    store.actions.setSetting('seed', 7);
    store.actions.setRole('a', 'ignored');
    store.actions.setPreset('recommended');
    expect(state().recipe).toEqual({ ...RECOMMENDED, seed: 7, roles: [{ column: 'a', role: 'ignored' }] });
  });

  it('know one label column at most: the one before is ignored, never a feature', async () => {
    const { store, state } = setUp();
    await store.actions.openSample();
    await store.actions.setLabelColumn('a');
    expect(state().recipe.roles).toEqual([
      { column: 'a', role: 'label' },
      { column: 'class', role: 'ignored' },
    ]);
    expect(state().chosenLabel?.column).toBe('a');
  });
});

it('writes an address that says the settings and the sample, and no data', async () => {
  const { store, state } = setUp();
  await store.actions.openSample();
  store.actions.setSetting('backend', 'wasm');
  const link = linkOf(state(), 'https://example.org/x/#old');
  expect(link.startsWith('https://example.org/x/#preset=tutorial&backend=wasm&seed=42&data=sample')).toBe(true);
});
