/**
 * Scores in bins, one step area a series. The picture depends on the bins alone; what moves (the cut line) is laid over
 * it, so that a drag draws one line and no chart.
 */
import { type ReactNode, useMemo } from 'react';
import { Curve, Surface } from 'recharts';
import { type Axis, axisTicks, fromShare } from './axis.ts';
import { countText, scoreText, shareText, siText } from './numbers.ts';
import { type Inset, Plot } from './Plot.tsx';

export interface HistogramSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly fill: string;
  /** Rows per bin. */
  readonly counts: ArrayLike<number>;
  readonly total: number;
}

interface Props {
  readonly axis: Axis;
  /** Bins are equal in length along the axis. */
  readonly bins: number;
  readonly series: readonly HistogramSeries[];
  readonly unit: 'rows' | 'share';
  readonly scale: 'linear' | 'log';
  readonly height?: number;
  /** A stretch of the axis was dragged over; shares of its length. */
  readonly onBrush?: (from: number, to: number) => void;
  /** Laid over the plot's area. */
  readonly children?: ReactNode;
}

const INSET: Inset = { left: 52, right: 10, top: 10, bottom: 24 };

/** On a log scale an empty bin must still have a place: log10(1 + value in the smallest unit). */
const SMALLEST = { rows: 1, share: 0.0001 } as const;
const lift = (value: number, unit: 'rows' | 'share', scale: 'linear' | 'log'): number =>
  scale === 'log' ? Math.log10(1 + value / SMALLEST[unit]) : value;

/** Round heights from nothing to over the highest bar; on a log scale, powers of ten. */
const heightTicks = (highest: number, unit: 'rows' | 'share', scale: 'linear' | 'log'): number[] => {
  if (highest === 0) return [0, 1];
  if (scale === 'log') {
    const powers = Array.from({ length: Math.ceil(highest) + 1 }, (_, power) =>
      lift(SMALLEST[unit] * 10 ** power, unit, scale),
    );
    return [0, ...powers];
  }
  const [first, second] = axisTicks({ kind: 'linear', low: 0, high: highest }, 5).map(({ value }) => value);
  const step = (second ?? highest) - (first ?? 0);
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
};

/** A tick's share with no more digits than it has. */
const percentText = (share: number): string => `${Number((share * 100).toPrecision(3))}%`;

export const ScoreHistogram = ({ children, height = 240, axis, bins, series, unit, scale, onBrush }: Props) => {
  const xTicks = useMemo(() => axisTicks(axis), [axis]);
  const { draw, yTicks } = useMemo(() => pictureOf({ bins, series, unit, scale }), [bins, series, unit, scale]);
  const read = (share: number): ReactNode => (
    <BinTip axis={axis} bins={bins} bin={Math.min(bins - 1, Math.floor(share * bins))} series={series} />
  );
  return (
    <Plot height={height} inset={INSET} xTicks={xTicks} yTicks={yTicks} draw={draw} read={read} onBrush={onBrush}>
      {children}
    </Plot>
  );
};

const pictureOf = ({ bins, series, unit, scale }: Pick<Props, 'bins' | 'series' | 'unit' | 'scale'>) => {
  const outlines = series.map(({ key, color, fill, counts, total }) => ({
    key,
    color,
    fill,
    values: Array.from({ length: bins }, (_, bin) => {
      const value = unit === 'rows' ? counts[bin]! : total > 0 ? counts[bin]! / total : 0;
      return lift(value, unit, scale);
    }),
  }));
  const heights = heightTicks(Math.max(0, ...outlines.flatMap(({ values }) => values)), unit, scale);
  const top = heights.at(-1) ?? 1;
  const unlifted = (value: number): number => (scale === 'log' ? (10 ** value - 1) * SMALLEST[unit] : value);
  const yTicks = heights.map((value) => ({
    share: value / top,
    text: unit === 'rows' ? siText(Math.round(unlifted(value))) : percentText(unlifted(value)),
  }));
  const draw = ({ width, height }: { readonly width: number; readonly height: number }): ReactNode => (
    <Surface width={width} height={height}>
      {outlines.map(({ key, color, fill, values }) => {
        const points = values.map((value, bin) => ({
          x: ((bin + 0.5) / bins) * width,
          y: height - (value / top) * height,
        }));
        return (
          <g key={key}>
            <Curve type="step" points={points} baseLine={height} fill={fill} fillOpacity={0.5} stroke="none" />
            <Curve type="step" points={points} stroke={color} strokeWidth={1.5} fill="none" />
          </g>
        );
      })}
    </Surface>
  );
  return { draw, yTicks };
};

const BinTip = ({
  axis,
  bins,
  bin,
  series,
}: {
  readonly axis: Axis;
  readonly bins: number;
  readonly bin: number;
  readonly series: readonly HistogramSeries[];
}) => (
  <>
    <b>
      {scoreText(fromShare(axis, bin / bins))} to {scoreText(fromShare(axis, (bin + 1) / bins))}
    </b>
    <table>
      <tbody>
        {series.map(({ key, label, fill, counts, total }) => (
          <tr key={key}>
            <td>
              <i className="sf-own-color" style={{ background: fill }} />
              {label}
            </td>
            <td>
              {countText(counts[bin]!)} {total > 0 && `(${shareText(counts[bin]! / total)})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);
