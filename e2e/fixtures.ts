/**
 * What every spec stands on: the built app behind a plain static host under a sub-path, the single file in a folder
 * with a space in its name, and a guard that fails a test for any request that leaves, any breach of the content
 * security policy, any error in the console and any uncaught exception.
 */
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BrowserContext, expect, type Page, test as plain } from '@playwright/test';
import { type StaticServer, serveStatic } from './serve-static.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

export interface Guard {
  /** What went wrong so far, a sentence each. */
  readonly problems: readonly string[];
  /** Lets pass what a test provokes on purpose. */
  readonly allow: (expected: RegExp) => void;
}

export const watch = async (context: BrowserContext, home: string): Promise<Guard> => {
  const problems: string[] = [];
  const allowed: RegExp[] = [];
  const report = (problem: string): void => {
    if (!allowed.some((expected) => expected.test(problem))) problems.push(problem);
  };
  const atHome = (address: string): boolean => address.startsWith(home) || /^(data|blob|about):/.test(address);
  // Of the context, so that workers and the service worker are heard too.
  context.on('request', (request) => {
    if (!atHome(request.url())) report(`Request to ${request.url()}`);
  });
  context.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error') report(`Console: ${text} (${message.location().url})`);
    else if (/content security policy/i.test(text)) report(`Policy: ${text}`);
  });
  context.on('weberror', (error) => report(`Uncaught: ${error.error().stack ?? error.error().message}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content Security Policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  return { problems, allow: (expected) => void allowed.push(expected) };
};

/** A copy, so that a build in the middle of the checks takes no file away. */
export const copyOfHosted = (): string => {
  const hosted = join(dist, 'hosted');
  if (!existsSync(join(hosted, 'index.html'))) throw new Error('Nothing to test: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'strayflow-hosted-'));
  cpSync(hosted, folder, { recursive: true });
  return folder;
};

interface TestFixtures {
  /** Addresses that begin so are at home. Another one for the single file. */
  readonly home: string;
  readonly guard: Guard;
}
interface WorkerFixtures {
  /** The hosted build, under a path. */
  readonly server: StaticServer;
  /** Address of the single file, alone in a folder. */
  readonly singleFile: string;
}

export const test = plain.extend<TestFixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const folder = copyOfHosted();
      const server = await serveStatic(folder, { path: '/tools/strayflow/' });
      await use(server);
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  singleFile: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'a stick with '));
      copyFileSync(join(dist, 'single', 'strayflow-single.html'), join(folder, 'strayflow-single.html'));
      await use(pathToFileURL(join(folder, 'strayflow-single.html')).href);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  home: ({ server }, use) => use(server.address),
  guard: [
    async ({ context, home }, use) => {
      const guard = await watch(context, home);
      await use(guard);
      expect(guard.problems).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * Called in a describe block, gives its tests one page, opened by `open` and watched to the end: they come in their order,
 * and what one leaves there the next one finds. To open a page and to start its workers takes longer than most of what is
 * checked on it.
 */
export const onOnePage = (open?: (page: Page, server: StaticServer) => Promise<unknown>): void => {
  let page: Page;
  let kept: Guard;
  test.describe.configure({ mode: 'default' });
  test.beforeAll(async ({ browser, server }) => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    kept = await watch(context, server.address);
    page = await context.newPage();
    await open?.(page, server);
  });
  test.afterAll(async () => {
    await page.context().close();
    expect(kept.problems).toEqual([]);
  });
  test.use({
    // biome-ignore-start lint/correctness/noEmptyPattern: as above
    context: ({}, use) => use(page.context()),
    page: ({}, use) => use(page),
    guard: async ({}, use) => {
      await use(kept);
      expect(kept.problems).toEqual([]);
    },
    // biome-ignore-end lint/correctness/noEmptyPattern: as above
  });
};

export { expect };
