/** Any static host, at any path; and a policy that lets nothing out. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import {
  choosePreset,
  confusionMatrix,
  detect,
  type ExportName,
  giveFiles,
  openText,
  status,
  takeAway,
  visit,
  waitUntilOpen,
} from './page.ts';

// Neither the service worker may fetch from elsewhere or too early.
test.use({ serviceWorkers: 'allow' });

test('the page is there before any worker or TensorFlow.js is fetched', async ({ page, server }) => {
  const fetched: string[] = [];
  page.on('response', (response) => fetched.push(response.url()));
  // A page that is never idle: workers are started ahead of need in idle moments alone, which come sooner or later.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await visit(page, server.address);
  await expect(page.getByRole('button', { name: 'Try the sample' })).toBeVisible();
  const first = await page.evaluate(() => document.querySelectorAll('script[src], link[rel="modulepreload"]').length);
  expect(first).toBeGreaterThan(0);
  const early = fetched.filter((address) => /worker|tensorflow|\.wasm$/.test(address) && !/workbox/.test(address));
  expect(early).toEqual([]);
});

test('the page answers while the code of its workers is still on its way', async ({ page, server }) => {
  let arrive = (): void => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\.worker[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await visit(page, server.address, 'backend=wasm&epochs=2');
  await giveFiles(page, { name: 'small.csv', mimeType: 'text/csv', buffer: Buffer.from(kddLike(300)) });
  await choosePreset(page, 'Recommended');
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await page.getByRole('button', { name: 'Check it yourself' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(status(page)).toHaveText(/^Reading/);
  arrive();
  await waitUntilOpen(page);
});

test('both builds carry their policy before anything it governs', async ({ server, singleFile }) => {
  const hosted = await (await fetch(server.address)).text();
  const single = readFileSync(fileURLToPath(singleFile), 'utf8');
  for (const html of [hosted, single]) {
    const at = html.search(/<meta http-equiv="Content-Security-Policy"/);
    expect(at).toBeGreaterThan(0);
    expect(html.search(/<(script|link|style)\b/)).toBeGreaterThan(at);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    expect(policy).not.toMatch(/https?:|\*/);
  }
  expect(/connect-src ([^;]+)/.exec(single)![1]).toBe('data:');
});

test('the policy holds: code from text, inline scripts and other hosts are refused', async ({
  page,
  server,
  guard,
}) => {
  guard.allow(/Content Security Policy|Failed to load resource|Request to https:\/\/example\.invalid/);
  await visit(page, server.address);
  const outcome = await page.evaluate(async () => {
    const refused = async (attempt: () => unknown): Promise<boolean> => {
      try {
        await attempt();
        return false;
      } catch {
        return true;
      }
    };
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    document.head.append(script);
    return {
      // What a debugger evaluates may evaluate in turn; a timer of the page may not.
      eval: await new Promise((resolve) => {
        setTimeout(() => resolve(refused(() => new Function('return 1')())));
      }),
      elsewhere: await refused(() => fetch('https://example.invalid/')),
      inline: !('ranInline' in globalThis),
    };
  });
  expect(outcome).toEqual({ eval: true, elsewhere: true, inline: true });
});

test('no request leaves through the whole main job and every export', async ({ page, server, guard }) => {
  await visit(page, server.address, 'preset=tutorial&backend=wasm');
  await openText(page, 'small.csv', kddLike(800));
  await detect(page);
  const what: readonly ExportName[] = [
    'Results (JSON)',
    'Flagged rows (CSV)',
    'All rows with scores (CSV)',
    'Report (HTML)',
    'Model (JSON)',
  ];
  for (const name of what) {
    const bytes = readFileSync(await (await takeAway(page, name)).path());
    expect(bytes.length, name).toBeGreaterThan(100);
    if (name === 'Report (HTML)') expect(bytes.length).toBeLessThan(2_000_000);
    // The original line stands untouched at the start of its row.
    if (name === 'All rows with scores (CSV)') expect(bytes.toString()).toContain(kddLike(800).split('\n')[0]!);
  }
  expect(guard.problems).toEqual([]);
});

test('a part of the page that cannot be fetched costs that part alone', async ({ page, server, guard }) => {
  guard.allow(/Failed to load resource|net::ERR|could not be fetched|Failed to fetch dynamically/);
  await page.route(/DataRoom[^/]*\.js$/, (route) => route.abort());
  await visit(page, server.address, 'preset=tutorial&backend=wasm&epochs=2');
  await openText(page, 'small.csv', kddLike(300));
  await expect(page.getByRole('alert').filter({ hasText: 'could not be fetched' })).toBeVisible();
  await detect(page);
  await expect(confusionMatrix(page)).toBeVisible();
});
