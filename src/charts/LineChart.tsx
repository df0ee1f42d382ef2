/** A few lines over a number axis: training losses by epoch. */
import { memo, type ReactNode, useMemo } from 'react';
import { type Axis, axisTicks, fromShare } from './axis.ts';
import { type LinePoint, linesPicture } from './lines-picture.tsx';
import { scoreText, valueText } from './numbers.ts';
import { type Inset, Plot } from './Plot.tsx';

export interface LineSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly points: readonly LinePoint[];
}

interface Props {
  readonly series: readonly LineSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly height?: number;
}

const INSET: Inset = { left: 60, right: 14, top: 10, bottom: 40 };

const axisOver = (values: readonly number[], room: number): Axis => {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = high > low ? (high - low) * room : Math.max(Math.abs(low) * 0.05, 1e-6);
  return { kind: 'linear', low: low - pad, high: high + pad };
};

/** As far as the points go; every line has a point. */
export const LineChart = memo(({ series, xLabel, yLabel, height = 220 }: Props) => {
  const { draw, x, xTicks, yTicks } = useMemo(() => {
    const points = series.flatMap((one) => one.points);
    const x = axisOver(
      points.map((point) => point.x),
      0,
    );
    const y = axisOver(
      points.map((point) => point.y),
      0.06,
    );
    return {
      x,
      xTicks: axisTicks(x),
      yTicks: axisTicks(y, 6),
      draw: linesPicture(series, [x.low, x.high], [y.low, y.high]),
    };
  }, [series]);
  const read = (share: number): ReactNode => {
    const at = fromShare(x, share);
    const longest = series.reduce((best, one) => (one.points.length > best.points.length ? one : best), series[0]!);
    const nearest = longest.points.reduce((best, one) => (Math.abs(one.x - at) < Math.abs(best.x - at) ? one : best));
    return (
      <>
        <b>
          {xLabel} {valueText(nearest.x)}
        </b>
        <table>
          <tbody>
            {series.map(({ key, label, points }) => (
              <tr key={key}>
                <td>{label}</td>
                <td>{scoreText(points.find((one) => one.x === nearest.x)?.y ?? Number.NaN)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </>
    );
  };
  return (
    <Plot
      height={height}
      label={`${yLabel} by ${xLabel}, from ${valueText(x.low)} to ${valueText(x.high)}`}
      inset={INSET}
      xTicks={xTicks}
      yTicks={yTicks}
      xName={xLabel}
      yName={yLabel}
      draw={draw}
      read={read}
    />
  );
});
