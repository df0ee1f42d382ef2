/** The page as a person knows it, through the accessible names that stay stable. */
import { readFileSync } from 'node:fs';
import { type Download, expect, type Locator, type Page } from '@playwright/test';

export type Preset = 'Tutorial' | 'Recommended';
export type Backend = 'webgl' | 'wasm' | 'cpu';
export type DetectorName = 'Isolation Forest' | 'Autoencoder';
export type ExportName =
  | 'Results (JSON)'
  | 'Flagged rows (CSV)'
  | 'All rows with scores (CSV)'
  | 'Report (HTML)'
  | 'Model (JSON)';
/** As setInputFiles takes it: paths, or contents made on the spot. */
export type Files = Parameters<Locator['setInputFiles']>[0];

export const status = (page: Page): Locator => page.getByRole('status');
export const runButton = (page: Page): Locator => page.getByRole('button', { name: 'Detect anomalies', exact: true });
export const cancelButton = (page: Page): Locator => page.getByRole('button', { name: 'Cancel', exact: true });
export const threshold = (page: Page): Locator => page.getByRole('slider', { name: 'Threshold', exact: true });
export const confusionMatrix = (page: Page): Locator => page.getByRole('table', { name: 'Confusion matrix' });
export const classificationReport = (page: Page): Locator => page.getByRole('table', { name: 'Classification report' });
export const flaggedFlows = (page: Page): Locator => page.getByRole('table', { name: 'Flagged flows' });

/** Opens the app at `address`, its settings after the #. A change of # alone does not load a page: this always does. */
export const visit = async (page: Page, address: string, settings = ''): Promise<void> => {
  await page.goto('about:blank');
  await page.goto(settings === '' ? address : `${address}#${settings}`);
  await expect(page.getByRole('button', { name: 'Open CSV files' }).or(fileInput(page)).first()).toBeAttached();
};

const fileInput = (page: Page): Locator => page.getByLabel('Open CSV files').and(page.locator('input[type="file"]'));

/** Hands files to the page; waits for nothing. */
export const giveFiles = (page: Page, files: Files): Promise<void> =>
  // Its label is looked for by `visit`: that reads the whole page, which would be timed along with what files do to it.
  page.locator('label:has-text("Open CSV files") > input[type="file"]').setInputFiles(files);

export const waitUntilOpen = async (page: Page): Promise<void> => {
  await expect(runButton(page)).toBeEnabled({ timeout: 60_000 });
  await expect(status(page)).toHaveText(/^Ready/);
};

export const openFile = async (page: Page, files: Files): Promise<void> => {
  await giveFiles(page, files);
  await waitUntilOpen(page);
};

export const openText = (page: Page, name: string, text: string | Buffer): Promise<void> =>
  openFile(page, { name, mimeType: 'text/csv', buffer: Buffer.from(text) });

export const trySample = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await waitUntilOpen(page);
};

export const choosePreset = async (page: Page, preset: Preset): Promise<void> => {
  const group = page.getByRole('radiogroup', { name: 'Preset' });
  // The radio itself is drawn by its label, which is what people click.
  await group.getByText(preset, { exact: true }).click();
  await expect(group.getByRole('radio', { name: preset })).toBeChecked();
};

/** Presses the button; waits for nothing. */
export const startRun = (page: Page): Promise<void> => runButton(page).click();

export const waitUntilDone = async (page: Page, timeout = 100_000): Promise<void> => {
  await expect(status(page)).toHaveText(/^(Done in|Failed)/, { timeout });
  await expect(status(page)).toHaveText(/^Done in \d+(\.\d+)? s/);
};

export const detect = async (page: Page, timeout?: number): Promise<void> => {
  await startRun(page);
  await waitUntilDone(page, timeout);
};

export const chooseDetector = async (page: Page, name: DetectorName): Promise<void> => {
  const tab = page.getByRole('tab', { name, exact: true });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
};

export const takeAway = async (page: Page, what: ExportName): Promise<Download> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: what }).click();
  return download;
};

export const takeAwayText = async (page: Page, what: ExportName): Promise<string> =>
  readFileSync(await (await takeAway(page, what)).path(), 'utf8');

export const takeResults = async (page: Page): Promise<Results> =>
  JSON.parse(await takeAwayText(page, 'Results (JSON)')) as Results;

/** The figures of a table, row after row, as numbers where they are. Cards come one after another: it waits for its own. */
export const figures = async (table: Locator): Promise<readonly number[]> => {
  await table.getByRole('cell').first().waitFor();
  const texts = await table.getByRole('cell').allInnerTexts();
  // Separators of thousands stand between digits: a comma, or a space that does not break.
  const plain = texts.map((text) => text.replaceAll(/(?<=\d)[,\u00a0\u202f\u2009](?=\d{3})/g, ''));
  return plain.flatMap((text) => [...text.matchAll(/-?\d+(?:\.\d+)?/g)]).map(Number);
};

/**
 * Presses "Cancel" inside the page and answers how long the page took to say so, in milliseconds: measured there, since
 * a message to this process and back would be part of it.
 */
export const cancelAndTime = async (page: Page): Promise<number> => {
  await expect(cancelButton(page)).toBeVisible();
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const buttons = [...document.querySelectorAll('button')];
        const cancel = buttons.find((button) => button.textContent?.trim() === 'Cancel');
        if (!cancel) return reject(new Error('It was over before it could be cancelled'));
        const begun = performance.now();
        const look = (): void => {
          const said = document.querySelector('[role="status"]')?.textContent?.trim() ?? '';
          const free = [...document.querySelectorAll('button')].every(
            (button) => button.textContent?.trim() !== 'Cancel',
          );
          if (!free || !/^(Cancelled|Ready)/.test(said)) return;
          observer.disconnect();
          resolve(performance.now() - begun);
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        cancel.click();
        look();
      }),
  );
};

interface ClassFigures {
  readonly precision: number;
  readonly recall: number;
}

export interface DetectorFigures {
  readonly threshold: number;
  readonly thresholdFrom: unknown;
  readonly flagged: number;
  readonly scores: {
    readonly count: number;
    readonly min: number;
    readonly max: number;
    readonly quantiles: Readonly<Record<string, number>> | readonly number[];
  };
  readonly judgedOn: unknown;
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  readonly confusionMatrix: readonly [readonly [number, number], readonly [number, number]] | null;
  readonly report: Readonly<Record<string, ClassFigures | number>> | null;
  readonly recallPerClass: Readonly<Record<string, unknown>> | null;
}

export interface Results {
  readonly app: { readonly name: string; readonly version: string };
  readonly recipe: Readonly<Record<string, unknown>> & { readonly preset: string; readonly seed: number };
  readonly dataset: {
    readonly name: string;
    readonly bytes: number;
    readonly rows: number;
    readonly columns: number;
    readonly format: string;
    readonly fingerprint: string;
    readonly receipt: readonly { readonly what: string; readonly count: number; readonly detail: unknown }[];
  };
  readonly backend: { readonly name: Backend; readonly renderer: string; readonly reason: string };
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly milliseconds: Readonly<
    Record<
      'read' | 'prepare' | 'forestFit' | 'forestScore' | 'autoencoderFit' | 'autoencoderScore' | 'total',
      number | null
    >
  >;
  readonly detectors: {
    readonly isolationForest: DetectorFigures;
    readonly autoencoder: DetectorFigures & {
      readonly epochs: number;
      readonly steps: number;
      readonly loss: readonly number[];
      readonly validationLoss: readonly number[];
    };
  };
}
