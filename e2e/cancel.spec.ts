/** "Cancel" ends any stage at once (300 ms are asked of it; a busy machine gets 500), and the page is ready again. */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { encodeState } from '../src/recipe/link-state.ts';
import { TUTORIAL } from '../src/recipe/presets.ts';
import { withSetting } from '../src/recipe/setting-value.ts';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { cancelAndTime, detect, giveFiles, openFile, openText, runButton, startRun, status, visit } from './page.ts';

/** Milliseconds. */
const LIMIT = 500;

/** Enough steps that no backend is through before it is cancelled. */
const LONG = kddLike(20_000);

const expectReadyAgain = async (page: Page): Promise<void> => {
  await expect(status(page)).toHaveText(/^(Cancelled|Ready)/);
  await openText(page, 'next.csv', kddLike(100));
  await detect(page);
};

test('while a file is read', async ({ page, server }, testInfo) => {
  const path = testInfo.outputPath('large.csv');
  writeFileSync(path, kddLike(50_000).repeat(16));
  await visit(page, server.address, 'preset=tutorial&backend=cpu');
  await giveFiles(page, path);
  await expect(status(page)).toHaveText(/^Reading/);
  expect(await cancelAndTime(page)).toBeLessThan(LIMIT);
  await expectReadyAgain(page);
});

test('at once, while rows are prepared', async ({ page, server }) => {
  await visit(page, server.address, 'preset=recommended&backend=cpu');
  await openText(page, 'long.csv', LONG);
  await startRun(page);
  expect(await cancelAndTime(page)).toBeLessThan(LIMIT);
  await expectReadyAgain(page);
});

/** Presses "Cancel" as soon as the page shows the stage; answers how long it took, in milliseconds, both in the page. */
const cancelInStage = (page: Page, stage: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const button = (name: string) =>
          [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === name);
        let begun: number | undefined;
        const look = (): void => {
          const said = document.querySelector('[role="status"]')?.textContent?.trim() ?? '';
          if (/^(Done|Failed)/.test(said) && begun === undefined) {
            observer.disconnect();
            reject(new Error(`“${wanted}” was never shown: ${said}`));
          } else if (begun === undefined) {
            if (!document.querySelector('[aria-current="step"]')?.textContent?.includes(wanted)) return;
            begun = performance.now();
            button('Cancel')!.click();
          } else if (!button('Cancel') && /^(Cancelled|Ready)/.test(said)) {
            observer.disconnect();
            resolve(performance.now() - begun);
          }
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        button('Detect anomalies')!.click();
        look();
      }),
    stage,
  );

/** So much to do in each stage that the page, which tells of progress ten times a second, comes to show it. */
const LABORIOUS: Readonly<Record<string, unknown>> = {
  'isolationForest.trees': 1000,
  'isolationForest.sampleSize': 4096,
  'autoencoder.hidden': [256, 64, 256],
  'autoencoder.batchSize': 1024,
  'autoencoder.epochs': 1,
};

test('in each stage of a run', async ({ page, server }, testInfo) => {
  const path = testInfo.outputPath('rows.csv');
  writeFileSync(path, kddLike(20_000).repeat(6));
  let recipe = TUTORIAL;
  for (const [setting, value] of Object.entries(LABORIOUS)) recipe = withSetting(recipe, setting, value);
  const { text } = encodeState({ recipe, thresholds: {}, view: {} });
  await visit(page, server.address, `r=${text}&backend=wasm`);
  await openFile(page, path);
  const stages = [
    'Prepare rows',
    'Grow the',
    'Score with the isolation',
    'Train the',
    'Score with the auto',
    'Rank the flows',
  ];
  for (const stage of stages) {
    const took = await cancelInStage(page, stage);
    testInfo.annotations.push({ type: stage, description: `${took.toFixed(0)} ms` });
    expect(took, stage).toBeLessThan(LIMIT);
    await expect(runButton(page)).toBeEnabled();
  }
  await detect(page);
});

for (const [backend, rows] of [
  ['wasm', LONG],
  ['cpu', LONG],
  // A hundred times as slow where WebGL is drawn by software.
  ['webgl', kddLike(5000)],
] as const) {
  test(`while the autoencoder trains on ${backend}`, async ({ page, server }) => {
    await visit(page, server.address, `preset=tutorial&backend=${backend}`);
    await openText(page, 'long.csv', rows);
    await startRun(page);
    // Past the forest, which takes well under a tenth of such a run.
    await expect(status(page)).toHaveText(/^Training.*?([3-9]|\d\d) ?%/, { timeout: 90_000 });
    expect(await cancelAndTime(page)).toBeLessThan(LIMIT);
    await expect(runButton(page)).toBeEnabled();
    await expectReadyAgain(page);
  });
}
