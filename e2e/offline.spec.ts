/** Installed and offline: the server stops, and the page goes on, workers and wasm never fetched before included. */
import { rmSync } from 'node:fs';
import { copyOfHosted, expect, test as hosted } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { cancelButton, detect, openText, startRun, takeResults, visit } from './page.ts';
import { type StaticServer, serveStatic } from './serve-static.mjs';

/** A server of its own, since each of these tests stops or changes it. */
const test = hosted.extend<{ host: StaticServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  host: async ({}, use) => {
    const folder = copyOfHosted();
    const host = await serveStatic(folder, { path: '/kept/' });
    await use(host);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
  home: ({ host }, use) => use(host.address),
});

test.use({ serviceWorkers: 'allow' });

const waitUntilKept = (page: Parameters<typeof visit>[0]): Promise<unknown> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    return kept.reduce((sum, count) => sum + count, 0);
  });

test('the main job with the server stopped', async ({ page, host, guard }) => {
  await visit(page, host.address);
  expect(await waitUntilKept(page)).toBeGreaterThan(5);
  await expect(page.getByText(/ready for offline use/i).first()).toBeVisible();
  await host.close();
  // The browser looks for a newer service worker on each visit, and finds nobody.
  guard.allow(/ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED/);
  for (const backend of ['wasm', 'webgl']) {
    await visit(page, host.address, `preset=tutorial&backend=${backend}&epochs=5`);
    await openText(page, 'small.csv', kddLike(500));
    await detect(page);
    expect((await takeResults(page)).backend.name).toBe(backend);
  }
});

test('a new version is offered, taken only when asked for, and no other tab is loaded again', async ({
  page,
  host,
}) => {
  await visit(page, host.address);
  await waitUntilKept(page);
  const current = await (await fetch(`${host.address}sw.js`)).text();
  host.replace('sw.js', `${current}\n// a later build\n`);

  const other = await page.context().newPage();
  await visit(other, host.address);
  await other.evaluate(() => Object.assign(globalThis, { here: 'since before' }));
  await visit(page, host.address, 'preset=tutorial&backend=cpu&epochs=1000');
  await page.evaluate(() => Object.assign(globalThis, { here: 'since before' }));
  const offer = page.getByRole('button', { name: /new version/i });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  // Not while something runs that loading the page again would lose.
  await openText(page, 'small.csv', kddLike(2000));
  await startRun(page);
  await expect(offer).toBeDisabled();
  await cancelButton(page).click();
  await expect(offer).toBeEnabled();
  // Offered, not forced.
  expect(await page.evaluate(() => 'here' in globalThis)).toBe(true);

  await offer.click();
  await expect.poll(() => page.evaluate(() => 'here' in globalThis).catch(() => true)).toBe(false);
  expect(await other.evaluate(() => 'here' in globalThis)).toBe(true);
});
