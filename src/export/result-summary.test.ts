import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionAt } from '../evaluation/confusion.ts';
import { buildRanking } from '../evaluation/rank.ts';
import { pack } from '../recipe/packed-text.ts';
import {
  confusionOfSummary,
  curvesOfSummary,
  decodeSummary,
  encodeSummary,
  nearestEdge,
  SUMMARY_CHARACTERS,
  type SummaryInput,
} from './result-summary.ts';

const inputOf = (rows: number, classes: number, name = (i: number) => `class ${i}`): SummaryInput => {
  const judged = (power: number) => ({
    ranking: buildRanking(
      Float32Array.from(
        { length: rows },
        (_, i) => Math.abs((Math.sin(i * 12.9898) * 43758.5453) % 1) ** power + (i % classes) / 50,
      ),
      new Uint8Array(rows).fill(3),
      Int32Array.from({ length: rows }, (_, i) => i % classes),
      Array.from({ length: classes }, (_, i) => ({
        name: name(i),
        truth: i === 0 ? ('normal' as const) : ('anomaly' as const),
      })),
    ),
    threshold: 0.61234567,
    thresholdFrom: 'by hand',
    judgedOn: 'test' as const,
  });
  return {
    app: { version: '1.2.3' },
    dataset: { fingerprint: 'ab'.repeat(32), format: 'generic', rows, columns: 40 },
    detectors: { isolationForest: judged(1), autoencoder: judged(4), combined: judged(2) },
  };
};

const read = (text: string) => {
  const outcome = decodeSummary(text);
  if (!outcome.ok) throw new Error(outcome.fault.message);
  return outcome.value;
};

describe('summary of a result', () => {
  const input = inputOf(50_000, 12);
  const text = encodeSummary(input);
  const summary = read(text);

  it('fits, and says the same at every edge as the scores do', () => {
    expect(text.length).toBeLessThanOrEqual(SUMMARY_CHARACTERS);
    for (const id of ['isolationForest', 'autoencoder', 'combined'] as const) {
      const detector = summary.detectors[id]!;
      expect(detector.edges).toContain(0.61234567);
      expect(detector.edges.length).toBeGreaterThan(30);
      for (const edge of detector.edges) {
        const wanted = confusionAt(input.detectors[id]!.ranking, 'test', edge);
        const got = confusionOfSummary(summary, detector, edge);
        expect(got.matrix).toEqual(wanted.matrix);
        expect(new Map(got.classes.map((c) => [c.name, c.flagged]))).toEqual(
          new Map(wanted.classes.map((c) => [c.name, c.flagged])),
        );
      }
      expect(nearestEdge(detector, 0.6123)).toBe(0.61234567);
      const curves = curvesOfSummary(summary, detector)!;
      expect(curves.roc[0]).toMatchObject({ x: 0, y: 0 });
      expect(curves.roc.at(-1)).toMatchObject({ x: 1, y: 1 });
    }
  });

  it('joins classes where there are many, and still fits', () => {
    const many = encodeSummary(inputOf(20_000, 300));
    expect(many.length).toBeLessThanOrEqual(SUMMARY_CHARACTERS);
    const { classes } = read(many);
    expect(classes.length).toBeLessThan(20);
    expect(classes.map((c) => c.name)).toContain('other anomaly');
  });

  it('tells no address, even where the labels are addresses', () => {
    const names = read(encodeSummary(inputOf(100, 5, (i) => `10.0.0.${i}`))).classes.map((c) => c.name);
    expect(new Set(names)).toEqual(new Set(['(address)']));
  });

  it('stands no rows, no labels', () => {
    const none = read(encodeSummary(inputOf(0, 2)));
    expect(confusionOfSummary(none, none.detectors.combined!, 0.61234567)).toMatchObject({ rows: 0, labelled: false });
    expect(curvesOfSummary(none, none.detectors.combined!)).toBeNull();
    expect(read(encodeSummary({ ...inputOf(1, 1), detectors: {} })).detectors).toEqual({});
  });
});

describe('hostile summaries', { timeout: 60_000 }, () => {
  const valid = encodeSummary(inputOf(300, 3));
  it('parts that do not fit are refused', () => {
    const summary = read(valid);
    const forest = summary.detectors.isolationForest!;
    for (const bad of [
      { ...forest, counts: forest.counts.slice(1) },
      { ...forest, edges: [...forest.edges].reverse() },
      { ...forest, threshold: null },
    ]) {
      const outcome = decodeSummary(pack({ ...summary, detectors: { isolationForest: bad } }));
      expect(outcome.ok ? null : outcome.fault.code).toBe('bad-link');
    }
  });
  it('any change gives a summary or a bad-link', () => {
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.constantFrom(...'ABCDwxyz0189-_'), fc.nat(3), (at, letter, cut) => {
        const outcome = decodeSummary(valid.slice(0, at) + letter + valid.slice(at + cut));
        expect(outcome.ok ? 'bad-link' : outcome.fault.code).toBe('bad-link');
      }),
      { numRuns: 300 },
    );
  });
  it('any JSON gives a summary or a bad-link', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const outcome = decodeSummary(pack(value));
        expect(outcome.ok ? 'ok' : outcome.fault.code).toBe('bad-link');
      }),
      { numRuns: 200 },
    );
  });
});
