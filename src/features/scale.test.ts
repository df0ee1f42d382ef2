import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from './fixtures/scaling.json' with { type: 'json' };
import more from './fixtures/scaling-more.json' with { type: 'json' };
import { fitScaler, type ScalerState, scalerOf, takesSorted } from './scale.ts';
import { SCALINGS, type Scaling } from './settings.ts';

const apply = (state: ScalerState, values: readonly number[]): number[] => {
  const buffer = Float64Array.from(values);
  scalerOf(state)(buffer, buffer.length);
  return Array.from(buffer);
};
const column = (index: number): number[] =>
  Array.from({ length: reference.rows }, (_, row) => reference.X_row_major[row * reference.columns + index]!);
const fitTo = (scaling: Scaling, values: readonly number[]): ScalerState => {
  const given = Float64Array.from(values);
  return fitScaler(scaling, takesSorted(scaling) ? given.sort() : given);
};

describe('standard and min-max scaling against scikit-learn', () => {
  for (let c = 0; c < reference.columns; c++) {
    it(`column ${c}`, () => {
      const values = column(c);
      const standard = fitTo('standard', values);
      expect(standard.kind).toBe('standard');
      if (standard.kind !== 'standard') return;
      expect(standard.mean).toBeCloseTo(reference.standard.mean[c]!, 12);
      expect(standard.scale).toBeCloseTo(reference.standard.scale[c]!, 12);
      const scaled = apply(standard, values);
      const bounded = apply(fitTo('min-max', values), values);
      for (let row = 0; row < reference.rows; row++) {
        expect(scaled[row]).toBeCloseTo(reference.standard.transformed[row * reference.columns + c]!, 12);
        expect(bounded[row]).toBeCloseTo(reference.min_max.transformed[row * reference.columns + c]!, 12);
      }
    });
  }
});

describe('quantile and robust scaling against scikit-learn', () => {
  for (const { name, values, probes, quantile, normal, robust } of more.cases) {
    it(`robust: ${name}`, () => {
      const state = fitTo('robust', values);
      expect(state.kind).toBe('robust');
      if (state.kind !== 'robust') return;
      expect(state.median).toBeCloseTo(robust.median, 12);
      expect(state.scale).toBeCloseTo(robust.scale, 12);
    });
    // One fitted value: scikit-learn has no second reference and answers 0 even above it; here it is a constant column.
    if (values.length === 1) continue;
    it(`quantile: ${name}`, () => {
      const scaled = apply(fitTo('quantile', values), probes);
      probes.forEach((probe, i) => {
        expect(scaled[i], String(probe)).toBeCloseTo(quantile[i]!, 9);
      });
    });
    it(`quantile to normal: ${name}`, () => {
      const scaled = apply(fitTo('quantile-normal', values), probes);
      probes.forEach((probe, i) => {
        expect(Math.abs(scaled[i]! - normal[i]!), String(probe)).toBeLessThan(1e-6);
      });
    });
  }
});

describe('robust scaling where the quartiles coincide', () => {
  it('takes the standard deviation rather than leave the raw unit', () => {
    const values = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1000];
    expect(fitTo('robust', values)).toEqual({ kind: 'robust', median: 0, scale: 300 });
  });
});

describe('few values', () => {
  it('none: the state of each scaling is harmless', () => {
    for (const scaling of SCALINGS) expect(apply(fitTo(scaling, []), [3]).every(Number.isFinite), scaling).toBe(true);
  });
  it('one value becomes 0', () => {
    for (const scaling of ['standard', 'min-max', 'robust', 'quantile'] as const) {
      expect(apply(fitTo(scaling, [7]), [7]), scaling).toEqual([0]);
    }
    expect(apply(fitTo('none', [7]), [7])).toEqual([7]);
    // As in scikit-learn, for any constant column.
    expect(apply(fitTo('quantile-normal', [7]), [7])[0]).toBeCloseTo(-5.199337582192817, 9);
  });
  it('two values', () => {
    expect(apply(fitTo('standard', [1, 3]), [1, 2, 3, 5])).toEqual([-1, 0, 1, 3]);
    expect(apply(fitTo('min-max', [1, 3]), [1, 2, 3, 5])).toEqual([0, 0.5, 1, 2]);
    expect(apply(fitTo('robust', [1, 3]), [1, 2, 3, 5])).toEqual([-1, 0, 1, 3]);
    expect(apply(fitTo('quantile', [1, 3]), [0, 1, 2, 3, 5])).toEqual([0, 0, 0.5, 1, 1]);
    const end = apply(fitTo('quantile-normal', [1, 3]), [3])[0]!;
    expect(apply(fitTo('quantile-normal', [1, 3]), [0, 1, 2, 3, 5])).toEqual([-end, -end, 0, end, end]);
  });
});

describe('what holds for any values', () => {
  const any = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 });
  it('is never NaN, and survives JSON', () => {
    fc.assert(
      fc.property(any, any, fc.constantFrom(...SCALINGS), (values, others, scaling) => {
        const state = fitTo(scaling, values);
        const back = JSON.parse(JSON.stringify(state)) as ScalerState;
        const scaled = apply(state, others);
        expect(scaled.some(Number.isNaN)).toBe(false);
        expect(apply(back, others).map((x) => x + 0)).toEqual(scaled.map((x) => x + 0));
      }),
    );
  });
  it('keeps order', () => {
    const moderate = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(moderate, moderate, fc.constantFrom(...SCALINGS), (values, others, scaling) => {
        const sorted = others.slice().sort((a, b) => a - b);
        const scaled = apply(fitTo(scaling, values), sorted);
        for (let i = 1; i < scaled.length; i++) expect(scaled[i]! >= scaled[i - 1]! - 1e-12).toBe(true);
      }),
    );
  });
  it('quantile: the shares agree with plain interpolation from both ends', () => {
    const interpolate = (x: number, xs: readonly number[], ys: readonly number[]): number => {
      const n = xs.length;
      if (x < xs[0]!) return ys[0]!;
      if (x >= xs[n - 1]!) return ys[n - 1]!;
      let j = 0;
      while (xs[j + 1]! <= x) j++;
      return ys[j]! + ((ys[j + 1]! - ys[j]!) * (x - xs[j]!)) / (xs[j + 1]! - xs[j]!);
    };
    // Not down to the smallest doubles: there the plain formula is the one that loses its digits.
    const thousandths = fc.integer({ min: -1e9, max: 1e9 }).map((x) => x / 1000);
    const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), thousandths), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(values, thousandths, (fitted, probe) => {
        const state = fitTo('quantile', fitted);
        if (state.kind !== 'quantile') throw new Error('another kind');
        const { quantiles } = state;
        const shares = quantiles.map((_, i) => i / (quantiles.length - 1));
        const ends = [quantiles[0]!, quantiles[quantiles.length - 1]!] as const;
        for (const x of [...fitted, probe]) {
          const up = interpolate(x, quantiles, shares);
          const down = interpolate(-x, quantiles.map((q) => -q).reverse(), shares.map((s) => -s).reverse());
          const expected = x <= ends[0] ? 0 : x >= ends[1] ? 1 : (up - down) / 2;
          expect(apply(state, [x])[0]).toBeCloseTo(expected, 9);
        }
      }),
    );
  });
});
