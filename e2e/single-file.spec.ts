/** The one file from disk: the whole main job with no server, no network, and nothing beside it. */
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { choosePreset, detect, openText, takeAwayText, takeResults, trySample, visit } from './page.ts';

test.use({ home: async ({ singleFile }, use) => use(singleFile), offline: true });

for (const backend of ['webgl', 'wasm', 'cpu'] as const) {
  test(`a capture is opened, trained on and judged on ${backend}`, async ({ page, singleFile }) => {
    await visit(page, singleFile, `backend=${backend}&seed=42`);
    await openText(page, 'small.csv', kddLike(800));
    await choosePreset(page, 'Tutorial');
    await detect(page);
    const results = await takeResults(page);
    expect(results.backend.name).toBe(backend);
    expect(results.detectors.isolationForest.rocAuc).not.toBeNull();
    expect(results.detectors.autoencoder.epochs).toBe(50);
  });
}

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
