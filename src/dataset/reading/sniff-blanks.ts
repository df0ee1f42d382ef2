/** Whether blanks separate the cells of a file that no delimiter fits. */
import { factOfName } from '../formats/column-names.ts';
import { normaliseName } from '../formats/format-module.ts';
import { blankPlacesOf, cellsByBlanks } from './blank-cells.ts';
import type { Delimited } from './cells.ts';
import type { HeadBytes } from './head-bytes.ts';
import { delimitedBy, lineText, scanHead } from './head-records.ts';
import { cell, NUMBER, readNumber } from './number-text.ts';

const FEWEST_KNOWN = 3;

const isNumber = (text: string): boolean => {
  readNumber(text);
  return cell.kind === NUMBER;
};

/** Prose has blanks, too: a table has names that flow tools write, or numbers in the same cells of every line. */
const looksLikeFlows = (rows: readonly (readonly string[])[]): boolean => {
  const known = rows[0]!.filter((name) => factOfName(normaliseName(name)) !== undefined).length;
  if (known >= FEWEST_KNOWN) return true;
  const numeric = rows[0]!.filter((_, i) => rows.every((row) => isNumber(row[i] ?? ''))).length;
  return numeric >= FEWEST_KNOWN && numeric >= rows[0]!.length * 0.3;
};

export const sniffBlanks = (head: HeadBytes, from: number, name: string): Delimited | null => {
  const syntax = delimitedBy(' ', '');
  const index = scanHead(head, syntax, from, name);
  const lines: string[] = [];
  for (let i = 0; i < index.count; i++) {
    const line = lineText(head.bytes, index, i);
    if (line.trim() !== '') lines.push(line);
  }
  // The last line of a head that is cut off is none.
  const places = blankPlacesOf(lines);
  if (places === null) return null;
  return looksLikeFlows(lines.slice(0, 50).map((line) => cellsByBlanks(line, places)))
    ? { ...syntax, blanks: places }
    : null;
};
