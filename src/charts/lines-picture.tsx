/** Several lines in one picture, each with points of its own. */
import type { ReactNode } from 'react';
import { Curve, Surface } from 'recharts';

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

/**
 * Drawn by Recharts' own shapes. The charts it builds of them keep a store of axes, tooltips and labels for each point:
 * a tenth of a second and more before the first is seen. Here the axes stand in the plot's ground.
 */
export const linesPicture = (
  lines: readonly PictureLine[],
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
): ((size: { readonly width: number; readonly height: number }) => ReactNode) => {
  const seen = lines.map((line) => ({ ...line, points: seenPoints(line.points, xDomain, yDomain) }));
  const [left, right] = xDomain;
  const [low, high] = yDomain;
  return ({ width, height }) => (
    <Surface width={width} height={height}>
      {seen.map(({ key, color, dash, width: thickness = 1.75, points }) => (
        <Curve
          key={key}
          points={points.map(({ x, y }) => ({
            x: ((x - left) / (right - left)) * width,
            y: height - ((y - low) / (high - low)) * height,
          }))}
          stroke={color}
          strokeDasharray={dash}
          strokeWidth={thickness}
          strokeLinejoin="round"
          fill="none"
        />
      ))}
    </Surface>
  );
};
