/** How numbers are written on the page: one way for each kind, in one place. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

/** 12,345 */
export const countText = (value: number): string => whole.format(value);

/** 5.0%, 0.03%; '–' where there is nothing to divide. */
export const shareText = (share: number, digits?: number): string => {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  const shown = digits ?? (percent !== 0 && Math.abs(percent) < 1 ? 2 : 1);
  return `${percent.toFixed(shown)}%`;
};

/** A figure in −1…1 with three digits; '–' where it does not exist. */
export const figureText = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(3).replace('-', '−');

/** A score or any measured number: four significant digits, exponent only where it must be. */
export const scoreText = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace('e+', 'e').replace('e-', 'e−');
  if (size >= 1000) return countText(value);
  return value.toPrecision(4);
};

/** A cell's number: whole ones as they are, others with four significant digits at most. */
export const valueText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? countText(value) : scoreText(value).replace(/(\.\d*?)0+$/, '$1');

/** From the least to the greatest: in full within `room` characters, else in short; one number where both are the same. */
export const rangeText = (low: number, high: number, room: number): string => {
  const ends = [low, high].map((end) => valueText(end).replace('-', '−'));
  if (low === high) return ends[0]!;
  const text = ends.join(' – ');
  return text.length <= room ? text : [low, high].map((end) => siText(end).replace('-', '−')).join(' – ');
};

/** Short numbers for axes: 1.2 k, 3 M. */
export const siText = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e9) return `${trim(value / 1e9)}${NBSP}G`;
  if (size >= 1e6) return `${trim(value / 1e6)}${NBSP}M`;
  if (size >= 1e4) return `${trim(value / 1e3)}${NBSP}k`;
  if (size >= 1) return trim(value);
  if (size >= 0.001) return String(Number(value.toPrecision(2)));
  return value.toExponential(0).replace('e-', 'e−');
};
const trim = (value: number): string => String(Number(value.toPrecision(3)));

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
/** Decimal units, as browsers and disks count. */
export const bytesText = (bytes: number): string => {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)}${NBSP}${UNITS[unit]}`;
};

/** 340 ms, 4.2 s, 2 min 05 s */
export const durationText = (milliseconds: number): string => {
  if (!Number.isFinite(milliseconds)) return '–';
  if (milliseconds < 1000) return `${Math.round(milliseconds)}${NBSP}ms`;
  // Rounded before it is divided: 119.7 s are 2 min 00 s, not 1 min 60 s.
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}${NBSP}s`;
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};

/** No finer than an estimate is: about 9 s left. */
export const timeLeftText = (seconds: number): string => {
  if (seconds < 1) return 'almost done';
  const whole = Math.ceil(seconds);
  return `about ${whole < 60 ? `${whole}${NBSP}s` : durationText(whole * 1000)} left`;
};

/** 2017-07-07 14:03:21, in UTC as the file has it. */
export const timeText = (milliseconds: number): string =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ') : '–';

const DAY = 86_400_000;

/**
 * From when to when, as short as it can be told: 2017-07-03 08:55 to 17:01, 2017-07-03 to 2017-07-07. Times of a day that
 * the file does not name, milliseconds since midnight, have no date.
 */
export const spanText = (from: number, to: number): string => {
  const [first, last] = [timeText(from), timeText(to)];
  if (to < 2 * DAY) return `${first.slice(11)} to ${last.slice(11)}`;
  if (first.slice(0, 10) !== last.slice(0, 10)) return `${first.slice(0, 10)} to ${last.slice(0, 10)}`;
  // Within one minute, seconds are all there is.
  const end = first.slice(0, 16) === last.slice(0, 16) ? 19 : 16;
  return `${first.slice(0, end)} to ${last.slice(11, end)}`;
};
