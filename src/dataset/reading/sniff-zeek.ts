/** The head of a Zeek log: its # lines, and the records below them. */
import { FaultError } from '../../base/fault.ts';
import { type Delimited, quoteRules } from './cells.ts';
import type { HeadBytes } from './head-bytes.ts';
import {
  bytesOf,
  cellsOf,
  delimitedBy,
  lineText,
  MOST_RECORDS,
  type ReadFile,
  scanHead,
  startOf,
  type View,
} from './head-records.ts';
import { MAXIMUM_RECORD } from './plan.ts';
import { scanRecords } from './records.ts';

const unescapeZeek = (text: string): string =>
  text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

export const sniffZeek = (head: HeadBytes, name: string): ReadFile => {
  const lines = scanHead(head, delimitedBy('\t', ''), 0, name, Number.POSITIVE_INFINITY);
  let separator = '\t';
  let names: string[] | null = null;
  let types: string[] = [];
  const missingWords: string[] = [];
  let first = 0;
  for (; first < lines.count; first++) {
    const line = lineText(head.bytes, lines, first);
    if (!line.startsWith('#')) break;
    if (line.startsWith('#separator')) separator = unescapeZeek(line.slice('#separator'.length).trim()) || '\t';
    else if (line.startsWith('#fields')) names = line.split(separator).slice(1);
    else if (line.startsWith('#unset_field')) missingWords.push(line.split(separator)[1] ?? '');
    else if (line.startsWith('#types')) types = line.split(separator).slice(1);
  }
  if (!names) {
    throw new FaultError({
      code: 'not-a-table',
      message: `${name} begins like a Zeek log, but has no #fields line.`,
      advice: 'Keep the lines that begin with # at the top of the log.',
      file: name,
      line: first + 1,
    });
  }
  // The labelled logs of IoT-23 put three blanks, not the separator, between their last three fields.
  const splitsLast = / {2,}/.test(names.at(-1) ?? '');
  if (splitsLast) {
    const last = names.pop()!.split(/ {2,}/);
    names.push(...last);
    if (/ {2,}/.test(types.at(-1) ?? '')) types.push(...types.pop()!.split(/ {2,}/));
  }
  const syntax: Delimited = { ...delimitedBy(separator[0]!, ''), comment: '#', splitsLast };
  const start = startOf(lines, first);
  const { index } = scanRecords(
    head.bytes,
    start,
    head.bytes.length,
    head.whole,
    quoteRules(syntax),
    MAXIMUM_RECORD,
    MOST_RECORDS,
  );
  const records = cellsOf(head.bytes, index, syntax).filter((row) => row.length === names.length);
  const view: View = {
    kind: 'zeek',
    syntax,
    names,
    types,
    missingWords: missingWords.filter((word) => word !== ''),
    header: null,
    records,
    width: names.length,
    dataStart: start,
    linesBefore: first,
    recordBytes: bytesOf(index, 0, index.count),
  };
  return { headed: view, headless: null, likelyHeader: true };
};
