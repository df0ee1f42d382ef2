// @ts-check
/**
 * Every check: types, lint and build with its size budgets, at the same time; then units (the import arrows are one), then
 * the whole app in a real browser, each with the machine to itself, since some of them hold a time. Counts come from the
 * runners' own reports. The last line is `N passed, N failed`. `node e2e/run-checks.mjs types lint` runs those alone.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const reports = fileURLToPath(new URL('../test-results/reports', import.meta.url));

/** @typedef {{ passed: number, failed: number, skipped?: number, note?: string }} Count */

/**
 * @typedef {object} Check
 * @property {(run: Run) => Promise<Count>} count
 * @property {boolean} [alone] what it prints is shown as it comes; else when it is through, since others print beside it
 */
/** @typedef {(tool: string, args: readonly string[], env?: Record<string, string>) => Promise<boolean>} Run whether all was well */

/** @param {'inherit' | 'pipe'} stdio @param {(text: string) => void} print @returns {Run} */
const runner =
  (stdio, print) =>
  (tool, args, env = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve(tool)), ...args], {
        cwd: top,
        stdio: ['inherit', stdio, stdio],
        env: { ...process.env, ...env },
      });
      for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
      child.on('error', reject);
      child.on('close', (code) => resolve(code === 0));
    });

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

/** @type {Record<string, Check>} */
const checks = {
  types: {
    async count(run) {
      const projects = ['tsconfig.json', 'src/workers/tsconfig.json', 'e2e/tsconfig.json'];
      /** @type {Count[]} */
      const counts = [];
      for (const project of projects) counts.push(one(await run(TSC, ['-p', project])));
      return sum(...counts);
    },
  },

  lint: {
    count: async (run) =>
      one(await run('../node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])),
  },

  build: {
    count: async (run) =>
      sum(
        one(await run(VITE, ['build'])),
        one(await run(VITE, ['build', '--mode', 'single'])),
        one(await run('./size-report.mjs', [])),
      ),
  },

  units: {
    alone: true,
    async count(run) {
      const path = `${reports}/units.json`;
      const good = await run('../node_modules/vitest/vitest.mjs', [
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
  },

  browser: {
    alone: true,
    async count(run) {
      const path = `${reports}/browser.json`;
      const good = await run(
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
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in checks));
if (unknown.length > 0) throw new Error(`No such check: ${unknown.join(', ')} (${Object.keys(checks).join(', ')})`);

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @param {string} name @param {Check} check */
const carryOut = async (name, { alone, count }) => {
  /** @type {string[]} */
  const printed = [];
  if (alone) console.log(`\n== ${name}`);
  const begun = performance.now();
  /** @type {Count} */
  let counted;
  try {
    counted = await count(runner(alone ? 'inherit' : 'pipe', (text) => void printed.push(text)));
  } catch (error) {
    console.error(error);
    counted = { passed: 0, failed: 1, note: 'could not be run' };
  }
  if (!alone) console.log(`\n== ${name}\n${printed.join('')}`);
  return { name, count: counted, seconds: (performance.now() - begun) / 1000 };
};

const chosen = Object.entries(checks).filter(([name]) => asked.length === 0 || asked.includes(name));
const done = await Promise.all(chosen.filter(([, { alone }]) => !alone).map(([name, check]) => carryOut(name, check)));
for (const [name, check] of chosen) if (check.alone) done.push(await carryOut(name, check));

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
