// @ts-check
/**
 * A browser for the checks: one that is installed, else the one Playwright keeps, else one that is installed now; and a
 * Firefox, where one can be had. `node e2e/find-browser.mjs` prints the path of the first.
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
const FIREFOX_COMMANDS = ['firefox', 'firefox-esr'];
const FIREFOX_APPLICATIONS = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
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

/**
 * @param {string} variable of the environment, that names one
 * @param {readonly string[]} commands
 * @param {readonly string[]} applications
 * @returns {string | undefined}
 */
const installed = (variable, commands, applications) => {
  const named = process.env[variable];
  if (named !== undefined && named !== '') {
    if (!runnable(named)) throw new Error(`${variable} is "${named}", which cannot be run`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin');
  return commands
    .flatMap((command) => folders.map((folder) => join(folder, command)))
    .concat(applications)
    .find(runnable);
};

const installedChrome = () => installed('CHROME_PATH', COMMANDS, APPLICATIONS);
const installedFirefox = () => installed('FIREFOX_PATH', FIREFOX_COMMANDS, FIREFOX_APPLICATIONS);

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

/** @param {string} name */
const installPackage = (name) =>
  process.getuid?.() === 0 &&
  existsSync('/etc/debian_version') &&
  tell('apt-get', ['update']) &&
  tell('apt-get', ['install', '-y', '--no-install-recommends', name]);

const install = () => {
  if (installPackage('chromium')) return;
  tell(process.execPath, [fileURLToPath(import.meta.resolve('@playwright/test/cli')), 'install', 'chromium']);
};

/** Path of a Chromium or Chrome; looks, and installs where there is none. @returns {string} */
export const findBrowser = () => {
  const found = installedChrome() ?? keptByPlaywright();
  if (found !== undefined) return found;
  install();
  const now = installedChrome() ?? keptByPlaywright();
  if (now === undefined) throw new Error('No Chromium or Chrome found: install one, or set CHROME_PATH to it');
  return now;
};

/** Path of a Firefox, or undefined where none can be had: checks in it are then skipped, and said to be. @returns {string | undefined} */
export const findFirefox = () => {
  const found = installedFirefox();
  if (found !== undefined) return found;
  return installPackage('firefox-esr') ? installedFirefox() : undefined;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(findBrowser());
