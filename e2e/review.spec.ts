/** Reviewing a run: lists, reasons, marks, time, agreement, runs side by side, commands, explanations. One run for all. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expectNoFinding, expectNothingCutOff } from './axe.ts';
import { expect, test, watch } from './fixtures.ts';
import {
  chooseDetector,
  confusionMatrix,
  detect,
  figures,
  flaggedFlows,
  openText,
  threshold,
  trySample,
  visit,
} from './page.ts';

const card = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const listed = async (page: Page): Promise<number> =>
  Number(
    (
      await card(page, 'Flagged')
        .getByText(/rows listed|rows, by/)
        .textContent()
    )
      ?.replaceAll(',', '')
      .match(/\d+/)?.[0],
  );
const countOf = async (button: Locator): Promise<number> =>
  Number(((await button.textContent()) ?? '').replaceAll(',', '').match(/\d+/)?.[0]);
/** The outlines that the histogram draws. */
const histogram = (page: Page): Promise<readonly (string | null)[]> =>
  page
    .getByRole('region', { name: 'Scores', exact: true })
    .locator('path.recharts-curve')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
const openFirst = async (page: Page): Promise<Locator> => {
  await flaggedFlows(page).getByRole('button', { name: 'Open flow 1 of the list' }).click();
  return page.getByRole('dialog');
};

test.describe
  .serial('one run, reviewed', () => {
    let page: Page;
    let guard: Awaited<ReturnType<typeof watch>>;

    test.beforeAll(async ({ browser, server }) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
      guard = await watch(context, server.address);
      page = await context.newPage();
      await visit(page, server.address, 'preset=tutorial&backend=wasm');
      await trySample(page);
      await detect(page);
    });
    test.afterAll(async () => {
      await page.context().close();
      expect(guard.problems).toEqual([]);
    });

    test('explanations are read one by one and put away for good', async () => {
      const notes = card(page, 'What the figures mean');
      await expect(notes).toContainText('Higher is more anomalous');
      await notes.getByRole('button', { name: 'Next explanation' }).click();
      await expect(notes).toContainText('A flow is flagged where');
      await notes.getByRole('button', { name: 'Dismiss all' }).click();
      await expect(notes).toBeHidden();
      expect(await page.evaluate(() => localStorage.getItem('strayflow.dismissed'))).toContain('threshold');
    });

    test('a stretch of the scores is looked at alone, by dragging and by buttons, and judges as before', async () => {
      const scores = page.getByRole('region', { name: 'Scores' });
      const firstEdge = async (): Promise<number> => {
        await scores.getByRole('switch', { name: 'Show as table' }).press('Space');
        const text = await scores.getByRole('table').getByRole('row').nth(1).locator('td, th').first().textContent();
        await scores.getByRole('switch', { name: 'Show as table' }).press('Space');
        return Number(text);
      };
      const whole = await firstEdge();
      const judged = await page.getByRole('table', { name: 'Confusion matrix' }).textContent();
      const plot = scores.locator('[class*="reader"]');
      const box = (await plot.boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.45, box.y + box.height / 2, { steps: 4 });
      await page.mouse.up();
      await expect(scores.getByRole('button', { name: 'Show all scores' })).toBeEnabled();
      const dragged = await firstEdge();
      expect(dragged).toBeGreaterThan(whole);
      expect(await page.getByRole('table', { name: 'Confusion matrix' }).textContent()).toBe(judged);
      await scores.getByRole('button', { name: 'Show all scores' }).press('Enter');
      expect(await firstEdge()).toBe(whole);
      await scores.getByRole('button', { name: 'Zoom in on the scores' }).press('Enter');
      await expect(scores.getByRole('button', { name: 'Show all scores' })).toBeEnabled();
      await scores.getByRole('button', { name: 'Show all scores' }).press('Enter');
    });

    test('a cell of the confusion matrix lists its flows, whatever the threshold', async () => {
      const cell = page.getByRole('table', { name: 'Confusion matrix' }).getByRole('button', { name: /caught/ });
      await cell.click();
      await expect.poll(() => listed(page)).toBe(await countOf(cell));
      await threshold(page).focus();
      for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown');
      await expect.poll(async () => (await listed(page)) - (await countOf(cell))).toBe(0);
      expect(await listed(page)).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Back to the flagged flows' }).click();
      await expect(card(page, 'What is listed')).toBeHidden();
    });

    test('the corners of the agreement list their flows, and the grid is read by keys and as a table', async () => {
      const agreement = card(page, 'Agreement');
      for (const name of [/^Both/, /^Autoencoder alone/, /^Forest alone/, /^Neither/]) {
        const corner = agreement.getByRole('button', { name });
        await expect(corner).toHaveText(/\d/);
        await corner.click();
        await expect(corner).toHaveAttribute('aria-pressed', 'true');
        await expect.poll(() => listed(page)).toBe(await countOf(corner));
      }
      await page.getByRole('button', { name: 'Back to the flagged flows' }).click();
      await agreement.getByRole('application').focus();
      await page.keyboard.press('ArrowLeft');
      await expect(agreement.getByText(/rows? near rank/)).toBeVisible();
      await agreement.getByRole('switch', { name: 'Show as table' }).press('Space');
      await expect(agreement.getByRole('table', { name: 'Rows by the ranks of both detectors' })).toBeVisible();
      await agreement.getByRole('switch', { name: 'Show as table' }).press('Space');
    });

    test('a stretch of time narrows the list, by keys and by pointer', async () => {
      const all = await listed(page);
      const from = page.getByRole('slider', { name: 'Brush from' });
      await from.focus();
      for (let press = 0; press < 5; press++) await page.keyboard.press('PageUp');
      await expect.poll(() => listed(page)).toBeLessThan(all);
      await page.getByRole('button', { name: 'Take the time filter off' }).click();
      await expect.poll(() => listed(page)).toBe(all);

      const plot = (await from.locator('..').boundingBox())!;
      await page.mouse.move(plot.x + plot.width * 0.3, plot.y + 30);
      await page.mouse.down();
      await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 30, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => listed(page)).toBeLessThan(all);
      await page.getByRole('button', { name: 'All times' }).click();
      await expect.poll(() => listed(page)).toBe(all);
      await card(page, 'Timeline').getByRole('switch', { name: 'Show as table' }).press('Space');
      await expect(page.getByRole('table', { name: 'Lanes of the timeline' })).toBeVisible();
      await card(page, 'Timeline').getByRole('switch', { name: 'Show as table' }).press('Space');
    });

    test('what is chosen is chosen for every figure, and each choice is taken off by itself', async () => {
      const chosen = card(page, 'Chosen rows');
      const matrix = confusionMatrix(page);
      const judged = async (): Promise<number> => (await figures(matrix)).reduce((sum, count) => sum + count, 0);
      const lanes = card(page, 'Timeline').getByRole('listitem');
      const flaggedInLanes = async (): Promise<number> =>
        (await lanes.locator('b').allInnerTexts()).reduce((sum, text) => sum + (Number(text.replace(',', '')) || 0), 0);
      const [all, inLanes, areas] = [await judged(), await flaggedInLanes(), await histogram(page)];
      await expect(chosen).toBeHidden();

      // A stretch of time narrows the figures, the histogram and the grid; the timeline shows what lies beside it.
      const from = page.getByRole('slider', { name: 'Brush from' });
      await from.focus();
      for (let press = 0; press < 5; press++) await page.keyboard.press('PageUp');
      await expect(chosen).toContainText(/[\d,]+ of 20,000 rows/);
      await expect.poll(judged).toBeLessThan(all);
      const inTime = await judged();
      expect(inTime).toBeGreaterThan(0);
      await expect(page.getByText(/Judged on [\d,]+ chosen test rows/)).toBeVisible();
      await expect(card(page, 'Agreement')).toContainText(/of all [\d,]+ chosen rows/);
      await expect.poll(() => histogram(page)).not.toEqual(areas);
      expect(await flaggedInLanes()).toBe(inLanes);

      // A class beside it; the timeline follows that.
      const classes = page.getByRole('table', { name: 'Recall per attack class' });
      await classes
        .getByRole('button', { name: /show this class alone/ })
        .first()
        .click();
      await expect.poll(judged).toBeLessThan(inTime);
      await expect.poll(flaggedInLanes).toBeLessThan(inLanes);
      await chosen.getByRole('button', { name: 'Take the time filter off' }).focus();
      await page.keyboard.press('Enter');
      await expect(chosen.getByRole('button', { name: 'Take the class filter off' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(chosen).toBeHidden();
      await expect.poll(judged).toBe(all);

      // What any cell holds, and what a cell of the matrix lists.
      await page.getByRole('searchbox', { name: 'Search all cells' }).fill('udp');
      await expect.poll(judged).toBeLessThan(all);
      await expect.poll(flaggedInLanes).toBeLessThan(inLanes);
      await chosen.getByRole('button', { name: 'Clear all' }).click();
      await expect.poll(flaggedInLanes).toBe(inLanes);
      await matrix.getByRole('button', { name: /caught/ }).click();
      await expect.poll(flaggedInLanes).not.toBe(inLanes);
      await page.getByRole('button', { name: 'Back to the flagged flows' }).click();
      await expect.poll(flaggedInLanes).toBe(inLanes);
    });

    test('what a class would take, and what is exported, follow the chosen rows where that is asked for', async () => {
      const chosen = card(page, 'Chosen rows');
      const all = await listed(page);
      const take = page.getByRole('table', { name: 'Recall per attack class' }).getByRole('button', {
        name: /false alarms?$/,
      });
      const menu = page.getByRole('button', { name: 'Export', exact: true });
      const item = (name: string): Locator => page.getByRole('menuitem', { name, exact: true });
      const alone = page.getByRole('menuitemcheckbox', { name: /Chosen rows alone/ });
      await menu.click();
      await expect(item('Flagged rows (CSV)')).toBeVisible();
      await expect(alone).toBeHidden();
      await page.keyboard.press('Escape');

      const before = await take.allTextContents();
      await page.getByRole('searchbox', { name: 'Search all cells' }).fill('tcp');
      await expect(chosen).toContainText(/[\d,]+ of 20,000 rows/);
      await expect.poll(() => take.allTextContents()).not.toEqual(before);
      await take.first().click();
      await expect(
        page.getByText(/Threshold: 90% recall of .* on the chosen test rows, found with labels/),
      ).toBeVisible();
      await expect(page.getByText('tuned on the labels it is judged by')).toBeVisible();
      await page.keyboard.press('Control+z');

      const linesOf = async (name: string): Promise<number> => {
        const download = page.waitForEvent('download');
        await menu.click();
        await item(name).click();
        return (
          readFileSync(await (await download).path(), 'utf8')
            .trimEnd()
            .split('\n').length - 1
        );
      };
      expect(await linesOf('All rows with scores (CSV)')).toBe(20_000);
      await menu.click();
      await expect(item('Results (JSON)')).toHaveAttribute('aria-description', 'of all rows');
      await alone.press('Enter');
      await expect(alone).toHaveAttribute('aria-checked', 'true');
      await page.keyboard.press('Escape');
      const shown = await listed(page);
      expect(shown).toBeLessThan(all);
      expect(await linesOf('Flagged rows (CSV)')).toBe(shown);
      const rows = Number((await chosen.textContent())!.match(/([\d,]+) of 20,000/)![1]!.replaceAll(',', ''));
      expect(await linesOf('All rows with scores (CSV)')).toBe(rows);
      await chosen.getByRole('button', { name: 'Clear all' }).click();
      await expect.poll(() => listed(page)).toBe(all);
      // Nothing is left out where nothing is chosen, whatever was asked for before.
      expect(await linesOf('Flagged rows (CSV)')).toBe(all);
    });

    test('a threshold is typed as numbers are written, and what is none is said', async () => {
      const field = page.getByLabel('Flag scores above');
      const slider = threshold(page);
      const before = await field.inputValue();
      await field.fill('4.5e-1');
      await field.press('Enter');
      await expect(slider).toHaveAttribute('aria-valuetext', /^0\.45/);
      await field.fill('0.4x');
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await field.press('Enter');
      await expect(slider).toHaveAttribute('aria-valuetext', /^0\.45/);
      await field.press('Escape');
      await expect(field).toHaveValue('0.45');
      await page.getByRole('button', { name: 'Undo the move' }).focus();
      await page.keyboard.press('Enter');
      await expect(field).toHaveValue(before);
    });

    test('the list is sorted and filtered by columns of the file', async () => {
      const all = await listed(page);
      const flagged = card(page, 'Flagged');
      await flagged.getByRole('button', { name: 'Filter', exact: true }).click();
      await flagged.getByLabel('Filter dst_port').fill('abc');
      await expect(flagged.getByLabel('Filter dst_port')).toHaveAttribute('aria-invalid', 'true');
      expect(await listed(page)).toBe(all);
      await expect(card(page, 'Chosen rows')).toBeHidden();
      await flagged.getByLabel('Filter dst_port').fill('>1000');
      await expect.poll(() => listed(page)).toBeLessThan(all);
      await flagged.getByRole('columnheader', { name: 'dst_port' }).getByRole('button').click();
      await expect(flagged.getByRole('columnheader', { name: 'dst_port' })).toHaveAttribute('aria-sort', 'descending');
      const ports = async (): Promise<readonly number[]> => {
        const names = await flagged.getByRole('columnheader').allInnerTexts();
        const at = names.indexOf('dst_port');
        const rows = await flagged.locator('tbody tr[aria-rowindex]').all();
        return Promise.all(rows.slice(0, 6).map(async (row) => Number(await row.locator('td').nth(at).textContent())));
      };
      await expect
        .poll(async () => {
          const found = await ports();
          return found.every((port, i) => port > 1000 && (i === 0 || port <= found[i - 1]!));
        })
        .toBe(true);
      await page.getByRole('button', { name: 'Clear all' }).click();
      await expect.poll(() => listed(page)).toBe(all);

      await flagged.getByRole('button', { name: 'Columns' }).click();
      await page.getByLabel('Find a column').fill('dst_port');
      // By key: what is drawn anew below may move the list of columns under a pointer.
      await page.getByRole('checkbox', { name: 'dst_port' }).focus();
      await page.keyboard.press('Space');
      await expect(page.getByRole('checkbox', { name: 'dst_port' })).not.toBeChecked();
      await page.keyboard.press('Escape');
      await expect(flagged.getByRole('columnheader', { name: 'dst_port' })).toBeHidden();
      await flagged.getByRole('button', { name: 'Filter', exact: true }).click();
    });

    test('a flow says why in words, is marked, and finds its likes', async () => {
      const drawer = await openFirst(page);
      await expect(drawer.getByRole('list', { name: 'Reasons' })).toContainText(/rows trained on/);
      await drawer.getByText('True alarm', { exact: true }).click();
      await drawer.getByLabel('Note').fill('seen on Tuesday');
      await drawer.getByRole('button', { name: 'Next', exact: true }).click();
      await drawer.getByText('False alarm', { exact: true }).click();
      await drawer.getByRole('button', { name: 'More like this' }).click();
      await expect(card(page, 'What is listed')).toContainText(/Like row/);
      await expect.poll(() => listed(page)).toBeGreaterThan(5);
      const marks = page.getByRole('group', { name: 'Marks' });
      await marks.getByRole('button', { name: /1 true alarm/ }).click();
      await expect.poll(() => listed(page)).toBe(1);
      await page.getByRole('button', { name: 'Back to the flagged flows' }).click();
    });

    test('keys mark the flow that has the focus', async () => {
      await flaggedFlows(page).getByRole('button', { name: 'Open flow 1 of the list' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('l');
      await expect(
        page.getByRole('group', { name: 'Marks' }).getByRole('button', { name: /1 to look at later/ }),
      ).toBeVisible();
    });

    test('catching nine in ten of a class is tuned on the labels that judge it, and says so', async () => {
      const badge = page.getByText('tuned on the labels it is judged by');
      await expect(badge).toBeHidden();
      const classes = page.getByRole('table', { name: 'Recall per attack class' });
      await classes
        .getByRole('button', { name: /false alarms?$/ })
        .first()
        .click();
      await expect(badge).toBeVisible();
      await page.keyboard.press('Control+z');
      await expect(badge).toBeHidden();
    });

    test('nothing moves by itself where motion is not wanted', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.evaluate(() => {
        const heard = globalThis as typeof globalThis & { moved: string[] };
        heard.moved = [];
        for (const event of ['transitionrun', 'animationstart']) {
          document.addEventListener(event, ({ target }) =>
            heard.moved.push((target as Element).outerHTML.slice(0, 80)),
          );
        }
      });
      await card(page, 'Confusion').getByText('% of row').click();
      const asTable = page.getByRole('switch', { name: 'Show as table' }).first();
      await asTable.click({ force: true });
      await asTable.click({ force: true });
      await threshold(page).focus();
      await page.keyboard.press('PageUp');
      await chooseDetector(page, 'Autoencoder');
      await chooseDetector(page, 'Isolation Forest');
      await page.keyboard.press('Control+z');
      const moving = await page.evaluate(() => [
        ...(globalThis as typeof globalThis & { moved: string[] }).moved,
        ...document.getAnimations().map((animation) => animation.id),
      ]);
      expect(moving).toEqual([]);
      await card(page, 'Confusion').getByText('Counts').click();
      await page.emulateMedia({ reducedMotion: 'no-preference' });
    });

    test('a saved picture holds the whole legend, the ticks and the dots', async () => {
      const scores = card(page, 'Scores');
      await scores.getByText('Class', { exact: true }).click();
      const save = async (of: Locator): Promise<string> => {
        await of.getByRole('button', { name: /picture/i }).click();
        const download = page.waitForEvent('download');
        await page.getByRole('menuitem', { name: /SVG/ }).click();
        return readFileSync(await (await download).path(), 'utf8');
      };
      const legend = await scores.getByRole('listitem').allInnerTexts();
      expect(legend.length).toBeGreaterThan(4);
      const svg = await save(scores);
      const width = Number(/<svg [^>]*?width="([\d.]+)"/.exec(svg)![1]);
      for (const name of legend) {
        const x = Number(new RegExp(`<text x="([\\d.]+)"[^>]*>${name.trim()}</text>`).exec(svg)?.[1]);
        expect(x, name).toBeLessThan(width - 20);
      }
      await scores.getByText('Label', { exact: true }).click();
      const curves = await save(card(page, 'ROC'));
      expect(curves).toContain('False-positive rate');
      expect(curves.match(/<circle/g)?.length).toBeGreaterThanOrEqual(2);
      expect(curves.match(/recharts|<path/g)?.length).toBeGreaterThan(4);
    });

    test('the palette does what buttons do', async () => {
      await page.keyboard.press('Control+k');
      const search = page.getByLabel('Search the commands');
      await search.fill('detector auto');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('tab', { name: 'Autoencoder', exact: true })).toHaveAttribute(
        'aria-selected',
        'true',
      );
      await page.keyboard.press('Control+k');
      await search.fill('threshold best f1');
      await page.keyboard.press('Enter');
      await expect(page.getByText(/Threshold: best F1/)).toBeVisible();
      await page.keyboard.press('Control+k');
      await search.fill('results (json)');
      const download = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      expect((await download).suggestedFilename()).toMatch(/results\.json$/);
      await chooseDetector(page, 'Isolation Forest');
    });

    test('a second seed stands beside the first, with how stable the ranks are', async () => {
      await page.getByLabel('Seed', { exact: true }).fill('7');
      await page.keyboard.press('Enter');
      await detect(page);
      const runs = card(page, 'Runs');
      await expect(runs.getByRole('table', { name: 'Runs side by side' }).getByRole('row')).toHaveCount(7);
      await expect(runs.getByRole('table', { name: 'Settings that differ' })).toContainText('7');
      await expect(card(page, 'Curves of the runs')).toContainText('Run 2');
      const stability = page.getByRole('table', { name: 'Stability over seeds' });
      await expect(stability).toContainText(/0\.\d{3}/);
      await expect(stability).toContainText(/of 100/);
      await runs.getByRole('button', { name: 'Show run 1, Autoencoder' }).click();
      await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('7');
      await expect(page.getByText(/Changed since this run/)).toContainText('Seed');
      await runs.getByRole('button', { name: 'Remove run 2' }).click();
      await expect(runs).toContainText('Run again with other settings');
    });

    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 420],
    ] as const) {
      test(`axe finds nothing, ${colorScheme}, ${width} px wide`, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await card(page, 'Agreement').getByRole('button', { name: /^Both/ }).click();
        await card(page, 'Flagged').getByRole('button', { name: 'Filter', exact: true }).click();
        await expectNoFinding(page, 'a corner listed, filters shown');
        await card(page, 'Flagged').getByRole('button', { name: 'Columns' }).click();
        await expectNoFinding(page, 'columns chosen', '[role="dialog"]');
        await page.keyboard.press('Escape');
        const drawer = await openFirst(page);
        await expect(drawer.getByRole('list', { name: 'Reasons' })).toBeVisible();
        await expectNoFinding(page, 'a flow open', '[role="dialog"]');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+k');
        await expect(page.getByLabel('Search the commands')).toBeVisible();
        await expectNoFinding(page, 'palette', '[role="dialog"]');
        await page.keyboard.press('Escape');
        await card(page, 'Flagged').getByRole('button', { name: 'Filter', exact: true }).click();
        await page.getByRole('button', { name: 'Back to the flagged flows' }).click();
        await expectNothingCutOff(page, `${colorScheme}, ${width} px wide`);
      });
    }

    test('marks are there again after the page was closed', async () => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.reload();
      await trySample(page);
      await detect(page);
      await expect(page.getByRole('group', { name: 'Marks' })).toContainText('1 true alarm');
      await expect(card(page, 'What the figures mean')).toBeHidden();
    });

    test('without labels and without times the detectors are still compared', async () => {
      const line = (i: number): string => `${i % 17},${(i * 7) % 23},${i % 29 === 0 ? 900 : i % 5}`;
      await openText(page, 'plain.csv', `a,b,c\n${Array.from({ length: 400 }, (_, i) => line(i)).join('\n')}\n`);
      await detect(page);
      await expect(card(page, 'Timeline')).toBeHidden();
      const agreement = card(page, 'Agreement');
      await expect(agreement).toContainText(/of all 400 scored rows/);
      const neither = agreement.getByRole('button', { name: /^Neither/ });
      await expect(neither).toHaveText(/\d/);
      await neither.click();
      await expect.poll(async () => (await listed(page)) - (await countOf(neither))).toBe(0);
    });
  });
