/** The simulated day as a Table, and as the CSV file that reads back as it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Column, NumberColumn, Table, TextColumn } from '../table.ts';
import { SAMPLE_COLUMNS, type SampleColumn } from './columns.ts';
import type { Dictionary, FlowColumns } from './flow-recorder.ts';
import { SAMPLE_SEED, type SampleOptions, simulateDay } from './simulate-day.ts';

const numberColumn = (name: SampleColumn, values: Float64Array): NumberColumn => {
  // Float32 where nothing is lost by it.
  const exact = values.every((value) => Math.fround(value) === value);
  return { kind: 'number', name, values: exact ? new Float32Array(values) : values, missing: 0, infinite: 0 };
};

const textColumn = (name: SampleColumn, { codes, values }: Dictionary): TextColumn => ({
  kind: 'text',
  name,
  codes,
  dictionary: values,
  missing: 0,
  overflowed: false,
});

const toColumns = (day: FlowColumns): readonly Column[] => [
  { kind: 'time', name: 'ts', values: day.ts, missing: 0, timeOfDayOnly: false },
  textColumn('src_ip', day.srcIp),
  numberColumn('src_port', day.srcPort),
  textColumn('dst_ip', day.dstIp),
  numberColumn('dst_port', day.dstPort),
  textColumn('proto', day.proto),
  textColumn('service', day.service),
  textColumn('state', day.state),
  numberColumn('duration', day.duration),
  numberColumn('src_bytes', day.srcBytes),
  numberColumn('dst_bytes', day.dstBytes),
  numberColumn('src_pkts', day.srcPkts),
  numberColumn('dst_pkts', day.dstPkts),
  textColumn('label', day.label),
];

/** SHA-256 over names, kinds, row count and every value, column by column. */
const fingerprint = (rows: number, columns: readonly Column[]): string => {
  const hash = sha256.create().update(utf8ToBytes(`sample\n${rows}\n`));
  for (const column of columns) {
    hash.update(utf8ToBytes(`${column.name}\t${column.kind}\n`));
    const values = column.kind === 'text' ? column.codes : column.values;
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    if (column.kind === 'text') hash.update(utf8ToBytes(column.dictionary.join('\n')));
  }
  return bytesToHex(hash.digest());
};

/** One simulated working day in an office network, attacks labelled. No cell is missing. */
export const sampleTable = (options: SampleOptions = {}): Table => {
  const day = simulateDay(options);
  const columns = toColumns(day);
  const seed = options.seed ?? SAMPLE_SEED;
  const name = `Sample: an office's day (seed ${seed})`;
  return {
    name,
    format: 'sample',
    rows: day.rows,
    columns,
    sources: [
      { name, bytes: 0, firstRow: 0, endRow: day.rows, scoreOnly: false, encoding: 'utf-8', compressed: false },
    ],
    offsets: new Float64Array(day.rows).fill(-1),
    lengths: new Uint32Array(day.rows),
    fingerprint: fingerprint(day.rows, columns),
    receipt: [
      {
        what: 'generated',
        count: day.rows,
        detail: `Simulated in the app from seed ${seed}: no real traffic. One working day in an office network, with labelled attacks.`,
      },
    ],
  };
};

const CHUNK_ROWS = 10000;

/**
 * The same day as CSV text, a header line first, in pieces that each end on a line end. Times are ISO 8601 (UTC, ms);
 * nothing needs quoting; numbers are the shortest text that reads back the same (a microsecond, 0.000001, needs no
 * exponent yet).
 */
export const sampleCsvChunks = function* (options: SampleOptions = {}): Generator<string> {
  const day = simulateDay(options);
  yield `${SAMPLE_COLUMNS.join(',')}\n`;
  const text = (column: Dictionary, row: number): string => column.values[column.codes[row]!]!;
  for (let first = 0; first < day.rows; first += CHUNK_ROWS) {
    const end = Math.min(day.rows, first + CHUNK_ROWS);
    let lines = '';
    for (let row = first; row < end; row++) {
      lines +=
        `${new Date(day.ts[row]!).toISOString()},${text(day.srcIp, row)},${day.srcPort[row]},` +
        `${text(day.dstIp, row)},${day.dstPort[row]},${text(day.proto, row)},${text(day.service, row)},` +
        `${text(day.state, row)},${day.duration[row]},${day.srcBytes[row]},${day.dstBytes[row]},` +
        `${day.srcPkts[row]},${day.dstPkts[row]},${text(day.label, row)}\n`;
    }
    yield lines;
  }
};

/** The whole file at once. */
export const sampleCsv = (options: SampleOptions = {}): string => [...sampleCsvChunks(options)].join('');
