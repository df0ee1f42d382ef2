/** The results of the sample, as a person sees them, into docs/. */
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures.ts';
import { confusionMatrix, detect, flaggedFlows, trySample, visit } from './page.ts';

const docs = fileURLToPath(new URL('../docs', import.meta.url));
/** A README that takes long to show is not read. */
const MOST_BYTES = 250_000;

test('the picture of the README', async ({ page, server }) => {
  await visit(page, server.address, 'preset=recommended');
  await trySample(page);
  await detect(page);
  await page.getByRole('button', { name: 'Dismiss all' }).click();
  await expect(flaggedFlows(page)).toBeVisible();
  await expect(confusionMatrix(page)).toBeVisible();
  // Whatever pointed at something is put down.
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  mkdirSync(docs, { recursive: true });
  const path = `${docs}/strayflow.png`;
  await page.screenshot({ path, animations: 'disabled' });
  expect(statSync(path).size).toBeLessThan(MOST_BYTES);
});
