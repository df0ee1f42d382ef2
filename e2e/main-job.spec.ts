/** The main job: a capture in, both detectors trained off the page, and judged. */
import { expect, onOnePage, test } from './fixtures.ts';
import { kddLike, unlabelled } from './flow-files.ts';
import {
  type Backend,
  chooseDetector,
  choosePreset,
  classificationReport,
  confusionMatrix,
  detect,
  figures,
  flaggedFlows,
  openText,
  type Results,
  startRun,
  status,
  takeResults,
  threshold,
  trySample,
  visit,
  waitUntilDone,
} from './page.ts';
import { expectSound } from './sound-results.ts';

const SMALL = kddLike(1000);

const expectShown = async (page: Parameters<typeof visit>[0], results: Results): Promise<void> => {
  for (const [name, detector] of [
    ['Isolation Forest', results.detectors.isolationForest],
    ['Autoencoder', results.detectors.autoencoder],
  ] as const) {
    await chooseDetector(page, name);
    await expect(classificationReport(page)).toBeVisible();
    await expect(flaggedFlows(page)).toBeVisible();
    await expect(confusionMatrix(page)).toBeVisible();
    const shown = await figures(confusionMatrix(page));
    for (const count of detector.confusionMatrix!.flat()) expect(shown).toContain(count);
  }
};

test.describe('the sample', () => {
  interface SampleRun {
    readonly backend: Backend;
    readonly preset: 'Tutorial' | 'Recommended';
    /** Settings in the address; without, the preset is chosen on the page. */
    readonly more?: string;
  }
  const runs: readonly SampleRun[] = [
    // A step takes 3 ms on software WebGL, and 25,000 of them as long as all other checks: 126 are made.
    { backend: 'webgl', preset: 'Tutorial', more: '&preset=tutorial&epochs=2&batch=256' },
    { backend: 'cpu', preset: 'Tutorial' },
  ];
  for (const { backend, preset, more = '' } of runs) {
    test(`${preset} on ${backend}, from the button to the figures`, async ({ page, server }) => {
      await visit(page, server.address, `backend=${backend}&seed=42${more}`);
      await expect(status(page)).toHaveText(/^Ready/);
      await trySample(page);
      if (more === '') await choosePreset(page, preset);
      await detect(page);
      const results = await takeResults(page);
      expect(results.backend.name).toBe(backend);
      expect(results.backend.reason).not.toBe('');
      // Fewer epochs than the preset's make the recipe one of the person's own.
      expect(results.recipe.preset).toMatch(more === '' ? preset.toLowerCase() : /custom|tutorial/);
      expect(results.recipe.seed).toBe(42);
      expect(results.dataset.rows).toBeGreaterThan(15_000);
      expectSound(results);
      expect(results.detectors.isolationForest.rocAuc).toBeGreaterThan(0.6);
      await expectShown(page, results);
    });
  }

  test('Recommended on wasm: it opens and runs from an address alone, to the figures', async ({ page, server }) => {
    await visit(page, server.address, 'data=sample&preset=recommended&backend=wasm&seed=7&run=1');
    await waitUntilDone(page);
    const results = await takeResults(page);
    expect(results.recipe).toMatchObject({ preset: 'recommended', seed: 7, backend: 'wasm' });
    expect(results.backend.name).toBe('wasm');
    expect(results.backend.reason).not.toBe('');
    expect(results.dataset.rows).toBeGreaterThan(15_000);
    expectSound(results);
    expect(results.detectors.isolationForest.rocAuc).toBeGreaterThan(0.6);
    await expectShown(page, results);
  });
});

test.describe('a small capture', () => {
  onOnePage(async (page, server) => {
    await visit(page, server.address, 'preset=tutorial&backend=cpu&seed=3');
    await openText(page, 'KDDTrain.txt', SMALL);
    await detect(page);
  });

  test('of NSL-KDD without a header gets its names, and its label is found', async ({ page }) => {
    await page.getByRole('tab', { name: 'Data' }).click();
    await expect(page.getByText('src_bytes').filter({ visible: true }).first()).toBeVisible();
    await detect(page);
    const results = await takeResults(page);
    expect(results.dataset).toMatchObject({ rows: 1000, columns: 43 });
    expect(results.dataset.format).toMatch(/kdd/i);
    expect(Object.keys(results.detectors.isolationForest.recallPerClass!).sort()).toEqual(
      expect.arrayContaining(['neptune', 'portsweep']),
    );
  });

  test('gives the very same figures in a second run with the same seed', async ({ page }) => {
    const first = await takeResults(page);
    await startRun(page);
    await expect(status(page)).not.toHaveText(/^Done/);
    await waitUntilDone(page);
    const second = await takeResults(page);
    expect(second.detectors).toEqual(first.detectors);
  });

  test('its threshold moves everything at once, and trains nothing', async ({ page }) => {
    await chooseDetector(page, 'Isolation Forest');
    const before = await figures(confusionMatrix(page));
    const report = await classificationReport(page).textContent();
    await threshold(page).focus();
    for (let press = 0; press < 15; press++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => figures(confusionMatrix(page))).not.toEqual(before);
    await expect.poll(() => classificationReport(page).textContent()).not.toBe(report);
    await expect(status(page)).toHaveText(/^Done/);
    const results = await takeResults(page);
    const shown = await figures(confusionMatrix(page));
    for (const count of results.detectors.isolationForest.confusionMatrix!.flat()) expect(shown).toContain(count);
  });

  test('without labels is ranked, and what labels would say is null', async ({ page }) => {
    await choosePreset(page, 'Recommended');
    await openText(page, 'collector.csv', unlabelled(1500));
    await detect(page);
    await expect(flaggedFlows(page)).toBeVisible();
    const { isolationForest, autoencoder } = (await takeResults(page)).detectors;
    for (const detector of [isolationForest, autoencoder]) {
      expect(detector).toMatchObject({
        rocAuc: null,
        averagePrecision: null,
        confusionMatrix: null,
        report: null,
        recallPerClass: null,
      });
      expect(detector.flagged).toBeGreaterThan(0);
    }
  });
});
