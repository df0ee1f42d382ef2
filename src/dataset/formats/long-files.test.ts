/** What only shows in files longer than a fixture: one odd record among hundreds, a first record without an end. */
import { describe, expect, it } from 'vitest';
import { readInProcess } from '../../../e2e/open-folder/in-process.ts';
import { cellText } from '../cell-text.ts';
import { summarise } from '../summarise.ts';
import { KDD_FEATURES } from './nsl-kdd.ts';

const read = async (rows: readonly string[]) => {
  const { table, plan } = await readInProcess({ files: [new File([`${rows.join('\n')}\n`], 'flows.csv')] });
  const summary = summarise(table, { formatReason: plan.formatReason });
  return { table, summary, receipt: Object.fromEntries(summary.receipt.map(({ what, count }) => [what, count])) };
};
const many = (count: number, row: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => row(i));

describe('a header line', () => {
  it('of NSL-KDD is no record, however many follow', async () => {
    const record = (i: number): string =>
      [
        i % 9,
        'tcp',
        'http',
        'SF',
        i,
        ...KDD_FEATURES.slice(5).map((_, k) => (i * k) % 3),
        i % 3 ? 'normal' : 'neptune',
      ].join();
    const { summary, receipt } = await read([`${KDD_FEATURES.join()},labels`, ...many(800, record)]);
    expect([summary.format, summary.rows, receipt]).toEqual(['nsl-kdd', 800, {}]);
    expect(summary.label?.values.map(({ value }) => value)).toEqual(['normal', 'neptune']);
  });

  it('may begin with a quote that closes by one delimiter alone', async () => {
    // By a semicolon the quote of the first name would not close within the megabyte that is looked at.
    const row = (i: number): string =>
      `"4/13/2024, 8:00:${10 + (i % 50)} AM",192.0.2.${i % 200},${i},${'x'.repeat(60)}`;
    const { summary } = await read(['"Time [UTC]",SrcIp,Bytes,Rule', ...many(14_000, row)]);
    expect([summary.format, summary.rows, summary.columns.length]).toEqual(['generic', 14_000, 4]);
  });
});

describe('numbers for people', () => {
  it('are read with points between thousands beside decimal commas', async () => {
    const row = (i: number): string =>
      `192.0.2.${i % 200};${i % 2 ? '12.345' : '97'};${i % 3 ? '0,25' : '1.234.567,5'};x`;
    const { table, receipt } = await read(['src_ip;bytes;rate;note', ...many(600, row)]);
    expect(table.columns.map((column) => [column.name, column.kind])).toEqual([
      ['src_ip', 'text'],
      ['bytes', 'number'],
      ['rate', 'number'],
      ['note', 'text'],
    ]);
    expect(table.columns.slice(1, 3).map((column) => [cellText(column, 0), cellText(column, 1)])).toEqual([
      ['97', '12345'],
      ['1234567.5', '0.25'],
    ]);
    expect(receipt).toEqual({ 'thousands-read': 500 });
  });

  it('stay decimals where a point stands where no thousands end', async () => {
    const row = (i: number): string => `192.0.2.${i % 200};${i % 2 ? '12.345' : '0.25'};"1,5";x`;
    const { table } = await read(['src_ip;bytes;rate;note', ...many(600, row)]);
    expect(cellText(table.columns[1]!, 1)).toBe('12.345');
  });
});

describe('records that are no flows', () => {
  it('of commas alone, as in CICIDS2017, are left out, and it is said', async () => {
    const names =
      ' Destination Port, Flow Duration, Total Fwd Packets, Total Backward Packets, min_seg_size_forward, Label';
    const flow = (i: number): string => `${i % 900},${i},2,1,20,${i % 9 ? 'BENIGN' : 'Web Attack \u2013 XSS'}`;
    const { summary, receipt } = await read([names, ...many(700, flow), ...many(900, () => ',,,,,')]);
    expect([summary.format, summary.rows]).toEqual(['cicids2017', 700]);
    expect(receipt).toEqual({ 'names-trimmed': 6, 'blank-lines': 900 });
    expect(summary.columns.map(({ missing }) => missing)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('of delimiters alone are left out of any table, wherever they stand', async () => {
    const row = (i: number): string => (i % 5 === 0 ? '; ;  ;' : i % 5 === 1 ? `;${i};;` : `a${i};${i};0.5;x`);
    const { table, receipt } = await read(['name;bytes;rate;note', ...many(500, row), ';;;', ';;', '']);
    expect([table.rows, receipt]).toEqual([400, { 'blank-lines': 103 }]);
    expect(table.columns.map((column) => cellText(column, 0))).toEqual(['', '1', '', '']);
  });

  it('of Zeek’s other logs are left out of connections in one file', async () => {
    const id = { 'id.orig_h': '192.0.2.1', 'id.orig_p': 50000, 'id.resp_h': '198.51.100.1', 'id.resp_p': 53 };
    const record = (i: number): string =>
      JSON.stringify(
        i % 3 === 0
          ? { _path: 'dns', ts: 1709280000 + i, uid: `C${i}`, ...id, proto: 'udp', query: 'x.example', trans_id: i }
          : { _path: 'conn', ts: 1709280000 + i, uid: `C${i}`, ...id, proto: 'udp', orig_bytes: i, conn_state: 'SF' },
      );
    const { summary, receipt } = await read(many(600, record));
    expect([summary.format, summary.rows, receipt]).toEqual(['zeek-json', 400, { 'rows-left-out': 200 }]);
    expect(summary.columns.map(({ name }) => name)).not.toContain('query');
    expect(summary.columns.find(({ name }) => name === '_path')?.proposal.role).toBe('ignored');
    await expect(read(many(3, (i) => record(i * 3)))).rejects.toMatchObject({
      fault: { code: 'not-a-table', message: expect.stringMatching(/no record with _path conn: dns 3/) },
    });
  });

  it('at the end of nfdump’s newer CSV are its trailer', async () => {
    const flow = (i: number): string =>
      `2024-03-01 08:00:00.${100 + i},0.5,TCP,192.0.2.1,50000,198.51.100.1,443,${i},99,1`;
    const { receipt } = await read([
      'firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows',
      ...many(600, flow),
      'Summary: total flows: 600, total bytes: 1.2 G, total packets: 2.3 M, avg bps: 31231',
    ]);
    expect(receipt).toEqual({ 'trailer-skipped': 1 });
  });
});
