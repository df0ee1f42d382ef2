// @ts-check
/**
 * Every check, one after the other: types, lint, units (the import arrows are one), build with its size budgets, and the
 * whole app in a real browser. Counts come from the runners' own reports. The last line is `N passed, N failed`.
 * `node e2e/run-checks.mjs types lint` runs those alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const reports = fileURLToPath(new URL('../test-results/reports', import.meta.url));

/** @typedef {{ passed: number, failed: number, skipped?: number, note?: string }} Count */

/** @param {string} tool @param {readonly string[]} args @param {Record<string, string>} [env] @returns {boolean} */
const run = (tool, args, env = {}) =>
  spawnSync(process.execPath, [fileURLToPath(import.meta.resolve(tool)), ...args], {
    cwd: top,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status === 0;

/** @param {boolean} good @returns {Count} */
const one = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1 });

/** @param {...Count} counts @returns {Count} */
const sum = (...counts) => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.reduce((total, count) => total + count.failed, 0),
});

/** A runner that died before it could report counts as one failure. @param {string} path @returns {any} */
const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

const TSC = '../node_modules/typescript/bin/tsc';
const VITE = '../node_modules/vite/bin/vite.js';

/** @type {Record<string, () => Count>} */
const checks = {
  types: () =>
    sum(
      ...['tsconfig.json', 'src/workers/tsconfig.json', 'e2e/tsconfig.json'].map((project) =>
        one(run(TSC, ['-p', project])),
      ),
    ),

  lint: () => one(run('../node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])),

  units() {
    const path = `${reports}/units.json`;
    const good = run('../node_modules/vitest/vitest.mjs', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${path}`,
    ]);
    const report = readReport(path);
    if (report === undefined) return { passed: 0, failed: 1, note: 'no report' };
    // A test file that could not be loaded has no tests to fail, so the runner's own verdict counts too.
    const failed = report.numFailedTests;
    return {
      passed: report.numPassedTests,
      failed: good ? failed : Math.max(failed, 1),
      skipped: report.numPendingTests + report.numTodoTests,
    };
  },

  build: () =>
    sum(one(run(VITE, ['build'])), one(run(VITE, ['build', '--mode', 'single'])), one(run('./size-report.mjs', []))),

  browser() {
    const path = `${reports}/browser.json`;
    const good = run(
      '../node_modules/@playwright/test/cli.js',
      ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
      { PLAYWRIGHT_JSON_OUTPUT_NAME: path, CHROME_PATH: findBrowser() },
    );
    const report = readReport(path);
    if (report === undefined) return { passed: 0, failed: 1, note: 'no report' };
    const { expected, unexpected, flaky, skipped } = report.stats;
    const failed = unexpected + flaky;
    return { passed: expected, failed: good ? failed : Math.max(failed, 1), skipped };
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in checks));
if (unknown.length > 0) throw new Error(`No such check: ${unknown.join(', ')} (${Object.keys(checks).join(', ')})`);

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @type {{ name: string, count: Count, seconds: number }[]} */
const done = [];
for (const [name, check] of Object.entries(checks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n== ${name}`);
  const begun = performance.now();
  /** @type {Count} */
  let count;
  try {
    count = check();
  } catch (error) {
    console.error(error);
    count = { passed: 0, failed: 1, note: 'could not be run' };
  }
  done.push({ name, count, seconds: (performance.now() - begun) / 1000 });
}

console.log('\n== summary');
for (const { name, count, seconds } of done) {
  const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
  const note = count.note === undefined ? '' : ` (${count.note})`;
  console.log(
    `${name.padEnd(8)} ${String(count.passed).padStart(5)} passed, ${count.failed} failed${skipped}${note}, ${seconds.toFixed(1)} s`,
  );
}
const total = sum(...done.map(({ count }) => count));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
