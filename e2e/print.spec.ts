/** The page on paper: whole, light, and with each threshold at its score. */
import { expect, test } from './fixtures.ts';
import { detect, trySample, visit } from './page.ts';

test('a dark page is printed light and whole, its plots as wide as they were drawn', async ({ page, server }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await visit(page, server.address, 'preset=tutorial&backend=wasm&epochs=2');
  await trySample(page);
  await detect(page);
  const plot = page
    .getByRole('slider', { name: 'Cut line on the plot' })
    .locator("xpath=ancestor::*[*[local-name()='svg']][1]");
  const drawn = (await plot.boundingBox())!.width;
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  expect(await scheme()).toBe('dark');

  const onPaper = page.evaluate(
    () =>
      new Promise<{ scheme?: string; paper: string }>((resolve) => {
        addEventListener('beforeprint', () =>
          resolve({
            scheme: document.documentElement.dataset.mantineColorScheme,
            paper: [...document.querySelectorAll('style')].map((style) => style.textContent).join(''),
          }),
        );
      }),
  );
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const width = await page.getByRole('main').evaluate((main) => main.clientWidth);
  expect(await onPaper).toMatchObject({ scheme: 'light', paper: expect.stringContaining(`@page { size: ${width}px `) });
  expect(await scheme()).toBe('dark');
  // One page of it, or two: nothing is cut off that would have come after.
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(1);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('complementary', { name: 'Settings' })).toBeHidden();
  // The room beside it is free now: it is not laid out for that.
  await expect.poll(async () => (await plot.boundingBox())!.width).toBeCloseTo(drawn, 0);
  await page.emulateMedia({ media: 'screen' });
  await expect(page.getByRole('complementary', { name: 'Settings' })).toBeVisible();
});
