/**
 * Charts are drawn one after another, never two in one task: each takes tens of milliseconds, and several are asked for at
 * once when results come or other rows are chosen.
 */

/** Long enough for what was drawn to reach the screen before the next one begins. Milliseconds. */
const APART = 40;

const waiting: (() => void)[] = [];
let isTaken = false;

const next = (): void => {
  const draw = waiting.shift();
  if (!draw) {
    isTaken = false;
    return;
  }
  setTimeout(next, APART);
  draw();
};

/** Calls `draw` when it is its turn, soon where nothing waits; answers how to give the turn back. */
export const takeTurn = (draw: () => void): (() => void) => {
  waiting.push(draw);
  if (!isTaken) {
    isTaken = true;
    setTimeout(next, 0);
  }
  return () => {
    const at = waiting.indexOf(draw);
    if (at >= 0) waiting.splice(at, 1);
  };
};
