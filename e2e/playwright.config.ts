import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './find-browser.mjs';

/** Chromium refuses to start its sandbox as root, which is who runs checks in a container. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const BROWSER_ARGS = [...asRoot, '--disable-background-networking', '--no-first-run'];

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: fileURLToPath(new URL('../test-results/browser', import.meta.url)),
  // Training takes every core there is: two pages at once would only measure each other.
  workers: 1,
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
