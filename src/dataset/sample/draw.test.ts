import { expect, it } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { exponential, geometric, integer, logNormal, pareto, weightedIndex } from './draw.ts';

const N = 40000;
const many = (draw: () => number): Float64Array => Float64Array.from({ length: N }, draw).sort();
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('log-normal: its median, and its spread', () => {
  const rng = createRng(1);
  const values = many(() => logNormal(rng, 50, 0.7));
  expect(values[N / 2]! / 50).toBeCloseTo(1, 1);
  // One standard deviation above the median: the 84.13th percentile.
  expect(values[Math.round(0.8413 * N)]! / (50 * Math.exp(0.7))).toBeCloseTo(1, 1);
});

it('Pareto: from its minimum to its cut, median minimum · 2^(1/α)', () => {
  const rng = createRng(2);
  const values = many(() => pareto(rng, 10, 1.2, 500));
  expect(values[0]!).toBeGreaterThanOrEqual(10);
  expect(values.at(-1)).toBe(500);
  expect(values[N / 2]! / (10 * 2 ** (1 / 1.2))).toBeCloseTo(1, 1);
});

it('exponential and geometric: their means, from 0 on', () => {
  const rng = createRng(3);
  expect(mean(many(() => exponential(rng, 4))) / 4).toBeCloseTo(1, 1);
  const values = many(() => geometric(rng, 2.5));
  expect(mean(values) / 2.5).toBeCloseTo(1, 1);
  expect(values[0]).toBe(0);
  expect(values.every(Number.isInteger)).toBe(true);
});

it('integer: both ends are drawn', () => {
  const rng = createRng(4);
  expect(new Set(many(() => integer(rng, 3, 6)))).toEqual(new Set([3, 4, 5, 6]));
});

it('weighted index: by weight, never one of weight 0', () => {
  const rng = createRng(5);
  const draw = weightedIndex([1, 0, 3]);
  const counts = [0, 0, 0];
  for (let i = 0; i < N; i++) counts[draw(rng)]!++;
  expect(counts[1]).toBe(0);
  expect(counts[2]! / N).toBeCloseTo(0.75, 1);
});
