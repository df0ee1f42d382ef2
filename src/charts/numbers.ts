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
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)}${NBSP}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};

/** 2017-07-07 14:03:21, in UTC as the file has it. */
export const timeText = (milliseconds: number): string =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ') : '–';
