/** Taking away and coming back: exports, models, links, the last session, and how to check that nothing leaves. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { copyOfHosted, expect, onOnePage, test } from './fixtures.ts';
import { kddLike, unlabelled } from './flow-files.ts';
import {
  chooseDetector,
  confusionMatrix,
  detect,
  figures,
  flaggedFlows,
  openFile,
  openText,
  status,
  takeAway,
  takeAwayText,
  takeResults,
  threshold,
  visit,
  waitUntilDone,
} from './page.ts';
import { serveStatic } from './serve-static.mjs';

const QUICK = 'preset=tutorial&backend=wasm&epochs=2';

/** Turns it on, or off where it is on. */
const pseudonymise = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: /Pseudonymise/ }).click();
  await page.keyboard.press('Escape');
};

const openModel = (page: Page, text: string | Buffer): Promise<void> =>
  page
    .getByLabel('Open a model')
    .setInputFiles({ name: 'model.json', mimeType: 'application/json', buffer: Buffer.from(text) });

/** The page's address after "Copy link". */
const copyLink = async (page: Page, withSummary: boolean): Promise<string> => {
  await page.getByRole('button', { name: 'Copy link' }).click();
  const tick = page.getByRole('checkbox', { name: 'Include the summary of the result' });
  if (withSummary) {
    await tick.check();
    await expect.poll(() => page.url()).toMatch(/[#&]s=/);
  } else await expect.poll(() => page.url()).toMatch(/#/);
  await page.keyboard.press('Escape');
  return page.url();
};

test.describe('exports', () => {
  onOnePage((page, server) => visit(page, server.address, QUICK));

  test('every row comes back as it was, with what was found behind it', async ({ page }) => {
    const source = unlabelled(300).replaceAll('\n', '\r\n');
    await openText(page, 'day.csv', source);
    await detect(page);
    const all = (await takeAwayText(page, 'All rows with scores (CSV)')).trimEnd().split('\n');
    const lines = source.trimEnd().split('\r\n');
    expect(all).toHaveLength(lines.length);
    lines.forEach((line, i) => {
      expect(all[i]!.startsWith(`${line},`)).toBe(true);
    });
    expect(all[0]).toContain('isolation_forest_score,isolation_forest_rank,isolation_forest_flagged');

    await chooseDetector(page, 'Autoencoder');
    const flagged = (await takeAwayText(page, 'Flagged rows (CSV)')).trimEnd().split('\n').slice(1);
    expect(flagged.length).toBeGreaterThan(0);
    for (const line of flagged) expect(lines.some((original) => line.startsWith(`${original},`))).toBe(true);
    expect(flagged[0]).toMatch(/\((high|low)\)/);
  });

  test('a JSON capture is exported cell by cell', async ({ page }) => {
    const records = unlabelled(200)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [ts, source, target, sport, dport, duration, packets, bytes] = line.split(',');
        return JSON.stringify({
          ts: Date.parse(ts!) / 1000,
          uid: `C${sport}`,
          'id.orig_h': source,
          'id.orig_p': Number(sport),
          'id.resp_h': target,
          'id.resp_p': Number(dport),
          proto: 'tcp',
          duration: Number(duration),
          orig_pkts: Number(packets),
          orig_bytes: Number(bytes),
        });
      });
    await openText(page, 'conn.json', `${records.join('\n')}\n`);
    await detect(page);
    const all = (await takeAwayText(page, 'All rows with scores (CSV)')).trimEnd().split('\n');
    expect(all).toHaveLength(201);
    expect(all[0]).toContain('id.orig_h');
    expect(all[1]).toContain('10.0.0.');
  });

  test('pseudonymised, no export holds an address, and one address has one name', async ({ page }) => {
    await openText(page, '10.0.0.9.csv', unlabelled(300));
    await detect(page);
    await pseudonymise(page);
    const texts: string[] = [];
    for (const name of [
      'Results (JSON)',
      'Flagged rows (CSV)',
      'All rows with scores (CSV)',
      'Report (HTML)',
      'Model (JSON)',
    ] as const) {
      texts.push(await takeAwayText(page, name));
      expect(texts.at(-1), name).not.toMatch(/\b(10\.0\.0|192\.0\.2)\.\d+\b/);
    }
    const namesIn = (text: string): Set<string> => new Set(text.match(/ip4-[0-9a-f]{12}/g));
    const all = namesIn(texts[2]!);
    expect(all.size).toBeGreaterThan(100);
    for (const name of namesIn(texts[1]!)) expect(all.has(name)).toBe(true);
    await pseudonymise(page);
  });

  test('a chart as SVG and as PNG', async ({ page }) => {
    await openText(page, 'small.csv', kddLike(400));
    await detect(page);
    const save = async (kind: 'SVG' | 'PNG'): Promise<Buffer> => {
      await page.getByRole('button', { name: 'Save the chart “Scores” as a picture' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: `Picture (${kind})` }).click();
      return readFileSync(await (await download).path());
    };
    const svg = (await save('SVG')).toString();
    expect(svg).toMatch(/^<svg xmlns/);
    expect(svg).not.toMatch(/var\(--/);
    expect(svg).toContain('Anomaly');
    const png = await save('PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(5000);
  });

  test('a long export can be stopped, and the page goes on', async ({ page }) => {
    await openText(page, 'large.csv', kddLike(20_000));
    await detect(page);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'All rows with scores (CSV)' }).click();
    const stop = page.getByRole('button', { name: 'Stop saving' });
    await stop.click();
    await expect(stop).toBeHidden();
    await expect(status(page)).toHaveText(/^Done/);
    expect((await takeResults(page)).dataset.rows).toBe(20_000);
  });

  test('a place is asked for large ones alone: a small one is handed over at once', async ({ page }) => {
    await page.evaluate(() => {
      Object.assign(globalThis, {
        showSaveFilePicker: () => Promise.reject(new DOMException('closed', 'AbortError')),
      });
    });
    await openText(page, 'day.csv', kddLike(300));
    await detect(page);
    expect((await takeAway(page, 'All rows with scores (CSV)')).suggestedFilename()).toBe('day-scores.csv');
  });
});

/** 20,400 rows that are 5 kB long: past where an export asks for a place, and quickly read. */
const longRows = (): string => {
  const remark = 'x'.repeat(5000);
  return kddLike(20_400).replaceAll('\n', `,${remark}\n`);
};

test.describe('a large export', () => {
  /** As Chromium's dialog, but for the person: the file lies in the page's own storage. */
  const giveAPlace = (page: Page): Promise<unknown> =>
    page.addInitScript(() => {
      Object.assign(globalThis, {
        showSaveFilePicker: async ({ suggestedName }: { readonly suggestedName: string }) => {
          const folder = await navigator.storage.getDirectory();
          return folder.getFileHandle(suggestedName, { create: true });
        },
      });
    });
  const kept = (page: Page): Promise<{ readonly size: number; readonly end: string }> =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('long-scores.csv')).getFile();
      return { size: file.size, end: await file.slice(-400).text() };
    });
  const saveAll = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'All rows with scores (CSV)' }).click();
  };

  test('is written to disk as it is made, and leaves nothing where it is stopped midway', async ({ page, server }) => {
    const folder = mkdtempSync(join(tmpdir(), 'strayflow-long-'));
    try {
      const path = join(folder, 'long.csv');
      writeFileSync(path, longRows());
      expect(statSync(path).size).toBeGreaterThan(100e6);
      await giveAPlace(page);
      await visit(page, server.address, `${QUICK}&batch=512`);
      await openFile(page, path);
      await detect(page);

      await saveAll(page);
      const stop = page.getByRole('button', { name: 'Stop saving' });
      const written = page.getByLabel('Share of the rows that is written');
      await expect.poll(() => written.getAttribute('value').then(Number)).toBeGreaterThan(0);
      await stop.click();
      await expect(stop).toBeHidden();
      expect(await kept(page)).toEqual({ size: 0, end: '' });

      await saveAll(page);
      await expect(stop).toBeVisible();
      await expect(stop).toBeHidden({ timeout: 60_000 });
      const { size, end } = await kept(page);
      expect(size).toBeGreaterThan(statSync(path).size);
      expect(end).toMatch(/x,[\d.e-]+,\d+,[01],[^\n]*\n$/);
      await expect(status(page)).toHaveText(/^Done/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test.describe('a saved model', () => {
  let model: string;
  /** Every row with the scores it had when the model was trained. */
  let before: string;
  onOnePage(async (page, server) => {
    await visit(page, server.address, QUICK);
    await openText(page, 'day.csv', kddLike(500));
    await detect(page);
    before = await takeAwayText(page, 'All rows with scores (CSV)');
    model = await takeAwayText(page, 'Model (JSON)');
  });

  test('calls what it scored by its name: none of it is a test row', async ({ page }) => {
    await openText(page, 'next.csv', kddLike(400, 2));
    await openModel(page, model);
    await waitUntilDone(page);
    const main = page.getByRole('main');
    await expect(main).toContainText('Judged on 400 scored rows.');
    await expect(main).not.toContainText(/test rows/i);
    const results = await takeResults(page);
    expect(results.detectors.isolationForest.judgedOn).toBe('all');
    const report = await takeAwayText(page, 'Report (HTML)');
    expect(report).toContain('a saved model scored all 400 rows; nothing was trained');
    expect(report).toContain('Judged on all rows:');
    expect((await takeAwayText(page, 'All rows with scores (CSV)')).split('\n')[0]).not.toMatch(/test/i);
    // Reasons compare with the rows that the model was trained on: the file tells of them.
    const reason = flaggedFlows(page).locator('[title*="rows trained on"]').first();
    await expect(reason).toBeVisible();

    const { references, ...older } = JSON.parse(model) as { references: readonly unknown[] };
    expect(references.length).toBeGreaterThan(30);
    await openModel(page, JSON.stringify(older));
    await expect(page.getByRole('region', { name: 'Drift', exact: true })).toContainText('keeps no percentiles', {
      timeout: 30_000,
    });
    await expect(flaggedFlows(page).locator('[title*="rows of this capture"]').first()).toBeVisible();
    await expect(flaggedFlows(page).locator('[title*="rows trained on"]')).toHaveCount(0);
  });

  test('without the addresses it was trained on says what it no longer knows', async ({ page, server }) => {
    await visit(page, server.address, 'preset=recommended&backend=wasm&epochs=2');
    const named = unlabelled(400).replace(/^(.*)$/gm, (line) => {
      if (line === '') return line;
      return line.startsWith('time') ? `${line},hostname` : `${line},srv-${line.length % 5}.example`;
    });
    await openText(page, 'day.csv', named);
    await page.getByRole('combobox', { name: 'Role of hostname' }).selectOption('feature');
    await detect(page);
    await pseudonymise(page);
    const nameless = await takeAwayText(page, 'Model (JSON)');
    await expect(page.getByRole('alert')).toContainText('without the values of hostname');
    expect(nameless).not.toMatch(/10\.0\.0\.|srv-/);
    await page.getByRole('button', { name: 'Understood' }).click();
    await openModel(page, nameless);
    await waitUntilDone(page);
    const drift = page.getByRole('region', { name: 'Drift', exact: true });
    await expect(drift).toContainText('every value of hostname counts as unseen');
    await expect(drift.getByRole('row', { name: /^hostname/ })).toHaveCount(0);
  });

  test('gives the scores that it gave, without training, and shows no drift', async ({ page, server }) => {
    await visit(page, server.address, 'backend=wasm');
    await openModel(page, model);
    await expect(page.getByRole('region', { name: 'Saved model' })).toContainText('nothing is trained');
    await page
      .getByLabel('Open CSV files')
      .first()
      .setInputFiles({ name: 'day.csv', mimeType: 'text/csv', buffer: Buffer.from(kddLike(500)) });
    await waitUntilDone(page);
    const after = await takeAwayText(page, 'All rows with scores (CSV)');
    expect(after.split('\n')).toEqual(before.split('\n'));
    const drift = page.getByRole('region', { name: 'Drift', exact: true });
    await expect(drift).toContainText('Scored by a saved model; nothing was trained');
    await expect(drift).toContainText('the capture that the model was trained on');
    await expect(drift.getByRole('table', { name: 'Drift by column' })).toBeVisible();
    await expect(page.getByText(/Threshold: saved with the model/)).toBeVisible();
    expect((await takeResults(page)).rows).toEqual({ train: 0, validation: 0, test: 500 });
  });

  test('says what moved, and names columns that are missing', async ({ page, server }) => {
    await visit(page, server.address, QUICK);
    await openText(page, 'day.csv', unlabelled(400));
    await detect(page);
    const trained = await takeAwayText(page, 'Model (JSON)');

    const moved = unlabelled(400, 2)
      .split('\n')
      .map((line, i) => (i === 0 || line === '' ? line : line.replace(/(\d+)$/, (bytes) => `${Number(bytes) * 50}`)))
      .join('\n');
    await page
      .getByLabel('Open CSV files')
      .first()
      .setInputFiles([{ name: 'model.json', mimeType: 'application/json', buffer: Buffer.from(trained) }]);
    // Told from a capture by what is in it; what is open is scored at once.
    await expect(page.getByRole('region', { name: 'Drift', exact: true })).toBeVisible({ timeout: 30_000 });
    await page
      .getByLabel('Open CSV files')
      .first()
      .setInputFiles({ name: 'next.csv', mimeType: 'text/csv', buffer: Buffer.from(moved) });
    const row = page.getByRole('table', { name: 'Drift by column' }).getByRole('row', { name: /^bytes/ });
    await expect(row).toContainText('changed', { timeout: 30_000 });

    await page
      .getByLabel('Open CSV files')
      .first()
      .setInputFiles({
        name: 'other.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(unlabelled(50).replace('packets', 'frames')),
      });
    await expect(status(page)).toHaveText(/^Failed: other\.csv lacks a column.*'packets'.*'frames'/, {
      timeout: 30_000,
    });
  });

  test('that is none is refused with a reason', async ({ page, server }) => {
    await visit(page, server.address);
    await openModel(page, '{"format":"strayflow-model","version":1}');
    await expect(page.getByRole('alert')).toContainText('damaged');
    await openModel(page, 'a,b\n1,2\n');
    await expect(page.getByRole('alert')).toContainText('not JSON');
  });
});

test.describe('links to a result', () => {
  onOnePage(async (page, server) => {
    await visit(page, server.address, QUICK);
    await openText(page, 'day.csv', kddLike(500));
    await detect(page);
  });

  test('settings, thresholds and view come along', async ({ page }) => {
    await chooseDetector(page, 'Autoencoder');
    await threshold(page).focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowLeft');
    const set = await figures(confusionMatrix(page));
    const link = await copyLink(page, false);
    expect(new URL(link).hash.length).toBeLessThan(2100);

    await visit(page, link);
    await openText(page, 'day.csv', kddLike(500));
    await detect(page);
    await expect(page.getByRole('tab', { name: 'Autoencoder', exact: true })).toHaveAttribute('aria-selected', 'true');
    expect(await figures(confusionMatrix(page))).toEqual(set);
  });

  test('with the summary, whoever opens it reads the result and may move thresholds', async ({ page }) => {
    await chooseDetector(page, 'Autoencoder');
    const told = await figures(confusionMatrix(page));
    const link = await copyLink(page, true);
    expect(new URL(link).hash.length).toBeLessThan(10_000);

    await visit(page, link);
    await expect(page.getByText('A shared result, read-only.')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Autoencoder', exact: true })).toHaveAttribute('aria-selected', 'true');
    expect(await figures(confusionMatrix(page))).toEqual(told);
    await threshold(page).focus();
    await page.keyboard.press('Home');
    const [, allNormal] = await figures(confusionMatrix(page));
    expect(allNormal).toBe(told[0]! + told[1]!);

    await openText(page, 'mine.csv', kddLike(500));
    await expect(page.getByRole('region', { name: 'Result from the link' })).toContainText('the same data');
    await openText(page, 'mine.csv', kddLike(500, 2));
    await expect(page.getByRole('region', { name: 'Result from the link' })).toContainText('not the data');
  });
});

test('links open a capture beside the page, and nothing of another kind', async ({ page, guard }) => {
  const folder = copyOfHosted();
  writeFileSync(join(folder, 'day one.csv'), kddLike(300));
  const host = await serveStatic(folder, { path: '/beside/' });
  guard.allow(new RegExp(`Request to ${host.address}|404`));
  try {
    await visit(page, host.address, `${QUICK}&data=${encodeURIComponent('day one.csv')}&run=1`);
    await waitUntilDone(page);
    expect((await takeResults(page)).dataset).toMatchObject({ name: 'day one.csv', rows: 300 });
    await visit(page, host.address, 'data=missing.csv');
    await expect(status(page)).toHaveText(/^Failed: The address asks for missing\.csv, which is not beside this page/);
    await visit(page, host.address, 'data=index.html');
    await expect(status(page)).toHaveText(/^Failed: .*a web page lies instead/);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.describe('visited again and again', () => {
  onOnePage();

  test('the page tells how to check that nothing leaves', async ({ page, server }) => {
    await visit(page, server.address);
    await page.getByRole('button', { name: 'Check it yourself' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Network');
    await expect(dialog).toContainText('Content-Security-Policy');
  });

  test('links that are broken or hostile do no harm and say so', async ({ page, server }) => {
    const broken = [
      'r=1AAAA',
      's=1AAAA',
      `s=${'A'.repeat(9000)}`,
      'r=%00%ff',
      'data=https://example.invalid/a.csv',
      'data=../secret.csv',
      'data=//example.invalid/a.csv',
      `r=1${'_'.repeat(15_000)}`,
      '<script>alert(1)</script>&preset=constructor',
    ];
    for (const address of broken) {
      await visit(page, server.address, address);
      await expect(status(page), address).toHaveText(/^Failed: /);
      await expect(page.getByRole('button', { name: 'Try the sample' })).toBeVisible();
    }
  });

  test('settings, threshold and the name of the capture are there, until they are forgotten', async ({
    page,
    server,
  }) => {
    await visit(page, server.address);
    await page.getByRole('radiogroup', { name: 'Preset' }).getByText('Recommended', { exact: true }).click();
    await openText(page, 'day.csv', kddLike(500));
    await page.getByLabel('Seed').fill('7');
    await page.keyboard.press('Tab');
    await detect(page);
    await threshold(page).focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
    const set = await figures(confusionMatrix(page));
    await page.waitForTimeout(800);

    await visit(page, server.address);
    await expect(page.getByRole('region', { name: 'Last session' })).toContainText('day.csv (500 rows)');
    await expect(page.getByRole('radio', { name: 'Recommended' })).toBeChecked();
    await openText(page, 'day.csv', kddLike(500));
    await detect(page);
    expect(await figures(confusionMatrix(page))).toEqual(set);
    expect((await takeResults(page)).recipe).toMatchObject({ preset: 'recommended', seed: 7 });

    await page.getByRole('button', { name: 'Forget everything' }).click();
    await expect(page.getByRole('alert')).toContainText('Forgotten');
    await visit(page, server.address);
    await expect(page.getByRole('button', { name: 'Try the sample' })).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Tutorial' })).toBeChecked();
    await expect(page.getByRole('region', { name: 'Last session' })).toBeHidden();
  });

  test('the sample is opened again with one press', async ({ page, server }) => {
    await visit(page, server.address);
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await expect(status(page)).toHaveText(/^Ready/);
    await expect(page.getByRole('tab', { name: 'Data' })).toBeVisible({ timeout: 30_000 });
    await page.waitForTimeout(800);
    await visit(page, server.address);
    await page.getByRole('button', { name: 'Open it again' }).click();
    await expect(page.getByRole('tab', { name: 'Data' })).toBeVisible({ timeout: 30_000 });
  });

  test('a page that may keep nothing works, and says so when asked to forget', async ({ page, server }) => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined });
    });
    await visit(page, server.address, QUICK);
    await openText(page, 'day.csv', kddLike(300));
    await detect(page);
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await expect(page.getByRole('alert')).toContainText('keeps nothing');
  });
});

test.describe('from disk', () => {
  test.use({ home: async ({ singleFile }, use) => use(singleFile), offline: true });

  test('a model, a link and the last session do no harm there', async ({ page, singleFile }) => {
    await visit(page, singleFile, QUICK);
    await openText(page, 'day.csv', kddLike(300));
    await detect(page);
    const model = readFileSync(await (await takeAway(page, 'Model (JSON)')).path());
    const link = await copyLink(page, true);
    await visit(page, link);
    await expect(page.getByText('A shared result, read-only.')).toBeVisible();
    await visit(page, singleFile, 'data=day.csv');
    await expect(status(page)).toHaveText(/^Failed: .*a page from disk may not read/);
    await openModel(page, model);
    await page
      .getByLabel('Open CSV files')
      .first()
      .setInputFiles({ name: 'day.csv', mimeType: 'text/csv', buffer: Buffer.from(kddLike(300)) });
    await waitUntilDone(page);
    await expect(page.getByRole('region', { name: 'Drift', exact: true })).toContainText('nothing was trained');
  });
});
