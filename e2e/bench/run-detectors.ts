/** Times the detectors alone, beside the peer. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { serveStatic } from '../serve-static.mjs';
import { printSideBySide, type SideBySide, timeSideBySide } from './side-by-side.ts';

const folder = fileURLToPath(new URL('../../bench-results', import.meta.url));
const hosted = fileURLToPath(new URL('../../dist/hosted', import.meta.url));

test('detectors', async ({ browser }) => {
  const files = JSON.parse(process.env.BENCH_FILES ?? '[]') as string[];
  if (files.length === 0) throw new Error('Name a file: the peer reads no sample');
  const server = await serveStatic(hosted, { path: '/bench/' });
  const passes = Math.max(1, Number(process.env.BENCH_PASSES ?? 1));
  const load = loadavg()[0];
  const all: SideBySide[] = [];
  try {
    for (const file of files) all.push(await timeSideBySide(browser, server, file, passes));
  } finally {
    await server.close();
  }
  printSideBySide(all);
  mkdirSync(folder, { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', load, browser: browser.version() };
  const path = `${folder}/detectors-${new Date().toISOString().replaceAll(':', '-')}.json`;
  writeFileSync(path, `${JSON.stringify({ machine, passes, measured: all }, null, 2)}\n`);
  console.log(`\nWritten to ${path}`);
});
