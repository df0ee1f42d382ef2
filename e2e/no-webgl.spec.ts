/** A machine without WebGL: the same answers, and a reason. */

import { findBrowser } from './find-browser.mjs';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { detect, openText, takeResults, visit } from './page.ts';
import { BROWSER_ARGS } from './playwright.config.ts';

test.use({ launchOptions: { executablePath: findBrowser(), args: [...BROWSER_ARGS, '--disable-3d-apis'] } });

for (const asked of ['auto', 'webgl']) {
  test(`with ${asked} asked for, it runs on wasm and says why`, async ({ page, server }) => {
    await visit(page, server.address, `preset=tutorial&backend=${asked}`);
    await openText(page, 'small.csv', kddLike(600));
    await detect(page);
    const { backend } = await takeResults(page);
    expect(backend.name).toBe('wasm');
    expect(backend.reason).toMatch(/webgl/i);
    await expect(page.getByText(/wasm|WebAssembly/i).first()).toBeVisible();
  });
}
