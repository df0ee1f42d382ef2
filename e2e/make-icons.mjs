// @ts-check
/**
 * Draws public/icon.svg as the PNG icons that installed apps and old browsers want, with a headless browser:
 *   node e2e/make-icons.mjs
 * Run it after changing icon.svg, and commit what it writes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser } from './find-browser.mjs';

const folder = new URL('../public/', import.meta.url);
const svg = readFileSync(new URL('icon.svg', folder), 'utf8');
/** Launchers cut maskable icons to any shape within which a circle of 80 % stays whole: no corners, a smaller mark. */
const maskable = svg
  .replace(' rx="14"', '')
  .replace('<g id="mark"', '<g id="mark" transform="translate(32 32) scale(.8) translate(-32 -32)"');

const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-background-networking'],
});
const page = await browser.newPage();

/** @param {string} source @param {number} size */
const draw = async (source, size) => {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`);
  return page.screenshot({ omitBackground: true });
};

/**
 * An ICO file that holds PNGs: a header of 6 bytes, an entry of 16 for each picture, the pictures.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
const toIco = (pictures) => {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, i) => {
    const at = 6 + 16 * i;
    head.writeUInt8(size, at);
    head.writeUInt8(size, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
};

try {
  writeFileSync(new URL('icon-192.png', folder), await draw(svg, 192));
  writeFileSync(new URL('icon-512.png', folder), await draw(svg, 512));
  writeFileSync(new URL('icon-maskable-512.png', folder), await draw(maskable, 512));
  writeFileSync(new URL('apple-touch-icon.png', folder), await draw(svg.replace(' rx="14"', ''), 180));
  const small = [];
  for (const size of [16, 32, 48]) small.push({ size, png: await draw(svg, size) });
  writeFileSync(new URL('favicon.ico', folder), toIco(small));
} finally {
  await browser.close();
}
