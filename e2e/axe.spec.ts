/** No finding of axe in any state of the page and nothing cut off sideways, light and dark, wide and narrow. */
import type { Page } from '@playwright/test';
import { expectNoFinding, expectNothingCutOff } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { cancelAndTime, chooseDetector, detect, giveFiles, openText, startRun, status, visit } from './page.ts';

/** Colours are looked at as they are in the end, not on their way from one theme to the other. */
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** In both themes, one after the other, on the same page: it follows the system's. */
const expectSound = async (page: Page, state: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expectNoFinding(page, `${state}, ${colorScheme}`);
    await expectNothingCutOff(page, `${state}, ${colorScheme}`);
  }
};

for (const width of [1280, 420]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('every state, light and dark', async ({ page, server }) => {
      await visit(page, server.address, 'preset=tutorial&backend=cpu');
      await expect(status(page)).toHaveText(/^Ready/);
      await expectSound(page, 'first visit');

      await giveFiles(page, { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
      await expect(status(page)).toHaveText(/^Failed/);
      await expectSound(page, 'failed');

      await openText(page, 'long.csv', kddLike(20_000));
      await expectSound(page, 'file open');

      await startRun(page);
      await expect(status(page)).toHaveText(/^Training/);
      await expectSound(page, 'training');
      await expect(status(page)).toHaveText(/^Training/);
      await cancelAndTime(page);
      await expectSound(page, 'cancelled');

      await openText(page, 'small.csv', kddLike(400));
      await detect(page);
      await chooseDetector(page, 'Isolation Forest');
      await expectSound(page, 'isolation forest');
      await chooseDetector(page, 'Autoencoder');
      await expectSound(page, 'autoencoder');
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await expect(page.getByRole('menuitem').first()).toBeVisible();
      await expectSound(page, 'export menu');
    });
  });
}
