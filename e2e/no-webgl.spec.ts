/** A machine without WebGL: the same answers, and a reason. */

import type { Page } from '@playwright/test';
import { findBrowser } from './find-browser.mjs';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { detect, openText, takeResults, visit } from './page.ts';
import { BROWSER_ARGS } from './playwright.config.ts';

const launchWith = (...args: readonly string[]) => ({
  launchOptions: { executablePath: findBrowser(), args: [...BROWSER_ARGS, ...args] },
});

const expectWasm = async (page: Page, address: string, asked: string): Promise<void> => {
  await visit(page, address, `preset=tutorial&backend=${asked}`);
  await openText(page, 'small.csv', kddLike(600));
  await detect(page);
  const { backend } = await takeResults(page);
  expect(backend.name).toBe('wasm');
  expect(backend.reason).toMatch(/webgl/i);
  await expect(page.getByText(/wasm|WebAssembly/i).first()).toBeVisible();
};

test.describe('WebGL switched off in the browser', () => {
  // Chromium then refuses it to pages, though a worker still gets one, drawn by software where there is no GPU.
  test.use(launchWith('--disable-3d-apis'));

  test('left to itself, it runs on wasm and says why', ({ page, server }) => expectWasm(page, server.address, 'auto'));
});

test.describe('no WebGL anywhere', () => {
  test.use(launchWith('--disable-gpu', '--disable-software-rasterizer'));

  for (const asked of ['auto', 'webgl']) {
    test(`with ${asked} asked for, it runs on wasm and says why`, ({ page, server }) =>
      expectWasm(page, server.address, asked));
  }
});
