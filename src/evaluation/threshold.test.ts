import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionAt } from './confusion.ts';
import { countAbove, groupsOf } from './counting.ts';
import { type Row, rankingOf } from './ranking-for-tests.ts';
import { resolveThreshold } from './threshold.ts';
import type { ThresholdRule } from './threshold-rule.ts';
import { tunedOnJudged } from './tuned-on-judged.ts';

const counted = (rows: readonly Row[], rule: ThresholdRule, days: number | null = null) => {
  const ranking = rankingOf(rows);
  const found = resolveThreshold(rule, ranking, { days });
  return { ...found, flagged: countAbove(ranking, groupsOf(ranking, 'test'), found.threshold) };
};
const upTo = (n: number, of = 0): Row[] => Array.from({ length: n }, (_, i) => ({ score: i + 1, of }));

describe('percentile and contamination', () => {
  it('percentile 95 of 1 … 100 is numpy’s 95.05', () => {
    const found = counted(upTo(100), { kind: 'percentile', percentile: 95, of: 'test' });
    expect(found.threshold).toBeCloseTo(95.05, 10);
    expect(found).toMatchObject({ flagged: 5, usedLabels: false, rows: 'test', met: true });
    expect(found.explanation).toContain('Flags 5 rows of 100');
  });

  it('contamination 0.01 of 1 … 200 flags the two highest', () => {
    const found = counted(upTo(200), { kind: 'contamination', share: 0.01, of: 'test' });
    expect(found.threshold).toBeCloseTo(198.01, 10);
    expect(found.flagged).toBe(2);
  });

  it('contamination flags all of a tie where that is nearer to the asked count, and says so', () => {
    const rows = [...upTo(92), ...Array.from({ length: 8 }, () => ({ score: 500 }))];
    const found = counted(rows, { kind: 'contamination', share: 0.05, of: 'test' });
    expect(found.flagged).toBe(8);
    expect(found.met).toBe(false);
    expect(found.explanation).toContain('nearest to 5');
    const few = counted(rows, { kind: 'contamination', share: 0.03, of: 'test' });
    expect(few.flagged).toBe(0);
    const all = counted(
      Array.from({ length: 10 }, () => ({ score: 1 })),
      { kind: 'contamination', share: 0.1, of: 'test' },
    );
    expect(all.flagged).toBe(0);
  });

  it('without ties contamination is the plain percentile', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 80 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (values, share) => {
          const rows = values.map((score) => ({ score }));
          const a = counted(rows, { kind: 'contamination', share, of: 'test' });
          const b = counted(rows, { kind: 'percentile', percentile: (1 - share) * 100, of: 'test' });
          expect(a.threshold).toBeCloseTo(b.threshold, 6);
        },
      ),
    );
  });
});

describe('budget', () => {
  it('in all, a day, and without time', () => {
    expect(counted(upTo(100), { kind: 'budget', alerts: 20, per: 'all' }).flagged).toBe(20);
    expect(counted(upTo(100), { kind: 'budget', alerts: 20, per: 'day' }, 2.5).flagged).toBe(50);
    const without = counted(upTo(100), { kind: 'budget', alerts: 20, per: 'day' });
    expect(without).toMatchObject({ flagged: 20, met: false });
    expect(without.explanation).toContain('no time span');
  });
  it('0 alerts flag nothing, more than there are rows flag all', () => {
    expect(counted(upTo(3), { kind: 'budget', alerts: 0, per: 'all' }).flagged).toBe(0);
    expect(counted(upTo(3), { kind: 'budget', alerts: 3, per: 'all' }).flagged).toBe(3);
    expect(counted(upTo(3), { kind: 'budget', alerts: 9, per: 'all' }).flagged).toBe(3);
  });
  it('never exceeds the budget through ties', () => {
    const found = counted([{ score: 3 }, { score: 2 }, { score: 2 }, { score: 1 }], {
      kind: 'budget',
      alerts: 2,
      per: 'all',
    });
    expect(found.flagged).toBe(1);
    expect(found.explanation).toContain('same score');
  });
});

describe('rules that read labels', () => {
  const rows: readonly Row[] = [
    ...upTo(100),
    { score: 50.5, of: 1 },
    { score: 95.5, of: 1 },
    { score: 99.5, of: 1 },
    { score: 200, of: 1 },
  ];

  it('false-positive rate', () => {
    const found = counted(rows, { kind: 'false-positive-rate', rate: 0.05, of: 'test' });
    expect(found).toMatchObject({ threshold: 95, usedLabels: true, flagged: 5 + 3 });
    expect(counted(rows, { kind: 'false-positive-rate', rate: 0, of: 'test' }).flagged).toBe(1);
  });

  it('false-positive rate without labels counts every row as normal, and says so', () => {
    const found = counted(upTo(100, -1), { kind: 'false-positive-rate', rate: 0.05, of: 'test' });
    expect(found).toMatchObject({ flagged: 5, usedLabels: false, met: false });
    // Of thirteen rows none may be a false alarm at 5%, but the highest is still told from the rest: numpy's 12.4.
    const few = counted(upTo(13, -1), { kind: 'false-positive-rate', rate: 0.05, of: 'test' });
    expect(few.threshold).toBeCloseTo(12.4, 10);
    expect(few).toMatchObject({ flagged: 1, met: false });
  });

  it('recall of a class: 3 of 4 need everything above 95', () => {
    const found = counted(rows, { kind: 'class-recall', attackClass: 'attack', recall: 0.75, of: 'test' });
    expect(found).toMatchObject({ threshold: 95, usedLabels: true });
    expect(counted(rows, { kind: 'class-recall', attackClass: 'attack', recall: 1, of: 'test' }).threshold).toBe(50);
    expect(counted(rows, { kind: 'class-recall', attackClass: 'attack', recall: 0, of: 'test' }).flagged).toBe(0);
    const absent = counted(rows, { kind: 'class-recall', attackClass: 'worm', recall: 0.9, of: 'test' });
    expect(absent).toMatchObject({ met: false, usedLabels: false });
    expect(absent.explanation).toContain('"worm"');
  });

  it('catches the one row of a class that has the lowest score', () => {
    const found = counted([{ score: 1, of: 1 }, { score: 2 }], {
      kind: 'class-recall',
      attackClass: 'attack',
      recall: 1,
      of: 'test',
    });
    expect(found.threshold).toBeLessThan(1);
    expect(found.flagged).toBe(2);
  });

  it('best F1 by hand', () => {
    // Above 99: 99.5, 200 and the normal 100 → F1 4/7; above 100: only 200 → 2/5.
    const found = counted(rows, { kind: 'best-f1', of: 'test' });
    expect(found.threshold).toBe(99);
    expect(found.explanation).toContain('F1 0.571');
  });

  const labelled = fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }), of: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 1,
    maxLength: 40,
  });
  const candidates = (data: readonly Row[]): readonly number[] => [-1, ...data.map((row) => row.score)];

  it('best F1 and least cost equal brute force', () => {
    fc.assert(
      fc.property(
        labelled,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        (data, miss, falseAlarm) => {
          const ranking = rankingOf(data);
          const both = new Set(data.map((row) => row.of)).size === 2;
          const f1 = (threshold: number): number => {
            const [[, fp], [fn, tp]] = confusionAt(ranking, 'test', threshold).matrix;
            return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
          };
          const cost = (threshold: number): number => {
            const [[, fp], [fn]] = confusionAt(ranking, 'test', threshold).matrix;
            return miss * fn + falseAlarm * fp;
          };
          const best = resolveThreshold({ kind: 'best-f1', of: 'test' }, ranking);
          const cheap = resolveThreshold({ kind: 'cost', miss, falseAlarm, of: 'test' }, ranking);
          expect(best.met).toBe(both);
          expect(cheap.met).toBe(both);
          if (!both) return;
          expect(f1(best.threshold)).toBeCloseTo(Math.max(...candidates(data).map(f1)), 12);
          expect(cost(cheap.threshold)).toBe(Math.min(...candidates(data).map(cost)));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what it was found on', () => {
  it('falls back to other rows, judged ones last, and says so', () => {
    const found = resolveThreshold(
      { kind: 'percentile', percentile: 50, of: 'validation' },
      rankingOf([{ score: 1, part: 'train' }, { score: 9 }]),
    );
    expect(found).toMatchObject({ threshold: 1, rows: 'train', met: false });
    expect(found.explanation).toMatch(/^There are no validation rows, so the training rows were taken\./);
  });

  it('names no test rows where a saved model scored every row', () => {
    const rule: ThresholdRule = { kind: 'percentile', percentile: 50, of: 'test' };
    expect(counted(upTo(10), rule).explanation).toContain('the scored rows');
    expect(counted([...upTo(10), { score: 1, part: 'train' }], rule).explanation).toContain('test rows');
  });

  it('stands no rows, one row, two rows', () => {
    const every: readonly ThresholdRule[] = [
      { kind: 'percentile', percentile: 95, of: 'test' },
      { kind: 'contamination', share: 0.1, of: 'test' },
      { kind: 'value', value: 2 },
      { kind: 'budget', alerts: 1, per: 'day' },
      { kind: 'false-positive-rate', rate: 0.1, of: 'test' },
      { kind: 'class-recall', attackClass: 'attack', recall: 0.5, of: 'test' },
      { kind: 'best-f1', of: 'test' },
      { kind: 'cost', miss: 1, falseAlarm: 1, of: 'test' },
    ];
    for (const rule of every) {
      for (const rows of [[], [{ score: 1 }], [{ score: 1 }, { score: 2, of: 1 }]]) {
        const found = resolveThreshold(rule, rankingOf(rows));
        expect(Number.isFinite(found.threshold)).toBe(true);
        expect(found.explanation).not.toBe('');
      }
    }
    expect(resolveThreshold(every[0]!, rankingOf([]))).toMatchObject({ threshold: 0, rows: null, met: false });
  });

  it('tuned on the judged labels: label rules on the judged part alone', () => {
    expect(tunedOnJudged({ kind: 'best-f1', of: 'test' }, 'test')).toBe(true);
    expect(tunedOnJudged({ kind: 'best-f1', of: 'validation' }, 'test')).toBe(false);
    expect(tunedOnJudged({ kind: 'percentile', percentile: 95, of: 'test' }, 'test')).toBe(false);
    expect(tunedOnJudged({ kind: 'best-f1', of: 'validation' }, 'test', { usedLabels: true, rows: 'test' })).toBe(true);
    expect(tunedOnJudged({ kind: 'best-f1', of: 'test' }, 'test', { usedLabels: false, rows: 'test' })).toBe(false);
  });
});
