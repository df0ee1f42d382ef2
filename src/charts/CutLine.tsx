/** A line over a plot that is dragged or moved by keys. Positions are shares of the plot's width. */
import { type KeyboardEvent, useRef } from 'react';
import classes from './chart.module.css';
import { shareByKey, useOncePerFrame, useShareDrag } from './share-drag.ts';

export type Gesture = 'step' | 'start' | 'move';

interface Props {
  /** 0…1 */
  readonly share: number;
  readonly text: string;
  readonly label: string;
  readonly onMove: (share: number, gesture: Gesture) => void;
}

const STEPS = { fine: 0.002, coarse: 0.05 } as const;

export const CutLine = ({ share, text, label, onMove }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const dragged = useShareDrag(box, { onMove: (move) => onMove(move.share, move.isStart ? 'start' : 'move') });
  const pressed = useOncePerFrame<{ readonly share: number; readonly gesture: Gesture }>(({ share: next, gesture }) =>
    onMove(next, gesture),
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = shareByKey(event.key, share, STEPS);
    if (next === null) return;
    event.preventDefault();
    pressed.give({ share: next, gesture: event.repeat ? 'move' : 'step' });
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
        {...dragged}
      />
    </div>
  );
};
