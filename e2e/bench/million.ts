/**
 * The review of a million rows: the longest task on the main thread and what a frame costs, from the press of "Detect
 * anomalies" to the last card, while the threshold is moved, and while the review is narrowed.
 * `npm run bench` ends with it; `npm run bench -- --million` does nothing else.
 */

import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { createRng } from '../../src/base/rng.ts';
import { chooseDetector, detect, openFile, threshold, visit } from '../page.ts';
import type { StaticServer } from '../serve-static.mjs';
import { longestOnProcessor, watchMainThread } from './main-thread.ts';
import { printTable } from './print.ts';
import { clock, longestTask, watchTasks } from './tasks.ts';

const ROWS = 1_000_000;
const MOVES = 120;
const PRESSES = 60;
/** Milliseconds in which cards come, and in which what waits for rest is done. */
const REST = 2500;

/** Nobody's traffic: a day of flows between a few hundred addresses, 6% of them floods, scans and slow leaks. */
export const writeMillion = async (path: string, rows = ROWS): Promise<void> => {
  if (existsSync(path) && statSync(path).size > rows * 40) return;
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  const rng = createRng(7, 'million');
  file.write('time,src,dst,dport,proto,duration,packets,bytes,label\n');
  const day = Date.UTC(2026, 2, 2);
  let lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const at = new Date(day + Math.floor((row * 86_400_000) / rows)).toISOString();
    const draw = rng.uniform();
    const kind = draw < 0.94 ? 'normal' : draw < 0.97 ? 'flood' : draw < 0.99 ? 'scan' : 'leak';
    const packets = Math.round(Math.exp(kind === 'flood' ? 5 + rng.normal() : 2 + rng.normal()));
    const size = kind === 'leak' ? 1300 : kind === 'normal' ? 60 + rng.below(800) : 48 + rng.below(20);
    const seconds = (kind === 'leak' ? 600 : 3) * Math.exp(rng.normal());
    const port = kind === 'scan' ? 1 + rng.below(65_000) : [53, 80, 443, 22][rng.below(4)]!;
    const proto = port === 53 ? 'udp' : 'tcp';
    lines.push(
      `${at},10.0.${rng.below(4)}.${1 + rng.below(200)},192.0.2.${1 + rng.below(250)},${port},${proto},${seconds.toFixed(3)},${packets},${packets * size},${kind}`,
    );
    if (lines.length === 20_000 || row === rows - 1) {
      if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
      lines = [];
    }
  }
  file.end();
  await once(file, 'finish');
};

interface Frames {
  /** Milliseconds of the main thread in frames that moved the threshold: from the first callback until it is free. */
  readonly work: number[];
}
type Timed = typeof globalThis & { timedFrames: Frames | null };

const beginFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames: Frames = { work: [] };
    (globalThis as Timed).timedFrames = frames;
    const after = new MessageChannel();
    const moved = document.querySelector('input[type="range"][aria-label="Threshold"]');
    let begun = 0;
    let text = moved?.getAttribute('aria-valuetext');
    after.port1.onmessage = () => {
      const now = moved?.getAttribute('aria-valuetext');
      // Frames without a move would make the median look better than a move is.
      if (now !== text) frames.work.push(performance.now() - begun);
      text = now;
    };
    const frame = (): void => {
      if ((globalThis as Timed).timedFrames !== frames) return;
      begun = performance.now();
      after.port2.postMessage(null);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

const endFrames = (page: Page): Promise<Frames> =>
  page.evaluate(() => {
    const { timedFrames } = globalThis as Timed;
    (globalThis as Timed).timedFrames = null;
    return timedFrames!;
  });

const nextFrame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

export interface MillionStep {
  readonly step: string;
  /** Milliseconds; null where no frames were timed. */
  readonly workMedian: number | null;
  readonly workHigh: number | null;
  /** By the clock; 0: none of 50 ms or more. */
  readonly longestTask: number;
  /** The longest by the time it had a processor: what it would take on a machine that does nothing else. */
  readonly longestOnProcessor: number;
}

export const timeMillion = async (
  browser: Browser,
  server: StaticServer,
  file: string,
): Promise<readonly MillionStep[]> => {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await watchTasks(page);
  const steps: MillionStep[] = [];
  const { BENCH_TRACE: traces } = process.env;
  const timed = async (step: string, work: () => Promise<unknown>, isFramed = true): Promise<void> => {
    await watchMainThread(browser, page, traces && `${traces}/${step.replaceAll(/\W+/g, '-')}.json`);
    const begun = await clock(page);
    if (isFramed) await beginFrames(page);
    await work();
    const frames = isFramed ? await endFrames(page) : null;
    await page.waitForTimeout(REST);
    steps.push({
      step,
      workMedian: frames && quantile(frames.work, 0.5),
      workHigh: frames && quantile(frames.work, 0.95),
      longestTask: await longestTask(page, begun),
      longestOnProcessor: await longestOnProcessor(browser),
    });
  };
  try {
    await visit(page, server.address, 'preset=tutorial&backend=wasm&seed=42&epochs=1&batch=4096');
    await openFile(page, file);
    await timed('run, and the results shown', () => detect(page, 0), false);
    for (const name of ['Isolation Forest', 'Autoencoder'] as const) {
      await timed(`${name} shown`, () => chooseDetector(page, name), false);
      const cut = page.getByRole('slider', { name: 'Cut line on the plot' });
      await cut.scrollIntoViewIfNeeded();
      const box = (await cut.boundingBox())!;
      const plot = (await cut.locator('..').boundingBox())!;
      const y = box.y + box.height / 2;
      await timed(`${name}: dragged by pointer`, async () => {
        await page.mouse.move(box.x + box.width / 2, y);
        await page.mouse.down();
        for (let move = 1; move <= MOVES; move++) {
          await page.mouse.move(plot.x + plot.width * (0.5 + 0.4 * Math.sin(move / 15)), y);
          await nextFrame(page);
        }
        await page.mouse.up();
      });
      await threshold(page).focus();
      await timed(`${name}: slider by arrow keys`, async () => {
        for (let press = 0; press < PRESSES; press++) {
          await page.keyboard.press(press % 20 === 19 ? 'PageDown' : 'ArrowLeft');
          await nextFrame(page);
        }
      });
      await timed(`${name}: undone and done again`, async () => {
        for (let press = 0; press < 20; press++) {
          await page.keyboard.press(press < 10 ? 'Control+z' : 'Control+Shift+z');
          await nextFrame(page);
        }
      });
    }
    await timed(
      'page scrolled to its end',
      async () => {
        for (let turn = 0; turn < 40; turn++) {
          await page.mouse.wheel(0, 120);
          await nextFrame(page);
        }
      },
      false,
    );
    const chosen = page.getByRole('region', { name: 'Chosen rows' });
    await timed(
      'a stretch of time chosen',
      async () => {
        await page.getByRole('slider', { name: 'Brush from' }).focus();
        for (let press = 0; press < 3; press++) await page.keyboard.press('PageUp');
        await expect(chosen).toContainText(/ of 1,000,000 rows/, { timeout: 60_000 });
      },
      false,
    );
    await threshold(page).focus();
    await timed('slider by arrow keys, rows chosen', async () => {
      for (let press = 0; press < PRESSES; press++) {
        await page.keyboard.press(press % 20 === 19 ? 'PageUp' : 'ArrowRight');
        await nextFrame(page);
      }
    });
    await timed('all rows again', () => chosen.getByRole('button', { name: 'Clear all' }).click(), false);
  } finally {
    await context.close();
  }
  return steps;
};

export const printMillion = (steps: readonly MillionStep[]): void => {
  printTable(
    'A million rows under review',
    ['step', 'a move, median ms', '95% ms', 'longest task ms', 'of a processor ms'],
    steps.map(({ step, workMedian, workHigh, longestTask: longest, longestOnProcessor: own }) => [
      step,
      workMedian,
      workHigh,
      longest === 0 ? '< 50' : longest.toFixed(0),
      own,
    ]),
  );
};
