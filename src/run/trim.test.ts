import { describe, expect, it } from 'vitest';
import { withoutHighest } from './trim.ts';

describe('withoutHighest', () => {
  it('leaves out the share that scores highest, ties by row, and keeps the order of the rest', () => {
    const rows = new Uint32Array([0, 2, 3, 5, 7]);
    const scores = new Float32Array([0.1, 0.5, 0.5, 0.2, 0.5]);
    expect(Array.from(withoutHighest(rows, scores, 0))).toEqual([0, 2, 3, 5, 7]);
    expect(Array.from(withoutHighest(rows, scores, 0.2))).toEqual([0, 3, 5, 7]);
    expect(Array.from(withoutHighest(rows, scores, 0.4))).toEqual([0, 5, 7]);
    expect(Array.from(withoutHighest(new Uint32Array(), new Float32Array(), 0.5))).toEqual([]);
  });
});
