/**
 * Cells that blanks set apart: one blank each (VPC flow logs), or padded to columns for the eye (ra, rwcut). Where cells may
 * be empty, the columns' places tell them apart; else any run of blanks does.
 */

/** Places of the columns' first characters; empty where runs of blanks separate the cells. */
export type BlankPlaces = readonly number[];

const words = (line: string): string[] => {
  const trimmed = line.trim();
  return trimmed === '' ? [''] : trimmed.split(/\s+/);
};

export const cellsByBlanks = (line: string, places: BlankPlaces): string[] => {
  if (places.length === 0) return words(line);
  // A cell that reaches into the next column: its words are all that is left to go by.
  if (places.some((place, i) => i > 0 && place <= line.length && line[place - 1] !== ' ')) return words(line);
  return places.map((place, i) => line.slice(i === 0 ? 0 : place, places[i + 1]).trim());
};

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Words of the header within it. */
  readonly names: number;
}

/** Stretches of columns that some line writes to, [start, end). */
const stretchesOf = (lines: readonly string[]): Stretch[] => {
  const width = Math.max(...lines.map((line) => line.length));
  const isInk = new Uint8Array(width + 1);
  for (const line of lines) for (let i = 0; i < line.length; i++) if (line[i] !== ' ') isInk[i] = 1;
  const stretches: Stretch[] = [];
  let start = -1;
  for (let i = 0; i <= width; i++) {
    if (isInk[i] && start < 0) start = i;
    if (isInk[i] || start < 0) continue;
    const heading = lines[0]!.slice(start, i).trim();
    stretches.push({ start, end: i, names: heading === '' ? 0 : heading.split(/\s+/).length });
    start = -1;
  }
  return stretches;
};

/** Where each named column begins. A stretch without a name (the flags of ra) goes to the nearer of its neighbours. */
const namedPlaces = (lines: readonly string[]): number[] | null => {
  const stretches = stretchesOf(lines);
  if (stretches.some(({ names }) => names > 1)) return null;
  for (let i = stretches.length - 1; i >= 0; i--) {
    const { start, end, names } = stretches[i]!;
    if (names === 1) continue;
    const before = stretches[i - 1];
    const after = stretches[i + 1];
    if (after && (!before || after.start - end <= start - before.end)) {
      stretches.splice(i, 2, { start, end: after.end, names: after.names });
    } else if (before) stretches.splice(i - 1, 2, { start: before.start, end, names: before.names });
  }
  return stretches.map(({ start }) => start);
};

const FEWEST_COLUMNS = 4;

/** How these lines (header first, no blank ones) separate their cells; null where they are no table of this kind. */
export const blankPlacesOf = (lines: readonly string[]): BlankPlaces | null => {
  const header = words(lines[0] ?? '');
  if (lines.length < 2 || header.length < FEWEST_COLUMNS || lines.some((line) => line.includes('\t'))) return null;
  const whole = lines.filter((line) => words(line).length === header.length).length;
  if (whole === lines.length) return [];
  const places = namedPlaces(lines);
  if (places?.length === header.length) return places;
  return whole >= lines.length * 0.9 ? [] : null;
};
