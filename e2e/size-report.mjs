// @ts-check
/**
 * What a visitor has to load, gzipped, against budgets that fail the build; and a word beside the two builds that says
 * which is for what. Run by `npm run build` on what Vite has just made.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const BUDGETS = { firstLoad: 250 * KB, single: 1000 * KB };

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const hosted = join(dist, 'hosted');

/** @param {string} path */
const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

/** The page, and the scripts and styles it loads before anything is asked of it. */
const firstLoadFiles = () => {
  const page = readFileSync(join(hosted, 'index.html'), 'utf8');
  const linked = [...page.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) =>
    join(hosted, /** @type {string} */ (match[1])),
  );
  if (!linked.some((path) => path.endsWith('.js'))) throw new Error('index.html of the hosted build loads no script');
  return [join(hosted, 'index.html'), ...linked];
};

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / KB).toFixed(1).padStart(8)} kB`;

const first = firstLoadFiles();
const firstLoad = first.reduce((sum, path) => sum + gzipped(path), 0);
const singlePath = join(dist, 'single', 'strayflow-single.html');
const single = gzipped(singlePath);

console.log('\nGzipped sizes (1 kB = 1000 bytes)');
for (const path of filesIn(hosted).sort((a, b) => gzipped(b) - gzipped(a))) {
  if (!['.js', '.css', '.html', '.wasm'].includes(extname(path))) continue;
  console.log(
    `${kilobytes(gzipped(path))}  ${first.includes(path) ? 'first ' : 'later '} hosted/${relative(hosted, path)}`,
  );
}
const stray = readdirSync(join(dist, 'single')).filter((name) => name !== 'strayflow-single.html');
const checks = [
  { what: 'first load of the hosted page', bytes: firstLoad, budget: BUDGETS.firstLoad },
  { what: 'the single file', bytes: single, budget: BUDGETS.single },
];
for (const { what, bytes, budget } of checks) {
  console.log(`${kilobytes(bytes)}  of ${kilobytes(budget).trim()}: ${what}${bytes > budget ? '  OVER BUDGET' : ''}`);
}
if (stray.length > 0) console.log(`Files beside the single file that it would need: ${stray.join(', ')}`);

writeFileSync(
  join(dist, 'README.txt'),
  `Strayflow, built twice. Take the one that fits:

hosted/                        To be served by any static web host, at any path. Copy the whole folder.
                               Opened from disk (file://) it stays empty: browsers forbid it. Take the other one.
single/strayflow-single.html   One file with everything in it. Open it by double click, from a disk or a USB stick,
                               with no server and no network.
`,
);
if (stray.length > 0 || checks.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1;
