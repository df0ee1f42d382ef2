/** What was pressed may be gone a moment later, and the focus with it. */
import { useEffect, useRef } from 'react';

/** Milliseconds after which a dialog has given the focus back to where it had it from. */
const GIVEN_BACK = 30;

const mainPart = (): HTMLElement | null => document.getElementById('main');

/**
 * Where `what` has changed and nothing holds the focus, `takes` does: from there it goes on, and keys scroll it. For what
 * makes place as a whole; where a button alone is gone, browsers go on from where it was.
 */
export const useFocusKept = (what: unknown, takes: () => HTMLElement | null = mainPart): void => {
  const before = useRef(what);
  const taker = useRef(takes);
  taker.current = takes;
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) taker.current()?.focus({ preventScroll: true });
    }, GIVEN_BACK);
    return () => clearTimeout(timer);
  }, [what]);
};
