/**
 * Figures the browser itself keeps: tasks on the main thread (Long Tasks API, from 50 ms on) and how long a key press
 * takes from the event to the next paint (Event Timing API, from 16 ms on, in steps of 8). And when the status changed.
 */
import type { Page } from '@playwright/test';

interface Kept {
  tasks: { start: number; milliseconds: number }[];
  /** Each new text of the status, and when it stood there. */
  said: { text: string; at: number }[];
  keys: { handled: number; painted: number }[];
  /** When files were given to the page. */
  given: number[];
}
type Watched = typeof globalThis & { kept: Kept };

export const watchTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const kept: Kept = { tasks: [], said: [], keys: [], given: [] };
    (globalThis as Watched).kept = kept;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        kept.tasks.push({ start: startTime, milliseconds: duration });
      }
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        if (entry.name !== 'keydown') continue;
        kept.keys.push({ handled: entry.processingEnd - entry.processingStart, painted: entry.duration });
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
    addEventListener(
      'change',
      ({ timeStamp, target }) => {
        if (target instanceof HTMLInputElement && target.type === 'file') kept.given.push(timeStamp);
      },
      true,
    );
    new MutationObserver(() => {
      const text = document.querySelector('[role="status"]')?.textContent?.trim() ?? '';
      if (text !== kept.said.at(-1)?.text) kept.said.push({ text, at: performance.now() });
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });

export const clock = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** Longest task that began since `from`, in milliseconds; 0 says that none took 50 ms. */
export const longestTask = (page: Page, from: number): Promise<number> =>
  page.evaluate(
    (since) =>
      (globalThis as Watched).kept.tasks
        .filter(({ start }) => start >= since)
        .reduce((most, { milliseconds }) => Math.max(most, milliseconds), 0),
    from,
  );

/** Milliseconds. To look with every frame would have the page draw frames that nobody asked for. */
const POLLING = 50;

export const waitUntilRead = async (page: Page, from: number): Promise<void> => {
  await page.waitForFunction(
    (since) => {
      const said = (globalThis as Watched).kept.said.filter(({ at }) => at >= since);
      return said.some(({ text }) => text.startsWith('Reading')) && /^(Ready|Failed)/.test(said.at(-1)!.text);
    },
    from,
    { timeout: 0, polling: POLLING },
  );
};

/** Milliseconds from the giving of the file to the "Ready" after it, as the page itself saw them. */
export const readingTime = (page: Page, from: number): Promise<number> =>
  page.evaluate((since) => {
    const { said, given } = (globalThis as Watched).kept;
    const last = said.at(-1)!;
    if (!last.text.startsWith('Ready')) throw new Error(last.text);
    return last.at - given.find((at) => at >= since)!;
  }, from);

/** Milliseconds from "Ready" until the table of columns says what they spread over. */
export const waitUntilCounted = async (page: Page, from: number): Promise<number> => {
  await page.waitForFunction(
    () => {
      const cells = [...document.querySelectorAll('[aria-label="All columns"] tbody td')];
      return cells.length > 0 && cells.every(({ textContent }) => textContent !== '…');
    },
    undefined,
    { timeout: 0, polling: POLLING },
  );
  const now = await clock(page);
  return page.evaluate(
    ([since, at]) => {
      const { said } = (globalThis as Watched).kept;
      return at - said.find((one) => one.at >= since && one.text.startsWith('Ready'))!.at;
    },
    [from, now] as const,
  );
};

/** Longest times of the key presses since the last call; 0 says that each was painted within 16 ms. */
export const slowestKey = (page: Page): Promise<{ readonly handled: number; readonly painted: number }> =>
  page.evaluate(() => {
    const keys = (globalThis as Watched).kept.keys.splice(0);
    return {
      handled: keys.reduce((most, { handled }) => Math.max(most, handled), 0),
      painted: keys.reduce((most, { painted }) => Math.max(most, painted), 0),
    };
  });
