/**
 * A line over a plot that is dragged or moved by keys. The pointer may fire several times a frame: one move a frame goes
 * out, the last. Positions are shares of the plot's width.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import classes from './chart.module.css';

export type Gesture = 'step' | 'start' | 'move';

interface Props {
  /** 0…1 */
  readonly share: number;
  readonly text: string;
  readonly label: string;
  readonly onMove: (share: number, gesture: Gesture) => void;
}

const FINE = 0.002;
const COARSE = 0.05;

export const CutLine = ({ share, text, label, onMove }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  /** Measured when a drag begins: asking at every move would lay out the page each time. */
  const edges = useRef<DOMRect | null>(null);
  const frame = useRef(0);
  const pending = useRef<{ share: number; gesture: Gesture } | null>(null);
  const dragging = useRef(false);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const send = (next: number, gesture: Gesture): void => {
    // A start that still waits must not be lost to the moves after it: it is what undo goes back to.
    const first = pending.current?.gesture === 'start' ? 'start' : gesture;
    pending.current = { share: Math.min(1, Math.max(0, next)), gesture: first };
    if (frame.current) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const move = pending.current;
      pending.current = null;
      if (move) onMove(move.share, move.gesture);
    });
  };
  const shareAt = (event: PointerEvent): number => {
    const { left, width } = edges.current ?? { left: 0, width: 0 };
    return width > 0 ? (event.clientX - left) / width : share;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = {
      ArrowRight: FINE,
      ArrowUp: FINE,
      ArrowLeft: -FINE,
      ArrowDown: -FINE,
      PageUp: COARSE,
      PageDown: -COARSE,
    }[event.key];
    const next = by !== undefined ? share + by : event.key === 'Home' ? 0 : event.key === 'End' ? 1 : null;
    if (next === null) return;
    event.preventDefault();
    send(next, event.repeat ? 'move' : 'step');
  };

  const percent = `${share * 100}%`;
  return (
    <div ref={box} style={{ position: 'absolute', inset: 0 }}>
      <div className={classes.flaggedSide} style={{ left: percent }} />
      <div
        className={classes.cutText}
        style={share > 0.7 ? { right: `calc(${100 - share * 100}% + 8px)` } : { left: `calc(${percent} + 8px)` }}
        aria-hidden="true"
      >
        {text}
      </div>
      <div
        className={classes.cut}
        style={{ left: percent }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 1000) / 10}
        aria-valuetext={text}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          dragging.current = true;
          edges.current = box.current?.getBoundingClientRect() ?? null;
          send(shareAt(event), 'start');
        }}
        onPointerMove={(event) => {
          if (dragging.current) send(shareAt(event), 'move');
        }}
        onPointerUp={() => {
          dragging.current = false;
        }}
        onPointerCancel={() => {
          dragging.current = false;
        }}
      />
    </div>
  );
};
