/**
 * Scores in bins, one step area a series. The picture depends on the bins alone; what moves (the cut line) is laid over
 * it, so that a drag draws one line and no chart.
 */
import { memo, type ReactNode, useMemo } from 'react';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { type Axis, axisTicks, fromShare } from './axis.ts';
import classes from './chart.module.css';
import { countText, scoreText, shareText, siText } from './numbers.ts';

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
  /** Laid over the plot's area. */
  readonly children?: ReactNode;
}

const LEFT = 52;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 24;

/** On a log scale an empty bin must still have a place: log10(1 + value in the smallest unit). */
const SMALLEST = { rows: 1, share: 0.0001 } as const;
const lift = (value: number, unit: 'rows' | 'share', scale: 'linear' | 'log'): number =>
  scale === 'log' ? Math.log10(1 + value / SMALLEST[unit]) : value;

/** Round heights from nothing to over the highest bar; on a log scale, powers of ten. */
const heightTicks = (
  points: readonly Readonly<Record<string, number>>[],
  series: readonly HistogramSeries[],
  unit: 'rows' | 'share',
  scale: 'linear' | 'log',
): number[] => {
  const highest = Math.max(0, ...series.flatMap(({ key }) => points.map((point) => point[key]!)));
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
const percentText = (share: number): string => `${Number((share * 100).toPrecision(3))}\u00a0%`;

export const ScoreHistogram = ({ children, height = 240, ...picture }: Props) => (
  <div className={classes.plot} style={{ height }}>
    <Picture {...picture} />
    <div className={classes.over} style={{ left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM }}>
      {children}
    </div>
  </div>
);

const Picture = memo(({ axis, bins, series, unit, scale }: Omit<Props, 'children' | 'height'>) => {
  const points = useMemo(() => {
    const width = 1 / bins;
    const list: Record<string, number>[] = [];
    for (let bin = 0; bin < bins; bin++) {
      const point: Record<string, number> = { share: (bin + 0.5) * width, bin };
      for (const { key, counts, total } of series) {
        const value = unit === 'rows' ? counts[bin]! : total > 0 ? counts[bin]! / total : 0;
        point[key] = lift(value, unit, scale);
      }
      list.push(point);
    }
    return list;
  }, [bins, series, unit, scale]);
  const ticks = useMemo(() => axisTicks(axis), [axis]);
  const tickText = new Map(ticks.map((tick) => [tick.share, tick.text]));
  const heights = useMemo(() => heightTicks(points, series, unit, scale), [points, series, unit, scale]);
  const unlifted = (value: number): number => (scale === 'log' ? (10 ** value - 1) * SMALLEST[unit] : value);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={points} margin={{ left: 0, right: RIGHT, top: TOP, bottom: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} strokeWidth={1} />
        <XAxis
          dataKey="share"
          type="number"
          domain={[0, 1]}
          ticks={ticks.map((tick) => tick.share)}
          tickFormatter={(share: number) => tickText.get(share) ?? ''}
          height={BOTTOM}
          tickLine={false}
          axisLine={{ stroke: 'var(--sf-line-strong)' }}
          interval={0}
        />
        <YAxis
          width={LEFT}
          tickLine={false}
          axisLine={false}
          ticks={heights}
          domain={[0, heights.at(-1) ?? 1]}
          interval={0}
          tickFormatter={(value: number) =>
            unit === 'rows' ? siText(Math.round(unlifted(value))) : percentText(unlifted(value))
          }
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--sf-line-strong)' }}
          content={({ active, payload }) => {
            const bin = (payload?.[0]?.payload as Record<string, number> | undefined)?.bin;
            return active && bin !== undefined ? <BinTip axis={axis} bins={bins} bin={bin} series={series} /> : null;
          }}
        />
        {series.map(({ key, color, fill }) => (
          <Area
            key={key}
            dataKey={key}
            type="step"
            stroke={color}
            strokeWidth={1.5}
            fill={fill}
            fillOpacity={0.5}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
});

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
  <div className={classes.tooltip}>
    <b>
      {scoreText(fromShare(axis, bin / bins))} to {scoreText(fromShare(axis, (bin + 1) / bins))}
    </b>
    <table>
      <tbody>
        {series.map(({ key, label, counts, total }) => (
          <tr key={key}>
            <td>{label}</td>
            <td>
              {countText(counts[bin]!)} {total > 0 && `(${shareText(counts[bin]! / total)})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
