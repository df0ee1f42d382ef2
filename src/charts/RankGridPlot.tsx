/** Two rankings as a grid of cells, darker where more rows stand; the thresholds cut it into four corners. */
import { type KeyboardEvent, type PointerEvent, useCallback, useState } from 'react';
import type { RankGrid } from '../evaluation/rank-agreement.ts';
import classes from './canvas.module.css';
import { type Pen, useCanvas } from './use-canvas.ts';

interface Props {
  readonly grid: RankGrid;
  readonly label: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Where the thresholds stand, 0…1. */
  readonly xCut: number;
  readonly yCut: number;
  /** What a cell holds, in words. */
  readonly read: (x: number, y: number, count: number) => string;
  readonly ends: readonly [low: string, high: string];
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export const RankGridPlot = ({ grid, label, xLabel, yLabel, xCut, yCut, read, ends }: Props) => {
  const { size, counts, highest } = grid;
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const draw = useCallback(
    ({ context, width, height, color }: Pen) => {
      const [w, h] = [width / size, height / size];
      const tones = [color('--sf-normal'), color('--sf-series-3'), color('--sf-anomaly')] as const;
      const top = Math.log1p(highest);
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          const count = counts[y * size + x]!;
          if (count === 0) continue;
          const flaggedBy = Number((x + 0.5) / size > xCut) + Number((y + 0.5) / size > yCut);
          // Logarithm: one row must be seen beside thousands.
          context.globalAlpha = 0.2 + (0.8 * Math.log1p(count)) / top;
          context.fillStyle = tones[flaggedBy]!;
          context.fillRect(x * w, height - (y + 1) * h, Math.ceil(w), Math.ceil(h));
        }
      }
      context.globalAlpha = 1;
      context.strokeStyle = color('--sf-threshold');
      context.lineWidth = 1.5;
      context.setLineDash([5, 3]);
      context.beginPath();
      context.moveTo(xCut * width, 0);
      context.lineTo(xCut * width, height);
      context.moveTo(0, (1 - yCut) * height);
      context.lineTo(width, (1 - yCut) * height);
      context.stroke();
    },
    [size, counts, highest, xCut, yCut],
  );
  const { box, canvas } = useCanvas(draw);

  const onPointerMove = (event: PointerEvent): void => {
    const edges = event.currentTarget.getBoundingClientRect();
    const cell = (share: number): number => Math.min(size - 1, Math.max(0, Math.floor(share * size)));
    setAt({
      x: cell((event.clientX - edges.left) / edges.width),
      y: cell(1 - (event.clientY - edges.top) / edges.height),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const by = event.shiftKey ? 10 : 1;
    const held = (value: number): number => Math.min(size - 1, Math.max(0, value));
    setAt((now) => ({ x: held((now?.x ?? size - 1) + by * step[0]), y: held((now?.y ?? size - 1) + by * step[1]) }));
  };
  const said = at ? read(at.x, at.y, counts[at.y * size + at.x]!) : '';
  return (
    <div>
      <div className={classes.gridRow}>
        <span className={classes.yLabel}>{yLabel}</span>
        <div ref={box} className={classes.square}>
          <canvas ref={canvas} />
          <div
            className={classes.reader}
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the cells.
            tabIndex={0}
            aria-label={`${label}. Use the arrow keys to read the cells.`}
            onPointerMove={onPointerMove}
            onPointerLeave={() => setAt(null)}
            onKeyDown={onKeyDown}
            onBlur={() => setAt(null)}
          >
            {at && (
              <i
                className={classes.cell}
                style={{
                  left: `${(100 * at.x) / size}%`,
                  bottom: `${(100 * at.y) / size}%`,
                  width: `${100 / size}%`,
                  height: `${100 / size}%`,
                }}
              />
            )}
          </div>
        </div>
      </div>
      <div className={classes.xAxis} aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{xLabel}</span>
        <span>{ends[1]}</span>
      </div>
      <p className={classes.said} aria-live="polite">
        {said || 'Point at a cell, or use the arrow keys, to read it.'}
      </p>
    </div>
  );
};
