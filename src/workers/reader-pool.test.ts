import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readInProcess } from '../../e2e/open-folder/in-process.ts';
import { Cancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { cellText } from '../dataset/cell-text.ts';
import { createLineReader } from '../dataset/original-lines.ts';
import type { ReadRequest } from '../dataset/reading/request.ts';
import type { Table } from '../dataset/table.ts';
import { createReaderApi } from './reader-api.ts';
import { type Reader, readFiles } from './reader-pool.ts';

const folder = new URL('../dataset/formats/fixtures/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => !name.endsWith('.mjs'));
const bytesOf = (name: string): Buffer => readFileSync(new URL(name, folder));

const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'flows.csv'): File =>
  new File([content], name, { lastModified: 1 });

const read = async (request: ReadRequest, readers = 1): Promise<Table> =>
  (await readInProcess(request, { readers })).table;

/** Everything of a table that its reader sees, in plain values. */
const plain = (table: Table) => ({
  ...table,
  columns: table.columns.map((column) =>
    column.kind === 'text'
      ? { ...column, codes: [...column.codes] }
      : { ...column, width: column.values.constructor.name, values: [...column.values] },
  ),
  offsets: [...table.offsets],
  lengths: [...table.lengths],
});

const cellsOf = (table: Table): string[][] =>
  Array.from({ length: table.rows }, (_, row) => table.columns.map((column) => cellText(column, row)));

const faultOf = async (request: ReadRequest): Promise<{ code: string; line?: number; advice?: string }> => {
  try {
    await read(request);
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault;
    throw thrown;
  }
  return { code: 'none' };
};

/** Cells that make trouble: quotes, delimiters and line ends inside, letters of many bytes, blanks. */
const trouble = fc.oneof(
  fc.constantFrom(
    'a',
    '1',
    '-2.5',
    '',
    '0x1f',
    'Infinity',
    ' x ',
    'é',
    '→',
    '"',
    '""',
    ',',
    'a\nb',
    'a\r\nb',
    '\r',
    'ü,"\n"',
  ),
  fc.string({ maxLength: 6 }),
);
const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(99), trouble, trouble), { minLength: 1, maxLength: 40 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(
    ([rows, end, last]) =>
      `number,left,right${end}${rows.map(([n, a, b]) => `${n},${quote(a)},${quote(b)}`).join(end)}${last ? end : ''}`,
  );

// Whole files are read here, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

describe('slices', () => {
  it('give one table whatever their size and number of readers, quoted line ends and all', async () => {
    await fc.assert(
      fc.asyncProperty(
        csv,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async (text, sliceBytes, readers) => {
          const whole = plain(await read({ files: [fileOf(text)], asText: ['left', 'right'] }));
          const cut = plain(await read({ files: [fileOf(text)], asText: ['left', 'right'], sliceBytes }, readers));
          expect(cut).toEqual(whole);
        },
      ),
      { numRuns: 200 },
    );
  }, 120_000);

  it('give back the cells that were written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(99), fc.constantFrom('a', 'b"c', 'd,e', 'f\ng', 'é→')), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, sliceBytes) => {
          const text = `n,t\n${rows.map(([n, t]) => `${n},${quote(t)}`).join('\n')}\n`;
          const table = await read({ files: [fileOf(text)], asText: ['t'], sliceBytes }, 2);
          expect(cellsOf(table)).toEqual(rows.map(([n, t]) => [String(n), t]));
        },
      ),
      { numRuns: 100 },
    );
  }, 120_000);

  it.each(fixtures)('%s: any slice size gives the same table', async (name) => {
    const file = fileOf(Uint8Array.from(bytesOf(name)), name);
    const whole = plain(await read({ files: [file] }));
    for (const sliceBytes of [1, 7, 64, 333]) {
      expect(plain(await read({ files: [file], sliceBytes }, 3)), `${sliceBytes} bytes`).toEqual(whole);
    }
  });

  it('lie in memory that is used again and again', async () => {
    const file = fileOf(`a,b\n${'1,2.5\n'.repeat(2000)}`);
    const given: (ArrayBuffer | undefined)[] = [];
    const made = new Set<ArrayBuffer>();
    const api = createReaderApi();
    const reader: Reader = {
      ...api,
      async slice(range, from, spare) {
        given.push(spare);
        const slice = await api.slice(range, from, spare);
        made.add(slice.buffers[0]);
        return slice;
      },
    };
    let rows = 0;
    await readFiles({ files: [file], sliceBytes: 400 }, [reader], {
      begin: async () => {},
      async add(slice) {
        rows += slice.rows;
        return slice.buffers[0];
      },
      finish: async () => ({ kind: 'done', summary: null }),
    });
    expect(rows).toBe(2000);
    expect(given.length).toBeGreaterThan(25);
    expect(given.filter((spare) => spare === undefined).length).toBeLessThan(5);
    expect(made.size).toBeLessThan(8);
  });

  it('take a seeded sample by position, the same for any slices', async () => {
    const text = `a,b\n${Array.from({ length: 4000 }, (_, i) => `${i},x${i % 7}`).join('\n')}\n`;
    const request = { files: [fileOf(text)], sampleShare: 0.25, seed: 7 };
    const whole = await read(request);
    expect(whole.rows).toBeGreaterThan(850);
    expect(whole.rows).toBeLessThan(1150);
    expect(whole.receipt.find(({ what }) => what === 'sampled')?.count).toBe(4000 - whole.rows);
    expect(plain(await read({ ...request, sliceBytes: 500 }, 3))).toEqual(plain(whole));
    expect((await read({ ...request, seed: 8 })).fingerprint).not.toBe(whole.fingerprint);
  });
});

describe('encodings and compression', () => {
  const text = 'name,count,share\nÅsa,1,0.5\nβeta,2,1.5\n"→\nx",3,2.5\n';
  const expected = [
    ['Åsa', '1', '0.5'],
    ['βeta', '2', '1.5'],
    ['→\nx', '3', '2.5'],
  ];
  const wide = (swap: boolean, mark: boolean): Uint8Array<ArrayBuffer> => {
    const bytes = Uint8Array.from(Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le'));
    if (swap) for (let i = 0; i < bytes.length; i += 2) bytes.subarray(i, i + 2).reverse();
    return bytes;
  };
  it.each([
    ['UTF-8', Uint8Array.from(Buffer.from(text)), 'utf-8'],
    ['UTF-8 with a mark', Uint8Array.from(Buffer.from(`\ufeff${text}`)), 'utf-8'],
    ['UTF-16 LE', wide(false, true), 'utf-16le'],
    ['UTF-16 BE', wide(true, true), 'utf-16be'],
    ['UTF-16 LE without a mark', wide(false, false), 'utf-16le'],
    ['gzip', Uint8Array.from(gzipSync(text)), 'utf-8'],
    ['gzip of UTF-8 with a mark', Uint8Array.from(gzipSync(`\ufeff${text}`)), 'utf-8'],
    ['gzip of UTF-16', Uint8Array.from(gzipSync(wide(false, true))), 'utf-16le'],
  ] as const)('%s, with the original lines again', async (_name, bytes, encoding) => {
    for (const sliceBytes of [1 << 20, 9]) {
      const file = fileOf(bytes);
      const table = await read({ files: [file], sliceBytes });
      expect(cellsOf(table)).toEqual(expected);
      expect(table.sources[0]!.encoding).toBe(encoding);
      if (table.sources[0]!.compressed && encoding !== 'utf-8') continue;
      expect(await createLineReader([file], table).read(Uint32Array.of(2, 0))).toEqual(['"→\nx",3,2.5', 'Åsa,1,0.5']);
    }
  });

  it('decodes a record that is no UTF-8 as Windows-1252, and only that one', async () => {
    const bytes = Uint8Array.from([...Buffer.from('n,t\n1,é\n2,'), 0x96, ...Buffer.from('\n3,é\n')]);
    const table = await read({ files: [fileOf(bytes)] });
    expect(cellsOf(table).map((row) => row[1])).toEqual(['é', '–', 'é']);
    expect(table.sources[0]!.encoding).toBe('windows-1252');
    expect(table.receipt).toMatchObject([{ what: 'encoding-decoded', count: 1, places: [{ line: 3 }] }]);
  });

  it('says that a cut-off gzip file is broken', async () => {
    const whole = gzipSync(Buffer.from(text.repeat(50)));
    const fault = await faultOf({ files: [fileOf(Uint8Array.from(whole.subarray(0, whole.length - 12)))] });
    expect(fault.code).toBe('bad-compression');
  });
});

describe('columns', () => {
  it('are read again as text where the rest of the file says so', async () => {
    const text = `a,b\n${'1,2\n'.repeat(300_000)}${'x,3\n'.repeat(5_000)}`;
    const table = await read({ files: [fileOf(text)] });
    expect(table.rows).toBe(305_000);
    expect(table.columns.map(({ kind }) => kind)).toEqual(['text', 'number']);
    expect(table.receipt).toMatchObject([{ what: 'read-as-text', places: [{ column: 'a' }] }]);
  });

  it('stay numbers where a few cells are none, and say which', async () => {
    const text = `a,b\n${'1,2\n'.repeat(500)}oops,3\n`;
    const table = await read({ files: [fileOf(text)] });
    expect(table.columns[0]).toMatchObject({ kind: 'number', missing: 1 });
    expect(table.receipt).toMatchObject([
      { what: 'cells-not-numbers', count: 1, places: [{ line: 502, column: 'a', value: 'oops' }] },
    ]);
  });

  it('that are empty in the head become what comes later', async () => {
    const text = `a,b,c\n${'1,,\n'.repeat(300_000)}2,7,x\n`;
    const table = await read({ files: [fileOf(text)] });
    expect(table.columns.map(({ kind }) => kind)).toEqual(['number', 'number', 'text']);
  });

  it('gain the keys that JSON lines bring after the head', async () => {
    const text = `${'{"a":1,"b":"x"}\n'.repeat(70_000)}{"a":2,"late":5}\n`;
    const table = await read({ files: [fileOf(text)] });
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b', 'late']);
    expect(cellText(table.columns[2]!, 70_000)).toBe('5');
  });

  it('are as narrow as no digit is lost', async () => {
    const rows = ['1,256,65536,-1,1,0.1,0.123456789,16777217', '255,65535,0,0,,2.5,1,3'];
    const table = await read({ files: [fileOf(`a,b,c,d,e,f,g,h\n${rows.join('\n')}\n`)] });
    expect(table.columns.map((column) => column.kind === 'number' && column.values.constructor.name)).toEqual([
      'Uint8Array',
      'Uint16Array',
      'Float32Array',
      'Float32Array',
      'Float32Array',
      'Float32Array',
      'Float64Array',
      'Float64Array',
    ]);
  });

  it('may be called anything', async () => {
    const names = ['__proto__', 'constructor', '', 'a', 'a', ' a ', 'toString', 'a (2)'];
    const table = await read({ files: [fileOf(`${names.join(',')}\n1,2,3,4,5,6,7,8\n`)] });
    expect(table.columns.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'column 3',
      'a',
      'a (2)',
      'a (3)',
      'toString',
      'a (2) (2)',
    ]);
    expect(cellsOf(table)).toEqual([['1', '2', '3', '4', '5', '6', '7', '8']]);
  });

  it('share the last entry past the limit of a dictionary', async () => {
    const text = `n,t\n${Array.from({ length: 50 }, (_, i) => `${i},v${i}`).join('\n')}\n`;
    const { table } = await readInProcess(
      { files: [fileOf(text)], sliceBytes: 30 },
      { limits: { maximumDictionary: 10 } },
    );
    expect(table.columns[1]).toMatchObject({ overflowed: true });
    expect(cellText(table.columns[1]!, 9)).toBe('v9');
    expect(cellText(table.columns[1]!, 49)).toBe('(other values)');
  });
});

describe('several files', () => {
  it('with the same columns are one table, in any order of columns', async () => {
    const a = fileOf('x,y,t\n1,2,a\n3,4,b\n', 'monday.csv');
    const b = fileOf('t,y,x\nc,6,5\n', 'tuesday.csv');
    const table = await read({ files: [a, b], scoreOnly: ['tuesday.csv'] });
    expect(cellsOf(table)).toEqual([
      ['1', '2', 'a', 'monday.csv'],
      ['3', '4', 'b', 'monday.csv'],
      ['5', '6', 'c', 'tuesday.csv'],
    ]);
    expect(table.sources).toMatchObject([
      { firstRow: 0, endRow: 2, scoreOnly: false },
      { firstRow: 2, endRow: 3, scoreOnly: true },
    ]);
    expect(table.name).toBe('monday.csv and 1 more');
    expect(await createLineReader([a, b], table).read(Uint32Array.of(2, 1))).toEqual(['c,6,5', '3,4,b']);
  });

  it('with other columns are refused, naming them', async () => {
    const request = { files: [fileOf('x,y\n1,2\n', 'a.csv'), fileOf('x,z\n1,2\n', 'b.csv')] };
    await expect(read(request)).rejects.toMatchObject({
      fault: { code: 'columns-differ', message: expect.stringMatching(/only a\.csv has "y"; only b\.csv has "z"/) },
    });
  });
});

describe('bad files', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
  it.each([
    ['an empty file', '', 'empty-file'],
    ['blank lines alone', '\n\n \n', 'empty-file'],
    ['a header alone', 'a,b,c\n', 'header-only'],
    ['a picture', png, 'not-text'],
    ['random bytes', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 29), 'not-text'],
    ['one column', 'a\n1\n2\n', 'not-a-table'],
    ['prose', 'Dear Sir or Madam\nplease find enclosed\n', 'not-a-table'],
    ['a JSON array', '[\n1,\n2\n]\n', 'not-a-table'],
    ['a Zeek log without fields', '#separator \\x09\n#path\tconn\n1\t2\n', 'not-a-table'],
    ['a line of 10 MB', `a,b\n${'x'.repeat(10_000_000)},1\n`, 'record-too-long'],
    ['a first line of 3 MB', `${'x'.repeat(3_000_000)},1\n`, 'record-too-long'],
    [
      '20,000 columns',
      `${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(19_999)}1\n`,
      'too-many-columns',
    ],
    ['a packet capture', Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0), 'not-text'],
  ] as const)('%s', async (_name, content, code) => {
    const fault = await faultOf({ files: [fileOf(content as string)] });
    expect(fault.code).toBe(code);
  });

  it('names the line of a quote that is never closed', async () => {
    const text = `a,b\n${'1,"x"\n'.repeat(20_000)}2,"open\n${'3,"y"z\n'.repeat(200_000)}`;
    expect(await faultOf({ files: [fileOf(text)] })).toMatchObject({ code: 'record-too-long', line: 20_002 });
    expect(await faultOf({ files: [fileOf(text)], sliceBytes: 300_000 })).toMatchObject({
      code: 'record-too-long',
      line: 20_002,
    });
  });

  it('blames no quote where a long line has none', async () => {
    const text = `a,b\n${'1,x\n'.repeat(20_000)}2,${'x'.repeat(3_000_000)}\n`;
    for (const file of [fileOf(text), fileOf(Uint8Array.from(gzipSync(text)), 'flows.csv.gz')]) {
      const { line, advice } = await faultOf({ files: [file] });
      expect([line, advice]).toEqual([20_002, expect.stringMatching(/^No flow is that long/)]);
    }
  });

  it('leaves out short and long records, and says where', async () => {
    const table = await read({ files: [fileOf('a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n7,8,9,\n')] });
    expect(cellsOf(table).map((row) => row[0])).toEqual(['1', '4', '7']);
    expect(table.receipt).toMatchObject([
      { what: 'records-too-short', count: 1, places: [{ line: 3 }] },
      { what: 'records-too-long', count: 1, places: [{ line: 5 }] },
    ]);
  });

  it('says before reading that a table would not fit, and what share would', async () => {
    const text = `a,b\n${'1,2\n'.repeat(10_000)}`;
    const fault = await faultOf({ files: [fileOf(text)], maximumBytes: 100_000 });
    expect(fault).toMatchObject({ code: 'too-large', value: '0.49' });
    const table = await read({ files: [fileOf(text)], maximumBytes: 100_000, sampleShare: 0.4 });
    expect(table.rows).toBeLessThan(5000);
  });

  it('says that a file was changed after it was read', async () => {
    const file = fileOf('a,b\n1,2\n');
    const table = await read({ files: [file] });
    const changed = new File(['a,b\n1,2\n3,4\n'], 'flows.csv', { lastModified: 1 });
    const reader = createLineReader([changed], table);
    await expect(reader.read(Uint32Array.of(0))).rejects.toMatchObject({ fault: { code: 'file-changed' } });
  });
});

describe('progress and cancel', () => {
  const text = `a,b\n${'1,2\n'.repeat(5000)}`;
  it('never falls and ends at the total', async () => {
    const seen: number[] = [];
    const file = fileOf(text);
    const onProgress = ({ done }: { done: number }) => void seen.push(done);
    await readInProcess({ files: [file], sliceBytes: 1000 }, { readers: 2, call: { onProgress } });
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect([seen[0], seen.at(-1)]).toEqual([0, file.size]);
  });

  it('ends as cancelled, at once', async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => void (done > 2000 && controller.abort());
    const call = { onProgress, signal: controller.signal };
    await expect(readInProcess({ files: [fileOf(text)], sliceBytes: 1000 }, { call })).rejects.toBeInstanceOf(
      Cancelled,
    );
  });
});

describe('mutated captures', () => {
  const originals = fixtures.map((name) => ({ name, bytes: bytesOf(name) }));
  const mutation = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), byte: fc.nat(255) }),
    fc.record({
      kind: fc.constant('insert' as const),
      at: fc.nat(),
      text: fc.constantFrom(
        '"',
        ',',
        '\n',
        '\r',
        '\r\n',
        '\0',
        '\0\0\0',
        ';',
        '\t',
        '__proto__',
        '\ufeff',
        '{',
        '}',
        '\\',
        '#',
        'é',
        '",\n"',
      ),
    }),
    fc.record({ kind: fc.constant('double' as const), at: fc.nat(), size: fc.nat(300) }),
    fc.record({ kind: fc.constant('drop' as const), at: fc.nat(), size: fc.nat(100) }),
    fc.record({ kind: fc.constant('ends' as const), text: fc.constantFrom('\r', '\r\n', '\n\n') }),
  );
  type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;
  const mutate = (bytes: Buffer, change: Mutation): Buffer => {
    if (change.kind === 'ends') return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, change.text), 'latin1');
    const at = bytes.length === 0 ? 0 : change.at % bytes.length;
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (change.kind) {
      case 'cut':
        return before;
      case 'flip':
        return Buffer.concat([before, Buffer.of(change.byte), after.subarray(1)]);
      case 'insert':
        return Buffer.concat([before, Buffer.from(change.text), after]);
      case 'double':
        return Buffer.concat([before, after.subarray(0, change.size), after]);
      case 'drop':
        return Buffer.concat([before, after.subarray(change.size)]);
    }
  };

  it('give a table or a typed fault, the same for any slices, and never anything else', async () => {
    const outcome = async (request: ReadRequest, readers: number) => {
      try {
        return plain(await read(request, readers));
      } catch (thrown) {
        if (!(thrown instanceof FaultError) || thrown.fault.code === 'unexpected') throw thrown;
        return thrown.fault;
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(originals.length - 1),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 400 }),
        async (which, changes, sliceBytes) => {
          const { name, bytes } = originals[which]!;
          const file = fileOf(Uint8Array.from(changes.reduce(mutate, bytes)), name);
          const whole = await outcome({ files: [file] }, 1);
          expect(await outcome({ files: [file], sliceBytes }, 2)).toEqual(whole);
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 2000) },
    );
  }, 300_000);
});
