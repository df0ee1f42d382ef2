/** What `npm run bench` measures. Figures come from "Results (JSON)" and from the browser's own clocks. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page, test } from '@playwright/test';
import { kddLike } from '../flow-files.ts';
import {
  type Backend,
  chooseDetector,
  detect,
  openFile,
  type Results,
  takeResults,
  threshold,
  trySample,
  visit,
} from '../page.ts';
import { type StaticServer, serveStatic } from '../serve-static.mjs';
import { printTable } from './print.ts';
import { printReading, type Reading, timeReading } from './reading.ts';
import { printSideBySide, type SideBySide, timeSideBySide } from './side-by-side.ts';
import { clock, longestTask, slowestKey, watchTasks } from './tasks.ts';

const BACKENDS: readonly Backend[] = ['webgl', 'wasm', 'cpu'];
const BATCHES = [32, 256, 1024] as const;
/** Training is timed over so many epochs; more only repeat them. */
const EPOCHS = 2;
const PASSES = Math.max(1, Number(process.env.BENCH_PASSES ?? 1));
const SAMPLE = 'the sample';

const folder = fileURLToPath(new URL('../../bench-results', import.meta.url));
const hosted = fileURLToPath(new URL('../../dist/hosted', import.meta.url));

interface RunFigures {
  readonly backend: Backend;
  readonly batchSize: number;
  readonly rows: number;
  readonly forestFit: number;
  readonly forestScoreMicrosecondsPerRow: number;
  readonly autoencoderMillisecondsPerStep: number;
  readonly autoencoderScoreMicrosecondsPerRow: number;
  readonly total: number;
  readonly longestTask: number;
  readonly note: string;
}
interface Measured {
  readonly what: string;
  reading: Reading | null;
  readonly runs: RunFigures[];
  /** Of 40 presses of an arrow key, the slowest, in milliseconds. */
  threshold: { readonly handled: number; readonly painted: number } | null;
  /** The Tutorial preset to its end. */
  tutorial: Results | null;
  /** The same beside the peer; of files alone. */
  beside: SideBySide | null;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const withPage = async <T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await watchTasks(page);
  try {
    return await work(page);
  } finally {
    await context.close();
  }
};

const open = (page: Page, what: string): Promise<void> => (what === SAMPLE ? trySample(page) : openFile(page, what));

const timeRun = (
  browser: Browser,
  server: StaticServer,
  what: string,
  backend: Backend,
  batchSize: number,
): Promise<RunFigures> =>
  withPage(browser, async (page) => {
    const settings = `preset=tutorial&backend=${backend}&seed=42&batch=${batchSize}&epochs=${EPOCHS}`;
    await visit(page, server.address, settings);
    await open(page, what);
    const found: Results[] = [];
    let longest = 0;
    // One run more than is counted: the first loads TensorFlow.js and compiles shaders.
    for (let pass = 0; pass <= PASSES; pass++) {
      const begun = await clock(page);
      await detect(page, 0);
      longest = Math.max(longest, await longestTask(page, begun));
      if (pass > 0) found.push(await takeResults(page));
    }
    const first = found[0]!;
    const trained = first.recipe.autoencoder as { readonly batchSize: number };
    const ran = first.backend.name;
    const notes = [
      ...(ran === backend ? [] : [`ran on ${ran}: ${first.backend.reason}`]),
      ...(trained.batchSize === batchSize ? [] : [`the address did not set the batch, it was ${trained.batchSize}`]),
    ];
    const of = (figure: (results: Results) => number): number => median(found.map(figure));
    // Every row that was not left out is scored, not the judged ones alone.
    const count = first.rows.train + first.rows.validation + first.rows.test;
    return {
      backend: ran,
      batchSize: trained.batchSize,
      rows: first.dataset.rows,
      forestFit: of(({ milliseconds }) => milliseconds.forestFit ?? 0),
      forestScoreMicrosecondsPerRow: of(({ milliseconds }) => ((milliseconds.forestScore ?? 0) * 1000) / count),
      autoencoderMillisecondsPerStep: of(
        ({ milliseconds, detectors }) => (milliseconds.autoencoderFit ?? 0) / detectors.autoencoder.steps,
      ),
      autoencoderScoreMicrosecondsPerRow: of(
        ({ milliseconds }) => ((milliseconds.autoencoderScore ?? 0) * 1000) / count,
      ),
      total: of(({ milliseconds }) => milliseconds.total ?? 0),
      longestTask: longest,
      note: notes.join('; '),
    };
  });

/** The whole Tutorial, and then the threshold, moved by key as a person would. */
const timeTutorial = (browser: Browser, server: StaticServer, what: string) =>
  withPage(browser, async (page) => {
    await visit(page, server.address, 'preset=tutorial&backend=wasm&seed=42');
    await open(page, what);
    await detect(page, 0);
    const results = await takeResults(page);
    await chooseDetector(page, 'Isolation Forest');
    await threshold(page).focus();
    await slowestKey(page);
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press(press % 2 === 0 ? 'ArrowLeft' : 'ArrowDown');
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
    }
    // Entries of the Event Timing API come some frames after their event.
    await page.waitForTimeout(500);
    return { results, threshold: await slowestKey(page) };
  });

const report = (all: readonly Measured[]): void => {
  const task = (milliseconds: number): string => (milliseconds === 0 ? '< 50' : milliseconds.toFixed(0));
  printReading(all.flatMap(({ reading }) => reading ?? []));
  printTable(
    `Tutorial preset, ${EPOCHS} epochs`,
    [
      'data',
      'rows',
      'backend',
      'batch',
      'forest fit ms',
      'score µs/row',
      'step ms',
      'AE score µs/row',
      'longest task ms',
      '',
    ],
    all.flatMap(({ what, runs }) =>
      runs.map((run) => [
        basename(what),
        String(run.rows),
        run.backend,
        String(run.batchSize),
        run.forestFit,
        run.forestScoreMicrosecondsPerRow,
        run.autoencoderMillisecondsPerStep,
        run.autoencoderScoreMicrosecondsPerRow,
        task(run.longestTask),
        run.note,
      ]),
    ),
  );
  printTable(
    'Tutorial preset to its end, on wasm; the slowest of 40 moves of the threshold',
    ['data', 'total s', 'forest AUC', 'autoencoder AUC', 'handled ms', 'painted ms'],
    // The generated file is read and nothing else.
    all.flatMap(({ what, tutorial, threshold: moved }) =>
      tutorial === null
        ? []
        : [
            [
              basename(what),
              (tutorial.milliseconds.total ?? 0) / 1000,
              tutorial.detectors.isolationForest.rocAuc,
              tutorial.detectors.autoencoder.rocAuc,
              moved === null ? null : moved.handled,
              moved === null ? null : moved.painted === 0 ? '< 16' : moved.painted,
            ],
          ],
    ),
  );
  printSideBySide(all.flatMap(({ beside }) => beside ?? []));
};

test('bench', async ({ browser }, testInfo) => {
  const given = JSON.parse(process.env.BENCH_FILES ?? '[]') as string[];
  const generated = testInfo.outputPath('generated.csv');
  mkdirSync(testInfo.outputDir, { recursive: true });
  writeFileSync(generated, kddLike(100_000).repeat(6));
  const server = await serveStatic(hosted, { path: '/bench/' });
  const all: Measured[] = [];
  try {
    for (const what of [SAMPLE, generated, ...given]) {
      const isFile = what !== SAMPLE;
      const measured: Measured = { what, reading: null, runs: [], threshold: null, tutorial: null, beside: null };
      all.push(measured);
      if (isFile) measured.reading = await timeReading(browser, server, what, PASSES);
      // The generated file is there for its size: its rows come again and again.
      if (what === generated) continue;
      for (const backend of BACKENDS) {
        for (const batchSize of BATCHES) measured.runs.push(await timeRun(browser, server, what, backend, batchSize));
      }
      const { results, threshold: moved } = await timeTutorial(browser, server, what);
      measured.tutorial = results;
      measured.threshold = moved;
      if (isFile) measured.beside = await timeSideBySide(browser, server, what, PASSES);
    }
  } finally {
    await server.close();
  }
  report(all);
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/bench-${new Date().toISOString().replaceAll(':', '-')}.json`;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', browser: browser.version() };
  writeFileSync(path, `${JSON.stringify({ version, machine, passes: PASSES, measured: all }, null, 2)}\n`);
  console.log(`\nWritten to ${path}`);
});
