import { describe, expect, it } from 'vitest';
import {
  categoryDrift,
  categoryReference,
  driftVerdict,
  numericDrift,
  numericReference,
  stabilityIndex,
  summariseDrift,
} from './drift.ts';

describe('stabilityIndex', () => {
  it('by hand', () => {
    expect(stabilityIndex([0.5, 0.5], [0.5, 0.5])).toBe(0);
    expect(stabilityIndex([0.5, 0.5], [0.25, 0.75])).toBeCloseTo(0.25 * Math.log(2) + 0.25 * Math.log(1.5), 12);
  });
  it('stays finite where a bin is empty', () => {
    expect(stabilityIndex([1, 0], [0, 1])).toBeCloseTo(2 * (1 - 1e-4) * Math.log(1e4), 9);
  });
  it('verdicts at the limits', () => {
    expect([0, 0.0999, 0.1, 0.2499, 0.25].map(driftVerdict)).toEqual([
      'stable',
      'stable',
      'shifted',
      'shifted',
      'changed',
    ]);
  });
});

const uniform = numericReference(
  'bytes',
  Array.from({ length: 101 }, (_, i) => i),
);
const numeric = (reference: ReturnType<typeof numericReference>, values: number[]) =>
  numericDrift(reference as Extract<typeof reference, { kind: 'numeric' }>, Float64Array.from(values));

describe('numeric columns', () => {
  it('deciles of a uniform column hold a tenth each', () => {
    expect(uniform).toMatchObject({ edges: [10, 20, 30, 40, 50, 60, 70, 80, 90] });
    for (const share of uniform.shares) expect(share).toBeCloseTo(0.1, 12);
  });
  it('repeats make one bin', () => {
    const zeros = numericReference('flags', [
      ...new Array<number>(61).fill(0),
      ...Array.from({ length: 40 }, (_, i) => i + 1),
    ]);
    expect(zeros).toMatchObject({ edges: [0, 10, 20, 30] });
    expect(zeros.shares[0]).toBeCloseTo(0.6, 12);
    const constant = numericReference('c', new Array<number>(101).fill(5));
    expect(constant).toMatchObject({ edges: [5], shares: [1, 0] });
    expect(numeric(constant, [5, 5]).index).toBe(0);
    expect(numeric(constant, [6, 6]).verdict).toBe('changed');
  });
  it('same distribution is stable, another is changed, missing is told', () => {
    const same = numeric(
      uniform,
      Array.from({ length: 1000 }, (_, i) => i / 10),
    );
    expect(same.index).toBeLessThan(0.001);
    expect(same.verdict).toBe('stable');
    expect(
      numeric(
        uniform,
        Array.from({ length: 1000 }, (_, i) => 90 + i / 100),
      ).verdict,
    ).toBe('changed');
    const half = numeric(uniform, [Number.NaN, 5]);
    expect(half).toMatchObject({ missing: 0.5, rows: 2, unseen: null });
    expect(numeric(uniform, [Number.NaN]).verdict).toBe('changed');
    expect(numeric(uniform, [])).toMatchObject({ index: 0, verdict: 'stable', missing: 0 });
  });
});

describe('categories', () => {
  it('counts unseen values', () => {
    const reference = categoryReference('proto', [
      { value: 'tcp', share: 0.5 },
      { value: 'udp', share: 0.5 },
    ]) as Extract<ReturnType<typeof categoryReference>, { kind: 'category' }>;
    const drift = categoryDrift(reference, Int32Array.from([0, 0, 1, 2, -1]), ['tcp', 'udp', 'sctp']);
    expect(drift).toMatchObject({ unseen: 0.25, missing: 0.2, shares: [0.5, 0.25, 0.25], verdict: 'changed' });
    expect(categoryDrift(reference, Int32Array.from([0, 1]), ['udp', 'tcp']).index).toBe(0);
  });
});

it('one verdict for the whole', () => {
  const bad = numeric(uniform, [500, 500]);
  const good = numeric(
    uniform,
    Array.from({ length: 1000 }, (_, i) => i / 10),
  );
  expect(summariseDrift([]).verdict).toBe('stable');
  expect(summariseDrift([good, good]).verdict).toBe('stable');
  expect(summariseDrift([bad, good, good, good, good]).verdict).toBe('shifted');
  expect(summariseDrift([bad, good, good, good]).verdict).toBe('changed');
});
