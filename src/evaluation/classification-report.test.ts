import { describe, expect, it } from 'vitest';
import { classificationReport, twoDecimals } from './classification-report.ts';

describe('twoDecimals', () => {
  // Right column: Python 3, format(x, '.2f').
  it.each([
    [0, '0.00'],
    [1, '1.00'],
    [0.125, '0.12'],
    [0.375, '0.38'],
    [0.625, '0.62'],
    [0.875, '0.88'],
    [0.005, '0.01'],
    [0.015, '0.01'],
    [0.765, '0.77'],
    [0.495, '0.49'],
    [0.325, '0.33'],
    [0.25, '0.25'],
    [0.5, '0.50'],
    [0.995, '0.99'],
  ])('%d', (value, wanted) => {
    expect(twoDecimals(value)).toBe(wanted);
  });
});

describe('classificationReport', () => {
  it('is all zeros without rows', () => {
    const report = classificationReport([
      [0, 0],
      [0, 0],
    ]);
    expect(report.accuracy).toBe(0);
    expect(report['weighted avg']).toEqual({ precision: 0, recall: 0, 'f1-score': 0, support: 0 });
  });

  it('stands one class alone', () => {
    const report = classificationReport([
      [3, 1],
      [0, 0],
    ]);
    expect(report.normal).toEqual({ precision: 1, recall: 0.75, 'f1-score': 6 / 7, support: 4 });
    expect(report.anomaly).toEqual({ precision: 0, recall: 0, 'f1-score': 0, support: 0 });
    expect(report['weighted avg'].recall).toBe(0.75);
  });
});
