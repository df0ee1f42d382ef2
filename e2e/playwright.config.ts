import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './find-browser.mjs';

/** Chromium refuses to start its sandbox as root, which is who runs checks in a container. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const BROWSER_ARGS = [...asRoot, '--disable-background-networking', '--no-first-run'];

const TIMED = 'cancel.spec.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: fileURLToPath(new URL('../test-results/browser', import.meta.url)),
  // Pages wait more than they compute, so that two go on at once; those whose answers are timed come last, and alone.
  workers: 2,
  projects: [
    {
      name: 'page',
      testIgnore: TIMED,
      // Test by test, so that no worker is left with a long file at the end.
      fullyParallel: true,
      // It would fetch the whole app anew for every test. Where it is part of what is checked, it is allowed.
      use: { serviceWorkers: 'block' },
    },
    { name: 'timed', testMatch: TIMED, dependencies: ['page'] },
  ],
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findBrowser(), args: BROWSER_ARGS },
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
