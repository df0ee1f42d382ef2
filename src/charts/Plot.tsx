/**
 * The ground of a plot: its measured size, grid lines and tick texts, the picture drawn by Recharts in the middle, and on
 * top whatever moves. Ground and picture are drawn anew for another size, other ticks or another picture alone, so that
 * what moves with the hand (a cut line, a dot) costs no chart.
 */
import {
  type CSSProperties,
  memo,
  type PointerEvent,
  type ReactNode,
  startTransition,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import classes from './chart.module.css';
import { useShareDrag } from './share-drag.ts';

/** Share of the width; a shorter drag is a press with an unsteady hand. */
const SHORTEST_BRUSH = 0.01;

import { takeTurn } from './draw-turns.ts';

export interface Inset {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlotTick {
  /** Share of the axis' length, 0…1. */
  readonly share: number;
  readonly text: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Props extends Omit<GroundProps, 'width' | 'height'> {
  readonly height: number;
  /** The picture, `size` as large as the area between the axes. The same function until it changes. */
  readonly draw: (size: Size) => ReactNode;
  /** What stands at a share of the width; null: nothing to read there. */
  readonly read?: (share: number) => ReactNode;
  /** A stretch of the width was dragged over; shares, the lower one first. Only where there is something to read. */
  readonly onBrush?: (from: number, to: number) => void;
  /** Laid over the area between the axes. */
  readonly children?: ReactNode;
}

export const Plot = ({ height, draw, read, onBrush, children, ...ground }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // Measured when the browser has laid out the page anyway: asking for it would lay it out at once.
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { inset, xTicks, yTicks } = ground;
  const wanted = useMemo(() => ({ draw, xTicks, yTicks, width }), [draw, xTicks, yTicks, width]);
  const [shown, setShown] = useState<typeof wanted | null>(null);
  useEffect(() => {
    if (wanted.width === 0) return;
    return takeTurn(() => startTransition(() => setShown(wanted)));
  }, [wanted]);
  const area = { left: inset.left, top: inset.top, right: inset.right, bottom: inset.bottom };
  return (
    <div
      ref={box}
      className={classes.plot}
      style={{ height, ['--drawn' as keyof CSSProperties]: shown ? `${shown.width}px` : undefined }}
    >
      {shown && (
        <>
          <Ground {...ground} xTicks={shown.xTicks} yTicks={shown.yTicks} width={shown.width} height={height} />
          <div className={classes.picture} style={area} aria-hidden="true">
            <Picture
              draw={shown.draw}
              width={Math.max(1, shown.width - inset.left - inset.right)}
              height={height - inset.top - inset.bottom}
            />
          </div>
        </>
      )}
      <Reader read={read} onBrush={onBrush} area={area}>
        {children}
      </Reader>
    </div>
  );
};

const Picture = memo(({ draw, width, height }: Size & Pick<Props, 'draw'>) => draw({ width, height }));

/** Under the pointer, what stands there; while something over the plot is dragged the pointer is not here. */
const Reader = ({
  read,
  onBrush,
  area,
  children,
}: Pick<Props, 'read' | 'onBrush' | 'children'> & { readonly area: Inset }) => {
  const [at, setAt] = useState<number | null>(null);
  const [band, setBand] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const drag = useShareDrag(box, {
    onMove: ({ share, isStart }) => setBand((held) => ({ from: isStart || !held ? share : held.from, to: share })),
    onEnd: ({ start, end, isMoved }) => {
      setBand(null);
      if (isMoved && Math.abs(end - start) >= SHORTEST_BRUSH) onBrush?.(Math.min(start, end), Math.max(start, end));
    },
    onCancel: () => setBand(null),
  });
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(event.buttons === 0 && width > 0 ? Math.min(1, Math.max(0, (event.clientX - left) / width)) : null);
  };
  const said = at === null ? null : read?.(at);
  return (
    <>
      {read && (
        <div
          ref={box}
          className={classes.reader}
          style={area}
          {...(onBrush && drag)}
          onPointerMove={(event) => {
            onPointerMove(event);
            if (onBrush) drag.onPointerMove(event);
          }}
          onPointerLeave={() => setAt(null)}
          aria-hidden="true"
        >
          {band && (
            <div
              className={classes.band}
              style={{
                left: `${Math.min(band.from, band.to) * 100}%`,
                width: `${Math.abs(band.to - band.from) * 100}%`,
              }}
            />
          )}
          {said && at !== null && (
            <>
              <i style={{ left: `${at * 100}%` }} />
              <div
                className={classes.tooltip}
                style={at > 0.5 ? { right: `calc(${(1 - at) * 100}% + 10px)` } : { left: `calc(${at * 100}% + 10px)` }}
              >
                {said}
              </div>
            </>
          )}
        </div>
      )}
      <div className={classes.over} style={area}>
        {children}
      </div>
    </>
  );
};

interface GroundProps extends Size {
  /** What the picture shows, for who cannot see it; left out where that is said beside it. */
  readonly label?: string;
  readonly inset: Inset;
  readonly xTicks: readonly PlotTick[];
  readonly yTicks: readonly PlotTick[];
  /** Lines at the ticks of x, too. */
  readonly hasVerticals?: boolean;
  readonly xName?: string;
  readonly yName?: string;
}

/** One SVG with texts in it, so that a saved picture has them. */
const Ground = memo(({ label, inset, width, height, xTicks, yTicks, hasVerticals, xName, yName }: GroundProps) => {
  const right = width - inset.right;
  const bottom = height - inset.bottom;
  const x = (share: number): number => Math.round(inset.left + share * (right - inset.left)) + 0.5;
  const y = (share: number): number => Math.round(bottom - share * (bottom - inset.top)) + 0.5;
  const lines = yTicks.map(({ share }) => `M${inset.left} ${y(share)}H${right}`);
  if (hasVerticals) lines.push(...xTicks.map(({ share }) => `M${x(share)} ${inset.top}V${bottom}`));
  const middle = inset.top + (bottom - inset.top) / 2;
  return (
    <svg
      data-chart
      className={classes.ground}
      width={width}
      height={height}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={lines.join('')} />
      <path data-axis d={`M${inset.left} ${y(0)}H${right}`} />
      {xTicks.map(({ share, text }) => (
        <text key={`x ${share}`} x={x(share)} y={bottom + 15} textAnchor="middle">
          {text}
        </text>
      ))}
      {yTicks.map(({ share, text }) => (
        <text key={`y ${share}`} x={inset.left - 7} y={y(share) + 3.5} textAnchor="end">
          {text}
        </text>
      ))}
      {xName && (
        <text x={inset.left + (right - inset.left) / 2} y={height - 4} textAnchor="middle">
          {xName}
        </text>
      )}
      {yName && (
        <text transform={`translate(11 ${middle}) rotate(-90)`} textAnchor="middle">
          {yName}
        </text>
      )}
    </svg>
  );
});
