/**
 * Times as flow tools write them, as milliseconds since 1970-01-01 UTC. A time without an offset is taken as UTC.
 * A clock time without a date counts from midnight.
 */
export type TimePattern =
  | { readonly kind: 'epoch'; readonly millisecondsPerUnit: number }
  | { readonly kind: 'date'; readonly order: DateOrder }
  | { readonly kind: 'clock' };
export type DateOrder = 'year-first' | 'day-first' | 'month-first';

const DATE =
  /^'?(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?$/;
/** Edge-IIoTset writes the year before the clock, and nothing between. */
const CLOCK = /^(?:(?:19|20)\d\d\s+)?(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/;
const WORDED =
  /^(?:[A-Za-z]{3},?\s+)?([A-Za-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4}),?\s+(?:@\s+|at\s+)?(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s*(.*)$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NULL_DATE = /^0{4}[-/]0{2}[-/]0{2}/;

const fraction = (digits: string | undefined): number => (digits === undefined ? 0 : Number(`0.${digits}`) * 1000);

/** Minutes east of UTC; zones by letters other than UTC and GMT are not known, and taken as UTC. */
const offsetMinutes = (zone: string | undefined): number => {
  if (zone === undefined || (zone[0] !== '+' && zone[0] !== '-')) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
};

const dateOf = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  milliseconds: number,
): number => {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  const whole = Date.UTC(year < 100 ? year + 2000 : year, month - 1, day, hour, minute, second);
  return whole + milliseconds;
};

const readDate = (text: string, order: DateOrder): number => {
  const m = DATE.exec(text);
  if (!m) {
    const w = WORDED.exec(text);
    if (!w) return Number.NaN;
    const month = MONTHS.indexOf(w[1]!.toLowerCase()) + 1;
    const zone = /[+-]\d{2}:?\d{2}/.exec(w[8]!)?.[0];
    return (
      dateOf(Number(w[3]), month, Number(w[2]), Number(w[4]), Number(w[5]), Number(w[6]), fraction(w[7])) -
      offsetMinutes(zone) * 60_000
    );
  }
  const a = Number(m[1]);
  const b = Number(m[2]);
  const c = Number(m[3]);
  const yearFirst = m[1]!.length > 2;
  const [year, month, day] = yearFirst ? [a, b, c] : order === 'month-first' ? [c, a, b] : [c, b, a];
  let hour = Number(m[4] ?? 0);
  const half = m[8]?.toLowerCase();
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  const value = dateOf(year, month, day, hour, Number(m[5] ?? 0), Number(m[6] ?? 0), fraction(m[7]));
  return value - offsetMinutes(m[9]) * 60_000;
};

const readClock = (text: string): number => {
  const m = CLOCK.exec(text);
  if (!m || Number(m[1]) > 24 || Number(m[2]) > 59 || Number(m[3]) > 60) return Number.NaN;
  return (Number(m[1]) * 3600 + Number(m[2]) * 60 + Number(m[3])) * 1000 + fraction(m[4]);
};

/** A date whose every part is zero stands for "no time" (nfdump). */
export const isNullDate = (text: string): boolean => NULL_DATE.test(text);

/** Milliseconds, or NaN where the text is no time of this pattern. */
export const readTime = (text: string, pattern: TimePattern): number => {
  if (pattern.kind === 'epoch') {
    if (text === '') return Number.NaN;
    const value = Number(text);
    return Number.isFinite(value) ? value * pattern.millisecondsPerUnit : Number.NaN;
  }
  return pattern.kind === 'clock' ? readClock(text) : readDate(text, pattern.order);
};

/** Pattern that all (or nearly all) of the given cells follow; null where they are no times. */
export const recogniseTime = (cells: readonly string[]): TimePattern | null => {
  const present = cells.map((text) => text.trim()).filter((text) => text !== '' && text !== '-' && !isNullDate(text));
  if (present.length === 0) return null;
  const enough = Math.ceil(present.length * 0.95);
  if (present.filter((text) => CLOCK.test(text)).length >= enough) return { kind: 'clock' };
  const dated = present.filter((text) => DATE.test(text) || WORDED.test(text));
  if (dated.length < enough) return null;
  let order: DateOrder = 'day-first';
  for (const text of dated) {
    const m = DATE.exec(text);
    if (!m) continue;
    if (m[1]!.length > 2) return { kind: 'date', order: 'year-first' };
    if (Number(m[2]) > 12) order = 'month-first';
  }
  return { kind: 'date', order };
};

/** Unit of epoch times, from their size: seconds, milliseconds, microseconds or nanoseconds of the years 1990 to 2100. */
export const recogniseEpoch = (values: readonly number[]): Extract<TimePattern, { kind: 'epoch' }> | null => {
  const present = values.filter((value) => Number.isFinite(value) && value > 0);
  if (present.length === 0) return null;
  const low = Math.min(...present);
  const high = Math.max(...present);
  for (const millisecondsPerUnit of [1000, 1, 1e-3, 1e-6]) {
    if (low * millisecondsPerUnit > 6.3e11 && high * millisecondsPerUnit < 4.1e12) {
      return { kind: 'epoch', millisecondsPerUnit };
    }
  }
  return null;
};
