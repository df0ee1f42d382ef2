// @ts-check
/**
 * A browser for the checks: one that is installed, else the one Playwright keeps, else one that is installed now.
 * `node e2e/find-browser.mjs` prints its path.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @param {string} path */
const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @returns {string | undefined} */
const installed = () => {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') {
    if (!runnable(named)) throw new Error(`CHROME_PATH is "${named}", which cannot be run`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin');
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)))
    .concat(APPLICATIONS)
    .find(runnable);
};

/** @returns {string | undefined} */
const keptByPlaywright = () => {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
};

/** @param {string} command @param {readonly string[]} args */
const tell = (command, args) => {
  console.error(`$ ${command} ${args.join(' ')}`);
  // What the installer says goes to stderr: stdout is for the path alone.
  return spawnSync(command, args, { stdio: ['ignore', process.stderr, process.stderr] }).status === 0;
};

const install = () => {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    if (tell('apt-get', ['update']) && tell('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']))
      return;
  }
  tell(process.execPath, [fileURLToPath(import.meta.resolve('@playwright/test/cli')), 'install', 'chromium']);
};

/** Path of a Chromium or Chrome; looks, and installs where there is none. @returns {string} */
export const findBrowser = () => {
  const found = installed() ?? keptByPlaywright();
  if (found !== undefined) return found;
  install();
  const now = installed() ?? keptByPlaywright();
  if (now === undefined) throw new Error('No Chromium or Chrome found: install one, or set CHROME_PATH to it');
  return now;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(findBrowser());
