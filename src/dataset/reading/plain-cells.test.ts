import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords } from './parse-records.ts';
import { MAXIMUM_RECORD, type PlannedColumn, type ReadPlan } from './plan.ts';
import { MALFORMED, type RecordIndex, scanRecords } from './records.ts';

const COLUMNS: readonly PlannedColumn[] = [
  { name: 'number', kind: 'number', certainty: 'seen', missingWords: [] },
  { name: 'time', kind: 'time', certainty: 'known', missingWords: [] },
  { name: 'text', kind: 'text', certainty: 'known', missingWords: ['-'] },
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
      header: null,
      cells: columns.map((_, i) => i),
      keys: [],
      times: columns.map(({ kind }) => (kind === 'time' ? { kind: 'date', order: 'year-first' } : null)),
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
    '0x1f',
    'NaN',
    '-Infinity',
    ' 3 ',
    'x',
  ),
  fc.stringMatching(/^-?[0-9]{1,18}(?:\.[0-9]{0,12})?$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const time = fc.constantFrom('2024-03-01 08:00:00', '2024-03-01 08:00:00.5', '', '-', '0000-00-00 00:00:00', 'never');
const text = fc.oneof(
  fc.constantFrom('tcp', 'udp', '-', '', 'NaN', ' padded', 'a much longer value than the others have'),
  fc.stringMatching(/^[ -!#-+\--~]{0,9}$/),
);

describe('plain records', () => {
  it('read from their bytes are what PapaParse and readNumber make of them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, time, text), { minLength: 1, maxLength: 30 }), (rows) => {
        const bytes = new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));
        const rules = { delimiter: 44, quote: 34, escaping: 34 };
        const { index } = scanRecords(bytes, 0, bytes.length, true, rules, MAXIMUM_RECORD);
        const quick = parse(bytes, index);
        // Said to be malformed, no record is plain: each goes the way of strings.
        const slow = parse(bytes, { ...index, quoted: new Uint8Array(index.count).fill(MALFORMED) });
        expect(quick.rows).toBe(rows.length);
        expect({ ...quick, notes: [] }).toEqual({ ...slow, notes: [] });
        expect(quick.notes).toEqual(slow.notes.filter(({ what }) => what !== 'quotes-malformed'));
      }),
      { numRuns: 1500 },
    );
  }, 120_000);

  it('keep -0 apart from 0, as Number does', () => {
    const bytes = new TextEncoder().encode('-0,,a\n0,,a\n-0.0,,a');
    const { index } = scanRecords(bytes, 0, bytes.length, true, { delimiter: 44, quote: 34, escaping: 34 }, 100);
    const column = parse(bytes, index).columns[0]!;
    expect(column.kind === 'number' && [...column.values]).toEqual([-0, 0, -0]);
  });
});
