import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { createGrower, sampleWithoutReplacement, treeRng } from './grow.ts';
import { createSampler, createWasmGrower } from './grow-wasm.ts';

/** Some columns constant, some of a few values, some heavy-tailed, with both zeros. */
const matrix = (rows: number, columns: number, seed: number): Float32Array => {
  const rng = createRng(seed, 'grow');
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const column = i % columns;
    if (column % 4 === 0) return column;
    if (column % 4 === 1) return rng.below(3) - 1 || -0;
    return column % 4 === 2 ? Math.exp(4 * rng.normal()) : 1e-40 * rng.normal();
  });
};

const sizes = {
  rows: fc.integer({ min: 1, max: 600 }),
  columns: fc.integer({ min: 1, max: 12 }),
  sampleSize: fc.integer({ min: 1, max: 300 }),
  seed: fc.integer({ min: -5, max: 1e9 }),
};

test('trees grown in WebAssembly are those of JavaScript, bit for bit', () => {
  fc.assert(
    fc.property(fc.record(sizes), ({ rows, columns, sampleSize, seed }) => {
      const on = { values: matrix(rows, columns, seed), rows, columns };
      const psi = Math.min(rows, sampleSize);
      const grow = createGrower(on, psi);
      const inWasm = createWasmGrower(on, psi)!;
      for (let tree = 0; tree < 4; tree++) expect(inWasm.grow(seed, tree)).toEqual(grow(treeRng(seed, tree)));
      // What it leaves behind in its memory must not matter to the next.
      inWasm.release();
    }),
    { numRuns: 60 },
  );
});

test('trees grown on the rows that were drawn are those grown on all rows', () => {
  const [rows, columns, psi] = [500, 6, 20];
  const values = matrix(rows, columns, 3);
  const isDrawn = new Set([0, 1].flatMap((tree) => [...sampleWithoutReplacement(rows, psi, treeRng(9, tree))]));
  const drawn = Uint32Array.from(isDrawn).sort();
  const some = Float32Array.from([...drawn].flatMap((row) => [...values.subarray(row * columns, (row + 1) * columns)]));
  const onAll = createWasmGrower({ values, rows, columns }, psi)!;
  const onSome = createWasmGrower({ values: some, rows, columns, drawn }, psi)!;
  for (const tree of [0, 1]) expect(onSome.grow(9, tree)).toEqual(onAll.grow(9, tree));
});

test('rows are drawn alike', () => {
  fc.assert(
    fc.property(fc.record({ ...sizes, rows: fc.integer({ min: 300, max: 4e9 }) }), ({ rows, sampleSize, seed }) => {
      const { sample, release } = createSampler(rows, sampleSize)!;
      for (const tree of [0, 7]) {
        const drawn = sample(seed, tree);
        expect(drawn).toEqual(sampleWithoutReplacement(rows, sampleSize, treeRng(seed, tree)));
        expect(new Set(drawn).size).toBe(sampleSize);
        expect(drawn.every((row) => row < rows)).toBe(true);
      }
      release();
    }),
  );
});
