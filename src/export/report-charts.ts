/** The charts of a report, from rankings and training curves. */
import { curvesOf, operatingPoint } from '../evaluation/curves.ts';
import { fullRange, heights, histogram } from '../evaluation/histogram.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import { scoreSummary } from '../evaluation/score-summary.ts';
import type { Training } from '../run/run-result.ts';
import { legendHtml, type PlotPoint, type PlotSeries, plotSvg } from './chart-svg.ts';
import { countText, figureText, rateText } from './html-text.ts';
import type { JudgedDetector } from './results-json.ts';

export const DETECTOR_NAMES: Readonly<Record<RankingId, string>> = {
  isolationForest: 'Isolation Forest',
  autoencoder: 'Autoencoder',
  combined: 'Combined',
};
const STYLE: Readonly<Record<RankingId, string>> = {
  isolationForest: 'series-1',
  autoencoder: 'series-2',
  combined: 'series-3',
};

const figure = (picture: string, caption: string): string =>
  `<figure>${picture}<figcaption>${caption}</figcaption></figure>`;

/** Scores of the judged rows by truth, each as share of its own rows; a log axis where the tail is long. */
export const histogramFigure = (judged: JudgedDetector, name: string): string => {
  const { ranking, judgedOn, threshold } = judged;
  const { quantiles } = scoreSummary(ranking, judgedOn);
  const longTail = (quantiles['0.999'] ?? 0) > 20 * (quantiles['0.5'] ?? 0);
  const scale = longTail && (fullRange(ranking, judgedOn, 'log')?.low ?? 0) > 0 ? 'log' : 'linear';
  const full = fullRange(ranking, judgedOn, scale);
  if (full === null) return '<p>No row has a score.</p>';
  // A few scores next to zero would stretch a log axis over dozens of empty decades.
  const low = scale === 'log' ? Math.max(full.low, quantiles['0.01'] ?? full.low) : full.low;
  const range = { low, high: full.high };
  const { edges, series } = histogram(ranking, { scope: judgedOn, bins: 60, scale, splitBy: 'truth', range });
  const shown = series.map((entry): PlotSeries => {
    const shares = heights(entry, edges, 'shares');
    const points: PlotPoint[] = [];
    shares.forEach((y, i) => {
      points.push({ x: edges[i]!, y }, { x: edges[i + 1]!, y });
    });
    return {
      name: entry.name === 'unknown' ? 'no label' : entry.name,
      style: entry.truth ?? 'unknown',
      points,
      filled: true,
    };
  });
  const top = Math.max(...shown.flatMap((entry) => entry.points.map((point) => point.y)));
  const picture = plotSvg({
    description: `Scores of ${name}: ${shown.map((entry) => entry.name).join(', ')}; threshold at ${figureText(threshold)}.`,
    xLabel: scale === 'log' ? 'score (log axis)' : 'score',
    yLabel: 'share of its group',
    xScale: scale,
    x: [edges[0]!, edges.at(-1)!],
    y: [0, top > 0 ? top * 1.05 : 1],
    series: shown,
    mark: { x: threshold, label: `threshold ${figureText(threshold)}` },
  });
  const hidden = series.reduce((sum, entry) => sum + entry.below, 0);
  const left = hidden === 0 ? '' : ` ${countText(hidden)} scores below ${figureText(low)} are left of the axis.`;
  return figure(
    legendHtml(shown) + picture,
    `Each group is drawn as a share of its own rows. Rows right of the dashed line are flagged.${left}`,
  );
};

/** ROC and precision-recall of all detectors; '' where labels lack one of the two sides. */
export const curveFigures = (detectors: readonly (readonly [RankingId, JudgedDetector])[]): string => {
  const known = detectors.flatMap(([id, judged]) => {
    const curves = curvesOf(judged.ranking, judged.judgedOn);
    const at = operatingPoint(judged.ranking, judged.judgedOn, judged.threshold);
    return curves === null || at === null ? [] : [{ id, curves, at }];
  });
  if (known.length === 0) return '';
  const frame = { xScale: 'linear', x: [0, 1], y: [0, 1], width: 420, height: 340 } as const;
  const roc = known.map(
    ({ id, curves }): PlotSeries => ({
      name: `${DETECTOR_NAMES[id]}: area ${rateText(curves.rocAuc)}`,
      style: STYLE[id],
      points: curves.roc,
    }),
  );
  const pr = known.map(
    ({ id, curves }): PlotSeries => ({
      name: `${DETECTOR_NAMES[id]}: average precision ${rateText(curves.averagePrecision)}`,
      style: STYLE[id],
      points: curves.precisionRecall,
    }),
  );
  const chance: PlotSeries = {
    name: 'by chance',
    style: 'unknown',
    dashed: true,
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  const base = known[0]!.curves.baseRate;
  const blind: PlotSeries = {
    name: 'by chance',
    style: 'unknown',
    dashed: true,
    points: [
      { x: 0, y: base },
      { x: 1, y: base },
    ],
  };
  return (
    '<div class="pair">' +
    figure(
      legendHtml(roc) +
        plotSvg({
          ...frame,
          description: `ROC. ${roc.map((entry) => entry.name).join('; ')}.`,
          xLabel: 'false-positive rate',
          yLabel: 'recall',
          series: [chance, ...roc],
          dots: known.map(({ id, at }) => ({ x: at.falsePositiveRate, y: at.recall, style: STYLE[id] })),
        }),
      'ROC. The dot is the threshold.',
    ) +
    figure(
      legendHtml(pr) +
        plotSvg({
          ...frame,
          description: `Precision and recall. ${pr.map((entry) => entry.name).join('; ')}.`,
          xLabel: 'recall',
          yLabel: 'precision',
          series: [blind, ...pr],
          dots: known.map(({ id, at }) => ({ x: at.recall, y: at.precision, style: STYLE[id] })),
        }),
      'Precision and recall. The dot is the threshold.',
    ) +
    '</div>'
  );
};

/** At most this many points of a training curve are drawn. */
const MOST_EPOCHS = 500;

export const trainingFigure = (training: Training): string => {
  const points = (losses: readonly number[]): readonly PlotPoint[] => {
    const step = Math.max(1, Math.ceil(losses.length / MOST_EPOCHS));
    return losses
      .map((y, i) => ({ x: i + 1, y }))
      .filter((point, i) => Number.isFinite(point.y) && (i % step === 0 || i === losses.length - 1));
  };
  const series: readonly PlotSeries[] = [
    { name: 'loss', style: 'series-1', points: points(training.loss) },
    { name: 'validation loss', style: 'series-2', points: points(training.validationLoss), dashed: true },
  ].filter((entry) => entry.points.length > 0);
  const values = series.flatMap((entry) => entry.points.map((point) => point.y));
  if (values.length === 0) return '';
  const last = training.loss.at(-1) ?? null;
  const picture = plotSvg({
    description: `Loss over ${training.epochs} epochs, ${figureText(last)} at the end.`,
    xLabel: 'epoch',
    yLabel: 'loss',
    xScale: 'linear',
    x: [1, Math.max(2, training.loss.length)],
    y: [0, Math.max(...values) * 1.05 || 1],
    series,
    ...(training.stoppedEarly ? { mark: { x: training.bestEpoch, label: `best epoch ${training.bestEpoch}` } } : {}),
  });
  return figure(
    legendHtml(series) + picture,
    training.stoppedEarly
      ? `Stopped after epoch ${training.epochs}; the weights of epoch ${training.bestEpoch} were taken.`
      : `${training.epochs} epochs, ${training.steps} steps.`,
  );
};
