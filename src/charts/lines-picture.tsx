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

/** Each line has an x axis of its own: joined over the x of all, steps straight up would be lost. */
export const linesPicture = (
  lines: readonly PictureLine[],
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
): ((size: { readonly width: number; readonly height: number }) => ReactNode) => {
  const rows = Array.from({ length: Math.max(0, ...lines.map(({ points }) => points.length)) }, (_, i) => {
    const row: Record<string, number> = {};
    lines.forEach(({ points }, k) => {
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
