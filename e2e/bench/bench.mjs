// @ts-check
/**
 * `npm run bench -- [FILE…]`: times the built app in a real browser, on its sample, on a generated capture and on each
 * file given. Set PEERS_PYTHON (a python with pandas and scikit-learn) and PEERS_SCRIPT (a script that prints one JSON
 * object for a file) to have another stack timed beside it. BENCH_PASSES (1) repeats each figure; the median is kept.
 * `npm run bench -- --million` times the review of a million rows alone (million.ts), `npm run bench -- --reading [FILE…]`
 * the reading of files alone (reading.ts), beside pandas where PEERS_PYTHON has it, `npm run bench -- --detectors FILE…` the
 * detectors alone, beside the peer (side-by-side.ts).
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ALONE = { '--million': 'run-million', '--reading': 'run-reading', '--detectors': 'run-detectors' };
const words = process.argv.slice(2);
const alone = Object.entries(ALONE).flatMap(([word, spec]) => (words.includes(word) ? [spec] : []));
const given = words.filter((word) => !(word in ALONE));
const files = given.map((file) => resolve(file));
const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`No such file: ${missing.join(', ')}`);
  process.exit(1);
}
if (!existsSync(fileURLToPath(new URL('../../dist/hosted/index.html', import.meta.url)))) {
  console.error('Nothing to time: run `npm run build` first');
  process.exit(1);
}
// Playwright's runner compiles the TypeScript of the bench and owns the browser's life.
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(import.meta.resolve('../../node_modules/@playwright/test/cli.js')),
    'test',
    '--config',
    fileURLToPath(new URL('./bench.config.ts', import.meta.url)),
    ...(alone.length > 0 ? alone : ['run-bench', 'run-million']),
  ],
  { stdio: 'inherit', env: { ...process.env, BENCH_FILES: JSON.stringify(files) } },
);
process.exitCode = status ?? 1;
