import { defineConfig } from '@playwright/test';
import checks from '../playwright.config.ts';

/** As the checks run, but with all the time in the world, and the table as the only word. */
export default defineConfig({
  ...checks,
  // Two pages at once would time each other.
  workers: 1,
  projects: [{ name: 'bench' }],
  testDir: '.',
  testMatch: 'run-*.ts',
  timeout: 0,
  reporter: [['line']],
});
