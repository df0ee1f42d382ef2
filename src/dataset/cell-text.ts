import type { Column } from './table.ts';

/**
 * Shortest decimal that reads back as the same float32: 0.1 stored in a Float32Array shows as 0.1 again, not as
 * 0.10000000149011612. Nine significant digits always suffice (IEEE 754, binary32).
 */
export const float32Text = (value: number): string => {
  if (Number.isInteger(value) && Math.abs(value) <= 16777216) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
};

/** One cell as text for people and filters; '' where missing. Times are UTC. */
export const cellText = (column: Column, row: number): string => {
  if (column.kind === 'text') {
    const code = column.codes[row]!;
    return code < 0 ? '' : column.dictionary[code]!;
  }
  const value = column.values[row]!;
  if (Number.isNaN(value)) return '';
  if (column.kind === 'time') {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) return '';
    const iso = date.toISOString();
    return column.timeOfDayOnly ? iso.slice(11, 23) : `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
  }
  return column.values instanceof Float32Array ? float32Text(value) : String(value);
};
