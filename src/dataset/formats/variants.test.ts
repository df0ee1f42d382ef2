/**
 * What else is written in each format: other versions of a tool, other columns, what a data set's author or a spreadsheet
 * made of it. Each is read as what it is, with its label and the columns that network features and flow windows need.
 */
import { describe, expect, it } from 'vitest';
import { readInProcess } from '../../../e2e/open-folder/in-process.ts';
import { FaultError } from '../../base/fault.ts';
import { cellText } from '../cell-text.ts';
import type { FormatId } from '../format.ts';
import { summarise } from '../summarise.ts';
import { KDD_FEATURES } from './nsl-kdd.ts';

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
const json = (...objects: readonly object[]): string => lines(...objects.map((object) => JSON.stringify(object)));

const read = async (text: string | Uint8Array<ArrayBuffer>, format?: FormatId) => {
  const { table, plan } = await readInProcess({ files: [new File([text], 'flows.csv')], format });
  const summary = summarise(table, { formatReason: plan.formatReason });
  const { label } = summary;
  return {
    format: summary.format,
    size: [summary.rows, summary.columns.length],
    label: label && [label.column, label.normal.join('|')],
    roles: Object.fromEntries(summary.columns.map(({ name, proposal }) => [name, proposal.role])),
    meanings: Object.fromEntries(
      summary.columns.flatMap(({ name, proposal }) => (proposal.meaning ? [[proposal.meaning, name]] : [])),
    ),
    second: Object.fromEntries(table.columns.map((column) => [column.name, cellText(column, 1)])),
    kinds: Object.fromEntries(table.columns.map(({ name, kind }) => [name, kind])),
    receipt: Object.fromEntries(summary.receipt.map(({ what, count }) => [what, count])),
  };
};

const faultOf = async (text: string | Uint8Array<ArrayBuffer>) => {
  const thrown = await read(text).catch((error: unknown) => error);
  if (!(thrown instanceof FaultError)) throw thrown;
  return thrown.fault;
};

const FIVE = ['source-address', 'destination-address', 'destination-port', 'protocol', 'time'];

const CONN =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state'.split(' ');
const conn = (i: number, unset = '-'): string[] => {
  const known = i % 2 ? ['ssl', '0.25', '120', '4200', 'SF'] : [unset, unset, unset, unset, 'S0'];
  return [`170928000${i}.5`, `Cabcdef${i}`, `192.0.2.${i}`, `5000${i}`, '198.51.100.1', '443', 'tcp', ...known];
};
const zeekHead = (separator: string, written: string, unset: string, fields = CONN): string[] => [
  `#separator ${written}`,
  `#set_separator${separator},`,
  `#unset_field${separator}${unset}`,
  `#path${separator}conn`,
  ['#fields', ...fields].join(separator),
];
const numbers = [1, 2, 3];

describe('Zeek', () => {
  it.each([
    ['TABs, another word for unset', '\t', '\\x09', 'NULL'],
    ['commas', ',', '\\x2c', '-'],
    ['pipes, written as they are', '|', '|', '(unset)'],
    ['blanks', ' ', '\\x20', '-'],
  ])('with %s', async (_name, separator, written, unset) => {
    const rows = numbers.map((i) => conn(i, unset).join(separator));
    const table = await read(lines(...zeekHead(separator, written, unset), ...rows));
    expect([table.format, table.size, table.receipt]).toEqual(['zeek-tsv', [3, 12], {}]);
    expect(table.second).toMatchObject({ service: '', duration: '', orig_bytes: '', conn_state: 'S0' });
    expect(Object.keys(table.meanings)).toEqual(expect.arrayContaining(FIVE));
  });

  it('of several logs put together, where their fields are the same', async () => {
    const log = (i: number): string[] => [...zeekHead('\t', '\\x09', '-'), conn(i).join('\t'), '#close\tx'];
    const table = await read(lines(...log(1), ...log(2)));
    expect([table.size, table.receipt]).toEqual([[2, 12], { 'lines-skipped': 7 }]);
    const swapped = ['uid', 'ts', ...CONN.slice(2)];
    const other = [...zeekHead('\t', '\\x09', '-', swapped), ...numbers.map((i) => conn(i).join('\t'))];
    expect(await faultOf(lines(...log(1), ...other))).toMatchObject({ code: 'columns-differ', line: 12 });
  });

  it('with the # lines cut off, or turned into a header', async () => {
    const whole = (i: number): string[] => [...conn(i), 'T', 'F', '0', 'Dd', '3', '300', '4', '4400', '(empty)'];
    const headless = await read(lines(...numbers.map((i) => whole(i).join('\t'))));
    expect([headless.format, headless.size]).toEqual(['zeek-tsv', [3, 21]]);
    expect(headless.meanings).toMatchObject({ time: 'ts', state: 'conn_state', 'source-packets': 'orig_pkts' });
    const older = await read(lines(...numbers.map((i) => whole(i).toSpliced(13, 1).join('\t'))));
    expect([older.format, older.size, older.second.history]).toEqual(['zeek-tsv', [3, 20], 'Dd']);
    const named = await read(
      lines(`${CONN.join('|')}|label|detailed-label`, ...numbers.map((i) => `${conn(i).join('|')}|Benign|-`)),
    );
    expect([named.format, named.label, named.roles['detailed-label']]).toEqual([
      'zeek-tsv',
      ['label', 'Benign'],
      'attack-class',
    ]);
    expect(named.second.service).toBe('');
  });

  it('as JSON with written times, or as one array', async () => {
    const object = (i: number) => ({
      ts: `2024-03-01T08:00:0${i}.5Z`,
      uid: `C${i}`,
      'id.orig_h': '192.0.2.1',
      'id.orig_p': 50000 + i,
      'id.resp_h': '198.51.100.2',
      'id.resp_p': 443,
      proto: 'tcp',
    });
    const objects = numbers.map(object);
    for (const text of [
      json(...objects),
      JSON.stringify(objects),
      JSON.stringify(objects, null, 2),
      `[\n${objects.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
      objects.map((one) => JSON.stringify(one, null, 1)).join('\n'),
    ]) {
      const table = await read(text);
      expect([table.format, table.size, table.second.ts, table.receipt]).toEqual([
        'zeek-json',
        [3, 7],
        '2024-03-01 08:00:02.500',
        {},
      ]);
    }
  });
});

describe('CICFlowMeter and its data sets', () => {
  it('CICIDS2017 with addresses, a time without seconds and empty records at the end', async () => {
    const table = await read(
      lines(
        'Flow ID, Source IP, Source Port, Destination IP, Destination Port, Protocol, Timestamp, Flow Duration, Total Fwd Packets, Total Backward Packets,Flow Bytes/s, min_seg_size_forward, Label',
        'a,192.0.2.1,443,198.51.100.1,54865,6,7/7/2017 3:30,3,2,0,4000000,20,BENIGN',
        'b,192.0.2.2,80,198.51.100.1,55054,6,7/7/2017 3:31,109,1,1,Infinity,20,DDoS',
      ),
    );
    expect([table.format, table.label, table.kinds.Timestamp]).toEqual(['cicids2017', ['Label', 'BENIGN'], 'time']);
    expect(Object.keys(table.meanings)).toEqual(expect.arrayContaining([...FIVE, 'duration']));
  });

  it('CIC-DDoS2019, with a running number and a column of mixed cells', async () => {
    const table = await read(
      lines(
        'Unnamed: 0,Flow ID, Source IP, Source Port, Destination IP, Destination Port, Protocol, Timestamp, Flow Duration, Total Fwd Packets, Total Backward Packets,Flow Bytes/s, min_seg_size_forward,SimillarHTTP, Label',
        '425,a,192.0.2.5,634,198.51.100.1,60495,17,2018-12-01 10:51:39.813448,28415,97,0,3.7e6,20,0,DrDoS_LDAP',
        '430,b,192.0.2.5,60495,198.51.100.1,634,17,2018-12-01 10:51:39.820842,2,2,0,inf,20,http://example.org/,BENIGN',
      ),
    );
    expect([table.format, table.label, table.roles['Unnamed: 0']]).toEqual([
      'cicids2017',
      ['Label', 'BENIGN'],
      'identifier',
    ]);
  });

  it('the corrected CICIDS2017, whose second label gives the first away', async () => {
    const table = await read(
      lines(
        'id,Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Total Fwd Packet,Total Bwd packets,Label,Attempted Category',
        '1,a,192.0.2.1,59135,198.51.100.1,443,6,2017-07-04 11:54:37.559872,136075,7,9,BENIGN,-1',
        '2,b,192.0.2.1,59136,198.51.100.1,21,6,2017-07-04 11:54:38.559872,1360,7,9,FTP-Patator - Attempted,4',
      ),
    );
    expect([table.format, table.label, table.roles['Attempted Category']]).toEqual([
      'cicflowmeter',
      ['Label', 'BENIGN'],
      'attack-class',
    ]);
  });

  it.each(['flow_byts_s,tot_fwd_pkts,tot_bwd_pkts', 'flow_bytes_s,total_fwd_packets,total_bwd_packets'])(
    'cicflowmeter (Python) with %s',
    async (names) => {
      const table = await read(
        lines(
          `src_ip,dst_ip,src_port,dst_port,protocol,timestamp,flow_duration,${names},label`,
          '192.0.2.1,198.51.100.1,50000,443,6,2024-03-04 14:15:30,0.5,100,3,2,Benign',
          '192.0.2.2,198.51.100.1,50001,443,6,2024-03-04 14:15:31,0.5,100,3,2,Attack',
        ),
      );
      expect([table.format, table.label]).toEqual(['cicflowmeter-python', ['label', 'Benign']]);
      expect(Object.keys(table.meanings)).toEqual(expect.arrayContaining(['source-packets', 'destination-packets']));
    },
  );
});

describe('NSL-KDD', () => {
  const record = (i: number, ...last: readonly string[]): string =>
    [
      ...(i === 2 ? ['0', 'tcp', 'private', 'S0', '0', '0'] : ['0', 'udp', 'domain_u', 'SF', '45', '44']),
      ...KDD_FEATURES.slice(6).map((_, k) => String((k * i) % 3)),
      ...last,
    ].join(',');
  it.each([
    ['label,difficulty_level', 'label'],
    ['attack,level', 'attack'],
    ['xAttack', 'xAttack'],
    ['class', 'class'],
  ])('with a header line that ends with %s', async (names, label) => {
    const last = (i: number): string[] => [i === 2 ? 'neptune' : 'normal', '21'].slice(0, names.split(',').length);
    const header = `${KDD_FEATURES.join(',')},${names}`;
    const table = await read(lines(header, ...numbers.map((i) => record(i, ...last(i)))));
    expect([table.format, table.label]).toEqual(['nsl-kdd', [label, 'normal']]);
    const features = Object.values(table.roles).filter((role) => role === 'feature');
    expect(features.length).toBeLessThanOrEqual(41);
  });

  it('with TABs, and without the class', async () => {
    const tabs = await read(
      lines(...numbers.map((i) => record(i, i === 2 ? 'neptune' : 'normal', '21').replaceAll(',', '\t'))),
    );
    expect([tabs.format, tabs.size, tabs.label]).toEqual(['nsl-kdd', [3, 43], ['class', 'normal']]);
    const bare = await read(lines(...numbers.map((i) => record(i))));
    expect([bare.format, bare.size, bare.label]).toEqual(['nsl-kdd', [3, 41], null]);
  });
});

describe('Argus', () => {
  it('of Bot-IoT, whose categories give the label away', async () => {
    const table = await read(
      lines(
        'pkSeqID;stime;flgs;proto;saddr;sport;daddr;dport;pkts;bytes;state;ltime;seq;dur;mean;attack;category;subcategory',
        '1;1526344032.0;e;arp;192.0.2.1;;192.0.2.3;;4;240;CON;1526344032.0;1;0.0;0.0;0;Normal;Normal',
        '2;1526344032.1;e;tcp;192.0.2.7;0x008b;192.0.2.4;36390;10;680;RST;1526344032.2;2;0.001;0.0;1;Reconnaissance;OS_Fingerprint',
      ),
    );
    expect([table.format, table.label, table.kinds.stime]).toEqual(['argus', ['attack', '0'], 'time']);
    expect(table.roles).toMatchObject({
      pkSeqID: 'identifier',
      seq: 'identifier',
      category: 'attack-class',
      subcategory: 'attack-class',
    });
  });

  it('with ports by the names of their services', async () => {
    const table = await read(
      lines(
        'StartTime,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,TotPkts,State',
        '2024/03/01 08:00:00.5,tcp,192.0.2.1,50000,   ->,198.51.100.1,https,6,FIN',
        '2024/03/01 08:00:01.5,udp,192.0.2.1,50001,   ->,198.51.100.1,domain,2,CON',
      ),
    );
    expect([table.kinds.Sport, table.kinds.Dport, table.second.Dport]).toEqual(['number', 'text', 'domain']);
  });

  it('with times since 1970, and more fields', async () => {
    const table = await read(
      lines(
        'StartTime,LastTime,Flgs,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,SrcPkts,DstPkts,SrcBytes,DstBytes,State,Dur',
        '1709280000.500000,1709280001.5, e        ,tcp,192.0.2.1,50000,   ->,198.51.100.1,443,6,4,400,3800,FIN,1.0',
        '1709280002.500000,1709280002.5, e        ,udp,192.0.2.1,50001,   <->,198.51.100.1,53,1,1,60,100,CON,0.0',
      ),
    );
    expect([table.format, table.second.StartTime]).toEqual(['argus', '2024-03-01 08:00:02.500']);
  });
});

describe('NetFlow collectors', () => {
  it('nfdump -o pipe', async () => {
    const table = await read(
      lines(
        '2|1709280000|500|1709280001|0|6|0|0|0|3221225985|50000|0|0|0|3325256705|443|0|0|0|0|27|0|10|4200',
        '2|1709280001|500|1709280001|500|17|0|0|0|3221225986|50001|0|0|0|3325256705|53|0|0|0|0|0|0|1|60',
      ),
    );
    expect([table.format, table.second.ts, table.second.dp]).toEqual(['nfdump', '2024-03-01 08:00:01.000', '53']);
    expect(Object.keys(table.meanings)).toEqual(expect.arrayContaining(FIVE));
  });

  it.each([
    [
      'rwcut',
      lines(
        '        sIP|         dIP|sPort|dPort|pro|   packets|     bytes|   flags|                  sTime| duration|sensor|',
        '  192.0.2.1|198.51.100.1|50000|  443|  6|        10|      4200| FS PA  |2024/03/01T08:00:00.500|    0.250|    S0|',
        '  192.0.2.2|198.51.100.1|50001|   53| 17|         1|        60|        |2024/03/01T08:00:01.500|    0.000|    S0|',
      ),
    ],
    [
      'nProbe',
      lines(
        'IPV4_SRC_ADDR|IPV4_DST_ADDR|IN_PKTS|IN_BYTES|FIRST_SWITCHED|LAST_SWITCHED|L4_SRC_PORT|L4_DST_PORT|TCP_FLAGS|PROTOCOL',
        '192.0.2.1|198.51.100.1|10|4200|1709280000|1709280001|50000|443|27|6',
        '192.0.2.2|198.51.100.1|1|60|1709280002|1709280002|50001|53|0|17',
      ),
    ],
    [
      'goflow2',
      json(
        ...numbers.map((i) => ({
          type: 'NETFLOW_V9',
          time_flow_start_ns: 1709280000000000000 + i * 1e9,
          bytes: 400,
          packets: 4,
          src_addr: '192.0.2.1',
          dst_addr: '198.51.100.1',
          proto: 'TCP',
          src_port: 50000 + i,
          dst_port: 443,
        })),
      ),
    ],
    [
      'IPFIX names',
      json(
        ...numbers.map((i) => ({
          'iana:flowStartMilliseconds': 1709280000000 + i,
          'iana:octetDeltaCount': 500,
          'iana:sourceIPv4Address': '192.0.2.1',
          'iana:destinationIPv4Address': '198.51.100.1',
          'iana:destinationTransportPort': 443,
          'iana:protocolIdentifier': 6,
        })),
      ),
    ],
    [
      'Packetbeat, as a search engine hands it out',
      json(
        ...numbers.map((i) => ({
          _id: `a${i}`,
          _source: {
            '@timestamp': `2024-03-01T08:00:0${i}.000Z`,
            source: { ip: '192.0.2.1', port: 50000 + i, bytes: 400 },
            destination: { ip: '198.51.100.1', port: 443, bytes: 3800 },
            network: { transport: 'tcp' },
          },
        })),
      ),
    ],
    [
      'cloud logs',
      json(
        ...numbers.map((i) => ({
          insertId: `x${i}`,
          jsonPayload: {
            bytes_sent: '100',
            connection: { dest_ip: '198.51.100.1', dest_port: 443, protocol: 6, src_ip: `10.0.0.${i}`, src_port: 5000 },
            start_time: `2024-03-01T08:00:0${i}.1Z`,
          },
        })),
      ),
    ],
    [
      'Kibana, with numbers as people read them',
      lines(
        '"@timestamp","source.ip","source.port","destination.ip","destination.port","network.transport","source.bytes"',
        '"Mar 1, 2024 @ 08:00:00.500","192.0.2.1","50,000","198.51.100.1",443,tcp,"4,200"',
        '"Mar 1, 2024 @ 08:00:01.500","192.0.2.1","50,001","198.51.100.1",443,tcp,400',
      ),
    ],
    [
      'conversations of Wireshark',
      lines(
        '"Address A","Port A","Address B","Port B","Packets","Bytes","Packets A → B","Bytes A → B","Packets B → A","Bytes B → A","Rel Start","Duration","Protocol"',
        '"192.0.2.1","50000","198.51.100.1","443","10","4200","6","400","4","3800","0.000000","0.250000","TCP"',
        '"192.0.2.2","50001","198.51.100.1","53","2","160","1","60","1","100","1.000000","0.020000","UDP"',
      ),
    ],
    [
      'VPC flow logs, version 2 without a header',
      lines(
        ...numbers.map(
          (i) =>
            `2 123456789010 eni-0a1b 192.0.2.${i} 198.51.100.1 50000 443 6 20 4249 170928000${i} 1709280060 ACCEPT OK`,
        ),
      ),
    ],
  ])('%s: who met whom, when', async (_name, text) => {
    const table = await read(text);
    expect(Object.keys(table.meanings)).toEqual(expect.arrayContaining(FIVE));
    expect(table.kinds[table.meanings.time!]).toBe('time');
    expect(table.kinds[table.meanings['destination-port']!]).toBe('number');
  });
});

describe('tables from anywhere', () => {
  const rows = ['192.0.2.1;198.51.100.1;4200;0,25', '192.0.2.2;198.51.100.1;60;1,5', '192.0.2.3;198.51.100.1;60;1,5'];
  it('may say their delimiter, or have a title', async () => {
    const stated = await read(lines('sep=;', 'src_ip;dst_ip;bytes;duration', ...rows));
    expect([stated.size, stated.second.duration, stated.receipt]).toEqual([[3, 4], '1.5', { 'title-skipped': 1 }]);
    const titled = await read(lines('Flow report', '', 'src_ip;dst_ip;bytes;duration', ...rows));
    expect([titled.size, titled.second.duration, titled.receipt]).toEqual([[3, 4], '1.5', { 'title-skipped': 1 }]);
  });

  it('have their guards before = + - @ removed where Arkime put them', async () => {
    const table = await read(
      lines(
        'Start Time, Stop Time, Src IP, Src Port, Dst IP, Dst Port, Bytes, Info',
        '1709280000000,1709280001000,192.0.2.1,50000,198.51.100.1,443,4200,"\'=cmd"',
        '1709280002000,1709280003000,192.0.2.2,50001,198.51.100.1,53,\'-1,"\'@x,y"',
      ),
    );
    expect([table.format, table.second['Start Time'], table.second.Bytes, table.second.Info]).toEqual([
      'arkime',
      '2024-03-01 08:00:02.000',
      '-1',
      '@x,y',
    ]);
    expect(table.receipt).toMatchObject({ 'guards-removed': 3 });
  });

  it.each([
    ['label', ['0.0', '1.0'], '0.0'],
    ['is_attack', ['False', 'True'], 'False'],
    ['Traffic Type', ['Normal', 'Anomaly'], 'Normal'],
    ['verdict', ['Benign', 'DoS'], 'Benign'],
    ['outlier', ['0', '1'], '0'],
    ['y', ['1', '-1'], '1'],
    ['Attack_label', ['0', '1'], '0'],
  ])('have a label called %s', async (name, [normal, attack], expected) => {
    const text = lines(
      `bytes,duration,${name}`,
      ...[1, 2, 3, 4, 5].map((i) => `${i * 10},${i},${i === 3 ? attack : normal}`),
    );
    expect((await read(text)).label).toEqual([name, expected]);
  });

  it('never keep a second column of attacks as a feature', async () => {
    const table = await read(lines('bytes,label,kind', '10,0,normal', '20,1,dos', '30,0,normal', '40,1,scan'));
    expect(table.roles).toEqual({ bytes: 'feature', label: 'label', kind: 'attack-class' });
  });
});

describe('what is no table', () => {
  const ascii = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));
  it.each([
    ['<!DOCTYPE html>\n<html><body>Not, found</body></html>\n', 'not-a-table', /web page.*Raw/],
    ['<?xml version="1.0"?>\n<flows a="1,2"/>\n', 'not-a-table', /XML/],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', 'not-a-table', /Git LFS.*lfs pull/],
    ['{\n "flows": [\n  {"a": 1, "b": 2}, {"a": 2, "b": 3}\n ]\n}\n', 'not-a-table', /one JSON object.*\.flows\[\]/],
    ['{"took":3,"hits":{"total":2,"hits":[{"a":1},{"a":2}]}}', 'not-a-table', /\.hits\.hits\[\]/],
    ['{\n "a": 1,\n "b": [1, 2]\n}\n', 'not-a-table', /one JSON object, not one for each flow/],
    [
      '{"event_type":"alert","timestamp":"2024-03-01T08:00:00"}\n',
      'not-a-table',
      /no record with event_type flow: alert 1/,
    ],
    [
      'Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port\n2024-03-01 08:00:00.5 0.2 TCP 192.0.2.1:5 -> 198.51.100.1:443\n',
      'not-a-table',
      /nfdump.*-o csv/,
    ],
    ['08:00:00.000000 IP 192.0.2.1.50000 > 198.51.100.1.443: Flags [S], seq 1, win 64240\n', 'not-a-table', /tcpdump/],
    ['    1   0.000000    192.0.2.1 → 198.51.100.1 TCP 74 50000 → 443 [SYN]\n', 'not-a-table', /tshark/],
    ['date=2024-03-01 time=08:00:00 srcip=192.0.2.1 srcport=5 dstip=198.51.100.1\n', 'not-a-table', /name=value/],
    [
      'itime=1709280000,date=2024-03-01,srcip=192.0.2.1,dstip=198.51.100.1,"action=""ok"""\n',
      'not-a-table',
      /name=value/,
    ],
    ['date=2024-03-01,srcip=192.0.2.1,dstip=198.51.100.1,sentbyte=9\n', 'not-a-table', /name=value/],
    [
      'timestamp,message\n1709280000000,"2 123456789010 eni-0a1b 192.0.2.1 198.51.100.1 50000 443 6 20 4249 1709280000 1709280060 ACCEPT OK"\n',
      'not-a-table',
      /inside its column "message".*one record a line/,
    ],
    [
      'Dear all, this is a letter.\nIt has lines, and commas, too.\nBut it is no table.\nBye\n',
      'not-a-table',
      /reads like text/,
    ],
    [ascii(`SQLite format 3\0${'\u0001'.repeat(50)}`), 'not-text', /SQLite/],
    [ascii('\u004d\u003c\u00b2\u00a1\u0002\0\u0004\0'), 'not-text', /pcap, nanoseconds.*zeek -r/],
    [ascii(`PK\u0003\u0004\u0014\0xl/workbook.xml`), 'not-text', /Excel workbook.*CSV/],
    [ascii(`PK\u0003\u0004\u0014\0flows.csv`), 'not-text', /ZIP archive.*Unpack/],
    [ascii(`PAR1\u0015\u0004`), 'not-text', /Parquet.*to_csv/],
    [ascii('\u000c\u00a5\u0001\0\u0000\0'), 'not-text', /nfdump -r/],
  ])('%#: says what it is, and how to get a table', async (content, code, words) => {
    const fault = await faultOf(content);
    expect(fault.code).toBe(code);
    expect(`${fault.message} ${fault.advice}`).toMatch(words);
  });

  it('takes letters that only look like a signature for a header', async () => {
    expect((await read('ORCID,bytes\n1,2\n3,4\n')).size).toEqual([2, 2]);
  });
});
