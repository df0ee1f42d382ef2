/**
 * What must not be learned from unless a person says so: columns that give the label away, name a connection, a capture
 * or a clock. Tables are long enough for the proposals by values to speak.
 */
import { describe, expect, it } from 'vitest';
import { readInProcess } from '../../../e2e/open-folder/in-process.ts';
import { summarise } from '../summarise.ts';

const ROWS = 60;

const read = async (text: string) => {
  const { table, plan } = await readInProcess({ files: [new File([text], 'flows.csv')] });
  const summary = summarise(table, { formatReason: plan.formatReason });
  return {
    format: summary.format,
    rows: summary.rows,
    label: summary.label && [summary.label.column, summary.label.normal.join('|')],
    roles: Object.fromEntries(summary.columns.map(({ name, proposal }) => [name, proposal.role])),
    reasons: Object.fromEntries(summary.columns.map(({ name, proposal }) => [name, proposal.reason])),
    meanings: Object.fromEntries(
      summary.columns.flatMap(({ name, proposal }) => (proposal.meaning ? [[proposal.meaning, name]] : [])),
    ),
    receipt: Object.fromEntries(summary.receipt.map(({ what, count }) => [what, count])),
  };
};

type Cell = (row: number) => string | number;
/** One row in six is an attack, in a block as in the public sets. */
const isAttack = (row: number): boolean => row >= 30 && row < 40;
const tableOf = (columns: Readonly<Record<string, Cell>>, delimiter = ',', withHeader = true): string =>
  `${[
    ...(withHeader ? [Object.keys(columns).join(delimiter)] : []),
    ...Array.from({ length: ROWS }, (_, row) =>
      Object.values(columns)
        .map((cell) => cell(row))
        .join(delimiter),
    ),
  ].join('\n')}\n`;

const bytes: Cell = (row) => 40 + ((row * 37) % 900);
const label: Cell = (row) => (isAttack(row) ? 'Attack' : 'Benign');

describe('beside a label', () => {
  it.each([
    ['label_encoded', (row: number) => (isAttack(row) ? 1 : 0), 'ignored'],
    ['Label (detailed)', (row: number) => (isAttack(row) ? row % 3 : 'none'), 'attack-class'],
    ['attackType', (row: number) => (isAttack(row) ? 'dos' : '---'), 'attack-class'],
    ['attackID', (row: number) => (isAttack(row) ? 53 : 0), 'attack-class'],
    ['Attack Tool', (row: number) => (isAttack(row) ? 'Hping3' : 'none'), 'attack-class'],
    ['capture_day', (row: number) => (isAttack(row) ? 'Friday' : 'Monday'), 'timestamp'],
    ['filename', (row: number) => (isAttack(row) ? 'friday.pcap' : 'monday.pcap'), 'identifier'],
    ['Dataset', (row: number) => (isAttack(row) ? 'NF-ToN-IoT' : 'NF-UNSW-NB15'), 'identifier'],
    ['time_start', (row: number) => (row % 10 === 0 ? 15925337256481 : 1592533725648144 + row), 'timestamp'],
    ['SrcTCPBase', (row: number) => (row * 2654435761) % 4294967296, 'identifier'],
    ['dtcpb', (row: number) => (row * 2654435761) % 4294967296, 'identifier'],
    ['tcp.stream', (row: number) => row >> 1, 'identifier'],
    ['DNS_QUERY_ID', (row: number) => (row * 7919) % 65536, 'identifier'],
    ['NAT Source Port', (row: number) => 1024 + ((row * 7919) % 60000), 'ignored'],
    ['Scr_port', (row: number) => 1024 + ((row * 7919) % 60000), 'ignored'],
    ['originp', (row: number) => 1024 + ((row * 7919) % 60000), 'ignored'],
    ['sourcePayloadAsBase64', (row: number) => `R0VU${row % 7}`, 'ignored'],
  ] as const)('%s is no feature', async (name, cell, role) => {
    const table = await read(tableOf({ bytes, [name]: cell, duration: (row) => row / 7, label }));
    expect(table.label).toEqual(['label', 'Benign']);
    expect(table.roles).toMatchObject({ bytes: 'feature', duration: 'feature', label: 'label', [name]: role });
  });

  it.each(['IPv6 Flow Label', 'Traffic Class', 'policyid', 'backlog', 'attached'])(
    '%s is what the network says, and stays one',
    async (name) => {
      const table = await read(tableOf({ bytes, [name]: (row) => row % 5, label }));
      expect([table.roles[name], table.label]).toEqual(['feature', ['label', 'Benign']]);
    },
  );
});

describe('a label', () => {
  it('may be told by a word of its name alone, with 1 for no attack', async () => {
    const name = '"Attack LABLE (1:No Attack, -1:Attack)"';
    const table = await read(tableOf({ flow: bytes, [name]: (row) => (isAttack(row) ? -1 : 1) }));
    expect(table.label).toEqual([name.slice(1, -1), '1']);
    expect(table.reasons[name.slice(1, -1)]).toBe('is about the attack, and no column is called a label');
  });

  it('of 1 and −1 is what the format says it is, where attacks are more frequent than the rest', async () => {
    const kyoto: Record<string, Cell> = {};
    const cells: Cell[] = [
      ...[() => '0.5', () => 'ssh', bytes, bytes],
      ...Array.from({ length: 9 }, (_, i) => (row: number) => (row + i) % 5),
      ...[() => 'SF', () => 0, () => 0, () => 0],
      ...[(row: number) => (isAttack(row) ? 1 : -1), () => 'fd00:1:2:3:4:5:6:7', (row: number) => 50000 + row],
      ...[() => 'fd00:1:2:3:4:5:6:8', () => 22, (row: number) => `00:00:${String(row).padStart(2, '0')}`, () => 'tcp'],
    ];
    cells.forEach((cell, i) => {
      kyoto[`${i}`] = cell;
    });
    const table = await read(tableOf(kyoto, '\t', false));
    expect([table.format, table.label]).toEqual(['kyoto', ['label', '1']]);
  });

  it('stands in the last cells of Bot-IoT without a header line, and the time in the second', async () => {
    const cells: Cell[] = Array.from({ length: 35 }, () => () => '');
    const given: Readonly<Record<number, Cell>> = {
      0: (row) => row + 1,
      1: (row) => (1526344121 + row / 10).toFixed(6),
      2: () => 'e',
      3: () => 'tcp',
      4: (row) => `192.168.100.${row % 9}`,
      5: (row) => 50000 + row,
      6: () => '192.168.100.3',
      7: () => 80,
      8: bytes,
      9: bytes,
      10: () => 'CON',
      11: (row) => (1526344122 + row / 10).toFixed(6),
      12: (row) => row + 1,
      32: (row) => (isAttack(row) ? 1 : 0),
      33: (row) => (isAttack(row) ? 'DDoS' : 'Normal'),
      34: (row) => (isAttack(row) ? 'TCP' : 'Normal'),
    };
    for (const [at, cell] of Object.entries(given)) cells[Number(at)] = cell;
    const table = await read(tableOf(Object.fromEntries(cells.map((cell, i) => [`c${i}`, cell])), ',', false));
    expect([table.format, table.label]).toEqual(['argus', ['attack', '0']]);
    expect(table.roles).toMatchObject({
      pkSeqID: 'identifier',
      seq: 'identifier',
      stime: 'timestamp',
      category: 'attack-class',
      subcategory: 'attack-class',
      sport: 'ignored',
    });
  });
});

describe('times', () => {
  const begun = (row: number): string => `2024-03-01T08:${String(row).padStart(2, '0')}:00Z`;
  it('without a name are known by their size, and numbers of that size that spread wider are not', async () => {
    const table = await read(
      tableOf(
        { a: bytes, b: (row) => 1709280000 + row * 60, c: (row) => 700000000 + row * 50000000, d: label },
        ';',
        false,
      ),
    );
    expect(table.roles).toMatchObject({ 'column 2': 'timestamp', 'column 3': 'feature', 'column 4': 'label' });
  });

  it('are when the flow began, where a log says also when it was written', async () => {
    const table = await read(
      tableOf({
        'Receive Time': () => '2024-03-01 09:30:00',
        bytes,
        time: (row) => begun(row).slice(11, 19),
        'Start Time': begun,
      }),
    );
    expect(table.meanings.time).toBe('Start Time');
  });

  it('are not called ambiguous where a month is a word, or a point says day first', async () => {
    const worded = await read(tableOf({ when: (row) => `"Mar 1, 2024 @ 08:00:${10 + (row % 50)}.000"`, bytes, label }));
    expect([worded.roles.when, worded.receipt]).toEqual(['timestamp', {}]);
    const pointed = await read(tableOf({ when: () => '03.04.2024 08:00:00', bytes, label }, ';'));
    expect([pointed.roles.when, pointed.receipt]).toEqual(['timestamp', {}]);
    const slashed = await read(tableOf({ when: () => '03/04/2024 08:00:00', bytes, label }));
    expect(slashed.receipt).toEqual({ 'dates-ambiguous': 1 });
  });
});

describe('addresses', () => {
  it('are where the cells hold some, whatever else is called a source', async () => {
    const table = await read(
      tableOf({ source: () => 'udp:514', src_ip: (row) => `192.0.2.${row}`, dest_ip: () => '198.51.100.1', bytes }),
    );
    expect([table.meanings['source-address'], table.roles.src_ip]).toEqual(['src_ip', 'identifier']);
  });
});
