/** Times the reading of files alone. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { kddLike } from '../flow-files.ts';
import { serveStatic } from '../serve-static.mjs';
import { printReading, type Reading, timeReading } from './reading.ts';

const folder = fileURLToPath(new URL('../../bench-results', import.meta.url));
const hosted = fileURLToPath(new URL('../../dist/hosted', import.meta.url));

test('reading', async ({ browser }, testInfo) => {
  let files = JSON.parse(process.env.BENCH_FILES ?? '[]') as string[];
  if (files.length === 0) {
    const generated = testInfo.outputPath('generated.csv');
    mkdirSync(testInfo.outputDir, { recursive: true });
    writeFileSync(generated, kddLike(100_000).repeat(6));
    files = [generated];
  }
  const server = await serveStatic(hosted, { path: '/bench/' });
  const passes = Math.max(1, Number(process.env.BENCH_PASSES ?? 1));
  const load = loadavg()[0];
  const all: Reading[] = [];
  try {
    for (const file of files) all.push(await timeReading(browser, server, file, passes));
  } finally {
    await server.close();
  }
  printReading(all);
  mkdirSync(folder, { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', load, browser: browser.version() };
  const path = `${folder}/reading-${new Date().toISOString().replaceAll(':', '-')}.json`;
  writeFileSync(path, `${JSON.stringify({ machine, measured: all }, null, 2)}\n`);
  console.log(`\nWritten to ${path}`);
});
