/**
 * Tasks of the page's main thread by the time they had a processor, from the browser's own trace. A task's length by the
 * clock says how long the page was deaf; on a machine that is busy with other things, this says how much of it was ours.
 */
import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds; tdur: on a processor. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const CATEGORIES = ['-*', 'toplevel', 'blink.user_timing'];
/** For looking closer; costs some of what it shows. */
const CLOSER = ['devtools.timeline', 'disabled-by-default-v8.cpu_profiler'];
const MARK = 'bench-step';

/** `path`: where the trace is kept, with a profile in it, for the browser's own profiler. */
export const watchMainThread = async (browser: Browser, page: Page, path?: string): Promise<void> => {
  await browser.startTracing(page, { path, categories: path ? [...CATEGORIES, ...CLOSER] : CATEGORIES });
  await page.evaluate((name) => performance.mark(name), MARK);
};

/** Longest task since then, in milliseconds of a processor. */
export const longestOnProcessor = async (browser: Browser): Promise<number> => {
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mark = traceEvents.findLast(({ name }) => name === MARK);
  if (!mark) throw new Error('The trace has no mark of the step');
  return traceEvents
    .filter(
      ({ name, ph, pid, tid, ts }) =>
        ph === 'X' && name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid && ts > mark.ts,
    )
    .reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0);
};
