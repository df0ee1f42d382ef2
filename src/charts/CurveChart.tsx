/**
 * ROC or precision-recall of several detectors in one unit square, each with the point where its threshold stands. Plain
 * SVG in the square's own units, so that hundreds of points are one path, a new width redraws nothing, and a dot that
 * moves with the threshold moves alone.
 */
import { memo, type ReactNode } from 'react';
import classes from './chart.module.css';

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

export interface CurveSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly points: readonly CurvePoint[];
  readonly at?: CurvePoint | null;
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

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const PLOT = { left: 50, right: 14, top: 10, bottom: 40 } as const;
const percent = (share: number): string => `${share * 100}%`;

export const CurveChart = ({ series, xLabel, yLabel, baseline, height = 240, children }: Props) => (
  <div className={classes.plot} style={{ height }}>
    <div className={classes.square} style={PLOT} role="img" aria-label={`${yLabel} by ${xLabel}`}>
      <Ground baseline={baseline} />
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        {series.map(({ key, color, dash, points }) => (
          <Curve key={key} color={color} dash={dash} points={points} />
        ))}
      </svg>
      <span className={classes.xName}>{xLabel}</span>
      <span className={classes.yName}>{yLabel}</span>
    </div>
    <div className={classes.over} style={PLOT}>
      {series.map(({ key, color, at }) => at && <CurveDot key={key} color={color} x={at.x} y={at.y} />)}
      {children}
    </div>
  </div>
);

const Ground = memo(({ baseline }: Pick<Props, 'baseline'>) => (
  <>
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" className={classes.ground}>
      <path d={TICKS.map((tick) => `M0 ${tick}H1M${tick} 0V1`).join('')} />
      <path data-baseline d={baseline === 'diagonal' ? 'M0 1L1 0' : `M0 ${1 - baseline}H1`} strokeDasharray="2 3" />
    </svg>
    {TICKS.map((tick) => (
      <span key={`x ${tick}`} className={classes.xTick} style={{ left: percent(tick) }}>
        {tick}
      </span>
    ))}
    {TICKS.map((tick) => (
      <span key={`y ${tick}`} className={classes.yTick} style={{ bottom: percent(tick) }}>
        {tick}
      </span>
    ))}
  </>
));

const Curve = memo(({ color, dash, points }: Pick<CurveSeries, 'color' | 'dash' | 'points'>) => (
  <path
    d={points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(4)} ${(1 - y).toFixed(4)}`).join('')}
    stroke={color}
    strokeWidth={1.75}
    strokeDasharray={dash}
    strokeLinejoin="round"
    fill="none"
    vectorEffect="non-scaling-stroke"
  />
));

export const CurveDot = ({ color, x, y }: CurvePoint & { readonly color: string }) => (
  <i className={classes.dot} style={{ left: percent(x), bottom: percent(y), background: color }} aria-hidden="true" />
);
