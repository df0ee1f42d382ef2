/** Text that may stand anywhere in HTML or SVG, attribute values in double quotes included. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '\uFFFD');

export const countText = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** A figure in 0…1, three digits each so that they stand under one another. */
export const rateText = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : value.toFixed(3);

/** Four significant digits, without a trail of zeros. */
export const figureText = (value: number | null): string => {
  if (value === null || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
};
