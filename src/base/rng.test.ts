import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, shuffle } from './rng.ts';

describe('createRng', () => {
  it('gives the same numbers for the same seed and stream, others for another', () => {
    const take = (seed: number, stream: string): number[] => {
      const rng = createRng(seed, stream);
      return Array.from({ length: 8 }, () => rng.uint32());
    };
    expect(take(42, 'a')).toEqual(take(42, 'a'));
    expect(take(42, 'a')).not.toEqual(take(42, 'b'));
    expect(take(42, 'a')).not.toEqual(take(43, 'a'));
  });

  it('is uniform: mean 1/2 and variance 1/12 within four standard errors', () => {
    const rng = createRng(7);
    const n = 200_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = rng.uniform();
      sum += value;
      squares += (value - 0.5) ** 2;
    }
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  });

  it('gives normal numbers of mean 0 and variance 1', () => {
    const rng = createRng(8);
    const n = 100_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = rng.normal();
      sum += value;
      squares += value * value;
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it('stays below any bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.integer(), (bound, seed) => {
        const value = createRng(seed).below(bound);
        return Number.isInteger(value) && value >= 0 && value < bound;
      }),
    );
  });
});

describe('shuffle', () => {
  it('permutes: nothing is lost, nothing is added', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = shuffle([...items], createRng(seed));
        return shuffled.toSorted((a, b) => a - b).join() === items.toSorted((a, b) => a - b).join();
      }),
    );
  });

  it('puts every item first about equally often', () => {
    const rng = createRng(3);
    const first = [0, 0, 0, 0];
    for (let i = 0; i < 8000; i++) first[shuffle([0, 1, 2, 3], rng)[0]!]!++;
    for (const count of first) expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(8000 * 0.25 * 0.75));
  });
});
