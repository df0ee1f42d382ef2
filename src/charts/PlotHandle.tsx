/** A handle over a plot: a slider whose place is a share of the plot's width, dragged or moved by keys. */
import type { KeyboardEvent } from 'react';
import { shareByKey, type useShareDrag } from './share-drag.ts';

interface Props {
  readonly className: string | undefined;
  /** 0…1 */
  readonly share: number;
  readonly label: string;
  /** The value there, in words. */
  readonly text: string;
  readonly steps: { readonly fine: number; readonly coarse: number };
  /** Drawn so as not to ask for attention. */
  readonly isQuiet?: boolean;
  readonly dragged: ReturnType<typeof useShareDrag>;
  /** By a key; `isHeld`: which repeats. */
  readonly onStep: (share: number, isHeld: boolean) => void;
  /** Escape or Delete. */
  readonly onClear?: () => void;
}

export const PlotHandle = ({
  className,
  share,
  label,
  text,
  steps,
  isQuiet = false,
  dragged,
  onStep,
  onClear,
}: Props) => {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (onClear && (event.key === 'Escape' || event.key === 'Delete')) {
      onClear();
      return;
    }
    const next = shareByKey(event.key, share, steps);
    if (next === null) return;
    event.preventDefault();
    onStep(next, event.repeat);
  };
  return (
    <div
      className={className}
      data-quiet={isQuiet || undefined}
      style={{ left: `${100 * share}%` }}
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
  );
};
