/** The main job: a capture in, both detectors trained off the page, and judged. */
import { expect, test } from './fixtures.ts';
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
  status,
  takeResults,
  threshold,
  trySample,
  visit,
  waitUntilDone,
} from './page.ts';

const SMALL = kddLike(1000);

/** What must hold of the figures of any run that had labels. */
const expectSound = (results: Results): void => {
  const { rows, detectors, dataset } = results;
  expect(Object.keys(results).sort()).toEqual(
    ['app', 'backend', 'dataset', 'detectors', 'milliseconds', 'recipe', 'rows'].sort(),
  );
  expect(results.app.name).toBe('Strayflow');
  expect(results.app.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(dataset.fingerprint).not.toBe('');
  expect(rows.train).toBeGreaterThan(0);
  expect(rows.test).toBeGreaterThan(0);
  expect(rows.train + rows.validation + rows.test).toBeLessThanOrEqual(dataset.rows);
  for (const figure of Object.values(results.milliseconds)) expect(figure).toBeGreaterThanOrEqual(0);
  for (const detector of [detectors.isolationForest, detectors.autoencoder]) {
    const [[trueNormal, falseAlarm], [missed, caught]] = detector.confusionMatrix!;
    // Not judged: rows whose label says neither. Here every row has one.
    expect([rows.train, rows.validation, rows.test, rows.train + rows.validation + rows.test]).toContain(
      trueNormal + falseAlarm + missed + caught,
    );
    expect(detector.scores.min).toBeLessThan(detector.scores.max);
    expect(Number.isFinite(detector.threshold)).toBe(true);
    expect(detector.rocAuc).toBeGreaterThanOrEqual(0);
    expect(detector.rocAuc).toBeLessThanOrEqual(1);
    expect(detector.averagePrecision).toBeGreaterThan(0);
    expect(detector.report).not.toBeNull();
    expect(detector.recallPerClass).not.toBeNull();
  }
  // 2^(−E[h]/c(ψ)) lies in 0…1.
  expect(detectors.isolationForest.scores.min).toBeGreaterThan(0);
  expect(detectors.isolationForest.scores.max).toBeLessThan(1);
  const { epochs, loss, validationLoss, steps } = detectors.autoencoder;
  expect(epochs).toBeGreaterThan(0);
  expect(steps).toBeGreaterThanOrEqual(epochs);
  expect(loss).toHaveLength(epochs);
  expect(validationLoss).toHaveLength(epochs);
  expect(loss.at(-1)).toBeLessThan(loss[0]!);
};

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
    /** Settings that follow the preset. */
    readonly more?: string;
  }
  const runs: readonly SampleRun[] = [
    // A step takes 3 ms on software WebGL, 0.02 on WebAssembly: 25,000 of them go through the latter.
    { backend: 'webgl', preset: 'Tutorial', more: '&preset=tutorial&epochs=2' },
    { backend: 'wasm', preset: 'Tutorial' },
    { backend: 'cpu', preset: 'Recommended' },
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

  test('opens and runs from an address alone', async ({ page, server }) => {
    await visit(page, server.address, 'data=sample&preset=recommended&backend=wasm&seed=7&run=1');
    await waitUntilDone(page);
    const results = await takeResults(page);
    expect(results.recipe).toMatchObject({ preset: 'recommended', seed: 7, backend: 'wasm' });
  });
});

test('the same capture, recipe and seed give the same forest on each backend', async ({ page, server }) => {
  const found: Results[] = [];
  for (const backend of ['wasm', 'cpu', 'webgl'] as const) {
    await visit(page, server.address, `preset=tutorial&backend=${backend}&seed=42`);
    await openText(page, 'small.csv', SMALL);
    await detect(page);
    const results = await takeResults(page);
    expect(results.backend.name).toBe(backend);
    expect(results.rows).toEqual({ train: 800, validation: 0, test: 200 });
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

test('a second run with the same seed gives the very same figures', async ({ page, server }) => {
  await visit(page, server.address, 'preset=tutorial&backend=cpu&seed=3');
  await openText(page, 'small.csv', SMALL);
  await detect(page);
  const first = await takeResults(page);
  await page.getByRole('button', { name: 'Detect anomalies', exact: true }).click();
  await expect(status(page)).not.toHaveText(/^Done/);
  await waitUntilDone(page);
  const second = await takeResults(page);
  expect(second.detectors).toEqual(first.detectors);
});

test('NSL-KDD without a header gets its names, and its label is found', async ({ page, server }) => {
  await visit(page, server.address, 'preset=tutorial&backend=cpu');
  await openText(page, 'KDDTrain.txt', SMALL);
  await expect(page.getByText('src_bytes').filter({ visible: true }).first()).toBeVisible();
  await detect(page);
  const results = await takeResults(page);
  expect(results.dataset).toMatchObject({ rows: 1000, columns: 43 });
  expect(results.dataset.format).toMatch(/kdd/i);
  expect(Object.keys(results.detectors.isolationForest.recallPerClass!).sort()).toEqual(
    expect.arrayContaining(['neptune', 'portsweep']),
  );
});

test('a capture without labels is ranked, and what labels would say is null', async ({ page, server }) => {
  await visit(page, server.address, 'preset=recommended&backend=wasm');
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

test('the threshold moves everything at once, and trains nothing', async ({ page, server }) => {
  await visit(page, server.address, 'preset=tutorial&backend=cpu');
  await openText(page, 'small.csv', SMALL);
  await detect(page);
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
