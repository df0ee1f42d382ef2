/** Confusion, report, curves and percentiles against figures that scikit-learn and numpy gave. */
import { describe, expect, it } from 'vitest';
import { classificationReport, reportText } from './classification-report.ts';
import { confusionAt } from './confusion.ts';
import { groupsOf } from './counting.ts';
import { curvesOf, operatingPoint } from './curves.ts';
import { exactCurves } from './exact-curves-for-tests.ts';
import { percentileOf } from './find-threshold.ts';
import metrics from './fixtures/metrics.json' with { type: 'json' };
import percentiles from './fixtures/percentile.json' with { type: 'json' };
import { rankingOf } from './ranking-for-tests.ts';
import { sidesOf } from './sides.ts';

const close = (got: ArrayLike<number>, wanted: readonly number[]): void => {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) expect(got[i]).toBeCloseTo(wanted[i]!, 12);
};

describe.each(metrics.sets)('$name', (set) => {
  const ranking = rankingOf(set.score.map((score, i) => ({ score, of: set.y_true[i]! })));
  // Scores are float32 here, so the threshold that scores were compared with must be rounded as they are.
  const threshold = Math.fround(set.threshold);
  const confusion = confusionAt(ranking, 'test', threshold);
  const report = classificationReport(confusion.matrix);

  it('confusion matrix', () => {
    expect(confusion.matrix).toEqual(set.confusion_matrix);
    expect(confusion.labelled).toBe(true);
    expect(confusion.rows).toBe(set.score.length);
    expect(confusion.classes.map((entry) => entry.rows)).toEqual([
      set.report.normal.support,
      set.report.anomaly.support,
    ]);
  });

  it('classification report, text', () => {
    expect(reportText(report)).toBe(set.report_text);
  });

  it('classification report, figures', () => {
    for (const name of ['normal', 'anomaly', 'macro avg', 'weighted avg'] as const) {
      for (const figure of ['precision', 'recall', 'f1-score', 'support'] as const) {
        expect(report[name][figure]).toBeCloseTo(set.report[name][figure], 14);
      }
    }
    expect(report.accuracy).toBe(set.report.accuracy);
  });

  it('ROC and precision-recall', () => {
    const exact = exactCurves(sidesOf(ranking, 'test'))!;
    close(exact.falsePositiveRate, set.roc.fpr);
    close(exact.truePositiveRate, set.roc.tpr);
    close([...exact.precision].reverse(), set.pr.precision);
    close([...exact.truePositiveRate].reverse(), set.pr.recall);
    const curves = curvesOf(ranking, 'test')!;
    expect(curves.rocAuc).toBeCloseTo(set.roc_auc, 12);
    expect(curves.averagePrecision).toBeCloseTo(set.average_precision, 12);
  });

  it('the point of the threshold lies on the curve', () => {
    const point = operatingPoint(ranking, 'test', threshold)!;
    const exact = exactCurves(sidesOf(ranking, 'test'))!;
    const at = exact.scores.findLastIndex((score) => score > threshold);
    expect(point.falsePositiveRate).toBe(exact.falsePositiveRate[at]);
    expect(point.recall).toBe(exact.truePositiveRate[at]);
    expect(point.precision).toBe(exact.precision[at]);
  });
});

describe('numpy percentiles', () => {
  const ranking = rankingOf(percentiles.values.map((score, i) => ({ score, of: i % 2 })));
  it.each(Object.entries(percentiles.percentile))('at %s', (percentile, wanted) => {
    const got = percentileOf(ranking, groupsOf(ranking, 'test'), Number(percentile) / 100);
    expect(Math.abs(got - wanted) / wanted).toBeLessThan(1e-7);
  });
});
