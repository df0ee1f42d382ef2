import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createLineReader } from './original-lines.ts';
import type { Table } from './table.ts';

const LINES = Array.from({ length: 40_000 }, (_, i) => `${i},${'x'.repeat(i % 50)},${i * 7}`);
const bytes = new TextEncoder().encode(`${LINES.join('\n')}\n`);

const tableOf = (file: File, compressed: boolean): Table => {
  const offsets = new Float64Array(LINES.length);
  const lengths = new Uint32Array(LINES.length);
  let at = 0;
  LINES.forEach((line, i) => {
    offsets[i] = at;
    lengths[i] = line.length;
    at += line.length + 1;
  });
  return {
    name: file.name,
    format: 'generic',
    rows: LINES.length,
    columns: [],
    sources: [
      {
        name: file.name,
        bytes: file.size,
        firstRow: 0,
        endRow: LINES.length,
        scoreOnly: false,
        encoding: 'utf-8',
        compressed,
      },
    ],
    offsets,
    lengths,
    fingerprint: '',
    receipt: [],
  };
};

const wanted = [
  [0, 1, 2],
  [5, 3],
  [39_999, 20_000],
  [20_001, 4],
  [4, 4],
];

describe.each([
  ['a plain file', new File([bytes], 'a.csv'), false],
  ['a compressed file', new File([gzipSync(bytes)], 'a.csv.gz'), true],
] as const)('%s', (_, file, compressed) => {
  it('gives the lines of any rows in the order asked for', async () => {
    const reader = createLineReader([file], tableOf(file, compressed));
    for (const rows of wanted) {
      expect(await reader.read(Uint32Array.from(rows))).toEqual(rows.map((row) => LINES[row]));
    }
  });

  it('gives the same when asked several things at once', async () => {
    const reader = createLineReader([file], tableOf(file, compressed));
    const all = await Promise.all(wanted.map((rows) => reader.read(Uint32Array.from(rows))));
    expect(all).toEqual(wanted.map((rows) => rows.map((row) => LINES[row])));
  });

  it('streams a file once where rows are asked for in file order', async () => {
    let opened = 0;
    const counting = new Proxy(file, {
      get(target, name) {
        if (name === 'stream') opened++;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const reader = createLineReader([counting], tableOf(file, compressed));
    for (let from = 0; from < LINES.length; from += 1000) {
      const rows = Uint32Array.from({ length: 1000 }, (_, i) => from + i);
      expect(await reader.read(rows)).toEqual(LINES.slice(from, from + 1000));
    }
    expect(opened).toBeLessThanOrEqual(1);
  });
});
