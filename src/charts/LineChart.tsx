/** A few lines over a number axis: training losses, ROC and precision-recall curves. */
import { memo, useMemo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart as RechartsLines,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import classes from './chart.module.css';
import { scoreText, siText } from './numbers.ts';

export interface LineSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Props {
  readonly series: readonly LineSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** [0, 1] for curves; left out: as far as the points go. */
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  /** A marked point, e.g. where the threshold stands. */
  readonly dots?: readonly { readonly x: number; readonly y: number; readonly color: string; readonly label: string }[];
  readonly height?: number;
}

export const LineChart = memo(({ series, xLabel, yLabel, xDomain, yDomain, dots, height = 220 }: Props) => {
  // One table over all x: lines of unlike x (curves of two detectors) are joined over their gaps.
  const data = useMemo(() => {
    const byX = new Map<number, Record<string, number>>();
    for (const { key, points } of series) {
      for (const { x, y } of points) {
        const row = byX.get(x) ?? { x };
        // A vertical step of a curve has several y at one x: the lowest and the highest are both drawn where
        // neighbours differ; here the last wins, which is the higher one of a rising curve.
        row[key] = y;
        byX.set(x, row);
      }
    }
    return [...byX.values()].sort((a, b) => a.x! - b.x!);
  }, [series]);
  return (
    <div className={classes.plot} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <RechartsLines data={data} margin={{ left: 4, right: 14, top: 10, bottom: 14 }} accessibilityLayer={false}>
          <CartesianGrid strokeWidth={1} />
          <XAxis
            dataKey="x"
            type="number"
            domain={xDomain ? [...xDomain] : ['dataMin', 'dataMax']}
            tickLine={false}
            tickCount={6}
            tickFormatter={siText}
            height={26}
            axisLine={{ stroke: 'var(--sf-line-strong)' }}
            label={{ value: xLabel, position: 'insideBottom', offset: -10, fontSize: 11, fill: 'var(--sf-dim)' }}
          />
          <YAxis
            width={52}
            tickLine={false}
            axisLine={false}
            domain={yDomain ? [...yDomain] : ['auto', 'auto']}
            tickCount={6}
            tickFormatter={siText}
            label={{
              value: yLabel,
              angle: -90,
              position: 'insideLeft',
              offset: 6,
              fontSize: 11,
              fill: 'var(--sf-dim)',
              style: { textAnchor: 'middle' },
            }}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload, label }) =>
              active && payload && payload.length > 0 ? (
                <div className={classes.tooltip}>
                  <b>
                    {xLabel} {typeof label === 'number' ? scoreText(label) : label}
                  </b>
                  <table>
                    <tbody>
                      {payload.map((entry) => (
                        <tr key={String(entry.dataKey)}>
                          <td>{series.find((one) => one.key === entry.dataKey)?.label}</td>
                          <td>{scoreText(Number(entry.value))}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              ) : null
            }
          />
          {series.map(({ key, color, dash }) => (
            <Line
              key={key}
              dataKey={key}
              stroke={color}
              strokeDasharray={dash}
              strokeWidth={1.75}
              dot={false}
              connectNulls
              isAnimationActive={false}
              activeDot={{ r: 3 }}
            />
          ))}
          {dots?.map(({ x, y, color, label }) => (
            <ReferenceDot key={label} x={x} y={y} r={5} fill={color} stroke="var(--sf-surface)" strokeWidth={2} />
          ))}
        </RechartsLines>
      </ResponsiveContainer>
    </div>
  );
});
