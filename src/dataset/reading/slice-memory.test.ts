import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BYTES, DOUBLES, type NumberWidth, SHORTS } from './number-width.ts';
import type { PlannedColumn } from './plan.ts';
import { bytesOfRows, createSliceMemory } from './slice-memory.ts';

const kinds = fc.array(fc.tuple(fc.constantFrom('number', 'time', 'text'), fc.integer({ min: BYTES, max: DOUBLES })), {
  maxLength: 12,
});

it('has room for all columns and positions of so many rows, none of which lies in another', () => {
  fc.assert(
    fc.property(kinds, fc.nat(50), (drawn, rows) => {
      const columns = drawn.map(([kind]) => ({ name: '', kind, certainty: 'seen', missingWords: [] }) as PlannedColumn);
      const widths = drawn.map(([, width]) => width as NumberWidth);
      const memory = createSliceMemory(bytesOfRows(columns, widths, rows));
      const arrays: { readonly buffer: ArrayBuffer; readonly length: number; fill(value: number): unknown }[] = [
        memory.float64(rows),
        memory.uint32(rows),
        ...columns.map(({ kind }, i) => {
          if (kind === 'number') return memory.numbers(widths[i]!, rows);
          return kind === 'time' ? memory.float64(rows) : memory.int32(rows);
        }),
      ];
      for (const [i, array] of arrays.entries()) {
        expect(array.buffer).toBe(memory.buffer);
        expect(array).toHaveLength(rows);
        array.fill(i + 1);
      }
      for (const [i, array] of arrays.entries()) {
        expect([...(array as unknown as Iterable<number>)]).toEqual(new Array(rows).fill(i + 1));
      }
    }),
  );
});

it('gives an array of its own where there is no room left', () => {
  const memory = createSliceMemory(16);
  const first = memory.numbers(SHORTS, 4);
  const second = memory.float64(100);
  expect(first.buffer).toBe(memory.buffer);
  expect(second.buffer).not.toBe(memory.buffer);
  expect(second).toHaveLength(100);
});

it('is one that was used before, where that is large enough', () => {
  const spare = new ArrayBuffer(64);
  expect(createSliceMemory(64, spare).buffer).toBe(spare);
  expect(createSliceMemory(65, spare).buffer).not.toBe(spare);
});
