/** The head of an ARFF file: its @attribute lines, and the records below @data. */
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

export const sniffArff = (head: HeadBytes, name: string): ReadFile => {
  const lines = scanHead(head, delimitedBy(',', ''), 0, name, Number.POSITIVE_INFINITY);
  const names: string[] = [];
  let first = 0;
  for (; first < lines.count; first++) {
    const line = lineText(head.bytes, lines, first).trim();
    const attribute = /^@attribute\s+(?:'([^']*)'|"([^"]*)"|(\S+))/i.exec(line);
    if (attribute) names.push(attribute[1] ?? attribute[2] ?? attribute[3] ?? '');
    if (/^@data/i.test(line)) break;
  }
  if (first >= lines.count) {
    throw new FaultError({
      code: 'not-a-table',
      message: `${name} begins like an ARFF file, but has no @data line.`,
      advice: 'Check that the file is whole.',
      file: name,
      line: lines.count,
    });
  }
  const syntax: Delimited = { ...delimitedBy(',', "'"), escape: '\\', comment: '%' };
  const start = startOf(lines, first + 1);
  const { index } = scanRecords(
    head.bytes,
    start,
    head.bytes.length,
    head.whole,
    quoteRules(syntax),
    MAXIMUM_RECORD,
    MOST_RECORDS,
  );
  const view: View = {
    kind: 'arff',
    syntax,
    names,
    header: null,
    records: cellsOf(head.bytes, index, syntax).filter((row) => row.length === names.length),
    width: names.length,
    dataStart: start,
    linesBefore: first + 1,
    recordBytes: bytesOf(index, 0, index.count),
  };
  return { headed: view, headless: null, likelyHeader: true };
};
