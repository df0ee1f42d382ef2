/** Charts as SVG text: points in, a string out. Colours are CSS variables of the page that holds them. */
import { escapeHtml, figureText } from './html-text.ts';

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export interface PlotSeries {
  readonly name: string;
  /** CSS class of its line or area: sets --ink. */
  readonly style: string;
  readonly points: readonly PlotPoint[];
  /** Filled down to the axis. */
  readonly filled?: boolean;
  readonly dashed?: boolean;
}

export interface Plot {
  /** Read aloud in place of the picture. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: 'linear' | 'log';
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly series: readonly PlotSeries[];
  /** A dashed upright line, such as a threshold. */
  readonly mark?: { readonly x: number; readonly label: string };
  /** Points on curves, such as where a threshold stands. */
  readonly dots?: readonly (PlotPoint & { readonly style: string })[];
  readonly width?: number;
  readonly height?: number;
}

const MARGIN = { left: 56, right: 14, top: 22, bottom: 40 } as const;

const niceStep = (span: number, most: number): number => {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((step) => step * power >= rough) ?? 10) * power;
};

const ticks = (low: number, high: number, scale: 'linear' | 'log', most: number): readonly number[] => {
  if (!(high > low)) return [low];
  if (scale === 'log') {
    const from = Math.ceil(Math.log10(low) - 1e-9);
    const to = Math.floor(Math.log10(high) + 1e-9);
    if (to > from) {
      const step = Math.max(1, Math.ceil((to - from) / most));
      return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => 10 ** (from + i * step));
    }
  }
  const step = niceStep(high - low, most);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
};

export const plotSvg = (plot: Plot): string => {
  const { width = 640, height = 240, series, x, y, xScale, mark, dots = [] } = plot;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const share = (value: number, [low, high]: readonly [number, number], scale: 'linear' | 'log'): number => {
    const at = scale === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Number.isFinite(at) ? Math.min(1, Math.max(0, at)) : 0;
  };
  const px = (value: number): string => (MARGIN.left + share(value, x, xScale) * inner.width).toFixed(1);
  const py = (value: number): string => (MARGIN.top + (1 - share(value, y, 'linear')) * inner.height).toFixed(1);
  const floor = (MARGIN.top + inner.height).toFixed(1);

  const grid = ticks(y[0], y[1], 'linear', 5)
    .map(
      (value) =>
        `<line class="grid" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${py(value)}" y2="${py(value)}"/>` +
        `<text class="tick" text-anchor="end" x="${MARGIN.left - 6}" y="${py(value)}" dy="0.32em">${escapeHtml(figureText(value))}</text>`,
    )
    .join('');
  const foot = ticks(x[0], x[1], xScale, 7)
    .map(
      (value) =>
        `<text class="tick" text-anchor="middle" x="${px(value)}" y="${height - MARGIN.bottom + 15}">${escapeHtml(figureText(value))}</text>`,
    )
    .join('');

  const shapes = series
    .filter((entry) => entry.points.length > 0)
    .map(({ points, style, filled, dashed }) => {
      const path = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${px(point.x)} ${py(point.y)}`).join('');
      const area =
        filled === true
          ? `<path class="area ${style}" d="${path}L${px(points.at(-1)!.x)} ${floor}L${px(points[0]!.x)} ${floor}Z"/>`
          : '';
      return `${area}<path class="line ${style}"${dashed === true ? ' stroke-dasharray="5 4"' : ''} d="${path}"/>`;
    })
    .join('');

  const marked =
    mark === undefined
      ? ''
      : `<line class="mark" x1="${px(mark.x)}" x2="${px(mark.x)}" y1="${MARGIN.top - 4}" y2="${floor}"/>` +
        `<text class="mark-label" x="${px(mark.x)}" y="${MARGIN.top - 8}" text-anchor="${share(mark.x, x, xScale) > 0.8 ? 'end' : share(mark.x, x, xScale) < 0.2 ? 'start' : 'middle'}">${escapeHtml(mark.label)}</text>`;
  const spots = dots
    .map((dot) => `<circle class="dot ${dot.style}" cx="${px(dot.x)}" cy="${py(dot.y)}" r="4.5"/>`)
    .join('');

  return (
    `<svg role="img" aria-label="${escapeHtml(plot.description)}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">` +
    `${grid}${foot}${shapes}${marked}${spots}` +
    `<line class="axis" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${floor}" y2="${floor}"/>` +
    `<text class="label" text-anchor="middle" x="${MARGIN.left + inner.width / 2}" y="${height - 6}">${escapeHtml(plot.xLabel)}</text>` +
    `<text class="label" text-anchor="middle" transform="translate(13 ${MARGIN.top + inner.height / 2}) rotate(-90)">${escapeHtml(plot.yLabel)}</text>` +
    `</svg>`
  );
};

/** A legend in the same inks. */
export const legendHtml = (series: readonly Pick<PlotSeries, 'name' | 'style'>[]): string =>
  `<p class="legend">${series.map(({ name, style }) => `<span><i class="${style}"></i>${escapeHtml(name)}</span>`).join('')}</p>`;
