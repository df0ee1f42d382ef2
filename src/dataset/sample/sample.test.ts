import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Column, NumberColumn, Table, TextColumn } from '../table.ts';
import { SAMPLE_COLUMNS, SAMPLE_ROLES, type SampleColumn } from './columns.ts';
import { ATTACK_CLASSES, type AttackClass, DAY_SECONDS, DAY_START_MS } from './flow.ts';
import { sampleCsv, sampleCsvChunks, sampleTable } from './sample-table.ts';
import { ATTACK_SHARES } from './simulate-day.ts';
import { DATAGRAM, SEGMENT } from './transport.ts';

const column = (table: Table, name: SampleColumn): Column =>
  table.columns.find((candidate) => candidate.name === name)!;
const numbers = (table: Table, name: SampleColumn) => (column(table, name) as NumberColumn).values;
const texts = (table: Table, name: SampleColumn): ((row: number) => string) => {
  const { codes, dictionary } = column(table, name) as TextColumn;
  return (row) => dictionary[codes[row]!]!;
};
const countBy = (rows: number, value: (row: number) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
  return counts;
};

/** What is wrong with a row, or null. */
const createInspector = (table: Table): ((row: number) => string | null) => {
  const [ts, duration] = [(column(table, 'ts') as NumberColumn).values, numbers(table, 'duration')];
  const [srcPort, dstPort] = [numbers(table, 'src_port'), numbers(table, 'dst_port')];
  const [srcBytes, dstBytes] = [numbers(table, 'src_bytes'), numbers(table, 'dst_bytes')];
  const [srcPkts, dstPkts] = [numbers(table, 'src_pkts'), numbers(table, 'dst_pkts')];
  const [proto, state, service] = [texts(table, 'proto'), texts(table, 'state'), texts(table, 'service')];
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  return (row) => {
    const udp = proto(row) !== 'tcp';
    const full = udp ? DATAGRAM : SEGMENT;
    if (!(ts[row]! >= DAY_START_MS && ts[row]! < DAY_START_MS + DAY_SECONDS * 1000)) return 'time outside the day';
    if (row > 0 && ts[row]! < ts[row - 1]!) return 'time goes back';
    if (!(duration[row]! >= 0 && duration[row]! < DAY_SECONDS)) return 'duration';
    for (const port of [srcPort[row]!, dstPort[row]!]) if (!isCount(port) || port > 65535) return 'port';
    for (const count of [srcBytes, dstBytes, srcPkts, dstPkts]) if (!isCount(count[row]!)) return 'count';
    if (srcPkts[row]! < 1) return 'no packet at all';
    if (srcBytes[row]! > srcPkts[row]! * full) return 'more sent than fits its packets';
    if (dstBytes[row]! > dstPkts[row]! * full) return 'more answered than fits its packets';
    if (srcPkts[row]! + dstPkts[row]! === 1 && duration[row] !== 0) return 'one packet that lasts';
    if (state(row) === 'S0' && dstPkts[row] !== 0) return 'S0 with an answer';
    if (state(row) === 'REJ' && (srcBytes[row] !== 0 || dstBytes[row] !== 0 || dstPkts[row] === 0)) return 'REJ';
    if (state(row) === 'SF' && dstPkts[row] === 0) return 'SF without an answer';
    if (state(row) === 'SF' && !udp && (srcPkts[row]! < 4 || dstPkts[row]! < 2)) return 'SF too short';
    if ((proto(row) === 'icmp') !== (state(row) === 'OTH')) return 'OTH is for ICMP';
    const home: Record<string, readonly number[]> = {
      dns: [53, 5353],
      ntp: [123],
      http: [80],
      ssl: [443],
      quic: [443],
      ssh: [22],
      rdp: [3389],
      smb: [445],
      imap: [993],
    };
    if (home[service(row)]?.includes(dstPort[row]!) === false) return `${service(row)} at port ${dstPort[row]}`;
    return null;
  };
};

describe('every flow', () => {
  it('is possible, whatever the seed and the size', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 500, max: 30000 }), (seed, flows) => {
        const table = sampleTable({ seed, flows });
        expect(table.rows).toBe(flows);
        const inspect = createInspector(table);
        for (let row = 0; row < table.rows; row++) {
          const wrong = inspect(row);
          if (wrong !== null) {
            throw new Error(`row ${row}: ${wrong}: ${sampleCsv({ seed, flows }).split('\n')[row + 1]}`);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('the day', () => {
  const table = sampleTable();
  const labels = countBy(table.rows, texts(table, 'label'));

  it('is the same for the same seed, and another for another', () => {
    expect(sampleTable().fingerprint).toBe(table.fingerprint);
    expect(sampleTable({ seed: 43 }).fingerprint).not.toBe(table.fingerprint);
    expect(sampleTable({ flows: 20001 }).fingerprint).not.toBe(table.fingerprint);
    expect(table.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has 20,000 flows, under 5 % of them attacks, each class by its share', () => {
    expect(table.rows).toBe(20000);
    expect([...labels.keys()].sort()).toEqual(['BENIGN', ...ATTACK_CLASSES].sort());
    for (const name of ATTACK_CLASSES) expect(labels.get(name)).toBe(Math.round(20000 * ATTACK_SHARES[name].share));
    expect(labels.get('BENIGN')).toBeGreaterThan(19000);
  });

  it('keeps its mixture when it grows', () => {
    const large = sampleTable({ flows: 100000, seed: 5 });
    const counts = countBy(large.rows, texts(large, 'label'));
    for (const name of ATTACK_CLASSES) {
      expect(counts.get(name)! / 100000).toBeCloseTo(ATTACK_SHARES[name].share, 4);
    }
    const offices = new Set((column(large, 'src_ip') as TextColumn).dictionary.map((ip) => ip.split('.', 2).join('.')));
    expect([...offices].filter((net) => net.startsWith('10.')).sort()).toEqual([
      '10.20',
      '10.21',
      '10.22',
      '10.23',
      '10.24',
    ]);
  });

  it('is a working day: busy from nine, a dip at noon, quiet at night', () => {
    const { values } = column(table, 'ts') as NumberColumn;
    const label = texts(table, 'label');
    const perHour = new Array<number>(24).fill(0);
    values.forEach((ms, row) => {
      if (label(row) === 'BENIGN') perHour[new Date(ms).getUTCHours()]!++;
    });
    expect(perHour[12]!).toBeLessThan(0.8 * Math.min(perHour[10]!, perHour[11]!, perHour[14]!));
    expect(perHour[9]!).toBeGreaterThan(5 * perHour[6]!);
    expect(Math.min(...perHour)).toBeGreaterThan(20);
    const office = perHour.slice(7, 19).reduce((sum, count) => sum + count);
    expect(office / table.rows).toBeGreaterThan(0.75);
  });

  it('names no address that belongs to anyone', () => {
    for (const name of ['src_ip', 'dst_ip'] as const) {
      for (const ip of (column(table, name) as TextColumn).dictionary) {
        expect(ip).toMatch(/^(10\.20\.|198\.1[89]\.|224\.0\.0\.251$|239\.255\.255\.250$)/);
      }
    }
  });

  it('has the natural rate of failures among what is benign', () => {
    const [state, label, proto] = [texts(table, 'state'), texts(table, 'label'), texts(table, 'proto')];
    let failed = 0;
    let tcp = 0;
    for (let row = 0; row < table.rows; row++) {
      if (label(row) !== 'BENIGN' || proto(row) !== 'tcp') continue;
      tcp++;
      if (state(row) === 'S0' || state(row) === 'REJ') failed++;
    }
    expect(failed / tcp).toBeGreaterThan(0.02);
    expect(failed / tcp).toBeLessThan(0.08);
  });

  it('is generated, and says so', () => {
    expect(table.format).toBe('sample');
    expect(table.receipt).toHaveLength(1);
    expect(table.receipt[0]).toMatchObject({ what: 'generated', count: 20000 });
    expect(table.receipt[0]!.detail).toContain('seed 42');
    expect(table.offsets.every((offset) => offset === -1)).toBe(true);
    expect(table.columns.map(({ name }) => name)).toEqual([...SAMPLE_COLUMNS]);
    expect(SAMPLE_ROLES.map(({ column: name }) => name)).toEqual([...SAMPLE_COLUMNS]);
  });

  it('refuses what it cannot make', () => {
    for (const flows of [499, 4_000_001, 1000.5, Number.NaN]) expect(() => sampleTable({ flows })).toThrow(RangeError);
    expect(() => sampleTable({ seed: 0.5 })).toThrow(RangeError);
  });
});

describe('attacks', () => {
  const table = sampleTable({ seed: 7 });
  const label = texts(table, 'label');
  const rowsOf = (name: AttackClass | 'BENIGN'): number[] =>
    Array.from({ length: table.rows }, (_, row) => row).filter((row) => label(row) === name);
  const spread = (name: AttackClass, of: SampleColumn): Set<string | number> => {
    const read = column(table, of);
    return new Set(rowsOf(name).map((row) => (read.kind === 'text' ? texts(table, of)(row) : read.values[row]!)));
  };

  it('scans and floods get no payload back', () => {
    const dstBytes = numbers(table, 'dst_bytes');
    for (const name of ['PortScan', 'Flood'] as const) {
      for (const row of rowsOf(name)) expect(dstBytes[row]).toBe(0);
    }
    expect(spread('PortScan', 'src_ip').size).toBe(2);
    expect(spread('PortScan', 'dst_port').size).toBeGreaterThan(150);
  });

  it('a flood is over within a minute', () => {
    const { values } = column(table, 'ts') as NumberColumn;
    const rows = rowsOf('Flood');
    expect(values[rows.at(-1)!]! - values[rows[0]!]!).toBeLessThan(60000);
  });

  it('exfiltration goes from one machine to one host that nobody else speaks to, and is large', () => {
    const bytes = numbers(table, 'src_bytes');
    const dst = texts(table, 'dst_ip');
    for (const name of ['Exfiltration', 'Beacon', 'DnsTunnel'] as const) {
      expect(spread(name, 'src_ip').size).toBe(1);
      const hosts = spread(name, 'dst_ip');
      expect(hosts.size).toBe(1);
      expect(rowsOf('BENIGN').some((row) => hosts.has(dst(row)))).toBe(false);
    }
    for (const row of rowsOf('Exfiltration')) expect(bytes[row]).toBeGreaterThan(1e6);
  });

  it('a beacon keeps its rhythm', () => {
    const { values } = column(table, 'ts') as NumberColumn;
    const times = rowsOf('Beacon').map((row) => values[row]!);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap) / gaps.length;
    for (const gap of gaps) expect(Math.abs(gap / mean - 1)).toBeLessThan(0.4);
  });

  it('is not given away by size: something benign is larger than every theft', () => {
    const bytes = numbers(table, 'src_bytes');
    const most = (name: AttackClass | 'BENIGN') => Math.max(...rowsOf(name).map((row) => bytes[row]!));
    expect(most('BENIGN')).toBeGreaterThan(most('Exfiltration'));
  });
});

describe('as CSV', () => {
  it('reads back as the table', () => {
    const options = { seed: 11, flows: 12345 };
    const table = sampleTable(options);
    const { data, errors } = Papa.parse<string[]>(sampleCsv(options), { skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data[0]).toEqual([...SAMPLE_COLUMNS]);
    expect(data).toHaveLength(table.rows + 1);
    let differing = 0;
    table.columns.forEach((read, c) => {
      for (let row = 0; row < table.rows; row++) {
        const cell = data[row + 1]![c]!;
        const same =
          read.kind === 'text'
            ? read.dictionary[read.codes[row]!] === cell
            : read.values[row] === (read.kind === 'time' ? Date.parse(cell) : Number(cell));
        if (!same) differing++;
      }
    });
    expect(differing).toBe(0);
  });

  it('comes in pieces that end on a line end, without exponents or quotes', () => {
    const pieces = [...sampleCsvChunks({ flows: 25000 })];
    expect(pieces).toHaveLength(4);
    for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true);
    expect(pieces.join('')).not.toMatch(/"|NaN|undefined|\de-\d/);
  });
});

it('dictionaries list values by first appearance', () => {
  const table = sampleTable({ flows: 3000 });
  for (const read of table.columns) {
    if (read.kind !== 'text') continue;
    let next = 0;
    for (const code of read.codes) {
      expect(code).toBeLessThanOrEqual(next);
      if (code === next) next++;
    }
    expect(next).toBe(read.dictionary.length);
  }
});
