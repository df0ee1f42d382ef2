/** ROC or precision-recall of several detectors in one unit square, each with the point where its threshold stands. */
import { type ReactNode, useMemo } from 'react';
import classes from './chart.module.css';
import { type LinePoint, linesPicture } from './lines-picture.tsx';
import { type Inset, Plot } from './Plot.tsx';

export interface CurveSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly points: readonly LinePoint[];
  readonly at?: LinePoint | null;
}

interface Props {
  readonly series: readonly CurveSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What knowing nothing gives: the diagonal, or a level. */
  readonly baseline: 'diagonal' | number;
  readonly height?: number;
  /** Laid over the square: CurveDot. */
  readonly children?: ReactNode;
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({ share, text: String(share) }));
const INSET: Inset = { left: 50, right: 14, top: 10, bottom: 40 };
const UNIT = [0, 1] as const;

export const CurveChart = ({ series, xLabel, yLabel, baseline, height = 240, children }: Props) => {
  const draw = useMemo(() => {
    const points: readonly LinePoint[] = [
      { x: 0, y: baseline === 'diagonal' ? 0 : baseline },
      { x: 1, y: baseline === 'diagonal' ? 1 : baseline },
    ];
    const base = { key: 'baseline', color: 'var(--sf-line-strong)', dash: '2 3', width: 1, points };
    return linesPicture([base, ...series], UNIT, UNIT);
  }, [series, baseline]);
  return (
    <Plot
      height={height}
      label={`${yLabel} by ${xLabel}`}
      inset={INSET}
      xTicks={TICKS}
      yTicks={TICKS}
      hasVerticals
      xName={xLabel}
      yName={yLabel}
      draw={draw}
    >
      {series.map(({ key, color, at }) => at && <CurveDot key={key} color={color} x={at.x} y={at.y} />)}
      {children}
    </Plot>
  );
};

export const CurveDot = ({ color, x, y }: LinePoint & { readonly color: string }) => (
  <svg
    data-chart
    className={classes.dot}
    width={13}
    height={13}
    style={{ left: `${x * 100}%`, bottom: `${y * 100}%` }}
    aria-hidden="true"
  >
    <circle cx={6.5} cy={6.5} r={5} style={{ fill: color }} />
  </svg>
);
