/**
 * Dragging along a plot, by pointer or keys, as shares of its width. A pointer may fire several times a frame: one call a
 * frame goes out, the last. The plot is measured when a drag begins; asking at every move would lay out the page.
 */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';

const held = (share: number): number => Math.min(1, Math.max(0, share));

/** Where a key moves a handle to; null for keys that move nothing. */
export const shareByKey = (
  key: string,
  share: number,
  { fine, coarse }: { readonly fine: number; readonly coarse: number },
): number | null => {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return held(share + fine);
    case 'ArrowLeft':
    case 'ArrowDown':
      return held(share - fine);
    case 'PageUp':
      return held(share + coarse);
    case 'PageDown':
      return held(share - coarse);
    case 'Home':
      return 0;
    case 'End':
      return 1;
    default:
      return null;
  }
};

/** Calls once a frame, with the last of what was given; `merge` joins it with what still waits. */
export const useOncePerFrame = <T>(call: (value: T) => void, merge: (waiting: T, next: T) => T = (_, next) => next) => {
  const latest = useRef(call);
  const frame = useRef(0);
  const waiting = useRef<{ readonly value: T } | null>(null);
  useEffect(() => {
    latest.current = call;
  }, [call]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const send = (): void => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    const due = waiting.current;
    waiting.current = null;
    if (due) latest.current(due.value);
  };
  return {
    give: (next: T): void => {
      waiting.current = { value: waiting.current ? merge(waiting.current.value, next) : next };
      frame.current ||= requestAnimationFrame(send);
    },
    /** What waits, at once. */
    flush: send,
    forget: (): void => {
      waiting.current = null;
    },
  };
};

export interface DragMove {
  readonly share: number;
  /** The first of its drag. */
  readonly isStart: boolean;
}

interface Dragging {
  readonly onMove: (move: DragMove) => void;
  /** `isMoved`: false for a press alone. */
  readonly onEnd?: (drag: { readonly start: number; readonly end: number; readonly isMoved: boolean }) => void;
  readonly onCancel?: () => void;
}

/** Handlers for the element that is dragged; `plot` is what shares are of. */
export const useShareDrag = (plot: RefObject<HTMLElement | null>, { onMove, onEnd, onCancel }: Dragging) => {
  const edges = useRef<DOMRect | null>(null);
  const start = useRef<{ readonly share: number; readonly x: number } | null>(null);
  // A start that still waits must not be lost to the moves after it: it is what undo goes back to.
  const moves = useOncePerFrame<DragMove>(onMove, (waiting, next) => ({ ...next, isStart: waiting.isStart }));
  const shareAt = ({ clientX }: PointerEvent): number | null => {
    const box = edges.current;
    return box && box.width > 0 ? held((clientX - box.left) / box.width) : null;
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      edges.current = plot.current?.getBoundingClientRect() ?? null;
      const share = shareAt(event);
      if (share === null) return;
      start.current = { share, x: event.clientX };
      moves.give({ share, isStart: true });
    },
    onPointerMove: (event: PointerEvent): void => {
      const share = shareAt(event);
      if (share !== null) moves.give({ share, isStart: false });
    },
    onPointerUp: (event: PointerEvent): void => {
      const end = shareAt(event);
      const begun = start.current;
      edges.current = null;
      moves.flush();
      if (end === null || !begun) return;
      onEnd?.({ start: begun.share, end, isMoved: Math.abs(event.clientX - begun.x) > 1 });
    },
    onPointerCancel: (): void => {
      edges.current = null;
      moves.forget();
      onCancel?.();
    },
  };
};
