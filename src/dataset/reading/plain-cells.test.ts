import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords } from './parse-records.ts';
import { placed, plainLoops } from './plain-loops.ts';
import { MAXIMUM_RECORD, type PlannedColumn, type ReadPlan } from './plan.ts';
import { MALFORMED, type RecordIndex, scanRecords } from './records.ts';

const COLUMNS: readonly PlannedColumn[] = [
  { name: 'number', kind: 'number', certainty: 'seen', missingWords: [] },
  { name: 'time', kind: 'time', certainty: 'known', missingWords: [] },
  { name: 'text', kind: 'text', certainty: 'known', missingWords: ['-'] },
  { name: 'epoch', kind: 'time', certainty: 'known', missingWords: [] },
];

const planOf = (columns: readonly PlannedColumn[]): ReadPlan => ({
  name: 'f',
  format: 'generic',
  formatReason: '',
  columns,
  files: [
    {
      name: 'f',
      bytes: 0,
      lastModified: 0,
      compressed: false,
      encoding: 'utf-8',
      mark: 0,
      syntax: { kind: 'delimited', delimiter: ',', quote: '"', escape: '"', decimalComma: false, comment: '' },
      dataStart: 0,
      linesBefore: 0,
      width: columns.length,
      header: ['number', 'time', 'text', 'epoch'],
      cells: columns.map((_, i) => i),
      keys: [],
      times: columns.map(({ kind, name }) => {
        if (kind !== 'time') return null;
        return name === 'epoch' ? { kind: 'epoch', millisecondsPerUnit: 1000 } : { kind: 'date', order: 'year-first' };
      }),
      scoreOnly: false,
    },
  ],
  sampleShare: 1,
  seed: 0,
  estimatedRows: 0,
  estimatedBytes: 0,
  maximumBytes: 1e9,
  notes: [],
});

const parse = (bytes: Uint8Array, index: RecordIndex) =>
  parseRecords(planOf(COLUMNS), 0, bytes, index, {
    offsetOf: (record) => index.starts[record]!,
    lengthOf: (record) => index.ends[record]! - index.starts[record]!,
  });

const number = fc.oneof(
  fc.constantFrom(
    '',
    '-',
    '0',
    '-0',
    '7',
    '007',
    '1.',
    '.5',
    '.',
    '-',
    '--1',
    '1e5',
    '1E-5',
    '-2.5e+07',
    '1e',
    '1e+',
    '12e400',
    '9007199254740993',
    '9007199254740991',
    '16777217',
    '0.1234567',
    '0x1f',
    'NaN',
    '-Infinity',
    ' 3 ',
    'x',
  ),
  fc.stringMatching(/^-?[0-9]{1,21}(?:\.[0-9]{0,25})?$/),
  fc.stringMatching(/^-?[0-9.]{1,9}$/),
  fc.stringMatching(/^[0-9.:/e+-]{1,9}$/),
  fc.stringMatching(/^-?[0-9]{1,17}(?:\.[0-9]{0,4})?[eE][+-]?[0-9]{1,4}$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const two = fc.integer({ min: 0, max: 62 }).map((value) => String(value).padStart(2, '0'));
const time = fc.oneof(
  fc.constantFrom(
    '2024-03-01 08:00:00',
    '2024-03-01 08:00:00.5',
    '',
    '-',
    '0000-00-00 00:00:00',
    'never',
    '2024-03-01',
  ),
  fc
    .tuple(
      fc.constantFrom('2024', '1999', '0050', '24'),
      fc.constantFrom('-', '/', '.'),
      two,
      two,
      fc.constantFrom(' ', 'T', '  '),
      two,
      two,
      two,
      fc.constantFrom('', '.1', '.123456', '.123456789', ',5', '.', 'Z', '.25Z', '+02:00', ' PM', 'UTC'),
    )
    .map(([y, mark, m, d, between, h, min, s, end]) => `${y}${mark}${m}${mark}${d}${between}${h}:${min}:${s}${end}`),
);
const epoch = fc.oneof(
  fc.constantFrom(
    '',
    '-',
    '0',
    '1331901000',
    '1331901000.000000',
    '1331901000.123456',
    '13319010001234567890',
    'x',
    ' 5',
  ),
  fc.stringMatching(/^1[0-9]{9}\.[0-9]{6}$/),
);
const text = fc.oneof(
  fc.constantFrom('tcp', 'udp', '-', '', 'NaN', ' padded', 'a much longer value than the others have', 'é', 'number'),
  fc.stringMatching(/^[ -!#-+\--~]{0,9}$/),
);

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const rules = { delimiter: 44, quote: 34, escaping: 34 };
const scanned = (bytes: Uint8Array): RecordIndex =>
  scanRecords(bytes, 0, bytes.length, true, rules, MAXIMUM_RECORD).index;

/** A record that turned out not to be plain may have widened a column: its values are compared, not their kind of array. */
const asDoubles = ({ columns, notes: _, buffers: _buffers, ...rest }: ReturnType<typeof parse>) => ({
  ...rest,
  columns: columns.map((column) => (column.kind === 'text' ? column : { ...column, values: [...column.values] })),
});

describe('plain records', () => {
  it('have loops in WebAssembly here', () => {
    expect(plainLoops()).not.toBeNull();
  });

  it.each([
    ['in WebAssembly', placed],
    ['in JavaScript', (bytes: Uint8Array) => bytes],
  ])(
    'read from their bytes %s are what PapaParse and readNumber make of them',
    (_where, put) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(number, time, text, epoch), { minLength: 1, maxLength: 30 }),
          fc.constantFrom('\n', '\r\n', '\r'),
          fc.boolean(),
          (rows, ending, ends) => {
            const written = encode(rows.map((row) => row.join(',')).join(ending) + (ends ? ending : ''));
            const index = scanned(written);
            // Said to be malformed, no record is plain: each goes the way of strings.
            const slow = parse(written, { ...index, quoted: new Uint8Array(index.count).fill(MALFORMED) });
            const bytes = put(written);
            const quick = parse(bytes, scanned(bytes));
            // A comma within a cell makes a record of another width: both leave it out.
            expect(asDoubles(quick)).toEqual(asDoubles(slow));
            expect(quick.notes).toEqual(slow.notes.filter(({ what }) => what !== 'quotes-malformed'));
          },
        ),
        { numRuns: 1500 },
      );
    },
    120_000,
  );

  it('are found in WebAssembly where they are found in JavaScript', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\r', '\r\n', '"', '""', ',', ' "', '"\n'),
      fc.stringMatching(/^[a-z0-9,]{0,40}$/),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.nat(40),
        fc.nat(400),
        fc.boolean(),
        fc.constantFrom(34, 0),
        fc.constantFrom(20, 1000),
        fc.constantFrom(3, Number.POSITIVE_INFINITY),
        (pieces, from, length, atEnd, quote, maximum, most) => {
          const written = encode(pieces.join(''));
          const start = Math.min(from, written.length);
          const until = Math.min(written.length, start + length);
          const scan = (bytes: Uint8Array) => {
            const { index, ...rest } = scanRecords(bytes, start, until, atEnd, { ...rules, quote }, maximum, most);
            const { count } = index;
            return {
              ...rest,
              starts: [...index.starts.subarray(0, count)],
              ends: [...index.ends.subarray(0, count)],
              lines: [...index.lines.subarray(0, count)],
              endings: [...index.endings.subarray(0, count)],
              quoted: [...index.quoted.subarray(0, count)],
            };
          };
          expect(scan(placed(written))).toEqual(scan(written));
        },
      ),
      { numRuns: 3000 },
    );
  }, 120_000);

  it.each([
    ['in WebAssembly', placed],
    ['in JavaScript', (bytes: Uint8Array) => bytes],
  ])('keep -0 apart from 0 %s, as Number does', (_where, put) => {
    const bytes = put(encode('-0,,a,\n0,,a,\n-0.0,,a,\n-0e3,,a,'));
    const column = parse(bytes, scanned(bytes)).columns[0]!;
    expect(column.kind === 'number' && [...column.values]).toEqual([-0, 0, -0, -0]);
  });

  it('of more than fits the memory of the loops are read like others', () => {
    const line = '12.5,2024-03-01 08:00:00,tcp,1331901000.5';
    const bytes = placed(encode(`${line}\n`.repeat(40_000)));
    const made = parse(bytes, scanned(bytes));
    expect(made.rows).toBe(40_000);
    expect(made.columns.map((column) => (column.kind === 'text' ? column.codes : column.values).at(-1))).toEqual([
      12.5,
      Date.UTC(2024, 2, 1, 8),
      0,
      1_331_901_000_500,
    ]);
  });
});
