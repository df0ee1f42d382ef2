/** Where the records of a file begin, how their cells are separated and whether the first one names the columns. */
import { FaultError } from '../../base/fault.ts';
import type { Delimited } from './cells.ts';
import type { HeadBytes } from './head-bytes.ts';
import {
  bytesOf,
  cellsOf,
  commonWidth,
  delimitedBy,
  isBlank,
  type ReadFile,
  scanHead,
  startOf,
  tryScanHead,
  type View,
} from './head-records.ts';
import { cell, HEXADECIMAL, NUMBER, readNumber, THOUSANDS_BY_POINTS } from './number-text.ts';
import { refuseOtherKinds } from './other-kinds.ts';
import { sniffArff } from './sniff-arff.ts';
import { sniffBlanks } from './sniff-blanks.ts';
import { sniffJson } from './sniff-json.ts';
import { sniffZeek } from './sniff-zeek.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that cuts most records into the same number of cells. */
const chooseDelimiter = (head: HeadBytes, from: number, name: string): Delimited => {
  let best: Delimited = delimitedBy(',');
  let bestScore = -1;
  let bestShare = 0;
  for (const delimiter of DELIMITERS) {
    if (!head.bytes.includes(delimiter.charCodeAt(0))) continue;
    const syntax = delimitedBy(delimiter);
    // A quoted first cell never closes by a delimiter that is not the file's own.
    const index = tryScanHead(head, syntax, from, 200);
    if (index === null) continue;
    const rows = cellsOf(head.bytes, index, syntax).filter((row) => !isBlank(row));
    if (rows.length === 0) continue;
    const { width, share } = commonWidth(rows);
    if (width < 2) continue;
    // A header of the same width is worth more than many cells: "1,5;2,5" has as many commas as semicolons.
    const score = share * 2 + (rows[0]!.length === width ? 2 : 0) + Math.min(width, 100) / 100;
    if (score > bestScore) {
      bestScore = score;
      bestShare = share;
      best = syntax;
    }
  }
  return bestShare < 0.6 ? (sniffBlanks(head, from, name) ?? best) : best;
};

/** A backslash takes the meaning from a quote where more records are whole so than with doubled quotes. */
const chooseEscape = (head: HeadBytes, doubled: Delimited): Delimited => {
  let at = head.bytes.indexOf(92);
  while (at >= 0 && head.bytes[at + 1] !== 34) at = head.bytes.indexOf(92, at + 1);
  if (at < 0) return doubled;
  const slashed: Delimited = { ...doubled, escape: '\\' };
  const wholeShare = (syntax: Delimited): number => {
    const index = tryScanHead(head, syntax, 0);
    if (index === null) return 0;
    const rows = cellsOf(head.bytes, index, syntax);
    const width = rows[0]?.length ?? 0;
    return rows.filter((row) => row.length === width).length / Math.max(1, rows.length);
  };
  return wholeShare(slashed) > wholeShare(doubled) ? slashed : doubled;
};

const looksLikeValue = (text: string): boolean => {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  readNumber(trimmed);
  if (cell.kind === NUMBER || cell.kind === HEXADECIMAL) return true;
  return /^\d{1,3}(?:\.\d{1,3}){3}$|^[0-9a-f]*:[0-9a-f:]+$|^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|^-?(?:inf|infinity|nan)$/i.test(
    trimmed,
  );
};

/** Whether the first of these records reads like names rather than values. */
const readsLikeNames = (rows: readonly (readonly string[])[]): boolean => {
  const first = rows[0]!;
  if (first.some(looksLikeValue)) return first.filter(looksLikeValue).length < first.length * 0.1 && first.length > 5;
  const rest = rows.slice(1, 200);
  if (rest.length === 0) return true;
  // A value below any text cell of the first record: that cell is a name.
  if (rest.some((row) => row.some(looksLikeValue))) return true;
  // All text: names do not come again below.
  const repeats = first.filter((text, i) => rest.some((row) => row[i] === text)).length;
  return repeats < first.length * 0.3;
};

/** Points between thousands ("1.234.567,8"), which go with a decimal comma, are no decimal points. */
const usesDecimalComma = (rows: readonly (readonly string[])[]): boolean => {
  let commas = 0;
  for (const row of rows.slice(0, 500)) {
    for (const text of row) {
      const trimmed = text.trim();
      if (/^[+-]?\d+\.\d+$/.test(trimmed) && !THOUSANDS_BY_POINTS.test(trimmed)) return false;
      if (/^[+-]?\d+,\d+$/.test(trimmed)) commas++;
    }
  }
  return commas > 0;
};

/** Excel writes its delimiter above the header: "sep=;". */
const statedDelimiter = (opening: string): { readonly delimiter: string; readonly bytes: number } | null => {
  const line = /^"?sep=(\\t|[^\s"])"?[ \t]*(?:\r\n|\n|\r)/i.exec(opening);
  return line && { delimiter: line[1] === '\\t' ? '\t' : line[1]!, bytes: line[0].length };
};

/** Most lines of a title that are looked for above the header. */
const MOST_TITLE_LINES = 20;

/** Lines above the header: comments of exports, a title. They have far fewer cells than the records below. */
const titleLines = (all: readonly (readonly string[])[]): number => {
  let first = 0;
  const isComment = (row: number): boolean =>
    row < all.length - 1 && all[row]![0]!.startsWith('#') && all[row]!.length < all[row + 1]!.length;
  while (first < all.length && (isBlank(all[first]!) || isComment(first))) first++;
  const { width, share } = commonWidth(all.slice(first).filter((row) => !isBlank(row)));
  if (width < 3 || share < 0.6) return first;
  let header = first;
  while (header < all.length && all[header]!.length * 2 <= width) header++;
  return header - first > MOST_TITLE_LINES || header >= all.length - 1 ? first : header;
};

export const sniffDelimited = (head: HeadBytes, name: string): ReadFile => {
  const opening = new TextDecoder().decode(head.bytes.subarray(0, 4096)).trimStart();
  refuseOtherKinds(opening, name);
  if (/^[{[]/.test(opening)) return sniffJson(head, name);
  if (/^#(?:separator|set_separator|fields|path)/.test(opening)) return sniffZeek(head, name);
  if (/^(?:%[^\n]*\s+)*@relation\s/i.test(opening)) return sniffArff(head, name);

  const stated = statedDelimiter(opening);
  const from = stated?.bytes ?? 0;
  const found = chooseEscape(head, stated ? delimitedBy(stated.delimiter) : chooseDelimiter(head, from, name));
  const index = scanHead(head, found, from, name);
  const all = cellsOf(head.bytes, index, found);
  const first = titleLines(all);
  const rows = all.slice(first);
  if (rows.length === 0) {
    throw new FaultError({
      code: 'empty-file',
      message: `${name} holds nothing but blanks.`,
      advice: 'Export the capture again, or open another file.',
      file: name,
    });
  }
  const decimalComma = found.delimiter !== ',' && usesDecimalComma(rows);
  const syntax: Delimited = { ...found, decimalComma };
  const body = rows.slice(1).filter((row) => !isBlank(row));
  const common = commonWidth(body.length > 0 ? body : rows);
  const headerRow = rows[0]!;
  const after = startOf(index, first + 1);
  // One name too few in nearly all records: the first column holds row names (as R writes them).
  const oneMore = body.filter((row) => row.length === headerRow.length + 1 && row.at(-1) !== '').length;
  const hasRowNames = body.length > 0 && oneMore >= body.length * 0.9;
  const names = hasRowNames ? ['row', ...headerRow] : headerRow;
  const linesAbove = (stated ? 1 : 0) + all.slice(0, first).filter((row) => !isBlank(row)).length;
  const headed: View = {
    kind: 'delimited',
    syntax,
    names,
    header: headerRow,
    records: body,
    width: names.length,
    dataStart: after,
    linesBefore: (stated ? 1 : 0) + (first + 1 < index.count ? index.lines[first + 1]! : index.lines[first]! + 1),
    recordBytes: bytesOf(index, first + 1, index.count),
    shifted: hasRowNames,
    linesAbove,
  };
  const headless: View = {
    kind: 'delimited',
    syntax,
    names: null,
    header: null,
    records: rows.filter((row) => !isBlank(row)),
    width: common.width,
    dataStart: index.starts[first]!,
    linesBefore: (stated ? 1 : 0) + index.lines[first]!,
    recordBytes: bytesOf(index, first, index.count),
    linesAbove,
  };
  return { headed, headless, likelyHeader: readsLikeNames([headerRow, ...body]) };
};
