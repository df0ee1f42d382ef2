/**
 * Two targets from one source. `vite build` makes dist/hosted, a folder for any static host; `vite build --mode single`
 * makes dist/single/strayflow-single.html, one file that opens from disk. Two modules differ between them, and nothing
 * else: how a worker is made (src/workers/spawn*.ts) and where the wasm is (src/detectors/wasm-paths*.ts).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';
import { assembly } from './build/assembly.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

const inSource = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** Mantine writes inline styles; WebAssembly needs its own word; nothing may evaluate text as code. */
const HOSTED_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The one file asks nobody for anything: its scripts are named by their hashes, its wasm is a data: address. */
const singlePolicy = (scriptHashes: readonly string[]): readonly string[] => [
  "default-src 'none'",
  `script-src ${scriptHashes.map((hash) => `'sha256-${hash}'`).join(' ')} 'wasm-unsafe-eval'`,
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  'connect-src data:',
  "base-uri 'none'",
  "form-action 'none'",
];

const withPolicy = (html: string, policy: readonly string[]): string =>
  html.replace(
    /<meta charset="utf-8" ?\/?>/i,
    (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}" />`,
  );

/** A <meta> policy must stand before what it governs, and only in what is built: the dev server needs more. */
const hostedPolicy = (): Plugin => ({
  name: 'strayflow:hosted-policy',
  apply: 'build',
  transformIndexHtml: { order: 'post', handler: (html) => withPolicy(html, HOSTED_POLICY) },
});

/** Must come after viteSingleFile, since the hashes are of the code as it is inlined. */
const finishSingleFile = (): Plugin => ({
  name: 'strayflow:finish-single-file',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('The single build made no index.html');
      const html = String(page.source);
      const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
      const hashes = scripts.map((script) => createHash('sha256').update(script).digest('base64'));
      const left = Object.keys(bundle).filter((name) => name !== 'index.html');
      if (left.length > 0) throw new Error(`Not inlined into the single file: ${left.join(', ')}`);
      this.emitFile({
        type: 'asset',
        fileName: 'strayflow-single.html',
        source: withPolicy(html, singlePolicy(hashes)),
      });
      delete bundle['index.html'];
    },
  },
});

/** Files of public/ that index.html links become data: addresses; the manifest is of no use in a file from disk. */
const inlineLinkedFiles = (): Plugin => ({
  name: 'strayflow:inline-linked-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html.replace(/[ \t]*<link\b[^>]*\brel="(icon|apple-touch-icon|manifest)"[^>]*>\n?/g, (link, rel: string) => {
        const href = /\bhref="\.?\/?([^"]+\.svg)"/.exec(link)?.[1];
        if (rel !== 'icon' || href === undefined) return '';
        const data = readFileSync(new URL(`./public/${href}`, import.meta.url)).toString('base64');
        return link.replace(/\bhref="[^"]*"/, `href="data:image/svg+xml;base64,${data}"`);
      }),
  },
});

/** `import base64 from './file?deflated'`: bytes that the single file carries, compressed before base64 hides that they could be. */
const deflatedFiles = (): Plugin => ({
  name: 'strayflow:deflated-files',
  enforce: 'pre',
  load: {
    filter: { id: /\?deflated$/ },
    handler(id) {
      const bytes = readFileSync(id.replace(/\?deflated$/, ''));
      const base64 = deflateRawSync(bytes, { level: 9 }).toString('base64');
      return { code: `export default ${JSON.stringify(base64)}`, moduleType: 'js', map: null };
    },
  },
});

const UNITS = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'e2e/**/*.test.ts'];

/** They hold a time: they come last, one after another, with nothing beside them. */
const TIMED_UNITS = [
  'src/detectors/autoencoder/autoencoder.test.ts',
  'src/detectors/isolation-forest/isolation-forest.test.ts',
  'src/evaluation/rank.test.ts',
  'src/workers/reader-client.test.ts',
];

export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  return {
    // At any path of any host.
    base: './',
    publicDir: single ? false : 'public',
    define: { __STRAYFLOW_VERSION__: JSON.stringify(version) },
    resolve: {
      alias: single
        ? [
            { find: /^\.{1,2}\/(.*\/)?spawn\.ts$/, replacement: inSource('workers/spawn.single.ts') },
            { find: /^\.{1,2}\/(.*\/)?wasm-paths\.ts$/, replacement: inSource('detectors/wasm-paths.single.ts') },
          ]
        : [],
    },
    // Blob workers made as modules hang in Chromium when the page comes from file://.
    worker: { format: single ? 'iife' : 'es', plugins: () => [assembly(), deflatedFiles()] },
    build: {
      outDir: single ? 'dist/single' : 'dist/hosted',
      emptyOutDir: true,
      target: 'es2022',
      // The size report gives the figures that matter, gzipped, and fails where one is over its budget.
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
    },
    plugins: [
      assembly(),
      react(),
      // Disabled it still answers `virtual:pwa-register`, with functions that do nothing.
      VitePWA({
        disable: single,
        // 'autoUpdate' reloads open tabs, and with them a run that somebody waits for.
        registerType: 'prompt',
        injectRegister: null,
        manifest: {
          name: 'Strayflow',
          short_name: 'Strayflow',
          description: 'Finds the stray flows in network traffic, in your browser.',
          id: './',
          start_url: './',
          scope: './',
          display: 'standalone',
          background_color: '#ffffff',
          theme_color: '#16202a',
          icons: [
            { src: 'icon.svg', type: 'image/svg+xml', sizes: 'any' },
            { src: 'icon-192.png', type: 'image/png', sizes: '192x192' },
            { src: 'icon-512.png', type: 'image/png', sizes: '512x512' },
            { src: 'icon-maskable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
          ],
        },
        workbox: {
          globPatterns: ['**/*.{js,css,html,svg,png,ico,wasm,woff2}'],
          maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
          cleanupOutdatedCaches: true,
        },
      }),
      ...(single ? [inlineLinkedFiles(), viteSingleFile(), finishSingleFile()] : [hostedPolicy()]),
    ],
    // The dev server finds packages used by workers alone late, and reloads the page when it does.
    optimizeDeps: { include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'papaparse', 'comlink'] },
    preview: { port: 4173, strictPort: false },
    test: {
      environment: 'node',
      // Machines that run these are shared: a hang is one, whatever the load.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // A process for each file would mostly load TensorFlow.js and the like once more. What a file changes for all (fake
      // timers, the device, the backend) it sets back.
      isolate: false,
      projects: [
        {
          extends: true,
          test: {
            name: 'units',
            include: UNITS,
            exclude: [...TIMED_UNITS],
            maxWorkers: '100%',
            sequence: { groupOrder: 0 },
          },
        },
        {
          extends: true,
          test: { name: 'timed', include: TIMED_UNITS, maxWorkers: 1, sequence: { groupOrder: 1 } },
        },
      ],
    },
  };
});
