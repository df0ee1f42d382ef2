/** The one file from disk: the whole main job with no server, no network, and nothing beside it. */
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { choosePreset, detect, openText, type Results, takeAwayText, takeResults, trySample, visit } from './page.ts';
import { expectSound } from './sound-results.ts';

test.use({ home: async ({ singleFile }, use) => use(singleFile), offline: true });

test('the same capture, recipe and seed: opened, trained on and judged alike on each backend', async ({
  page,
  singleFile,
}) => {
  const found: Results[] = [];
  for (const backend of ['wasm', 'cpu', 'webgl'] as const) {
    await visit(page, singleFile, `backend=${backend}&seed=42`);
    await openText(page, 'small.csv', kddLike(1000));
    await choosePreset(page, 'Tutorial');
    await detect(page);
    const results = await takeResults(page);
    expect(results.backend.name).toBe(backend);
    expect(results.rows).toEqual({ train: 800, validation: 0, test: 200 });
    expect(results.detectors.autoencoder.epochs).toBe(50);
    expectSound(results);
    found.push(results);
  }
  const [first, ...others] = found as [Results, ...Results[]];
  for (const other of others) {
    const [a, b] = [first.detectors.isolationForest, other.detectors.isolationForest];
    expect(b.threshold).toBeCloseTo(a.threshold, 5);
    expect(b.scores.min).toBeCloseTo(a.scores.min, 5);
    expect(b.scores.max).toBeCloseTo(a.scores.max, 5);
    expect(b.rocAuc).toBeCloseTo(a.rocAuc!, 3);
    // Training sums in another order on each backend, and 50 epochs carry that on.
    expect(Math.abs(other.detectors.autoencoder.rocAuc! - first.detectors.autoencoder.rocAuc!)).toBeLessThan(0.05);
  }
});

test('it brings its sample, and exports', async ({ page, singleFile }) => {
  await visit(page, singleFile, 'backend=wasm');
  await trySample(page);
  await choosePreset(page, 'Recommended');
  await detect(page);
  expect(await takeAwayText(page, 'Report (HTML)')).toMatch(/^<!doctype html>/i);
  expect((await takeAwayText(page, 'Flagged rows (CSV)')).split('\n').length).toBeGreaterThan(2);
});

test('it registers no service worker and looks for no other file', async ({ page, singleFile }) => {
  await visit(page, singleFile);
  const linked = await page
    .locator('link[href], script[src], img[src]')
    .evaluateAll((all) => all.map((node) => node.getAttribute('href') ?? node.getAttribute('src') ?? ''));
  expect(linked.filter((address) => !address.startsWith('data:'))).toEqual([]);
});
