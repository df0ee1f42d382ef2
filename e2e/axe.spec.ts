/** No finding of axe in any state of the page and nothing cut off sideways, light and dark, wide and narrow. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { cancelAndTime, chooseDetector, detect, giveFiles, openText, startRun, status, visit } from './page.ts';

const expectNoFinding = async (page: Page, state: string): Promise<void> => {
  // What passed is not asked for, in as many elements as a table has: it would take most of the time.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(found, state).toEqual([]);
  const cutOff = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(cutOff, `${state}: cut off sideways`).toBeLessThanOrEqual(0);
};

const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 420 },
  { colorScheme: 'dark', width: 420 },
] as const;

for (const { colorScheme, width } of LOOKS) {
  test.describe(`${colorScheme}, ${width} px wide`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('every state', async ({ page, server }) => {
      await visit(page, server.address, 'preset=tutorial&backend=cpu');
      await expect(status(page)).toHaveText(/^Ready/);
      await expectNoFinding(page, 'first visit');

      await giveFiles(page, { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
      await expect(status(page)).toHaveText(/^Failed/);
      await expectNoFinding(page, 'failed');

      await openText(page, 'long.csv', kddLike(20_000));
      await expectNoFinding(page, 'file open');

      await startRun(page);
      await expect(status(page)).toHaveText(/^Training/);
      await expectNoFinding(page, 'training');
      await cancelAndTime(page);
      await expectNoFinding(page, 'cancelled');

      await openText(page, 'small.csv', kddLike(400));
      await detect(page);
      await chooseDetector(page, 'Isolation Forest');
      await expectNoFinding(page, 'isolation forest');
      await chooseDetector(page, 'Autoencoder');
      await expectNoFinding(page, 'autoencoder');
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await expect(page.getByRole('menuitem').first()).toBeVisible();
      await expectNoFinding(page, 'export menu');
    });
  });
}
