/** The main job without a mouse. */
import type { Locator, Page } from '@playwright/test';
import { expect, onOnePage, test } from './fixtures.ts';
import {
  confusionMatrix,
  detect,
  figures,
  flaggedFlows,
  runButton,
  status,
  threshold,
  trySample,
  visit,
  waitUntilDone,
} from './page.ts';

/** Tabs on until the element has the focus, as a person would; fails where it cannot be reached. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let press = 0; press < 120; press++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${target}`);
};

// Each begins with a visit of its own.
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

test('the focus is never lost where something makes place', async ({ page, server }) => {
  await visit(page, server.address, 'preset=tutorial&backend=wasm&epochs=2');
  await tabTo(page, page.getByRole('button', { name: 'Try the sample' }));
  await page.keyboard.press('Enter');
  await expect(runButton(page)).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByRole('main')).toBeFocused();
  await detect(page);

  await flaggedFlows(page).getByRole('button', { name: 'Open flow 2 of the list' }).focus();
  await page.keyboard.press('Enter');
  const next = page.getByRole('dialog').getByRole('button', { name: 'Next' });
  await tabTo(page, next);
  const title = await page.getByRole('dialog').getByRole('heading').first().textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('heading').first()).not.toHaveText(title!);
  await expect(next).toBeFocused();
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'More like this' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  // On the row that the drawer was opened from, or on the list where that row is listed no more.
  const list = page.getByRole('region', { name: 'List, scrolled' });
  await expect.poll(() => list.evaluate((node) => node.contains(document.activeElement))).toBe(true);

  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search the commands' }).fill('go to confusion');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeFocused();

  // Some keyboards write it without Shift.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('the place in the list stays in sight while columns pass', async ({ page, server }) => {
  await visit(page, server.address, 'preset=tutorial&backend=wasm&epochs=2');
  await trySample(page);
  await detect(page);
  const list = page.getByRole('region', { name: 'List, scrolled' });
  const place = flaggedFlows(page).getByRole('button', { name: 'Open flow 1 of the list' });
  const last = flaggedFlows(page).getByRole('button', { name: 'dst_pkts' });
  await last.focus();
  await expect.poll(() => list.evaluate((box) => box.scrollLeft)).toBeGreaterThan(100);
  const edge = (await list.boundingBox())!.x;
  await expect.poll(async () => (await place.boundingBox())!.x - edge).toBeGreaterThanOrEqual(0);
});
