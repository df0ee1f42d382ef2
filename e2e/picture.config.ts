/** `npm run picture`: the picture of the README, made of what is built. No check of its own. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig({
  ...base,
  projects: [{ name: 'picture' }],
  testMatch: 'picture.ts',
  use: { ...base.use, viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1.25, colorScheme: 'light' },
});
