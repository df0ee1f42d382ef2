/** Flows over time, a lane for each host or port, coloured by the highest score; a stretch of time is brushed by pointer or keys. */
import { type RefObject, useCallback, useRef, useState } from 'react';
import classes from './canvas.module.css';
import { countText } from './numbers.ts';
import { PlotHandle } from './PlotHandle.tsx';
import { useShareDrag } from './share-drag.ts';
import { type Pen, useCanvas } from './use-canvas.ts';

export interface Lane {
  readonly label: string;
  readonly rows: number;
  readonly flagged: number;
  readonly counts: ArrayLike<number>;
  readonly flaggedCounts: ArrayLike<number>;
  /** NaN where there is no row. */
  readonly highest: ArrayLike<number>;
}

interface Props {
  readonly lanes: readonly Lane[];
  readonly bins: number;
  readonly threshold: number;
  readonly top: number;
  /** Brushed stretch as shares of the time shown. */
  readonly brush: { readonly from: number; readonly to: number } | null;
  readonly onBrush: (brush: { readonly from: number; readonly to: number } | null) => void;
  /** The time at a share, in words. */
  readonly timeAt: (share: number) => string;
  readonly laneText: (lane: Lane) => string;
}

const HEIGHT = 22;
const STEPS = { fine: 0.01, coarse: 0.1 } as const;
const LEAST = 0.004;

export const LaneChart = ({ lanes, bins, threshold, top, brush, onBrush, timeAt, laneText }: Props) => {
  const draw = useCallback(
    ({ context, width, color }: Pen) => {
      const w = width / bins;
      const [normal, anomaly, line] = [color('--sf-normal'), color('--sf-anomaly'), color('--sf-line')];
      lanes.forEach((lane, l) => {
        const y = l * HEIGHT;
        context.fillStyle = line;
        context.globalAlpha = 1;
        context.fillRect(0, y + HEIGHT - 1, width, 1);
        for (let b = 0; b < bins; b++) {
          const score = lane.highest[b]!;
          if (Number.isNaN(score)) continue;
          const isFlagged = score > threshold;
          const over = top > threshold ? (score - threshold) / (top - threshold) : 1;
          context.fillStyle = isFlagged ? anomaly : normal;
          context.globalAlpha = isFlagged ? 0.55 + 0.45 * Math.min(1, over) : 0.35;
          // What is flagged stands taller too: colour alone must not tell it.
          const inset = isFlagged ? 2 : 7;
          context.fillRect(b * w, y + inset, Math.max(1, w - 0.5), HEIGHT - 1 - 2 * inset);
        }
      });
      context.globalAlpha = 1;
    },
    [lanes, bins, threshold, top],
  );
  const { box, canvas } = useCanvas(draw);
  const plot = useRef<HTMLDivElement>(null);
  /** Where a drag began; the brush is sent once it ends, and drawn meanwhile. */
  const [drag, setDrag] = useState<{ readonly start: number; readonly now: number } | null>(null);
  const shown = drag ? { from: Math.min(drag.start, drag.now), to: Math.max(drag.start, drag.now) } : brush;

  const dragged = useShareDrag(plot, {
    onMove: ({ share, isStart }) =>
      setDrag((now) => (isStart || !now ? { start: share, now: share } : { ...now, now: share })),
    onEnd: ({ start, end }) => {
      const [from, to] = [Math.min(start, end), Math.max(start, end)];
      setDrag(null);
      onBrush(to - from < LEAST ? null : { from, to });
    },
    onCancel: () => setDrag(null),
  });
  return (
    <div className={classes.lanes}>
      <ul className={classes.laneNames}>
        {lanes.map((lane) => (
          <li key={lane.label} style={{ height: HEIGHT }} title={laneText(lane)}>
            <span>{lane.label}</span>
            <b>{lane.flagged > 0 ? countText(lane.flagged) : '·'}</b>
          </li>
        ))}
      </ul>
      <div className={classes.laneBody}>
        <div ref={box} className={classes.lanePlot} style={{ height: lanes.length * HEIGHT }}>
          <canvas ref={canvas} />
          <div ref={plot} className={classes.brushArea} {...dragged}>
            {shown && (
              <div
                className={classes.brushed}
                style={{ left: `${100 * shown.from}%`, width: `${100 * (shown.to - shown.from)}%` }}
              />
            )}
          </div>
          <Edge
            plot={plot}
            label="Brush from"
            share={shown?.from ?? 0}
            text={timeAt(shown?.from ?? 0)}
            quiet={!shown}
            onMove={(from) => onBrush({ from: Math.min(from, (brush?.to ?? 1) - LEAST), to: brush?.to ?? 1 })}
            onClear={() => onBrush(null)}
          />
          <Edge
            plot={plot}
            label="Brush to"
            share={shown?.to ?? 1}
            text={timeAt(shown?.to ?? 1)}
            quiet={!shown}
            onMove={(to) => onBrush({ from: brush?.from ?? 0, to: Math.max(to, (brush?.from ?? 0) + LEAST) })}
            onClear={() => onBrush(null)}
          />
        </div>
        <div className={classes.laneTimes} aria-hidden="true">
          <span>{timeAt(0)}</span>
          <span>{timeAt(0.5)}</span>
          <span>{timeAt(1)}</span>
        </div>
      </div>
    </div>
  );
};

const Edge = ({
  plot,
  label,
  share,
  text,
  quiet,
  onMove,
  onClear,
}: {
  readonly plot: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly share: number;
  readonly text: string;
  readonly quiet: boolean;
  readonly onMove: (share: number) => void;
  readonly onClear: () => void;
}) => {
  const [drag, setDrag] = useState<number | null>(null);
  const dragged = useShareDrag(plot, {
    onMove: (move) => setDrag(move.share),
    onEnd: ({ end, isMoved }) => {
      setDrag(null);
      // A press alone is for the focus.
      if (isMoved) onMove(end);
    },
    onCancel: () => setDrag(null),
  });
  return (
    <PlotHandle
      className={classes.edge}
      share={drag ?? share}
      label={label}
      text={text}
      steps={STEPS}
      isQuiet={quiet}
      dragged={dragged}
      onStep={onMove}
      onClear={onClear}
    />
  );
};
