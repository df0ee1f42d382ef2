import { describe, expect, it } from 'vitest';
import type { ColumnMeaning } from '../dataset/roles.ts';
import type { Column } from '../dataset/table.ts';
import { ADDRESS_KINDS, type AddressKind, addressKind } from './address-kind.ts';
import { failedFlagBits, failedState } from './connection-state.ts';
import { makeTable, numberColumn, textColumn, timeColumn } from './fixtures/make-table.ts';
import { durationUnit, networkColumns } from './network.ts';
import { SERVICE_CLASSES, serviceClassCode } from './service-class.ts';

describe('address kinds', () => {
  const cases: Readonly<Record<AddressKind, readonly string[]>> = {
    private: [
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.9',
      '100.64.0.1',
      'fc00::1',
      'fd12:3456::1',
      '::ffff:10.1.2.3',
    ],
    public: [
      '8.8.8.8',
      '172.15.0.1',
      '172.32.0.1',
      '192.169.0.1',
      '100.128.0.1',
      '2001:db8::1',
      '2606:4700:4700::1111',
      '::ffff:8.8.8.8',
      '::2',
      '[2001:db8::1]',
    ],
    multicast: ['224.0.0.251', '239.255.255.250', 'ff02::fb'],
    broadcast: ['255.255.255.255'],
    loopback: ['127.0.0.1', '::1'],
    'link-local': ['169.254.3.4', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
    unspecified: ['0.0.0.0', '::'],
    'no IP address': [
      '',
      'host.example',
      '00:0c:29:ab:cd:ef',
      '256.1.1.1',
      '1.2.3',
      '1::2::3',
      '1:2:3:4:5:6:7:8:9',
      '12345::1',
      ':::',
    ],
  };
  for (const kind of ADDRESS_KINDS) {
    it(kind, () => {
      for (const text of cases[kind]) expect(addressKind(text), text).toBe(kind);
    });
  }
});

describe('service classes', () => {
  it('by port', () => {
    const name = (port: number): string | undefined => SERVICE_CLASSES[serviceClassCode(port)];
    expect([0, 443, 53, 25, 445, 22, 5432, 88, 1023, 1024, 32767, 32768, 65535].map(name)).toEqual([
      'no port',
      'web',
      'dns',
      'mail',
      'file sharing',
      'remote login',
      'database',
      'other well-known',
      'other well-known',
      'registered',
      'registered',
      'ephemeral',
      'ephemeral',
    ]);
  });
  it('−1 for what is no port', () => {
    for (const port of [-1, 65536, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(serviceClassCode(port)).toBe(-1);
  });
});

describe('failed connections', () => {
  const states: readonly (readonly [boolean | null, readonly string[]])[] = [
    [true, ['S0', 'REJ', 'RSTO', 'RSTR', 'RSTOS0', 'RSTRH', 'SH', 'SHR', 'rej']],
    [false, ['SF', 'S1', 'S2', 'S3', 'OTH']],
    [true, ['REQ', 'INT', 'RST', 'URP', 'TXD', 'S_', 'S_RA']],
    [false, ['CON', 'FIN', 'FSPA_FSPA', 'SRPA_SPA', 'A_', 'PA_PA']],
    [
      true,
      [
        '......S.',
        '....S.',
        '.A.R..',
        'S',
        '2',
        '0x02',
        '0x00000002',
        ' S      ',
        'new',
        'REJECT',
        'deny',
        'client-rst',
      ],
    ],
    [false, ['...AP.SF', '.APRSF', '......', 'SAF', '27', '0', 'established', 'closed', 'FS PA   ', 'ACCEPT', 'close']],
    [null, ['', 'something', '999', 'T']],
  ];
  for (const [failed, texts] of states) {
    it(`${failed}: ${texts.join(' ')}`, () => {
      for (const text of texts) expect(failedState(text), text).toBe(failed);
    });
  }
  it('flag bits', () => {
    expect([0, 2, 4, 18, 20, 22, 27, 28].map(failedFlagBits)).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect([-1, 256, 1.5, Number.NaN].map(failedFlagBits)).toEqual([null, null, null, null]);
  });
});

describe('durationUnit', () => {
  it('by name, then by format', () => {
    expect(durationUnit({ format: 'generic' }, 'duration')).toBe(1);
    expect(durationUnit({ format: 'generic' }, 'FLOW_DURATION_MILLISECONDS')).toBe(1e-3);
    expect(durationUnit({ format: 'nfstream' }, 'bidirectional_duration_ms')).toBe(1e-3);
    expect(durationUnit({ format: 'generic' }, 'event.duration')).toBe(1e-9);
    expect(durationUnit({ format: 'generic' }, 'duration_ns')).toBe(1e-9);
    expect(durationUnit({ format: 'generic' }, 'dur (us)')).toBe(1e-6);
    expect(durationUnit({ format: 'cicids2017' }, 'Flow Duration')).toBe(1e-6);
    expect(durationUnit({ format: 'cicflowmeter-python' }, 'flow_duration')).toBe(1);
    expect(durationUnit({ format: 'generic' }, 'status')).toBe(1);
  });
});

describe('network columns', () => {
  const noon = Date.UTC(2024, 0, 1, 12);
  const columns: readonly (Column & { meaning: ColumnMeaning })[] = [
    { ...timeColumn('ts', [noon, noon + 6 * 3_600_000, null]), meaning: 'time' },
    { ...textColumn('src', ['10.0.0.1', '8.8.8.8', null]), meaning: 'source-address' },
    { ...numberColumn('dport', [443, null, 70000]), meaning: 'destination-port' },
    { ...numberColumn('dur', [2, 0, null]), meaning: 'duration' },
    { ...numberColumn('sbytes', [100, 60, 0]), meaning: 'source-bytes' },
    { ...numberColumn('dbytes', [300, 0, 0]), meaning: 'destination-bytes' },
    { ...numberColumn('spkts', [4, 1, 0]), meaning: 'source-packets' },
    { ...numberColumn('dpkts', [6, 0, 0]), meaning: 'destination-packets' },
  ];
  const derive = (chosen: readonly (Column & { meaning: ColumnMeaning })[]) =>
    networkColumns(makeTable(chosen), new Map(chosen.map(({ meaning, name }) => [meaning, name])));
  const cellsOf = (derived: readonly Column[], name: string): (string | number | null)[] => {
    const column = derived.find((candidate) => candidate.name === name);
    if (!column) throw new Error(`no column ${name}`);
    if (column.kind === 'text') return Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]!));
    return Array.from(column.values, (value) => (Number.isNaN(value) ? null : Math.round(value * 1e6) / 1e6 + 0));
  };
  it('are reckoned by meaning', () => {
    const derived = derive(columns);
    expect(cellsOf(derived, 'source address kind')).toEqual(['private', 'public', null]);
    expect(cellsOf(derived, 'destination port class')).toEqual(['web', null, null]);
    expect(cellsOf(derived, 'source bytes per packet')).toEqual([25, 60, 0]);
    expect(cellsOf(derived, 'destination bytes per packet')).toEqual([50, 0, 0]);
    expect(cellsOf(derived, 'source share of bytes')).toEqual([0.25, 1, 0.5]);
    expect(cellsOf(derived, 'source share of packets')).toEqual([0.4, 1, 0.5]);
    // A duration of zero counts as a millisecond.
    expect(cellsOf(derived, 'bytes per second')).toEqual([200, 60000, null]);
    expect(cellsOf(derived, 'packets per second')).toEqual([5, 1000, null]);
    expect(cellsOf(derived, 'hour of day (sine)')).toEqual([0, -1, null]);
    expect(cellsOf(derived, 'hour of day (cosine)')).toEqual([-1, 0, null]);
    expect(derived).toHaveLength(10);
  });
  it('are fitted on the hour of day where the capture lasts half a day, and follow it in any', () => {
    const hours = (until: number, toFit: boolean): number => {
      const chosen = [{ ...timeColumn('ts', [0, 3_600_000, Number.NaN, until]), meaning: 'time' as const }];
      return networkColumns(makeTable(chosen), new Map([['time', 'ts']]), toFit).length;
    };
    expect([hours(43_200_000, true), hours(43_199_999, true), hours(3_600_000, false)]).toEqual([2, 0, 2]);
  });
  it('take the other direction from the total where it is not given', () => {
    const derived = derive([
      { ...numberColumn('TotBytes', [400]), meaning: 'total-bytes' },
      { ...numberColumn('SrcBytes', [100]), meaning: 'source-bytes' },
      { ...numberColumn('TotPkts', [10]), meaning: 'total-packets' },
    ]);
    expect(cellsOf(derived, 'source share of bytes')).toEqual([0.25]);
    expect(cellsOf(derived, 'bytes per packet')).toEqual([40]);
  });
  it('are none where nothing is known', () => {
    expect(derive([])).toEqual([]);
  });
});
