/** The main job without a mouse. */
import type { Locator, Page } from '@playwright/test';
import { expect, onOnePage, test } from './fixtures.ts';
import { confusionMatrix, figures, runButton, status, threshold, visit, waitUntilDone } from './page.ts';

/** Tabs on until the element has the focus, as a person would; fails where it cannot be reached. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let press = 0; press < 120; press++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${target}`);
};

// Both begin with a visit of their own.
onOnePage();

test('from the sample to an export', async ({ page, server }) => {
  await visit(page, server.address, 'preset=recommended&backend=wasm&epochs=2');
  await tabTo(page, page.getByRole('button', { name: 'Try the sample' }));
  await page.keyboard.press('Enter');
  await expect(runButton(page)).toBeEnabled({ timeout: 30_000 });

  await tabTo(page, runButton(page));
  await page.keyboard.press('Enter');
  await waitUntilDone(page);

  const forest = page.getByRole('tab', { name: 'Isolation Forest', exact: true });
  const autoencoder = page.getByRole('tab', { name: 'Autoencoder', exact: true });
  await forest.focus();
  await page.keyboard.press('ArrowRight');
  await expect(autoencoder).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(autoencoder).toHaveAttribute('aria-selected', 'true');

  await tabTo(page, threshold(page));
  const before = await figures(confusionMatrix(page));
  const value = Number(await threshold(page).inputValue());
  for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => Number(await threshold(page).inputValue())).toBeGreaterThan(value);
  await expect.poll(() => figures(confusionMatrix(page))).not.toEqual(before);

  await page.getByRole('button', { name: 'Export', exact: true }).focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: 'Results (JSON)' });
  await expect(item).toBeVisible();
  const download = page.waitForEvent('download');
  for (let press = 0; press < 8; press++) {
    if (await item.evaluate((node) => node === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
});

test('a run is cancelled', async ({ page, server }) => {
  await visit(page, server.address, 'preset=tutorial&backend=wasm');
  await tabTo(page, page.getByRole('button', { name: 'Try the sample' }));
  await page.keyboard.press('Space');
  await expect(runButton(page)).toBeEnabled({ timeout: 30_000 });
  await tabTo(page, runButton(page));
  await page.keyboard.press('Space');
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  await expect(cancel).toBeVisible();
  await tabTo(page, cancel);
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText(/^Cancelled/);
  await expect(runButton(page)).toBeEnabled();
});
