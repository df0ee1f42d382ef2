/** Rows of records that are JSON objects. */
import { decodeUtf8, decodeWindows1252 } from './cells.ts';
import { readJsonLine } from './json-lines.ts';
import type { Work } from './record-work.ts';

const JSON_BATCH = 512;

export const addJson = (work: Work, newKeys: Set<string>): void => {
  const { bytes, index, file, format, notes } = work;
  const columnOf = new Map(file.keys.map((key, i) => [key, i]));
  const records = new Int32Array(JSON_BATCH);
  let rows: string[][] = [];
  for (let record = 0; record < index.count; record++) {
    const raw = bytes.subarray(index.starts[record]!, index.ends[record]!);
    const place = { line: index.lines[record]! + 1 };
    let text = decodeUtf8(raw);
    if (text === null) {
      notes.add('encoding-decoded', place);
      text = decodeWindows1252(raw);
    }
    if (text.trim() === '') {
      notes.add('blank-lines', place);
      continue;
    }
    const cells = readJsonLine(text);
    if (cells === null) {
      notes.add('records-not-json', { ...place, value: text.slice(0, 60) });
      continue;
    }
    if (format.keeps && !format.keeps(cells)) {
      notes.add('rows-left-out', place);
      continue;
    }
    if (!work.takes(record)) continue;
    const row = new Array<string>(file.keys.length).fill('');
    for (const [key, value] of cells) {
      const at = columnOf.get(key);
      if (at === undefined) newKeys.add(key);
      else row[at] = value;
    }
    records[rows.length] = record;
    rows.push(row);
    if (rows.length === JSON_BATCH) {
      work.addRows(rows, rows.length, records);
      rows = [];
    }
  }
  work.addRows(rows, rows.length, records);
};
