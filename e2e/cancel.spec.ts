/** "Cancel" ends any stage within half a second, and the page is ready again. */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { cancelAndTime, detect, giveFiles, openText, runButton, startRun, status, visit } from './page.ts';

/** Milliseconds. */
const LIMIT = 500;

/** Enough steps that no backend is through before it is cancelled. */
const LONG = kddLike(20_000);

const expectReadyAgain = async (page: Page): Promise<void> => {
  await expect(status(page)).toHaveText(/^(Cancelled|Ready)/);
  await openText(page, 'next.csv', kddLike(300));
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

for (const backend of ['wasm', 'cpu', 'webgl']) {
  test(`while the autoencoder trains on ${backend}`, async ({ page, server }) => {
    await visit(page, server.address, `preset=tutorial&backend=${backend}`);
    await openText(page, 'long.csv', LONG);
    await startRun(page);
    // Past the forest, which takes well under a tenth of such a run.
    await expect(status(page)).toHaveText(/^Training.*?([3-9]|\d\d) ?%/, { timeout: 90_000 });
    expect(await cancelAndTime(page)).toBeLessThan(LIMIT);
    await expect(runButton(page)).toBeEnabled();
    await expectReadyAgain(page);
  });
}
