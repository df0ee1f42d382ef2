/** What a person types over a column, as a filter of rows: text that cells hold, or a range of numbers. */
import type { RowFilter } from '../../dataset/select-rows.ts';
import type { ColumnProfile } from '../../dataset/summary.ts';
import { typedNumber } from '../typed-number.ts';

const THOUSANDS = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;

/** A comma parts thousands where three digits follow each, else it stands before decimals. */
const numberOf = (text: string): number | null => {
  const trimmed = text.trim();
  return typedNumber(THOUSANDS.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed);
};

/** Largest number below, smallest above: 'more than 5' leaves 5 out, in the table's single or double precision alike. */
const justAbove = (value: number): number => value + Math.max(Math.abs(value) * 2 ** -22, Number.MIN_VALUE);
const justBelow = (value: number): number => value - Math.max(Math.abs(value) * 2 ** -22, Number.MIN_VALUE);

const rangeOf = (text: string): { readonly low: number; readonly high: number } | null => {
  const bounds = /^(.*?)(?:\.\.|–|\bto\b)(.*)$/.exec(text);
  if (bounds) {
    const low = bounds[1]!.trim() === '' ? Number.NEGATIVE_INFINITY : numberOf(bounds[1]!);
    const high = bounds[2]!.trim() === '' ? Number.POSITIVE_INFINITY : numberOf(bounds[2]!);
    return low === null || high === null ? null : { low, high };
  }
  const compared = /^(>=|≥|>|<=|≤|<|=)?(.*)$/.exec(text)!;
  const value = numberOf(compared[2]!);
  if (value === null) return null;
  switch (compared[1]) {
    case '>':
      return { low: justAbove(value), high: Number.POSITIVE_INFINITY };
    case '>=':
    case '≥':
      return { low: value, high: Number.POSITIVE_INFINITY };
    case '<':
      return { low: Number.NEGATIVE_INFINITY, high: justBelow(value) };
    case '<=':
    case '≤':
      return { low: Number.NEGATIVE_INFINITY, high: value };
    default:
      return { low: value, high: value };
  }
};

/** Null for nothing typed, and for what is no range of numbers over numbers. `=tcp`: the whole cell. */
export const filterOf = ({ name, kind }: Pick<ColumnProfile, 'name' | 'kind'>, typed: string): RowFilter | null => {
  const text = typed.trim();
  if (text === '') return null;
  if (kind === 'number') {
    const range = rangeOf(text);
    return range && { kind: 'range', column: name, ...range };
  }
  if (kind === 'text' && text.startsWith('=')) return { kind: 'equals', column: name, value: text.slice(1).trim() };
  return { kind: 'contains', column: name, text };
};

/** Whether something is typed that filters nothing, since it cannot be understood. */
export const isNoFilter = (column: Pick<ColumnProfile, 'name' | 'kind'>, typed: string): boolean =>
  typed.trim() !== '' && filterOf(column, typed) === null;

/** What is typed over a column, whose name may be that of a part of every object. */
export const typedOver = (filters: Readonly<Record<string, string>>, column: string): string =>
  Object.hasOwn(filters, column) ? filters[column]! : '';
