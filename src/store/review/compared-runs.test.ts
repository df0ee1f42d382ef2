import { expect, it } from 'vitest';
import { TUTORIAL } from '../../recipe/presets.ts';
import type { Recipe } from '../../recipe/recipe.ts';
import { initialState } from '../create-store.ts';
import type { AppState, Run } from '../state.ts';
import { startHistory } from '../thresholds.ts';
import { differInSeedAlone, selectRunDifferences, selectRunFigures, selectSeedTwins } from './compared-runs.ts';
import { outputOf } from './fixtures/reviewed-page.ts';

const at = (threshold: number) =>
  startHistory({ rule: { kind: 'value', value: threshold }, resolved: { threshold } as never });
const runOf = (id: number, recipe: Recipe, phase: Run['phase'] = 'done'): Run => ({
  id,
  recipe,
  phase,
  progress: null,
  epochs: [],
  notices: [],
  output: phase === 'done' ? outputOf(id) : null,
  fault: null,
  thresholds: { isolationForest: at(0.75) },
});
const seeded = (seed: number): Recipe => ({ ...TUTORIAL, seed });
const stateOf = (...runs: readonly Run[]): AppState => ({
  ...initialState,
  runs,
  view: { ...initialState.view, activeRun: runs[0]?.id ?? null },
});

it('gives the figures of each detector that has a threshold, of finished runs', () => {
  const state = stateOf(runOf(1, TUTORIAL), runOf(2, TUTORIAL, 'failed'));
  const [figures, ...others] = selectRunFigures(state);
  expect(others).toEqual([]);
  // Rows 8 to 11 lie above; 9 is a scan and 10 a flood, 6 a scan that lies below.
  expect(figures).toMatchObject({ ranking: 'isolationForest', rows: 8, flagged: 4, precision: 0.5, recall: 2 / 3 });
  expect(figures?.at).toEqual({ falsePositiveRate: 2 / 5, recall: 2 / 3, precision: 0.5 });
  expect(selectRunFigures(state)[0]).toBe(figures);
});

it('names the settings that differ, run by run', () => {
  const forest = { ...TUTORIAL.isolationForest, trees: 50 };
  const state = stateOf(runOf(1, TUTORIAL), runOf(2, { ...seeded(7), isolationForest: forest }), runOf(3, seeded(8)));
  const found = selectRunDifferences(state).map(({ setting, values }) => [setting.path, values]);
  expect(found).toContainEqual(['seed', ['42', '7', '8']]);
  expect(found).toContainEqual(['isolationForest.trees', ['100 trees', '50 trees', '100 trees']]);
  expect(found).toHaveLength(2);
  expect(selectRunDifferences(stateOf())).toEqual([]);
});

it('knows runs that differ in the seed alone; thresholds train nothing', () => {
  const [one, twin] = [runOf(1, TUTORIAL), runOf(2, seeded(7))];
  const threshold = { kind: 'percentile', percentile: 90, of: 'test' } as const;
  const moved = { ...seeded(7), isolationForest: { ...TUTORIAL.isolationForest, threshold } };
  expect(differInSeedAlone(one, twin)).toBe(true);
  expect(differInSeedAlone(one, runOf(3, moved))).toBe(true);
  expect(differInSeedAlone(one, runOf(4, TUTORIAL))).toBe(false);
  const other = runOf(5, { ...seeded(7), autoencoder: { ...TUTORIAL.autoencoder, epochs: 3 } });
  expect(differInSeedAlone(one, other)).toBe(false);
  expect(selectSeedTwins(stateOf(one, twin, other)).map(({ id }) => id)).toEqual([2]);
});
