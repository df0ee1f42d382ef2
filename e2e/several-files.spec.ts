/** Several files as one dataset, one of them judged and never trained on; what does not fit; what changed on disk. */
import {
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, onOnePage, test } from './fixtures.ts';
import { kddLike, unlabelled } from './flow-files.ts';
import {
  chooseDetector,
  choosePreset,
  detect,
  flaggedFlows,
  giveFiles,
  openFile,
  openText,
  status,
  takeResults,
  visit,
  waitUntilOpen,
} from './page.ts';

const text = (name: string, contents: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(contents) });
const useOf = (page: Page, name: string) => page.getByRole('radiogroup', { name: `Use of ${name}`, exact: true });

test.describe('one after another on one page', () => {
  onOnePage((page, server) => visit(page, server.address, 'preset=tutorial&backend=cpu'));

  test('two files with the same columns are one dataset, and one can be scored only', async ({ page }) => {
    await openFile(page, [text('Train.txt', kddLike(500, 1)), text('Test.txt', kddLike(300, 2))]);
    const files = page.getByRole('table', { name: 'Files of the dataset' });
    await expect(files.getByRole('row')).toHaveCount(3);
    await expect(files.getByRole('row').nth(1)).toContainText('500');

    await useOf(page, 'Test.txt').getByText('Score only').click();
    await waitUntilOpen(page);
    await expect(useOf(page, 'Test.txt').getByRole('radio', { name: 'Score only' })).toBeChecked();
    // The only file that is left to train on cannot be taken away.
    await expect(useOf(page, 'Train.txt').getByRole('radio', { name: 'Score only' })).toBeDisabled();

    await detect(page);
    await expect(page.getByText(/^Score only: Test\.txt\./)).toBeVisible();
    const results = await takeResults(page);
    expect(results.rows).toMatchObject({ test: 300 });
    expect(results.dataset.receipt).toContainEqual(
      expect.objectContaining({ what: 'rows-score-only', count: 300, detail: expect.stringContaining('Test.txt') }),
    );

    // And back again: the split is the recipe's own.
    await page.getByRole('tab', { name: 'Data' }).click();
    await useOf(page, 'Test.txt').getByText('Train and judge').click();
    await waitUntilOpen(page);
    await detect(page);
    expect((await takeResults(page)).rows).toMatchObject({ test: 160 });
  });

  test('a gzip file of several members is read whole', async ({ page }) => {
    const halves = [kddLike(300, 1), kddLike(200, 2)].map((half) => gzipSync(half));
    await openFile(page, { name: 'flows.csv.gz', mimeType: 'application/gzip', buffer: Buffer.concat(halves) });
    await expect(page.getByRole('banner')).toContainText('500 rows');
  });

  test('two files of one name are told apart', async ({ page }) => {
    await openFile(page, [text('flows.csv', kddLike(200, 1)), text('flows.csv', kddLike(100, 2))]);
    await useOf(page, 'flows.csv (2)').getByText('Score only').click();
    await waitUntilOpen(page);
    await expect(useOf(page, 'flows.csv (2)').getByRole('radio', { name: 'Score only' })).toBeChecked();
    await expect(useOf(page, 'flows.csv').getByRole('radio', { name: 'Train and judge' })).toBeChecked();
  });

  test('files with different columns are refused by name', async ({ page }) => {
    await giveFiles(page, [
      text('monday.csv', unlabelled(50)),
      text('tuesday.csv', unlabelled(50).replace('packets', 'pkts')),
    ]);
    await expect(status(page)).toHaveText(/^Failed: .*monday\.csv.*tuesday\.csv/);
    await expect(page.getByRole('alert')).toContainText('"packets"');
    await expect(page.getByRole('alert')).toContainText('"pkts"');
    await openText(page, 'monday.csv', unlabelled(50));
  });

  test('a file that is written anew after it was read is said beside the row, and never exported', async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'strayflow-anew-'));
    const path = join(folder, 'flows.txt');
    writeFileSync(path, kddLike(400, 1));
    try {
      await openFile(page, path);
      // Other records in the same place, as many bytes of them: only the file system can tell.
      const before = statSync(path);
      writeFileSync(path, kddLike(400, 2).slice(0, before.size).padEnd(before.size, '\n'));
      utimesSync(path, new Date(), new Date(before.mtimeMs + 5000));
      await detect(page);
      await chooseDetector(page, 'Autoencoder');
      await flaggedFlows(page).getByRole('button', { name: 'Open flow 1 of the list' }).click();
      await expect(page.getByRole('dialog')).toContainText(/flows\.txt was changed .* [Oo]pen/);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('menuitem', { name: 'All rows with scores (CSV)' }).click();
      await expect(status(page)).toHaveText(/^Failed: flows\.txt was changed/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a file that was changed or is gone is said beside the row', async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'strayflow-gone-'));
    const path = join(folder, 'flows.txt');
    writeFileSync(path, kddLike(400));
    try {
      await openFile(page, path);
      // The rows of the list are read again as soon as it is there: the file must be gone by then.
      unlinkSync(path);
      await choosePreset(page, 'Tutorial');
      await detect(page);
      await chooseDetector(page, 'Autoencoder');
      await flaggedFlows(page).getByRole('button', { name: 'Open flow 1 of the list' }).click();
      await expect(page.getByRole('dialog')).toContainText(/flows\.txt .*(changed|cannot be read).* [Oo]pen/);
      await expect(page.getByRole('dialog')).toContainText('protocol_type');
      await page.keyboard.press('Escape');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('what would not fit in memory is said first, and a sample is offered', async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'strayflow-large-'));
    const large = join(folder, 'large.csv');
    // A file with a hole: 60 GB by its length, a few hundred kB on the disk. Only its head is looked at before the offer.
    const handle = openSync(large, 'w');
    writeSync(handle, unlabelled(4000));
    truncateSync(large, 60e9);
    try {
      await giveFiles(page, large);
      await expect(status(page)).toHaveText(/^Failed: large\.csv would take about .* GB/, { timeout: 20_000 });
      const offer = page.getByRole('button', { name: /^Read a seeded sample of \d+%$/ });
      await expect(offer).toBeVisible();
      await offer.click();
      // It is read then, as far as a file that is mostly a hole can be.
      await expect(status(page)).toHaveText(/^(Reading|Failed: large\.csv, line \d+: a record is longer)/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('a file that was scored only is so again when the session is opened again', async ({ page, server }) => {
  const contents = { 'Train.txt': kddLike(500, 1), 'Test.txt': kddLike(300, 2) };
  // The picker of the browser, as a person would use it: the same two files.
  await page.addInitScript((files: Record<string, string>) => {
    const handles = Object.entries(files).map(([name, words]) => ({
      kind: 'file',
      name,
      getFile: async () => new File([words], name, { lastModified: 1 }),
    }));
    Object.assign(globalThis, { showOpenFilePicker: async () => handles });
  }, contents);
  await visit(page, server.address);
  await openFile(
    page,
    Object.entries(contents).map(([name, words]) => text(name, words)),
  );
  await useOf(page, 'Test.txt').getByText('Score only').click();
  await waitUntilOpen(page);
  // What changes is kept after a moment.
  await page.waitForTimeout(800);
  await visit(page, server.address);
  await page.getByRole('button', { name: 'Open it again' }).click();
  await waitUntilOpen(page);
  await expect(useOf(page, 'Test.txt').getByRole('radio', { name: 'Score only' })).toBeChecked();
  await expect(useOf(page, 'Train.txt').getByRole('radio', { name: 'Train and judge' })).toBeChecked();
});

test('a sample of what would not fit is read to its end, and is the same one again', async ({ page, server }) => {
  // A machine with a few MB to spare: two fifths of its memory are a table's.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'deviceMemory', { get: () => 0.004 });
  });
  await visit(page, server.address, 'preset=tutorial&backend=cpu');
  const rows = 40_000;
  const large = text('large.csv', unlabelled(rows));
  const taken: number[] = [];
  for (let again = 0; again < 2; again++) {
    await giveFiles(page, large);
    await expect(status(page)).toHaveText(/^Failed: large\.csv would take about .* GB/);
    const offer = page.getByRole('button', { name: /^Read a seeded sample of \d+%$/ });
    const share = Number(/\d+/.exec((await offer.textContent())!)![0]) / 100;
    await offer.click();
    await waitUntilOpen(page);
    const told = page.getByLabel('The dataset in figures').locator('dd').first();
    await expect(told).toContainText(/^[\d,]+ a seeded sample of \d+%$/);
    const read = Number(/^[\d,]+/.exec((await told.textContent())!)![0].replaceAll(',', ''));
    expect(Math.abs(read / (share * rows) - 1)).toBeLessThan(0.05);
    taken.push(read);
  }
  expect(taken[0]).toBe(taken[1]);
  await expect(page.getByText('A seeded sample of the records was read')).toBeVisible();
  await detect(page);
});
