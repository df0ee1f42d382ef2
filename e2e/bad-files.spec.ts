/** Files that cannot be analysed: each says what is wrong and what to do, and the page goes on with the next one. */
import { expect, onOnePage, test } from './fixtures.ts';
import { kddLike } from './flow-files.ts';
import { choosePreset, detect, giveFiles, openText, startRun, status, takeResults, visit } from './page.ts';

const csv = (text: string): Buffer => Buffer.from(text);
/** The first bytes of a PNG, then what compressed pixels look like: every value there is. */
const picture = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]),
  Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 151 + (i >> 3)) & 255)),
]);
const column = (rows: number, cell: (row: number) => string): string =>
  Array.from({ length: rows }, (_, row) => cell(row)).join('\n');

const FILES: readonly { readonly what: string; readonly bytes: Buffer; readonly says: RegExp }[] = [
  { what: 'an empty file', bytes: csv(''), says: /empty/i },
  { what: 'a header alone', bytes: csv('duration,bytes,label\n'), says: /header|no rows|no data/i },
  { what: 'a picture renamed .csv', bytes: picture, says: /text|binary|picture|image/i },
  {
    what: 'a web page',
    bytes: csv('<!DOCTYPE html>\n<html><body>404, not, found</body></html>\n'),
    says: /web page/,
  },
  {
    what: 'a packet capture',
    bytes: Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0]),
    says: /packet capture/,
  },
  { what: 'one JSON object', bytes: csv('{"flows":[{"a":1},{"a":2}]}'), says: /one JSON object.*\.flows/ },
  { what: 'one column', bytes: csv(`bytes\n${column(50, String)}\n`), says: /column/i },
  {
    what: 'no numeric column',
    bytes: csv(`name,colour\n${column(50, (row) => `n${'abcdefgh'[row % 8]},${['red', 'blue'][row % 2]}`)}\n`),
    says: /numeric|number/i,
  },
  {
    what: 'a line of 10 MB',
    bytes: csv(`duration,bytes,label\n${column(5000, (row) => `1,${row},normal`)}\n1,2,${'x'.repeat(1e7)}\n`),
    says: /capture\.csv, line 5002: a record is longer than 1 MiB/,
  },
  {
    what: '20,000 columns',
    bytes: csv(`${column(20_000, (at) => `c${at}`).replaceAll('\n', ',')}\n${'1,'.repeat(19_999)}1\n`),
    says: /20,000 columns; at most 10,000/,
  },
  {
    what: 'a quote that is never closed',
    bytes: csv(
      `duration,bytes,label\n${column(5000, (row) => `1,${row},normal`)}\n1,"2,x\n${'3,4,normal\n'.repeat(1e5)}`,
    ),
    says: /capture\.csv, line 5002/,
  },
  {
    what: 'records that a collector put into one cell',
    bytes: csv(
      `timestamp,message\n${column(50, (row) => `17092800${row},"2 123456789010 eni-0a1b 192.0.2.${row} 198.51.100.1 5 443 6 2 99 1709280000 1709280060 ACCEPT OK"`)}\n`,
    ),
    says: /inside its column "message"/,
  },
  {
    what: 'a log of name=value pairs',
    bytes: csv(`${column(50, (row) => `date=2024-03-01,srcip=192.0.2.${row},dstip=198.51.100.1,sentbyte=${row}`)}\n`),
    says: /name=value/,
  },
  // A split wants one row on each side.
  { what: 'too few rows', bytes: csv('duration,bytes\n1,2\n'), says: /row is too few for a split/ },
  {
    what: 'every row dropped for a missing value',
    bytes: csv(`duration,bytes,rate\n${column(60, (row) => (row % 2 ? `${row},,1` : `${row},5,`))}\n`),
    says: /missing|dropped/i,
  },
];

// One page for all of them: what one file leaves behind must not harm the next.
test.describe('on one page', () => {
  onOnePage((page, server) => visit(page, server.address, 'preset=tutorial&backend=cpu'));

  for (const { what, bytes, says } of FILES) {
    test(`${what} is said clearly, and the next file opens`, async ({ page }) => {
      await giveFiles(page, { name: 'capture.csv', mimeType: 'text/csv', buffer: bytes });
      // Some are seen while reading, some only when the rows are prepared. What the file before left is said no more.
      await expect(status(page)).toHaveText(/^(?:Failed|Ready)/);
      if (!(await status(page).textContent())?.startsWith('Failed')) await startRun(page);
      await expect(status(page)).toHaveText(/^Failed: .+/, { timeout: 20_000 });
      await expect(status(page)).toHaveText(says);
      await expect(status(page)).not.toHaveText(/undefined|NaN|\[object|bug in Strayflow|Error:/);

      await openText(page, 'good.csv', kddLike(400));
      await choosePreset(page, 'Tutorial');
      await detect(page);
    });
  }

  test('columns named like parts of an object are columns', async ({ page }) => {
    await choosePreset(page, 'Recommended');
    const names = ['__proto__', 'constructor', 'toString', 'bytes', 'hasOwnProperty', 'label'];
    const cells = (row: number): string =>
      [row % 7, row % 5, row % 3, (row * 37) % 900, row % 11, row % 9 ? 'normal' : 'dos'].join(',');
    await openText(page, 'odd names.csv', `${names.join(',')}\n${column(400, cells)}\n`);
    await detect(page);
    const { dataset } = await takeResults(page);
    expect([dataset.rows, dataset.columns]).toEqual([400, 6]);
  });
});
