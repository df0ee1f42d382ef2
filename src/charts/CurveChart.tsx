/** ROC or precision-recall of several detectors in one unit square, each with the point where its threshold stands. */
import { memo } from 'react';
import { CartesianGrid, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from 'recharts';
import classes from './chart.module.css';

export interface CurveSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly at: { readonly x: number; readonly y: number } | null;
}

interface Props {
  readonly series: readonly CurveSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What knowing nothing gives: the diagonal, or a level. */
  readonly baseline: 'diagonal' | number;
  readonly height?: number;
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const nothing = () => <g />;

export const CurveChart = memo(({ series, xLabel, yLabel, baseline, height = 240 }: Props) => (
  <div className={classes.plot} style={{ height }}>
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart margin={{ left: 4, right: 14, top: 10, bottom: 14 }} accessibilityLayer={false}>
        <CartesianGrid strokeWidth={1} />
        <XAxis
          dataKey="x"
          type="number"
          domain={[0, 1]}
          ticks={TICKS}
          tickLine={false}
          height={26}
          axisLine={{ stroke: 'var(--sf-line-strong)' }}
          label={{ value: xLabel, position: 'insideBottom', offset: -10, fontSize: 11, fill: 'var(--sf-dim)' }}
        />
        <YAxis
          dataKey="y"
          type="number"
          domain={[0, 1]}
          ticks={TICKS}
          tickLine={false}
          axisLine={false}
          width={44}
          label={{
            value: yLabel,
            angle: -90,
            position: 'insideLeft',
            offset: 8,
            fontSize: 11,
            fill: 'var(--sf-dim)',
            style: { textAnchor: 'middle' },
          }}
        />
        <ReferenceLine
          segment={
            baseline === 'diagonal'
              ? [
                  { x: 0, y: 0 },
                  { x: 1, y: 1 },
                ]
              : [
                  { x: 0, y: baseline },
                  { x: 1, y: baseline },
                ]
          }
          stroke="var(--sf-line-strong)"
          strokeDasharray="2 3"
        />
        {series.map(({ key, color, dash, points }) => (
          <Scatter
            key={key}
            data={[...points]}
            line={{ stroke: color, strokeWidth: 1.75, strokeDasharray: dash, fill: 'none' }}
            shape={nothing}
            isAnimationActive={false}
          />
        ))}
        {series.map(
          ({ key, color, at }) =>
            at && (
              <Scatter
                key={`${key} at`}
                data={[at]}
                fill={color}
                stroke="var(--sf-surface)"
                strokeWidth={2}
                isAnimationActive={false}
              />
            ),
        )}
      </ScatterChart>
    </ResponsiveContainer>
  </div>
));
