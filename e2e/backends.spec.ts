/** The same run on each backend: the same scores, as near as its arithmetic allows, and nothing left on the device. */
import type { Page } from '@playwright/test';
import { heldTensors } from './detector-worker.ts';
import { expect, onOnePage, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { type Backend, detect, openText, type Results, takeAwayText, takeResults, visit } from './page.ts';

const BACKENDS: readonly Backend[] = ['cpu', 'wasm', 'webgl'];
const ROWS = 700;
const CAPTURE = kddLike(ROWS, 5);
/** Models of so many runs are kept, to give reasons. */
const KEPT_RUNS = 4;

interface Scored {
  readonly results: Results;
  readonly forest: readonly string[];
  readonly autoencoder: readonly string[];
}

/** Scores row by row as they are written: nine digits, which name a 32-bit float exactly. */
const scoresOf = async (page: Page): Promise<Scored> => {
  const results = await takeResults(page);
  const [header, ...lines] = (await takeAwayText(page, 'All rows with scores (CSV)'))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  const column = (name: string): readonly string[] => {
    const at = header!.indexOf(name);
    expect(at, name).toBeGreaterThan(0);
    return lines.map((cells) => cells[at]!);
  };
  expect(lines).toHaveLength(ROWS);
  return { results, forest: column('isolation_forest_score'), autoencoder: column('autoencoder_score') };
};

test.describe('one seed', () => {
  const found: Scored[] = [];
  onOnePage();
  test.beforeAll(() => {
    found.length = 0;
  });

  for (const backend of BACKENDS) {
    test(`on ${backend}: bit for bit the same, and run after run leaves no more on the device than the models that are kept`, async ({
      page,
      server,
    }) => {
      await visit(page, server.address, `preset=tutorial&backend=${backend}&seed=7&epochs=3`);
      await openText(page, 'small.csv', CAPTURE);
      await detect(page);
      const first = await scoresOf(page);
      expect(first.results.backend.name).toBe(backend);
      await detect(page);
      const second = await scoresOf(page);
      expect(second.forest).toEqual(first.forest);
      expect(second.autoencoder).toEqual(first.autoencoder);
      const { loss, ...figures } = second.results.detectors.autoencoder;
      expect(second.results.detectors.isolationForest).toEqual(first.results.detectors.isolationForest);
      expect(first.results.detectors.autoencoder).toMatchObject(figures);
      // The training loss is only told: webgl adds it up in as many parts as time allowed, and each part is rounded.
      first.results.detectors.autoencoder.loss.forEach((each, epoch) => {
        expect(Math.abs(each - loss[epoch]!)).toBeLessThan(backend === 'webgl' ? 1e-6 : Number.MIN_VALUE);
      });
      found.push(first);

      for (let run = 2; run < KEPT_RUNS; run++) await detect(page);
      const before = await heldTensors(page);
      // Kernel and bias of two layers for each model that is kept.
      expect(before.tensors).toBe(4 * KEPT_RUNS);
      for (let run = 0; run < 2; run++) await detect(page);
      expect(await heldTensors(page)).toEqual(before);
    });
  }

  test('on one backend and on every other: as near as float32 allows', () => {
    expect(found).toHaveLength(BACKENDS.length);
    const [cpu, ...others] = found;
    expect(new Set(cpu!.forest).size).toBeGreaterThan(ROWS / 2);
    for (const other of others) {
      const { name } = other.results.backend;
      const apart = cpu!.forest.map((score, row) => Math.abs(Number(score) - Number(other.forest[row])));
      expect(Math.max(...apart), `forest, ${name}`).toBeLessThan(1e-5);
      const auc = (scored: Scored): number => scored.results.detectors.autoencoder.rocAuc!;
      expect(auc(cpu!)).toBeGreaterThan(0.5);
      expect(Math.abs(auc(other) - auc(cpu!)), `autoencoder, ${name}`).toBeLessThan(0.01);
    }
  });
});
