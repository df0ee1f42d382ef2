import { expect, it } from 'vitest';
import { shareByKey } from './share-drag.ts';

const steps = { fine: 0.01, coarse: 0.1 };

it('moves by keys, and never off the plot', () => {
  expect(shareByKey('ArrowRight', 0.5, steps)).toBeCloseTo(0.51);
  expect(shareByKey('ArrowDown', 0.5, steps)).toBeCloseTo(0.49);
  expect(shareByKey('PageUp', 0.95, steps)).toBe(1);
  expect(shareByKey('PageDown', 0.05, steps)).toBe(0);
  expect(shareByKey('Home', 0.5, steps)).toBe(0);
  expect(shareByKey('End', 0.5, steps)).toBe(1);
  expect(shareByKey('Tab', 0.5, steps)).toBeNull();
  expect(shareByKey('constructor', 0.5, steps)).toBeNull();
});
