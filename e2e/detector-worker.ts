/** The worker that TensorFlow.js runs in, as a check may look into it or stand between it and the machine. */
import type { Page, Worker } from '@playwright/test';

export const detectorWorker = (page: Page): Worker => {
  const found = page.workers().find((worker) => /detector\.worker/.test(worker.url()));
  if (!found) throw new Error('No detector worker runs');
  return found;
};

/** Has the worker run `script` before its own; for pages that are opened from now on, without a service worker. */
export const beforeDetectorWorker = (page: Page, script: string): Promise<unknown> =>
  page.route(/detector\.worker-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: script + (await response.text()) });
  });

/** What TensorFlow.js itself says that it holds: it keeps its engine where every copy of it would find it. */
export const heldTensors = (page: Page): Promise<{ readonly tensors: number; readonly bytes: number }> =>
  detectorWorker(page).evaluate(() => {
    const { _tfengine: engine } = self as unknown as {
      _tfengine: { memory(): { numTensors: number; numBytes: number } };
    };
    const { numTensors, numBytes } = engine.memory();
    return { tensors: numTensors, bytes: numBytes };
  });
