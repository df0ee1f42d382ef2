import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { againstArrows, parseModule, roomOf, WORDS } from './arrows.ts';

const src = fileURLToPath(new URL('../src', import.meta.url));
const modules = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path))
  .filter((path) => !path.split('/').includes('fixtures'));

describe('imports of src/', () => {
  it('finds the modules', () => {
    expect(modules).toContain('main.tsx');
    expect(modules.length).toBeGreaterThan(20);
  });

  it('run with the arrows', () => {
    expect(modules.flatMap((path) => againstArrows(path, readFileSync(join(src, path), 'utf8')))).toEqual([]);
  });

  it.each(WORDS)('%s lists words and computes nothing', (path) => {
    expect(parseModule(path, readFileSync(join(src, path), 'utf8')).holdsOnlyWords).toBe(true);
  });
});

describe('the check itself', () => {
  it.each([
    ['base imports nothing', 'base/rng.ts', "import { x } from '../dataset/table.ts';"],
    ['not even a type', 'evaluation/curves.ts', "import type { X } from '../dataset/table.ts';"],
    ['recipe takes types alone', 'recipe/link.ts', "import { fit } from '../features/fit.ts';"],
    ['re-exports count', 'features/index.ts', "export * from '../detectors/device.ts';"],
    ['import() counts', 'store/run.ts', "const later = () => import('../detectors/device.ts');"],
    ['a computed import() counts', 'panels/Room.tsx', 'const later = (name: string) => import(name);'],
    ['types from import() count', 'dataset/read.ts', "type M = import('../features/feature-matrix.ts').FeatureMatrix;"],
    [
      'a worker is reached by spawn alone',
      'panels/App.tsx',
      "new Worker(new URL('../workers/table.worker.ts', import.meta.url));",
    ],
    [
      'a client takes types alone',
      'workers/analysis-client.ts',
      "import { runDetectors } from '../run/run-detectors.ts';",
    ],
    ['an import for its effect is code', 'charts/Roc.tsx', "import '../evaluation/curves.ts';"],
    ['one value among types is code', 'charts/Roc.tsx', "import { type Curve, curve } from '../evaluation/curves.ts';"],
    ['tfjs stays with the detectors', 'run/run.ts', "import * as tf from '@tensorflow/tfjs';"],
    ['even its types', 'store/state.ts', "import type { Tensor } from '@tensorflow/tfjs-core';"],
    ['React stays with the page', 'evaluation/curves.ts', "import { useMemo } from 'react';"],
    ['pure rooms have no window', 'export/report.ts', 'export const width = () => window.innerWidth;'],
    ['nor by way of globalThis', 'export/report.ts', 'export const title = () => globalThis.document.title;'],
    ['workers have no document', 'workers/table-server.ts', "document.createElement('a');"],
    ['src/ takes nothing from outside', 'main.tsx', "import { x } from '../e2e/page.ts';"],
    ['a new room is made known first', 'network/fetch.ts', 'export const x = 1;'],
  ])('%s', (_why, path, source) => {
    expect(againstArrows(path, source)).toHaveLength(1);
  });

  it.each([
    ['features/windows.ts', 'export const span = (window: { end: number }) => window.end;'],
    ['features/split.ts', "import { PART_CODE } from '../evaluation/part.ts';"],
    ['charts/Roc.tsx', "import type { Curve } from '../evaluation/curves.ts'; import { Line } from 'recharts';"],
    ['workers/spawn.single.ts', "import Table from './table.worker.ts?worker&inline';"],
    ['workers/table-server.ts', "import { prepare } from '../run/prepare.ts'; import { expose } from 'comlink';"],
  ])('lets %s do its work', (path, source) => {
    expect(againstArrows(path, source)).toEqual([]);
  });

  it('does not take a module that computes for a list of words', () => {
    expect(parseModule('a.ts', 'export const double = (x: number) => 2 * x;').holdsOnlyWords).toBe(false);
    expect(parseModule('a.ts', "import { x } from './b.ts';").holdsOnlyWords).toBe(false);
    expect(parseModule('a.ts', "export const KINDS = ['a', 'b'] as const;").holdsOnlyWords).toBe(true);
  });

  it('tells the two sides of a worker apart', () => {
    expect(roomOf('workers/analysis-client.ts')).toBe('client');
    expect(roomOf('workers/table.worker.ts')).toBe('worker-side');
    expect(roomOf('workers/protocol.ts')).toBe('seam');
  });
});
