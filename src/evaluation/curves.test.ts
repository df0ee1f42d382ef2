import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinner, curvesOf, curvesOfScopes, operatingPoint, rememberCurves } from './curves.ts';
import { exactCurves } from './exact-curves-for-tests.ts';
import { rankingOf } from './ranking-for-tests.ts';
import { sidesOf } from './sides.ts';

describe('curvesOfScopes', () => {
  const ranking = () =>
    rankingOf([
      { score: 1, of: -1 },
      { score: 2, of: 0 },
      { score: 3, of: 1 },
    ]);

  it('holds the parts that have rows, and all', () => {
    const made = ranking();
    const parts = new Set(made.groups.map(({ part }) => part));
    const curves = curvesOfScopes(made);
    expect(Object.keys(curves).sort()).toEqual([...parts, 'all'].sort());
    for (const part of [...parts, 'all'] as const) expect(curves[part]).toEqual(curvesOf(ranking(), part));
  });

  it('is taken as it is by a ranking with the same scores', () => {
    const curves = structuredClone(curvesOfScopes(ranking()));
    const elsewhere = ranking();
    rememberCurves(elsewhere, curves);
    expect(curvesOf(elsewhere, 'all')).toBe(curves.all);
  });
});

describe('curvesOf', () => {
  it('is null where one of the two sides is missing', () => {
    expect(curvesOf(rankingOf([]), 'test')).toBeNull();
    expect(curvesOf(rankingOf([{ score: 1 }, { score: 2 }]), 'test')).toBeNull();
    expect(curvesOf(rankingOf([{ score: 1, of: 1 }]), 'test')).toBeNull();
    expect(
      curvesOf(
        rankingOf([
          { score: 1, of: -1 },
          { score: 1, of: 1 },
        ]),
        'test',
      ),
    ).toBeNull();
    expect(operatingPoint(rankingOf([{ score: 1 }]), 'test', 0)).toBeNull();
  });

  it('two rows by hand', () => {
    const curves = curvesOf(rankingOf([{ score: 1 }, { score: 2, of: 1 }]), 'test')!;
    expect(curves.roc).toEqual([
      { x: 0, y: 0, score: Number.POSITIVE_INFINITY },
      { x: 0, y: 1, score: 2 },
      { x: 1, y: 1, score: 1 },
    ]);
    expect(curves).toMatchObject({ rocAuc: 1, averagePrecision: 1, baseRate: 0.5 });
  });

  it('AUC is the share of rightly ordered pairs, ties half (Mann–Whitney)', () => {
    const side = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(side, side, (normal, anomaly) => {
        const ranking = rankingOf([
          ...normal.map((score) => ({ score })),
          ...anomaly.map((score) => ({ score, of: 1 })),
        ]);
        let pairs = 0;
        for (const a of anomaly) for (const n of normal) pairs += a > n ? 1 : a === n ? 0.5 : 0;
        expect(curvesOf(ranking, 'test')!.rocAuc).toBeCloseTo(pairs / (normal.length * anomaly.length), 12);
      }),
    );
  });

  it('draws many rows with 500 points at most, ends and heights kept', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({
      score: Math.sin(i * 12.9898) * 43758.5453 + (i % 7),
      of: i % 7 === 0 ? 1 : 0,
    }));
    const { roc, precisionRecall } = curvesOf(rankingOf(rows), 'test')!;
    for (const points of [roc, precisionRecall]) {
      expect(points.length).toBeLessThanOrEqual(500);
      expect(points.length).toBeGreaterThan(100);
      for (let i = 1; i < points.length; i++) expect(points[i]!.x).toBeGreaterThanOrEqual(points[i - 1]!.x);
    }
    expect(roc[0]).toMatchObject({ x: 0, y: 0 });
    expect(roc.at(-1)).toMatchObject({ x: 1, y: 1 });
    expect(precisionRecall.at(-1)).toMatchObject({ x: 1 });
  });

  it('thinning keeps a spike, the ends, and all where there are few', () => {
    const many = createThinner();
    for (let i = 0; i < 10_000; i++) many.add(i / 9999, i === 4321 ? 9 : 0, i, i === 4321 ? 9 : 0, -i);
    const points = many.points();
    expect(points).toContainEqual({ x: 4321, y: 9, score: -4321 });
    expect(points.length).toBeLessThanOrEqual(500);
    expect([points[0]!.x, points.at(-1)!.x]).toEqual([0, 9999]);
    const few = createThinner(10);
    for (let i = 0; i < 10; i++) few.add(0, 0, i, 0, -i);
    expect(few.points().length).toBe(10);
  });

  it('drawn points are points of the exact curves', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({ score: (i * 7919) % 3001, of: (i * 31) % 5 === 0 ? 1 : 0 }));
    const ranking = rankingOf(rows);
    const exact = exactCurves(sidesOf(ranking, 'test'))!;
    const at = new Map(Array.from(exact.scores, (score, i) => [score, i]));
    const { roc, precisionRecall } = curvesOf(ranking, 'test')!;
    for (const { x, y, score } of roc) {
      expect([x, y]).toEqual([exact.falsePositiveRate[at.get(score)!], exact.truePositiveRate[at.get(score)!]]);
    }
    for (const { x, y, score } of precisionRecall) {
      expect([x, y]).toEqual([exact.truePositiveRate[at.get(score)!], exact.precision[at.get(score)!]]);
    }
    expect(new Set(roc.map((point) => point.score)).size).toBe(roc.length);
  });
});
