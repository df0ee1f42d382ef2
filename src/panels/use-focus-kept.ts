/** What was pressed may be gone a moment later, and the focus with it. */
import { useEffect, useRef } from 'react';

/** Milliseconds after which a dialog has given the focus back to where it had it from. */
export const GIVEN_BACK = 30;
/** The same, and later looks: what it was given to may make place when an answer of a worker comes. */
const LATER = [GIVEN_BACK, 150, 500, 1500];

const mainPart = (): HTMLElement | null => document.getElementById('main');

/** The main part as a whole is no place that anybody chose. */
const isFree = (part: HTMLElement | null): boolean => {
  const { activeElement } = document;
  return activeElement === document.body || (activeElement === mainPart() && part !== activeElement);
};

/**
 * Where `what` has changed and nothing holds the focus, a part of the page does, the main one unless `takes` names another:
 * from there it goes on, and keys scroll it. For what makes place as a whole; where a button alone is gone, browsers go on
 * from where it was.
 */
export const useFocusKept = (what: unknown, takes?: () => HTMLElement | null): void => {
  const before = useRef(what);
  const taker = useRef(takes);
  taker.current = takes;
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    const look = (): void => {
      const part = taker.current ? taker.current() : mainPart();
      if (isFree(part)) part?.focus({ preventScroll: true });
    };
    const timers = (taker.current ? LATER : [GIVEN_BACK]).map((wait) => setTimeout(look, wait));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [what]);
};
