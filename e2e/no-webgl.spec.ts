/** A machine without WebGL: the same answers, and a reason. */
import { findBrowser } from './find-browser.mjs';
import { expect, test, watch } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { detect, openText, takeResults, visit } from './page.ts';
import { BROWSER_ARGS } from './playwright.config.ts';

const MACHINES = [
  // Chromium then refuses WebGL to pages, though a worker still gets one: the page tells its worker.
  { what: 'WebGL switched off in the browser', flags: ['--disable-3d-apis'] },
  { what: 'no WebGL anywhere', flags: ['--disable-gpu', '--disable-software-rasterizer'] },
] as const;

for (const { what, flags } of MACHINES) {
  test(`${what}, whatever is asked for: it runs on wasm and says why`, async ({ playwright, server }) => {
    const browser = await playwright.chromium.launch({
      executablePath: findBrowser(),
      args: [...BROWSER_ARGS, ...flags],
    });
    try {
      const context = await browser.newContext({ serviceWorkers: 'block' });
      const guard = await watch(context, server.address);
      const page = await context.newPage();
      for (const asked of ['auto', 'webgl']) {
        await visit(page, server.address, `preset=tutorial&backend=${asked}`);
        await openText(page, 'small.csv', kddLike(600));
        await detect(page);
        const { backend } = await takeResults(page);
        expect(backend.name, asked).toBe('wasm');
        expect(backend.reason, asked).toMatch(/webgl/i);
        await expect(page.getByText(/wasm|WebAssembly/i).first()).toBeVisible();
      }
      expect(guard.problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
}
