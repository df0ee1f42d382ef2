/**
 * The main job in Firefox, on the hosted build and on the single file. Playwright drives only a Firefox of its own making,
 * so puppeteer-core drives the installed one, over WebDriver BiDi. Skipped, in words, where no Firefox can be had.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Browser, type ElementHandle, launch, type Page } from 'puppeteer-core';
import { findFirefox } from './find-browser.mjs';
import { copyOfHosted } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import type { Backend, Results } from './page.ts';
import { type StaticServer, serveStatic } from './serve-static.mjs';

const firefox = findFirefox();
if (firefox === undefined) console.log('No Firefox is installed, and none could be: its checks are skipped.');
test.skip(firefox === undefined, 'no Firefox can be had here');
let browser: Browser;
let server: StaticServer;
let hosted: string;
/** Captures, what is saved, and the single file, each in a folder with a space in its name. */
let folder: string;

// Seconds each on a free machine; minutes where others compute beside it.
test.describe.configure({ timeout: 240_000, mode: 'default' });

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'a stick with '));
  mkdirSync(join(folder, 'saved'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'small.csv'), kddLike(500));
  copyFileSync(
    fileURLToPath(new URL('../dist/single/strayflow-single.html', import.meta.url)),
    join(folder, 'page', 'strayflow-single.html'),
  );
  hosted = copyOfHosted();
  server = await serveStatic(hosted, { path: '/tools/strayflow/' });
  browser = await launch({
    browser: 'firefox',
    executablePath: firefox!,
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
    extraPrefsFirefox: {
      // A menu stands still when it is there.
      'ui.prefersReducedMotion': 1,
      'browser.download.folderList': 2,
      'browser.download.dir': join(folder, 'saved'),
      'browser.download.useDownloadDir': true,
      'browser.download.alwaysOpenPanel': false,
      'browser.helperApps.neverAsk.saveToDisk': 'application/json,text/csv,text/html',
    },
  });
});

test.afterAll(async () => {
  await browser?.close();
  await server?.close();
  for (const made of [hosted, folder]) if (made !== undefined) rmSync(made, { recursive: true, force: true });
});

/** Opens the page; whatever it says of errors, of its policy or to other hosts ends up in the list. */
const visit = async (address: string, settings: string): Promise<{ page: Page; problems: string[] }> => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content.security.policy/i.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(`Uncaught: ${String(error)}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob|about):/.test(url)) problems.push(`Request to ${url}`);
  });
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content Security Policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  await page.goto(`${address}#${settings}`);
  return { page, problems };
};

/** By what is written on it: to look for the names that a screen reader is given takes this Firefox seconds each time. */
const find = async (page: Page, selector: string, name: string): Promise<ElementHandle> => {
  let found: ElementHandle | null = null;
  const look = async (): Promise<boolean> => {
    const handle = await page.evaluateHandle(
      (wanted, words) =>
        [...document.querySelectorAll<HTMLElement>(wanted)].find(
          (node) => (node.ariaLabel ?? node.textContent)?.trim() === words && !node.matches(':disabled'),
        ),
      selector,
      name,
    );
    found = handle.asElement() as ElementHandle | null;
    return found !== null;
  };
  await expect.poll(look, { message: name, timeout: 30_000 }).toBe(true);
  return found!;
};

const press = async (page: Page, name: string): Promise<void> => {
  await (await find(page, 'button', name)).click();
};

const untilStatus = async (page: Page, pattern: RegExp): Promise<void> => {
  const said = (): Promise<string> =>
    page.$eval('[role="status"]', (node) => node.textContent?.trim() ?? '').catch(() => '');
  await expect.poll(said, { timeout: 90_000 }).toMatch(pattern);
};

/** By its caption, as a screen reader finds it. */
const cells = (page: Page, caption: string): Promise<readonly string[]> =>
  page.$$eval(
    'table',
    (tables, wanted) =>
      [
        ...(tables
          .find((table) => (table.getAttribute('aria-label') ?? table.caption?.textContent) === wanted)
          ?.querySelectorAll('td') ?? []),
      ].map((cell) => cell.textContent ?? ''),
    caption,
  );

const saved = async (ending: string): Promise<string> => {
  const found = (): string | undefined =>
    readdirSync(join(folder, 'saved')).find(
      (name) => name.endsWith(ending) && !existsSync(join(folder, 'saved', `${name}.part`)),
    );
  await expect.poll(() => found() !== undefined && readFileSync(join(folder, 'saved', found()!)).length > 0).toBe(true);
  const path = join(folder, 'saved', found()!);
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  return text;
};

const mainJob = async (page: Page): Promise<Results> => {
  const input = await page.waitForSelector('label input[type="file"]');
  await input!.uploadFile(join(folder, 'small.csv'));
  await untilStatus(page, /^Ready/);
  await press(page, 'Detect anomalies');
  await untilStatus(page, /^(Done in \d|Failed)/);
  await untilStatus(page, /^Done/);
  await expect.poll(() => cells(page, 'Confusion matrix').then((all) => all.length)).toBeGreaterThanOrEqual(4);
  const before = await cells(page, 'Confusion matrix');
  await (await find(page, '[role="slider"], input[type="range"]', 'Threshold')).focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press('PageDown');
  await expect.poll(() => cells(page, 'Confusion matrix')).not.toEqual(before);
  await press(page, 'Export');
  await (await find(page, '[role="menuitem"]', 'Results (JSON)')).click();
  return JSON.parse(await saved('-results.json')) as Results;
};

/** Headless, or without a graphics driver, it may give none. */
const givesWebgl = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null);

const hostedPage = (): string => server.address;
const singleFile = (): string => pathToFileURL(join(folder, 'page', 'strayflow-single.html')).href;

const JOBS: readonly { readonly place: string; readonly address: () => string; readonly backend: Backend }[] = [
  { place: 'hosted', address: hostedPage, backend: 'cpu' },
  { place: 'hosted', address: hostedPage, backend: 'webgl' },
  { place: 'the single file, from disk', address: singleFile, backend: 'wasm' },
];

for (const { place, address, backend } of JOBS) {
  const where = backend === 'webgl' ? 'webgl where it is given, else on wasm with a reason' : backend;
  test(`Firefox, ${place}: the main job on ${where}`, async () => {
    const { page, problems } = await visit(address(), `preset=tutorial&backend=${backend}&seed=42&epochs=4`);
    const { backend: used, detectors } = await mainJob(page);
    if (backend !== 'webgl' || (await givesWebgl(page))) expect(used.name).toBe(backend);
    else {
      expect(used.name).toBe('wasm');
      expect(used.reason).toMatch(/webgl/i);
    }
    expect(detectors.autoencoder.epochs).toBe(4);
    expect(detectors.isolationForest.rocAuc).toBeGreaterThan(0.8);
    expect(problems).toEqual([]);
    await page.close();
  });
}
