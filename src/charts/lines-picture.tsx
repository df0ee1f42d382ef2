/** Several lines in one picture, each with points of its own. */
import type { ReactNode } from 'react';
import { Line, LineChart, XAxis, YAxis } from 'recharts';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

export interface PictureLine {
  readonly key: string;
  readonly color: string;
  readonly dash?: string;
  readonly width?: number;
  readonly points: readonly LinePoint[];
}

const NO_MARGIN = { left: 0, right: 0, top: 0, bottom: 0 } as const;

/** Two points nearer than this share of the picture in both directions are one to the eye: a pixel or two. */
const NEAR = 0.006;

/**
 * Points that the eye can tell apart: each point costs, and curves come with several hundred. A point stays where it is
 * far from the last that stayed, or where the next one is far from it, so that no step loses its foot.
 */
export const seenPoints = (
  points: readonly LinePoint[],
  [left, right]: readonly [number, number],
  [low, high]: readonly [number, number],
): readonly LinePoint[] => {
  const isNear = (a: LinePoint, b: LinePoint): boolean =>
    Math.abs(a.x - b.x) <= NEAR * (right - left) && Math.abs(a.y - b.y) <= NEAR * (high - low);
  const kept: LinePoint[] = [];
  points.forEach((point, i) => {
    const last = kept.at(-1);
    const next = points[i + 1];
    if (!last || !next || !isNear(last, point) || !isNear(point, next)) kept.push(point);
  });
  return kept;
};

/** Each line has an x axis of its own: joined over the x of all, steps straight up would be lost. */
export const linesPicture = (
  lines: readonly PictureLine[],
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
): ((size: { readonly width: number; readonly height: number }) => ReactNode) => {
  const seen = lines.map(({ points }) => seenPoints(points, xDomain, yDomain));
  const rows = Array.from({ length: Math.max(0, ...seen.map((points) => points.length)) }, (_, i) => {
    const row: Record<string, number> = {};
    seen.forEach((points, k) => {
      const point = points[i];
      if (point) {
        row[`x${k}`] = point.x;
        row[`y${k}`] = point.y;
      }
    });
    return row;
  });
  return ({ width, height }) => (
    <LineChart width={width} height={height} data={rows} margin={NO_MARGIN} accessibilityLayer={false}>
      <YAxis hide type="number" domain={[...yDomain]} />
      {lines.map(({ key }, k) => (
        <XAxis key={key} hide xAxisId={key} dataKey={`x${k}`} type="number" domain={[...xDomain]} />
      ))}
      {lines.map(({ key, color, dash, width: thickness = 1.75 }, k) => (
        <Line
          key={key}
          xAxisId={key}
          dataKey={`y${k}`}
          stroke={color}
          strokeDasharray={dash}
          strokeWidth={thickness}
          strokeLinejoin="round"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
};
