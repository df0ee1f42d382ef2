/** Times the review of a million rows and keeps the figures; it judges nothing, since a busy machine would fail it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { serveStatic } from '../serve-static.mjs';
import { printMillion, timeMillion, writeMillion } from './million.ts';

const folder = fileURLToPath(new URL('../../bench-results', import.meta.url));
const hosted = fileURLToPath(new URL('../../dist/hosted', import.meta.url));

test('a million rows', async ({ browser }) => {
  const file = `${tmpdir()}/strayflow-million.csv`;
  await writeMillion(file);
  const server = await serveStatic(hosted, { path: '/bench/' });
  try {
    const load = loadavg()[0];
    const steps = await timeMillion(browser, server, file);
    printMillion(steps);
    mkdirSync(folder, { recursive: true });
    const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', load, browser: browser.version() };
    const path = `${folder}/million-${new Date().toISOString().replaceAll(':', '-')}.json`;
    writeFileSync(path, `${JSON.stringify({ machine, steps }, null, 2)}\n`);
    console.log(`\nWritten to ${path}`);
  } finally {
    await server.close();
  }
});
