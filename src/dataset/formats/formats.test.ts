import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readInProcess } from '../../../e2e/open-folder/in-process.ts';
import { cellText } from '../cell-text.ts';
import { FORMAT_IDS, type FormatId } from '../format.ts';
import { SAMPLE_ROLES } from '../sample/columns.ts';
import { sampleCsv, sampleTable } from '../sample/sample-table.ts';
import { summarise } from '../summarise.ts';
import type { TableSummary } from '../summary.ts';
import { FORMATS, formatById } from './all.ts';

const folder = new URL('./fixtures/', import.meta.url);
const fixture = (name: string): File => new File([readFileSync(new URL(name, folder))], name);

interface Expected {
  readonly file: string;
  readonly format: FormatId;
  /** Rows × columns. */
  readonly size: readonly [number, number];
  /** Cells of the second row by column, as text. */
  readonly second: Readonly<Record<string, string>>;
  readonly label: null | {
    readonly column: string;
    readonly values: readonly string[];
    readonly normal: readonly string[];
  };
  /** Columns that are no features, by role. */
  readonly roles: Readonly<Record<string, string>>;
  /** Column of each meaning. */
  readonly meanings: Readonly<Record<string, string>>;
  readonly receipt: Readonly<Record<string, number>>;
}

const EXPECTED: readonly Expected[] = [
  {
    file: 'zeek.conn.log',
    format: 'zeek-tsv',
    size: [3, 14],
    second: {
      ts: '2024-03-01 08:00:01.500',
      service: 'dns',
      duration: '',
      orig_bytes: '',
      local_orig: 'F',
      tunnel_parents: '(empty)',
    },
    label: null,
    roles: {
      ts: 'timestamp',
      uid: 'identifier',
      'id.orig_h': 'identifier',
      'id.orig_p': 'ignored',
      'id.resp_h': 'identifier',
      tunnel_parents: 'identifier',
    },
    meanings: {
      time: 'ts',
      'source-address': 'id.orig_h',
      'destination-address': 'id.resp_h',
      'destination-port': 'id.resp_p',
      service: 'service',
      state: 'conn_state',
      duration: 'duration',
      'source-bytes': 'orig_bytes',
      'destination-bytes': 'resp_bytes',
    },
    receipt: { 'lines-skipped': 1 },
  },
  {
    file: 'zeek-labelled.conn.log',
    format: 'zeek-tsv',
    size: [2, 11],
    second: { duration: '', tunnel_parents: '', label: 'Malicious', 'detailed-label': 'PartOfAHorizontalPortScan' },
    label: { column: 'label', values: ['Benign', 'Malicious'], normal: ['Benign'] },
    roles: {
      ts: 'timestamp',
      uid: 'identifier',
      'id.orig_h': 'identifier',
      'id.orig_p': 'ignored',
      'id.resp_h': 'identifier',
      tunnel_parents: 'identifier',
      label: 'label',
      'detailed-label': 'attack-class',
    },
    meanings: { time: 'ts' },
    receipt: {},
  },
  {
    file: 'zeek.conn.json.log',
    format: 'zeek-json',
    size: [3, 13],
    second: {
      ts: '2024-03-01 08:00:01.500',
      uid: 'Ca2',
      duration: '',
      service: '',
      conn_state: 'S0',
      tunnel_parents: '',
    },
    label: null,
    roles: {
      ts: 'timestamp',
      uid: 'identifier',
      'id.orig_h': 'identifier',
      'id.orig_p': 'ignored',
      'id.resp_h': 'identifier',
      tunnel_parents: 'identifier',
    },
    meanings: { 'source-port': 'id.orig_p', protocol: 'proto' },
    receipt: {},
  },
  {
    file: 'cicflowmeter.csv',
    format: 'cicflowmeter',
    size: [3, 17],
    second: {
      'Flow ID': '192.0.2.2-198.51.100.1-50001-443-6',
      Timestamp: '2024-03-25 00:00:01.000',
      'Flow Byts/s': '',
      'Idle Mean': '23',
      Label: 'NeedManualLabel',
    },
    label: null,
    roles: {
      'Flow ID': 'identifier',
      'Src IP': 'identifier',
      'Src Port': 'ignored',
      'Dst IP': 'identifier',
      Timestamp: 'timestamp',
      Label: 'ignored',
    },
    meanings: { time: 'Timestamp', duration: 'Flow Duration', 'source-packets': 'Tot Fwd Pkts', protocol: 'Protocol' },
    receipt: { 'cells-not-finite': 4 },
  },
  {
    file: 'cicflowmeter-python.csv',
    format: 'cicflowmeter-python',
    size: [2, 13],
    second: { timestamp: '2024-03-04 14:15:31.000', flow_duration: '0.25', flow_byts_s: '800' },
    label: null,
    roles: {
      src_ip: 'identifier',
      dst_ip: 'identifier',
      src_port: 'ignored',
      src_mac: 'identifier',
      dst_mac: 'identifier',
      timestamp: 'timestamp',
    },
    meanings: { 'source-address': 'src_ip', duration: 'flow_duration' },
    receipt: {},
  },
  {
    file: 'cicids2017.csv',
    format: 'cicids2017',
    size: [3, 10],
    second: {
      'Destination Port': '80',
      'Flow Bytes/s': '',
      'Flow Packets/s': '',
      'Fwd Header Length (2)': '20',
      Label: 'Web Attack – XSS',
    },
    label: { column: 'Label', values: ['BENIGN', 'Web Attack – XSS', 'SSH-Patator'], normal: ['BENIGN'] },
    roles: { Label: 'label' },
    meanings: { 'destination-port': 'Destination Port', 'destination-packets': 'Total Backward Packets' },
    receipt: { 'names-trimmed': 9, 'names-numbered': 1, 'encoding-decoded': 1, 'cells-not-finite': 2 },
  },
  {
    file: 'cse-cic-ids2018.csv',
    format: 'cse-cic-ids2018',
    size: [2, 8],
    second: { 'Dst Port': '21', Timestamp: '2018-02-14 10:32:15.000', 'Flow Byts/s': '', Label: 'FTP-BruteForce' },
    label: { column: 'Label', values: ['Benign', 'FTP-BruteForce'], normal: ['Benign'] },
    roles: { Timestamp: 'timestamp', Label: 'label' },
    meanings: { time: 'Timestamp' },
    receipt: { 'header-repeated': 1, 'cells-not-finite': 1 },
  },
  {
    file: 'unsw-nb15.csv',
    format: 'unsw-nb15',
    size: [3, 49],
    second: {
      srcip: '192.0.2.2',
      sport: '11',
      dsport: '49320',
      service: '-',
      Stime: '2015-01-22 11:50:14.000',
      attack_cat: 'Fuzzers',
      Label: '1',
    },
    label: { column: 'Label', values: ['1', '0'], normal: ['0'] },
    roles: {
      srcip: 'identifier',
      sport: 'ignored',
      dstip: 'identifier',
      Stime: 'timestamp',
      Ltime: 'timestamp',
      stcpb: 'identifier',
      dtcpb: 'identifier',
      attack_cat: 'attack-class',
      Label: 'label',
    },
    meanings: { time: 'Stime', 'destination-port': 'dsport', 'source-packets': 'Spkts' },
    receipt: { 'byte-order-mark': 1, 'names-given': 49, 'hexadecimal-read': 2, 'cells-trimmed': 1 },
  },
  {
    file: 'unsw-nb15-sets.csv',
    format: 'unsw-nb15-sets',
    size: [2, 16],
    second: { id: '2', service: 'dns', rate: '4', attack_cat: 'Fuzzers', label: '1' },
    label: { column: 'label', values: ['0', '1'], normal: ['0'] },
    roles: { id: 'identifier', attack_cat: 'attack-class', label: 'label' },
    meanings: { protocol: 'proto', 'source-bytes': 'sbytes' },
    receipt: { 'byte-order-mark': 1 },
  },
  {
    file: 'nsl-kdd.txt',
    format: 'nsl-kdd',
    size: [3, 43],
    second: {
      protocol_type: 'tcp',
      service: 'private',
      flag: 'S0',
      dst_host_count: '150',
      dst_host_srv_rerror_rate: '0.05',
      class: 'neptune',
      difficulty: '19',
    },
    label: { column: 'class', values: ['normal', 'neptune', 'ipsweep'], normal: ['normal'] },
    roles: { class: 'label', difficulty: 'ignored' },
    meanings: {
      protocol: 'protocol_type',
      service: 'service',
      state: 'flag',
      duration: 'duration',
      'source-bytes': 'src_bytes',
    },
    receipt: { 'names-given': 43 },
  },
  {
    file: 'nsl-kdd-cr.txt',
    format: 'nsl-kdd',
    size: [2, 43],
    second: { service: 'domain_u', class: 'normal', difficulty: '18' },
    label: { column: 'class', values: ['normal'], normal: ['normal'] },
    roles: { class: 'label', difficulty: 'ignored' },
    meanings: {},
    receipt: { 'names-given': 43 },
  },
  {
    file: 'nsl-kdd.arff',
    format: 'nsl-kdd',
    size: [2, 42],
    second: { service: 'private', class: 'anomaly' },
    label: { column: 'class', values: ['normal', 'anomaly'], normal: ['normal'] },
    roles: { class: 'label' },
    meanings: { protocol: 'protocol_type' },
    receipt: {},
  },
  {
    file: 'kdd99.data',
    format: 'kdd99',
    size: [2, 42],
    second: { service: 'private', class: 'neptune.' },
    label: { column: 'class', values: ['normal.', 'neptune.'], normal: ['normal.'] },
    roles: { class: 'label' },
    meanings: { protocol: 'protocol_type' },
    receipt: { 'names-given': 42 },
  },
  {
    file: 'netflow-v9.csv',
    format: 'netflow-v9-nids',
    size: [2, 14],
    second: { FLOW_START_MILLISECONDS: '2015-02-18 06:49:53.050', L7_PROTO: '7.0', Label: '1', Attack: 'Exploits' },
    label: { column: 'Label', values: ['0', '1'], normal: ['0'] },
    roles: {
      FLOW_START_MILLISECONDS: 'timestamp',
      FLOW_END_MILLISECONDS: 'timestamp',
      IPV4_SRC_ADDR: 'identifier',
      L4_SRC_PORT: 'ignored',
      IPV4_DST_ADDR: 'identifier',
      Label: 'label',
      Attack: 'attack-class',
    },
    meanings: { time: 'FLOW_START_MILLISECONDS', 'source-bytes': 'IN_BYTES' },
    receipt: {},
  },
  {
    file: 'ton-iot.csv',
    format: 'ton-iot',
    size: [2, 15],
    second: { ts: '2019-04-23 12:13:31.000', service: 'dns', dns_query: 'example.org', label: '1', type: 'scanning' },
    label: { column: 'label', values: ['0', '1'], normal: ['0'] },
    roles: {
      ts: 'timestamp',
      src_ip: 'identifier',
      src_port: 'ignored',
      dst_ip: 'identifier',
      label: 'label',
      type: 'attack-class',
    },
    meanings: { state: 'conn_state', service: 'service' },
    receipt: {},
  },
  {
    file: 'argus.binetflow',
    format: 'argus',
    size: [3, 15],
    second: {
      StartTime: '2011-08-10 09:47:00.634',
      Proto: 'icmp',
      Sport: '771',
      Dir: '<->',
      Dport: '53',
      dTos: '',
      Label: 'flow=From-Botnet-V42-ICMP',
    },
    label: {
      column: 'Label',
      values: ['flow=Background-Established-cmpgw-CVUT', 'flow=From-Botnet-V42-ICMP', 'flow=From-Normal-V42-Jist'],
      normal: ['flow=Background-Established-cmpgw-CVUT', 'flow=From-Normal-V42-Jist'],
    },
    roles: { StartTime: 'timestamp', SrcAddr: 'identifier', Sport: 'ignored', DstAddr: 'identifier', Label: 'label' },
    meanings: { time: 'StartTime', 'total-bytes': 'TotBytes', 'source-bytes': 'SrcBytes' },
    receipt: { 'rows-left-out': 1, 'hexadecimal-read': 2, 'cells-trimmed': 3 },
  },
  {
    file: 'argus-clock.csv',
    format: 'argus',
    size: [2, 15],
    second: { StartTime: '22:47:17.024', Dir: '->', State: 'FIN', Label: '' },
    label: null,
    roles: { StartTime: 'timestamp', SrcAddr: 'identifier', Sport: 'ignored', DstAddr: 'identifier', Label: 'ignored' },
    meanings: { time: 'StartTime' },
    receipt: { 'cells-trimmed': 2 },
  },
  {
    file: 'nfdump.csv',
    format: 'nfdump',
    size: [2, 15],
    second: { ts: '2018-01-12 15:37:32.000', te: '', dp: '3.3', pr: 'ICMP', flg: '........' },
    label: null,
    roles: { ts: 'timestamp', te: 'timestamp', sa: 'identifier', da: 'identifier', sp: 'ignored' },
    meanings: { time: 'ts', state: 'flg', 'source-packets': 'ipkt', 'destination-bytes': 'obyt' },
    receipt: { 'null-dates': 1, 'trailer-skipped': 3 },
  },
  {
    file: 'nfdump-short.csv',
    format: 'nfdump-short',
    size: [2, 10],
    second: { firstSeen: '', proto: '17', bytes: '60' },
    label: null,
    roles: { firstSeen: 'timestamp', srcAddr: 'identifier', srcPort: 'ignored', dstAddr: 'identifier' },
    meanings: { time: 'firstSeen', 'total-packets': 'packets' },
    receipt: { 'null-dates': 1 },
  },
  {
    file: 'nfdump-fast.csv',
    format: 'nfdump-short',
    size: [2, 10],
    second: { firstSeen: '2024-03-01 08:00:00.500', bytes: '60' },
    label: null,
    roles: { firstSeen: 'timestamp', srcAddr: 'identifier', srcPort: 'ignored', dstAddr: 'identifier' },
    meanings: { time: 'firstSeen' },
    receipt: {},
  },
  {
    file: 'nfstream.csv',
    format: 'nfstream',
    size: [2, 19],
    second: {
      bidirectional_first_seen_ms: '2024-03-01 08:00:00.500',
      bidirectional_packets: '2',
      application_name: 'DNS',
      user_agent: '',
    },
    label: null,
    roles: {
      id: 'identifier',
      expiration_id: 'identifier',
      src_ip: 'identifier',
      src_mac: 'identifier',
      src_port: 'ignored',
      dst_ip: 'identifier',
      dst_mac: 'identifier',
      bidirectional_first_seen_ms: 'timestamp',
      user_agent: 'ignored',
    },
    meanings: {
      time: 'bidirectional_first_seen_ms',
      duration: 'bidirectional_duration_ms',
      'source-bytes': 'src2dst_bytes',
    },
    receipt: {},
  },
  {
    file: 'suricata.eve.json',
    format: 'suricata-eve',
    size: [2, 18],
    second: {
      timestamp: '2024-03-01 06:00:07.000',
      flow_id: '1003',
      app_proto: '',
      'flow.start': '2024-03-01 06:00:02.000',
      'flow.state': 'new',
      'flow.alerted': 'true',
    },
    label: { column: 'flow.alerted', values: ['false', 'true'], normal: ['false'] },
    roles: {
      timestamp: 'timestamp',
      flow_id: 'identifier',
      event_type: 'ignored',
      src_ip: 'identifier',
      src_port: 'ignored',
      dest_ip: 'identifier',
      'flow.start': 'timestamp',
      'flow.end': 'timestamp',
      'flow.alerted': 'label',
    },
    meanings: { 'source-bytes': 'flow.bytes_toserver', duration: 'flow.age' },
    receipt: { 'rows-left-out': 1 },
  },
  {
    file: 'arkime.csv',
    format: 'arkime',
    size: [2, 10],
    second: { 'Start Time': '2024-03-01 08:00:02.000', 'Dst Port': '53', 'Arkime Node': 'node-a' },
    label: null,
    roles: {
      'Start Time': 'timestamp',
      'Stop Time': 'timestamp',
      'Src IP': 'identifier',
      'Src Port': 'ignored',
      'Dst IP': 'identifier',
      'Arkime Node': 'ignored',
    },
    meanings: { time: 'Start Time', 'total-bytes': 'Bytes' },
    receipt: { 'names-trimmed': 9 },
  },
  {
    file: 'wireshark.csv',
    format: 'wireshark',
    size: [2, 7],
    second: { 'No.': '2', Time: '1970-01-01 00:00:00.012', Info: '443  →  50000 "SYN, ACK"' },
    label: null,
    roles: { 'No.': 'identifier', Time: 'timestamp', Source: 'identifier', Destination: 'identifier', Info: 'ignored' },
    meanings: { time: 'Time', 'total-bytes': 'Length' },
    receipt: {},
  },
  {
    file: 'vpc-flow.log',
    format: 'vpc-flow-logs',
    size: [2, 14],
    second: { srcaddr: '192.0.2.2', dstport: '3389', start: '2024-03-01 08:01:01.000', action: 'REJECT' },
    label: null,
    roles: {
      version: 'ignored',
      'account-id': 'ignored',
      'interface-id': 'ignored',
      srcaddr: 'identifier',
      srcport: 'ignored',
      dstaddr: 'identifier',
      start: 'timestamp',
      end: 'timestamp',
      'log-status': 'ignored',
    },
    meanings: { time: 'start', state: 'action', 'total-bytes': 'bytes', 'destination-port': 'dstport' },
    receipt: { 'rows-left-out': 1 },
  },
  {
    file: 'cidds.csv',
    format: 'cidds',
    size: [3, 16],
    second: {
      'Date first seen': '2024-03-01 00:01:16.552',
      Bytes: '2100000',
      'Dst IP Addr': '10011_139',
      Flags: '.AP.SF',
    },
    label: { column: 'class', values: ['normal', 'attacker'], normal: ['normal'] },
    roles: {
      'Date first seen': 'timestamp',
      'Src IP Addr': 'identifier',
      'Src Pt': 'ignored',
      'Dst IP Addr': 'identifier',
      class: 'label',
      attackType: 'attack-class',
      attackID: 'ignored',
      attackDescription: 'ignored',
    },
    meanings: { time: 'Date first seen', 'total-bytes': 'Bytes', 'destination-port': 'Dst Pt', state: 'Flags' },
    receipt: { 'thousands-read': 1, 'cells-trimmed': 30 },
  },
  {
    file: 'ugr16.csv',
    format: 'ugr16',
    size: [3, 13],
    second: { te: '2016-07-27 13:43:31.000', td: '0.512', dp: '80', byt: '1802' },
    label: { column: 'label', values: ['background', 'dos', 'anomaly-spam'], normal: ['background'] },
    roles: { te: 'timestamp', sa: 'identifier', da: 'identifier', sp: 'ignored', label: 'label' },
    meanings: {
      time: 'te',
      'source-address': 'sa',
      'destination-port': 'dp',
      duration: 'td',
      'total-packets': 'pkt',
      'total-bytes': 'byt',
      state: 'flg',
    },
    receipt: { 'names-given': 13 },
  },
  {
    file: 'kyoto.txt',
    format: 'kyoto',
    size: [3, 24],
    second: { service: 'other', label: '-1', start_time: '00:00:13.000', destination_port_number: '445' },
    label: { column: 'label', values: ['1', '-1', '-2'], normal: ['1'] },
    roles: {
      IDS_detection: 'ignored',
      malware_detection: 'ignored',
      ashula_detection: 'ignored',
      label: 'label',
      source_ip_address: 'identifier',
      source_port_number: 'ignored',
      destination_ip_address: 'identifier',
      start_time: 'timestamp',
    },
    meanings: {
      time: 'start_time',
      'source-address': 'source_ip_address',
      'destination-address': 'destination_ip_address',
      'destination-port': 'destination_port_number',
      'source-bytes': 'source_bytes',
      protocol: 'protocol',
      state: 'flag',
    },
    receipt: { 'names-given': 24 },
  },
  {
    file: 'pfsense.log',
    format: 'pfsense',
    size: [3, 29],
    second: { action: 'pass', src_ip: '192.0.2.2', dst_port: '80', length: '52', tcp_flags: 'SA' },
    label: null,
    roles: {
      rule: 'ignored',
      subrule: 'ignored',
      anchor: 'ignored',
      tracker: 'ignored',
      ecn: 'ignored',
      urg: 'ignored',
      ip_id: 'identifier',
      src_ip: 'identifier',
      dst_ip: 'identifier',
      src_port: 'ignored',
      tcp_seq: 'identifier',
      tcp_ack: 'identifier',
    },
    meanings: {
      'source-address': 'src_ip',
      'destination-port': 'dst_port',
      state: 'action',
      'total-bytes': 'length',
      protocol: 'protocol',
    },
    receipt: { 'names-given': 29, 'records-too-short': 1 },
  },
  {
    file: 'generic-semicolon.csv',
    format: 'generic',
    size: [3, 5],
    second: { when: '2024-03-02 00:00:00.000', host: 'beta', share: '2.25', count: '20', verdict: 'bad' },
    label: null,
    roles: { when: 'timestamp' },
    meanings: {},
    receipt: {},
  },
  {
    file: 'generic-pipe.txt',
    format: 'generic',
    size: [3, 3],
    second: { 'column 1': '20', 'column 2': 'beta', 'column 3': '2.5' },
    label: null,
    roles: {},
    meanings: {},
    receipt: { 'names-given': 3 },
  },
];

type Read = { readonly summary: TableSummary; readonly second: Record<string, string> };

const read = (name: string, format?: FormatId): Promise<Read> => readFile(fixture(name), format);

const readFile = async (file: File, format?: FormatId): Promise<Read> => {
  const { table, plan } = await readInProcess({ files: [file], format });
  const second = Object.fromEntries(table.columns.map((column) => [column.name, cellText(column, 1)]));
  return { summary: summarise(table, { formatReason: plan.formatReason }), second };
};

describe.each(EXPECTED)('$file', ({ file, ...expected }) => {
  it(`is ${expected.format}, exactly`, async () => {
    const { summary, second } = await read(file);
    expect(summary.format).toBe(expected.format);
    expect([summary.rows, summary.columns.length]).toEqual(expected.size);
    expect(second).toMatchObject(expected.second);
    const { label } = summary;
    expect(label && { ...label, values: label.values.map(({ value }) => value) }).toEqual(expected.label);
    const roles = summary.columns.filter(({ proposal }) => proposal.role !== 'feature');
    expect(Object.fromEntries(roles.map(({ proposal }) => [proposal.column, proposal.role]))).toEqual(expected.roles);
    const meanings = summary.columns.flatMap(({ proposal }) =>
      proposal.meaning ? [[proposal.meaning, proposal.column]] : [],
    );
    expect(Object.fromEntries(meanings)).toMatchObject(expected.meanings);
    expect(Object.fromEntries(summary.receipt.map(({ what, count }) => [what, count]))).toEqual(expected.receipt);
  });

  it('is taken as a table of any kind where that is asked for', async () => {
    const { summary } = await read(file, 'generic');
    expect(summary.format).toBe('generic');
    expect(summary.formatReason).toBe('chosen');
    expect(summary.rows).toBeGreaterThan(1);
  });
});

describe('the formats', () => {
  it('have a module and a fixture each', () => {
    expect(FORMATS.map(({ id }) => id)).toEqual([...FORMAT_IDS]);
    const seen = new Set(EXPECTED.map(({ format }) => format));
    expect(FORMAT_IDS.filter((id) => !seen.has(id))).toEqual(['sample']);
    for (const id of FORMAT_IDS) expect(formatById(id).id).toBe(id);
  });

  it('know the app’s own sample when it comes as a file', async () => {
    const text = sampleCsv({ seed: 3, flows: 600 });
    const { summary } = await readFile(new File([text], 'sample.csv'));
    expect([summary.format, summary.rows]).toEqual(['sample', 600]);
    expect(summary.columns.map(({ proposal }) => proposal)).toEqual(SAMPLE_ROLES);
    const made = summarise(sampleTable({ seed: 3, flows: 600 }));
    expect(summary.columns.map(({ name, kind, distinct }) => [name, kind, distinct])).toEqual(
      made.columns.map(({ name, kind, distinct }) => [name, kind, distinct]),
    );
    expect(summary.columns.map(({ proposal }) => proposal)).toEqual(made.columns.map(({ proposal }) => proposal));
    expect(summary.label!.normal).toEqual(['BENIGN']);
    // One column more, and it is somebody's own table.
    const wider = text.replaceAll('\n', ',1\n').replace('label,1', 'label,extra');
    expect((await readFile(new File([wider], 'wider.csv'))).summary.format).toBe('generic');
  });

  it('leave no fixture untested', () => {
    const files = readdirSync(folder).filter((name) => !name.endsWith('.mjs'));
    expect(EXPECTED.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it('keep to a forced format, or say why not', async () => {
    const { summary } = await read('cicflowmeter.csv', 'cicids2017');
    expect([summary.format, summary.formatReason]).toEqual(['cicids2017', 'chosen']);
    await expect(read('generic-pipe.txt', 'zeek-json')).rejects.toMatchObject({ fault: { code: 'not-a-table' } });
  });
});
