/** A line over a plot that is dragged or moved by keys. Positions are shares of the plot's width. */
import { useRef } from 'react';
import classes from './chart.module.css';
import { PlotHandle } from './PlotHandle.tsx';
import { useOncePerFrame, useShareDrag } from './share-drag.ts';

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
      <PlotHandle
        className={classes.cut}
        share={share}
        label={label}
        text={text}
        steps={STEPS}
        dragged={dragged}
        onStep={(next, isHeld) => pressed.give({ share: next, gesture: isHeld ? 'move' : 'step' })}
      />
    </div>
  );
};
