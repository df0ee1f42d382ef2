/** What a machine may do in mid-run: take the graphics processor away, or end a worker. The page goes on. */
import { beforeDetectorWorker, detectorWorker } from './detector-worker.ts';
import { expect, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import {
  chooseDetector,
  detect,
  flaggedFlows,
  openText,
  startRun,
  status,
  takeResults,
  visit,
  waitUntilDone,
} from './page.ts';

// A service worker would answer for the script that is changed here.
test.use({ serviceWorkers: 'block' });

/** Keeps each WebGL context that a worker makes, so that the test can take it away. */
const KEEP_CONTEXTS = `
  self.contexts = [];
  const getContext = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (...given) {
    const context = getContext.apply(this, given);
    if (context && /webgl/.test(given[0])) self.contexts.push(context);
    return context;
  };
`;

test('a graphics processor lost in mid-training: it goes on with wasm from the last epoch, and says so', async ({
  page,
  server,
}) => {
  await beforeDetectorWorker(page, KEEP_CONTEXTS);
  await visit(page, server.address, 'preset=tutorial&backend=webgl&seed=42');
  await openText(page, 'small.csv', kddLike(2000));
  await startRun(page);
  await expect(page.getByText(/epoch\s+[2-9]\d? of 50/i).first()).toBeVisible({ timeout: 60_000 });
  const lost = await detectorWorker(page).evaluate(() => {
    const { contexts } = self as unknown as { contexts: WebGL2RenderingContext[] };
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
    return contexts.length;
  });
  expect(lost).toBeGreaterThan(0);
  await waitUntilDone(page);
  const { backend, detectors } = await takeResults(page);
  expect(backend.name).toBe('wasm');
  expect(backend.reason).toMatch(/webgl was lost/i);
  expect(detectors.autoencoder.epochs).toBe(50);
  expect(detectors.autoencoder.loss.every(Number.isFinite)).toBe(true);
  expect(detectors.autoencoder.loss.at(-1)).toBeLessThan(detectors.autoencoder.loss[0]!);
  await expect(page.getByText(/webgl was lost/i).first()).toBeVisible();
});

/**
 * Has the fences of WebGL never pass once `hang` is set: what some drivers do, and what nobody is told of. The rest of the
 * way is the page's own, its watchdog among it; only that ten seconds of a long wait pass in one then.
 */
const HANG_ON_DEMAND = `
  self.hang = false;
  const waitShortly = self.setTimeout.bind(self);
  self.setTimeout = (call, wait, ...given) => {
    if (!(wait >= 10_000)) return waitShortly(call, wait, ...given);
    let left = wait;
    const ticking = setInterval(() => {
      left -= self.hang ? 1000 : 100;
      if (left > 0) return;
      clearInterval(ticking);
      call(...given);
    }, 100);
    return ticking;
  };
  const clientWaitSync = WebGL2RenderingContext.prototype.clientWaitSync;
  WebGL2RenderingContext.prototype.clientWaitSync = function (...given) {
    return self.hang ? this.TIMEOUT_EXPIRED : clientWaitSync.apply(this, given);
  };
`;

test('a graphics processor that answers nothing any more: it goes on with wasm, and says so', async ({
  page,
  server,
}) => {
  await beforeDetectorWorker(page, HANG_ON_DEMAND);
  await visit(page, server.address, 'preset=tutorial&backend=webgl&seed=42');
  await openText(page, 'small.csv', kddLike(1500));
  await startRun(page);
  await expect(page.getByText(/epoch\s+[2-9]\d? of 50/i).first()).toBeVisible({ timeout: 60_000 });
  await detectorWorker(page).evaluate(() => {
    (self as unknown as { hang: boolean }).hang = true;
  });
  await waitUntilDone(page);
  const { backend, detectors } = await takeResults(page);
  expect(backend.name).toBe('wasm');
  expect(backend.reason).toMatch(/webgl was lost/i);
  expect(detectors.autoencoder.epochs).toBe(50);
  expect(detectors.autoencoder.loss.at(-1)).toBeLessThan(detectors.autoencoder.loss[0]!);
  await expect(page.getByText(/webgl was lost/i).first()).toBeVisible();
});

test('a detector worker that dies: said in words, the dataset is still there, the next run is whole', async ({
  page,
  server,
}) => {
  await visit(page, server.address, 'preset=tutorial&backend=cpu&seed=42');
  await openText(page, 'small.csv', kddLike(1000));
  await detect(page);
  const before = await takeResults(page);
  await startRun(page);
  await expect(status(page)).toHaveText(/^Training/);
  // An error that nothing catches is how a worker's death reaches the page.
  await detectorWorker(page).evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by the test');
    }, 0);
  });
  await expect(status(page)).toHaveText(/^Failed: .*killed by the test/);
  await detect(page);
  const after = await takeResults(page);
  expect(after.detectors.isolationForest).toEqual(before.detectors.isolationForest);
  await chooseDetector(page, 'Isolation Forest');
  await expect(flaggedFlows(page)).toBeVisible();
});
