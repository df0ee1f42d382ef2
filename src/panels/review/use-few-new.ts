/** Rows that are drawn for the first time come a few with each turn of the page: another list brings all its rows at once. */
import { useEffect, useRef, useState } from 'react';

const NONE: ReadonlySet<number> = new Set();

/** Of `rows`, those to draw now: all that were drawn before, `most` others, and `urgent` at any rate. */
export const fewNew = (
  rows: readonly number[],
  drawn: ReadonlySet<number>,
  most: number,
  urgent: number | undefined,
): ReadonlySet<number> => {
  let fresh = 0;
  return new Set(rows.filter((row) => drawn.has(row) || row === urgent || fresh++ < most));
};

/** The rest follow by themselves. `rows`: each once. */
export const useFewNew = (rows: readonly number[], most: number, urgent: number | undefined): ReadonlySet<number> => {
  const drawn = useRef(NONE);
  const [, goOn] = useState(0);
  const shown = fewNew(rows, drawn.current, most, urgent);
  useEffect(() => {
    drawn.current = shown;
    if (shown.size === rows.length) return;
    const timer = setTimeout(() => goOn((turn) => turn + 1));
    return () => clearTimeout(timer);
  });
  return shown;
};
