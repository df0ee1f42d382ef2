/**
 * Every fixture, damaged in every way that files are: each gives a table or a typed fault, in a moment. Random damage, by
 * the thousand, is in workers/reader-pool.test.ts; here stands what chance would not find.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readInProcess } from '../../../e2e/open-folder/in-process.ts';
import { FaultError } from '../../base/fault.ts';
import { createLineReader } from '../original-lines.ts';
import { summarise } from '../summarise.ts';

const folder = new URL('./fixtures/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => !name.endsWith('.mjs'));
const bytesOf = (name: string): Buffer => readFileSync(new URL(name, folder));
const fileOf = (bytes: Uint8Array, name = 'flows.csv'): File => new File([Uint8Array.from(bytes)], name);

/** Rows and columns, or the code of the fault. */
const outcome = async (bytes: Uint8Array): Promise<readonly [number, number] | string> => {
  try {
    const { table } = await readInProcess({ files: [fileOf(bytes)] });
    // What the page does next: roles, profiles and the label must stand it, too.
    const summary = summarise(table);
    expect(new Set(summary.columns.map(({ name }) => name)).size).toBe(summary.columns.length);
    for (const column of table.columns) {
      expect(column.kind === 'text' ? column.codes.length : column.values.length).toBe(table.rows);
    }
    return [table.rows, table.columns.length];
  } catch (thrown) {
    if (!(thrown instanceof FaultError) || thrown.fault.code === 'unexpected') throw thrown;
    expect(thrown.fault.message).not.toMatch(/undefined|NaN|\[object/);
    return thrown.fault.code;
  }
};

const latin1 = (bytes: Buffer, change: (text: string) => string): Buffer =>
  Buffer.from(change(bytes.toString('latin1')), 'latin1');
const lines = (change: (line: string, i: number) => string) => (bytes: Buffer) =>
  latin1(bytes, (text) => text.split('\n').map(change).join('\n'));
const delimiterOf = (bytes: Buffer): string => {
  const text = bytes.toString('latin1');
  return [',', '\t', ';', '|', ' '].reduce((a, b) => (text.split(a).length >= text.split(b).length ? a : b));
};
/** The header line that the file has, with other names in it. */
const renamed = (names: readonly string[]) => (bytes: Buffer) => {
  const by = delimiterOf(bytes);
  return lines((line, i) => {
    if (i !== 0 || line.startsWith('#') || line.startsWith('{') || line.startsWith('@')) return line;
    return line
      .split(by)
      .map((_, at) => names[at % names.length]!)
      .join(by);
  })(bytes);
};

const DAMAGES: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'cut off in the first line': (bytes) => bytes.subarray(0, Math.min(20, bytes.indexOf(10))),
  'cut off in the middle of a record': (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.7)),
  'every seventh byte flipped': (bytes) => Buffer.from(bytes.map((byte, i) => (i % 7 === 6 ? byte ^ 0x55 : byte))),
  'the high bit set in the second half': (bytes) =>
    Buffer.from(bytes.map((byte, i) => (i > bytes.length / 2 && byte > 32 ? byte | 0x80 : byte))),
  'a quote that is never closed in the header': (bytes) => Buffer.concat([Buffer.from('"'), bytes]),
  'a quote that is never closed in each record': lines((line) => `${line.slice(0, -3)}"${line.slice(-3)}`),
  'quotes around half of a cell': lines((line) => line.replace(/([,;\t|])(\w)/, '$1"$2"')),
  'columns added to some records': lines((line, i) => (i % 2 ? `${line},extra,extra;extra\textra` : line)),
  'columns taken from some records': lines((line, i) => (i % 2 ? line.slice(0, line.length / 2) : line)),
  'line ends mixed': (bytes) =>
    latin1(bytes, (text) => text.split('\n').reduce((all, line, i) => all + ['\n', '\r\n', '\r'][i % 3] + line)),
  'blank lines between': lines((line) => `${line}\n  \n`),
  'NULs in it': lines((line) => `${line.slice(0, 8)}\0\0${line.slice(8)}`),
  'NULs behind it': (bytes) => Buffer.concat([bytes, Buffer.alloc(4096)]),
  'a byte order mark in the middle': lines((line, i) => (i === 1 ? `\u00ef\u00bb\u00bf${line}` : line)),
  'no line end at all': (bytes) => latin1(bytes, (text) => text.replaceAll('\n', ' ')),
  'the header alone': (bytes) => bytes.subarray(0, bytes.indexOf(10) + 1),
  'itself twice': (bytes) => Buffer.concat([bytes, bytes]),
  'names of Object.prototype': renamed(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']),
  'empty names': renamed(['']),
  'equal names': renamed(['a']),
  'names that look like numbered ones': renamed(['a', 'a (2)', ' a ', 'A', 'a']),
  'names of label, class and time alone': renamed(['label', 'class', 'time', 'attack', 'source file']),
};

describe.each(Object.entries(DAMAGES))('%s', (_what, damage) => {
  it.each(fixtures)(
    '%s',
    async (name) => {
      const damaged = damage(bytesOf(name));
      const whole = await outcome(damaged);
      if (typeof whole !== 'string') expect(whole[0]).toBeGreaterThan(0);
      // The same, compressed: it is read as a stream.
      expect(await outcome(gzipSync(damaged))).toEqual(whole);
    },
    20_000,
  );
});

describe('too much of it', () => {
  it.each(fixtures)(
    '%s: a line of 3 MB behind it',
    async (name) => {
      const long = Buffer.concat([bytesOf(name), Buffer.alloc(3_000_000, 'x'), Buffer.from('\n1,2\n')]);
      expect(await outcome(long)).toBe('record-too-long');
    },
    20_000,
  );

  it.each(fixtures)(
    '%s: 20,000 columns',
    async (name) => {
      const first = bytesOf(name)
        .toString('latin1')
        .split(/\r?\n|\r/)
        .filter(Boolean);
      const by = delimiterOf(bytesOf(name));
      const wide = first.slice(0, 3).map((line) => line + `${by}x`.repeat(20_000));
      const found = await outcome(Buffer.from(`${wide.join('\n')}\n`, 'latin1'));
      expect(typeof found === 'string' || found[1] <= 10_000, String(found)).toBe(true);
    },
    20_000,
  );
});

describe('gzip', () => {
  const text = Buffer.from('name,count\nÅsa,1\nβeta,2\n"→\nx",3\n');
  it('of UTF-16 gives the original lines again', async () => {
    const wide = Buffer.from(`\ufeff${text.toString()}`, 'utf16le');
    const file = fileOf(gzipSync(wide), 'flows.csv.gz');
    const { table } = await readInProcess({ files: [file], sliceBytes: 9 });
    expect(await createLineReader([file], table).read(Uint32Array.of(2, 0, 1))).toEqual([
      '"→\nx",3',
      'Åsa,1',
      'βeta,2',
    ]);
  });

  it('is known by its bytes, whatever the name says', async () => {
    expect(await outcome(gzipSync(text))).toEqual([3, 2]);
    const { table } = await readInProcess({ files: [fileOf(text, 'flows.csv.gz')] });
    expect([table.rows, table.sources[0]!.compressed]).toEqual([3, false]);
  });

  it('of several members is one file, with the original lines of each', async () => {
    const file = fileOf(Buffer.concat([gzipSync(text), gzipSync('zoë,4\n'), gzipSync('')]), 'flows.gz');
    const { table } = await readInProcess({ files: [file] });
    expect(table.rows).toBe(4);
    expect(await createLineReader([file], table).read(Uint32Array.of(3, 0))).toEqual(['zoë,4', 'Åsa,1']);
  });

  it('that is cut off at any byte is called damaged', async () => {
    const whole = gzipSync(Buffer.concat(Array.from({ length: 40 }, () => text)));
    for (let length = 3; length < whole.length; length += 7) {
      expect(await outcome(whole.subarray(0, length)), `${length} bytes`).toMatch(/^(?:bad-compression|not-text)$/);
    }
  });

  it('of a packet capture or an archive says what is in it', async () => {
    const pcap = gzipSync(Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0));
    await expect(readInProcess({ files: [fileOf(pcap)] })).rejects.toThrow(/packet capture.*compressed with gzip/);
    const tar = Buffer.alloc(1024);
    tar.write('flows.csv');
    tar.write('ustar', 257);
    await expect(readInProcess({ files: [fileOf(gzipSync(tar))] })).rejects.toThrow(/tar archive, compressed/);
  });
});
