/**
 * scikit-learn's classification_report (labels=[0, 1], target_names=['normal', 'anomaly'], zero_division=0), as figures
 * and as text in the same layout.
 */
import type { ConfusionMatrix } from './confusion.ts';

export interface ReportLine {
  readonly precision: number;
  readonly recall: number;
  readonly 'f1-score': number;
  readonly support: number;
}

/** The keys are scikit-learn's own, so that exports can be compared with it. */
export interface ClassificationReport {
  readonly normal: ReportLine;
  readonly anomaly: ReportLine;
  readonly accuracy: number;
  readonly 'macro avg': ReportLine;
  readonly 'weighted avg': ReportLine;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const line = (right: number, predicted: number, support: number): ReportLine => ({
  precision: ratio(right, predicted),
  recall: ratio(right, support),
  'f1-score': ratio(2 * right, predicted + support),
  support,
});

export const classificationReport = ([[tn, fp], [fn, tp]]: ConfusionMatrix): ClassificationReport => {
  const normal = line(tn, tn + fn, tn + fp);
  const anomaly = line(tp, tp + fp, tp + fn);
  const support = normal.support + anomaly.support;
  const average = (ofNormal: number, ofAnomaly: number): ReportLine => {
    const mean = (key: 'precision' | 'recall' | 'f1-score'): number =>
      ratio(normal[key] * ofNormal + anomaly[key] * ofAnomaly, ofNormal + ofAnomaly);
    return { precision: mean('precision'), recall: mean('recall'), 'f1-score': mean('f1-score'), support };
  };
  return {
    normal,
    anomaly,
    accuracy: ratio(tn + tp, support),
    'macro avg': average(1, 1),
    'weighted avg': average(normal.support, anomaly.support),
  };
};

/**
 * Two decimals as Python's format does: exact ties go to the even digit (0.125 → 0.12, 0.375 → 0.38), where toFixed
 * goes up. A tie at two decimals is an odd number of eighths; all else toFixed rounds by the exact binary value too.
 */
export const twoDecimals = (value: number): string => {
  const hundredths = Math.floor(value * 100);
  const tie = Number.isInteger(value * 8) && !Number.isInteger(value * 4);
  return tie && hundredths % 2 === 0 ? (hundredths / 100).toFixed(2) : value.toFixed(2);
};

/** The text that scikit-learn prints, last line end included. */
export const reportText = (report: ClassificationReport): string => {
  const name = (text: string): string => `${text.padStart(12)} `;
  const cell = (text: string): string => ` ${text.padStart(9)}`;
  const full = (label: string, values: ReportLine): string =>
    name(label) +
    cell(twoDecimals(values.precision)) +
    cell(twoDecimals(values.recall)) +
    cell(twoDecimals(values['f1-score'])) +
    cell(String(values.support));
  return [
    name('') + ['precision', 'recall', 'f1-score', 'support'].map(cell).join(''),
    '',
    full('normal', report.normal),
    full('anomaly', report.anomaly),
    '',
    name('accuracy') +
      cell('') +
      cell('') +
      cell(twoDecimals(report.accuracy)) +
      cell(String(report['macro avg'].support)),
    full('macro avg', report['macro avg']),
    full('weighted avg', report['weighted avg']),
    '',
  ].join('\n');
};
