import { describe, expect, it } from 'vitest';
import { FaultError } from '../base/fault.ts';
import { sampleTable } from '../dataset/sample/sample-table.ts';
import { takeRows } from '../dataset/take-rows.ts';
import { openBackend } from '../detectors/backend.ts';
import { RECOMMENDED, TUTORIAL } from '../recipe/presets.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { detect } from './detect.ts';
import { prepareTable } from './prepare.ts';
import { prepareSaved, type SavedFeatures } from './prepare-saved.ts';
import type { DetectorModels } from './run-result.ts';

const table = sampleTable({ seed: 3, flows: 1500 });
const engine = { open: () => openBackend('cpu', { wasmPaths: null, not: [] }) };

const quick = (recipe: Recipe): Recipe => ({
  ...recipe,
  backend: 'cpu',
  isolationForest: { ...recipe.isolationForest, trees: 20 },
  autoencoder: { ...recipe.autoencoder, hidden: [4], epochs: 1 },
});

/** As a file carries it. */
const written = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

describe.each([
  ['tutorial', quick(TUTORIAL)],
  ['recommended', quick(RECOMMENDED)],
] as const)('a model of the %s recipe', (_, recipe) => {
  const trained = (async () => {
    const made = await prepareTable(table, recipe);
    const { result } = await detect(
      { recipe, prepared: made.prepared, source: { matrix: (id, rows) => made.matrix(id, rows) }, engine },
      {},
    );
    const saved: SavedFeatures = written({
      features: made.featurizers(),
      columns: table.columns.map(({ name }) => ({ name, role: name === 'label' ? 'label' : 'feature' })),
    });
    return { result, saved, models: written<DetectorModels>(result.models) };
  })();

  it('speaks of the rows it was trained on where the file tells of them, else says of which', async () => {
    const { saved } = await trained;
    const today = takeRows(
      table,
      Uint32Array.from({ length: 200 }, (_, row) => row),
    );
    const without = await prepareSaved(today, recipe, saved);
    expect(without.prepared.referencesOf).toBe('capture');
    const { references } = (await prepareTable(table, recipe)).prepared;
    const told = await prepareSaved(today, recipe, { ...saved, references });
    expect(told.prepared).toMatchObject({ referencesOf: 'model', references });
    expect(without.prepared.references).not.toEqual(references);
  });

  it('says which features it no longer knows', async () => {
    const { saved } = await trained;
    const { prepared } = await prepareSaved(table, recipe, { ...saved, hidden: ['src_ip'] });
    expect(prepared.receipt).toContainEqual(
      expect.objectContaining({ what: 'columns-hidden-in-model', detail: expect.stringContaining('src_ip') }),
    );
  });

  it('gives the scores that it gave, bit for bit, and trains nothing', async () => {
    const { result, saved, models } = await trained;
    const again = await prepareSaved(table, recipe, saved);
    const { result: scored } = await detect(
      {
        recipe,
        prepared: again.prepared,
        source: { matrix: (id, rows) => again.matrix(id, rows) },
        engine,
        saved: models,
      },
      {},
    );
    for (const id of ['isolationForest', 'autoencoder'] as const) {
      expect(scored.results[id]!.scores).toEqual(result.results[id]!.scores);
    }
    expect(scored.training).toBeNull();
    expect(again.prepared.counts).toMatchObject({ train: 0, fitted: 0, validation: 0 });
    expect(again.prepared.fitted.some((bit) => bit === 1)).toBe(false);
  }, 60_000);

  it('needs no row of the file it was trained on', async () => {
    const { result, saved, models } = await trained;
    // Windows look back over the rows before: one row alone has no past, so all but the last few are left.
    const rows = Uint32Array.from({ length: 1200 }, (_, row) => row);
    const part = takeRows(table, rows);
    const again = await prepareSaved(part, recipe, saved);
    const { result: scored } = await detect(
      {
        recipe,
        prepared: again.prepared,
        source: { matrix: (id, some) => again.matrix(id, some) },
        engine,
        saved: models,
      },
      {},
    );
    const own = scored.results.isolationForest!.scores;
    expect(own).toEqual(result.results.isolationForest!.scores.slice(0, own.length));
  }, 60_000);

  it('names the columns that a capture lacks, and those that it has instead', async () => {
    const { saved } = await trained;
    const renamed = {
      ...table,
      columns: table.columns.map((column) => (column.name === 'duration' ? { ...column, name: 'length' } : column)),
    };
    const fault = await prepareSaved(renamed, recipe, saved).then(
      () => null,
      (thrown: unknown) => (thrown as FaultError).fault,
    );
    expect(fault).toMatchObject({ code: 'columns-missing' });
    expect(fault?.message).toContain("'duration'");
    expect(fault?.message).toContain("'length'");
  });
});

it('refuses a file without fitted features', async () => {
  await expect(prepareSaved(table, TUTORIAL, { features: {}, columns: [] })).rejects.toThrow(FaultError);
});
