import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { buildRanking } from '../evaluation/rank.ts';
import { type AnnotatedCsvInput, annotatedCsv } from './annotated-csv.ts';
import { defuse, joinCells, quoteCell, splitRecord } from './csv-record.ts';
import { createPseudonymiser } from './pseudonymise.ts';

const scores = Float32Array.from([0.5, 0.75, Number.NaN, 0.1]);
const detector = {
  id: 'isolationForest',
  scores,
  ranking: buildRanking(scores, new Uint8Array(4).fill(3), new Int32Array(4), [{ name: 'n', truth: 'normal' }]),
  threshold: 0.5,
} as const;
const LINES = ['a,"b, c",3', 'x', '=1+1,"=2+2",-5', '10.0.0.1,srv-1,+49 30'];
const input = (more: Partial<AnnotatedCsvInput> = {}): AnnotatedCsvInput => ({
  rows: Uint32Array.from([1, 0, 2, 3]),
  records: async (rows) => Array.from(rows, (row) => LINES[row]!),
  header: 'first, second,third',
  columnNames: ['first', 'second', 'third'],
  delimiter: ',',
  detectors: [detector],
  ...more,
});
const written = async (more: Partial<AnnotatedCsvInput> = {}): Promise<string[]> => {
  let text = '';
  for await (const chunk of annotatedCsv(input(more))) text += chunk;
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
};

describe('annotatedCsv', () => {
  it('repeats each line as it was, fills short ones, adds score, rank and flag', async () => {
    expect(await written()).toEqual([
      'first, second,third,isolation_forest_score,isolation_forest_rank,isolation_forest_flagged',
      'x,,,0.75,1,1',
      'a,"b, c",3,0.5,2,0',
      '=1+1,"=2+2",-5,,,',
      '10.0.0.1,srv-1,+49 30,0.100000001,3,0',
    ]);
  });

  it('writes names where the file had none, in batches of any size', async () => {
    const whole = await written({ header: null });
    expect(whole[0]).toMatch(/^first,second,third,isolation/);
    expect(await written({ header: null, batch: 1 })).toEqual(whole);
    expect((await written({ rows: new Uint32Array(0) })).length).toBe(1);
  });

  it('adds reasons and notes, quoted and defused', async () => {
    const [header, line] = await written({
      rows: Uint32Array.from([0]),
      detectors: [
        {
          ...detector,
          reasons: async (rows) =>
            Array.from(rows, () => [
              { column: '=cmd', contribution: 2, direction: 'high' as const },
              { column: 'a"b', contribution: 1, direction: 'low' as const },
            ]),
        },
      ],
      extra: [{ name: 'note', of: () => '@SUM(1)\nnext' }],
    });
    expect(header).toContain('isolation_forest_reasons,note');
    expect(line).toBe(`a,"b, c",3,0.5,2,0,"'=cmd (high); a""b (low)","'@SUM(1)`);
  });

  it('says the category in a reason, and hides an address there', async () => {
    const reasons = ['state', 'service', 'host', 'bytes'].map((column) => ({
      column,
      contribution: 1,
      direction: 'low' as const,
    }));
    const categories: Readonly<Record<string, string>> = { state: 'S0', service: '', host: '10.1.2.3' };
    const input = (shown: readonly (typeof reasons)[number][]) => ({
      rows: Uint32Array.from([0]),
      detectors: [{ ...detector, reasons: async (rows: Uint32Array) => Array.from(rows, () => shown) }],
      categoryOf: (column: string) => categories[column] ?? null,
    });
    const [, plain] = await written(input(reasons.slice(0, 3)));
    expect(plain).toContain(`"state = S0; service missing; host = 10.1.2.3"`);
    expect((await written(input(reasons.slice(3))))[1]).toMatch(/,bytes \(low\)$/);
    const by = createPseudonymiser(new Uint8Array(32));
    const hidden = await written({ ...input(reasons.slice(2, 3)), pseudonyms: { by, columns: new Set(['host']) } });
    expect(hidden[1]).not.toContain('10.1.2.3');
    expect(hidden[1]).toContain(`host = ${by.nameCell('10.1.2.3')}`);
  });

  it('defuses the cells of the file where asked, and only those', async () => {
    const lines = await written({ defuseCells: true });
    expect(lines[3]).toBe(`'=1+1,"'=2+2",-5,,,`);
    expect(lines[4]).toContain(`srv-1,'+49 30,`);
    expect(lines[2]).toBe('a,"b, c",3,0.5,2,0');
  });

  it('hides addresses everywhere and names in the given columns', async () => {
    const by = createPseudonymiser(new Uint8Array(32));
    const lines = await written({ pseudonyms: { by, columns: new Set(['second']) } });
    expect(lines[4]).toMatch(/^ip4-[0-9a-f]{12},host-[0-9a-f]{12},\+49 30,/);
    expect(lines.join()).not.toContain('10.0.0.1');
    expect(lines[2]).toMatch(/^a,"host-[0-9a-f]{12}, host-[0-9a-f]{12}",3,/);
  });

  it('takes cells where there is no line', async () => {
    const lines = await written({
      records: async (rows) => Array.from(rows, () => ['a,b', '', '2']),
      rows: Uint32Array.from([0]),
    });
    expect(lines[1]).toBe('"a,b",,2,0.5,2,0');
  });

  it('stops when cancelled', async () => {
    const stop = new AbortController();
    const chunks = annotatedCsv(input({ signal: stop.signal, batch: 1 }));
    await chunks.next();
    await chunks.next();
    stop.abort();
    await expect(chunks.next()).rejects.toThrow(Cancelled);
  });
});

describe('defuse', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['=HYPERLINK("http://x","y")', `'=HYPERLINK("http://x","y")`],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\n=1', "'\n=1"],
    ['\0=1', "'\0=1"],
    ['＝1+1', "'＝1+1"],
    ['-2+3+cmd', "'-2+3+cmd"],
    ['+', "'+"],
    ['-1e5x', "'-1e5x"],
    ['-', '-'],
    ['-5', '-5'],
    ['+5', '+5'],
    ['-.5', '-.5'],
    ['-1.5e-10', '-1.5e-10'],
    ['plain', 'plain'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('%j', (cell, wanted) => {
    expect(defuse(cell)).toBe(wanted);
  });
});

describe('splitRecord', () => {
  it('cuts as PapaParse does, and what is quoted comes back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', ' ', '=') }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom(',', ';', '\t'),
        (cells, delimiter) => {
          const record = joinCells(cells, delimiter);
          expect(splitRecord(record, delimiter).map((cell) => cell.text)).toEqual(cells);
          expect(
            splitRecord(record, delimiter)
              .map((cell) => cell.raw)
              .join(delimiter),
          ).toBe(record);
          const parsed = Papa.parse<string[]>(record, { delimiter, newline: '\n' });
          if (record !== '') expect(parsed.data[0]).toEqual(cells);
        },
      ),
    );
  });
  it('without quoting a quote is a character', () => {
    expect(splitRecord('"a\tb"', '\t', false).map((cell) => cell.text)).toEqual(['"a', 'b"']);
  });
  it('quotes what another reader would cut', () => {
    expect(quoteCell('a;b', ',')).toBe('"a;b"');
  });
});
