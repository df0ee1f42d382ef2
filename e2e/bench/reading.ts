/**
 * How fast a file is read: from the moment it is given to the page until the page says "Ready", which it does once the
 * table stands, with names, types, roles, label and Receipt. What the columns spread over is counted after that, and
 * shown as a figure of its own. pandas reads the same file in turns with the page, so that both meet the same machine.
 */
import { readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { giveFiles, visit } from '../page.ts';
import type { StaticServer } from '../serve-static.mjs';
import { longestOnProcessor, watchMainThread } from './main-thread.ts';
import { timePandas } from './peers.ts';
import { printTable } from './print.ts';
import { clock, longestTask, readingTime, waitUntilCounted, waitUntilRead, watchTasks } from './tasks.ts';

/** Milliseconds in which the page starts its workers and has them compiled. */
const REST = 2500;

export interface ReadFigures {
  readonly readers: number;
  /** MB/s of the first file that the page reads, and of the same file once more. */
  readonly first: number;
  readonly next: number;
  /** From "Ready" until the columns' histograms and values stand, milliseconds. */
  readonly countedAfter: number;
  /** By the clock, milliseconds; 0: none of 50 or more. */
  readonly longestTask: number;
  /** The longest by the time it had a processor, milliseconds. */
  readonly longestOnProcessor: number;
  /** Most memory of the page's process, workers and all, in MB, with the first file; null where the system does not tell. */
  readonly peakMemory: number | null;
  /** The same over both: the first table stays until the next one stands. */
  readonly peakWithNext: number | null;
}

export interface Reading {
  readonly file: string;
  readonly megabytes: number;
  readonly reads: readonly ReadFigures[];
  /** MB/s of pandas' read_csv in a process that has read the file before; or why there is none. */
  readonly pandas: number | { readonly absent: string };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** What the page takes for the number of cores, so that it reads with so many workers: it keeps a core from three on. */
export const coresFor = (readers: number): number => (readers <= 2 ? readers : readers + 1);

/** What the page reads with on this machine. */
const usualReaders = (): number => Math.max(Math.min(2, cpus().length), cpus().length - 1);

const peakMemoryOf = async (browser: Browser): Promise<number | null> => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1e3;
      } catch {
        return Number.NaN;
      }
    })
    .filter(Number.isFinite);
  return peaks.length === 0 ? null : Math.max(...peaks);
};

const larger = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** Milliseconds of one reading, and until the columns were counted. */
const readOnce = async (page: Page, file: string): Promise<readonly [number, number]> => {
  const begun = await clock(page);
  await giveFiles(page, file);
  await waitUntilRead(page, begun);
  const spent = await readingTime(page, begun);
  return [spent, await waitUntilCounted(page, begun)];
};

const onFreshPage = async <T>(
  browser: Browser,
  server: StaticServer,
  readers: number,
  work: (page: Page) => Promise<T>,
): Promise<T> => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await watchTasks(page);
    await page.addInitScript((cores) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => cores });
    }, coresFor(readers));
    await visit(page, server.address, 'preset=tutorial&backend=cpu');
    await page.waitForTimeout(REST);
    return await work(page);
  } finally {
    await context.close();
  }
};

export const timeReading = async (
  browser: Browser,
  server: StaticServer,
  file: string,
  atLeast: number,
): Promise<Reading> => {
  const { size } = statSync(file);
  const passes = Math.max(atLeast, size < 20e6 ? 5 : size < 200e6 ? 3 : 1);
  const speed = (milliseconds: readonly number[]): number => size / 1e3 / median(milliseconds);
  const counts = [...new Set([1, usualReaders()])];
  const kept = counts.map((readers) => ({
    readers,
    first: [] as number[],
    next: [] as number[],
    counted: [] as number[],
    longest: 0,
    peak: null as number | null,
    peakWithNext: null as number | null,
  }));
  const pandas: number[] = [];
  let absent: string | null = null;
  for (let pass = 0; pass < passes; pass++) {
    for (const figures of kept) {
      await onFreshPage(browser, server, figures.readers, async (page) => {
        const begun = await clock(page);
        const [first, counted] = await readOnce(page, file);
        figures.first.push(first);
        figures.counted.push(counted);
        figures.peak = larger(figures.peak, await peakMemoryOf(browser));
        figures.next.push((await readOnce(page, file))[0]);
        figures.longest = Math.max(figures.longest, await longestTask(page, begun));
        figures.peakWithNext = larger(figures.peakWithNext, await peakMemoryOf(browser));
      });
    }
    const peer: Awaited<ReturnType<typeof timePandas>> = absent === null ? await timePandas(file) : { absent };
    if ('absent' in peer) absent = peer.absent;
    else pandas.push(peer.milliseconds);
  }
  const reads: ReadFigures[] = [];
  for (const { readers, first, next, counted, longest, peak, peakWithNext } of kept) {
    // A trace costs some of what it shows: a reading of its own.
    const onProcessor = await onFreshPage(browser, server, readers, async (page) => {
      await watchMainThread(browser, page);
      await readOnce(page, file);
      return longestOnProcessor(browser);
    });
    reads.push({
      readers,
      first: speed(first),
      next: speed(next),
      countedAfter: median(counted),
      longestTask: longest,
      longestOnProcessor: onProcessor,
      peakMemory: peak,
      peakWithNext,
    });
  }
  return { file, megabytes: size / 1e6, reads, pandas: absent === null ? speed(pandas) : { absent } };
};

export const printReading = (all: readonly Reading[]): void => {
  printTable(
    'Reading: from giving the file to "Ready" (columns are counted after that)',
    [
      'file',
      'MB',
      'readers',
      'first MB/s',
      'next MB/s',
      'pandas MB/s',
      'next / pandas',
      'columns counted after ms',
      'longest task ms',
      'of a processor ms',
      'peak memory MB',
      'with the next MB',
    ],
    all.flatMap(({ file, megabytes, reads, pandas }) =>
      reads.map((read) => [
        basename(file),
        megabytes,
        String(read.readers),
        read.first,
        read.next,
        typeof pandas === 'number' ? pandas : null,
        typeof pandas === 'number' ? read.next / pandas : null,
        read.countedAfter,
        read.longestTask === 0 ? '< 50' : read.longestTask.toFixed(0),
        read.longestOnProcessor,
        read.peakMemory,
        read.peakWithNext,
      ]),
    ),
  );
  const absent = all.flatMap(({ pandas }) => (typeof pandas === 'number' ? [] : [pandas.absent]))[0];
  if (absent !== undefined) console.log(`  pandas: ${absent}`);
};
