/**
 * What a column's name says in any file: the names that flow tools, SIEM exports and data sets give to the same things.
 * Keys are normalised names (see normaliseName).
 */
import type { ColumnMeaning, ColumnRole } from '../roles.ts';
import type { ColumnFact } from './format-module.ts';

const MEANINGS: Readonly<Record<ColumnMeaning, readonly string[]>> = {
  time: [
    'ts',
    'time',
    'timestamp',
    'datetime',
    'date time',
    'date first seen',
    'start time',
    'starttime',
    'stime',
    'first seen',
    'firstseen',
    'first',
    'flow start',
    'flow start time',
    'flow start milliseconds',
    'bidirectional first seen ms',
    'firstpacket',
    'first packet',
    'frame time',
    'frame time epoch',
    'event time',
    'flow start timestamp',
  ],
  'source-address': [
    'id orig h',
    'src ip',
    'srcip',
    'source ip',
    'src',
    'source',
    'src addr',
    'srcaddr',
    'source address',
    'saddr',
    'sa',
    'ipv4 src addr',
    'src ip addr',
    'source ip address',
    'sourceip',
    'ip src',
    'src host',
  ],
  'source-port': [
    'id orig p',
    'src port',
    'srcport',
    'source port',
    'sport',
    'sp',
    'l4 src port',
    'src pt',
    'tcp srcport',
    'sourceport',
    'port src',
  ],
  'destination-address': [
    'id resp h',
    'dst ip',
    'dstip',
    'dest ip',
    'destination ip',
    'dst',
    'destination',
    'dst addr',
    'dstaddr',
    'destination address',
    'daddr',
    'da',
    'ipv4 dst addr',
    'dst ip addr',
    'destination ip address',
    'destinationip',
    'ip dst',
    'dst host',
  ],
  'destination-port': [
    'id resp p',
    'dst port',
    'dstport',
    'dest port',
    'destination port',
    'dsport',
    'dport',
    'dp',
    'l4 dst port',
    'dst pt',
    'tcp dstport',
    'destinationport',
    'port dst',
  ],
  protocol: ['proto', 'protocol', 'pr', 'protocol type', 'ip proto', 'ip protocol', 'transport protocol', 'l4 proto'],
  service: ['service', 'app proto', 'application name', 'l7 proto', 'application', 'app', 'application protocol'],
  state: ['conn state', 'state', 'flag', 'flags', 'flg', 'flow state', 'tcp flags', 'connection state'],
  duration: [
    'duration',
    'dur',
    'td',
    'flow duration',
    'flow duration milliseconds',
    'bidirectional duration ms',
    'flow age',
    'session length',
    'elapsed',
  ],
  'source-bytes': [
    'orig bytes',
    'src bytes',
    'srcbytes',
    'sbytes',
    'in bytes',
    'ibyt',
    'totlen fwd pkts',
    'total length of fwd packets',
    'total length of fwd packet',
    'src2dst bytes',
    'flow bytes toserver',
    'bytes sent',
    'bytes out',
    'sent bytes',
  ],
  'destination-bytes': [
    'resp bytes',
    'dst bytes',
    'dstbytes',
    'dbytes',
    'out bytes',
    'obyt',
    'totlen bwd pkts',
    'total length of bwd packets',
    'total length of bwd packet',
    'dst2src bytes',
    'flow bytes toclient',
    'bytes received',
    'bytes in',
    'received bytes',
  ],
  'total-bytes': ['bytes', 'totbytes', 'tot bytes', 'total bytes', 'byt', 'bidirectional bytes', 'length', 'octets'],
  'source-packets': [
    'orig pkts',
    'src pkts',
    'srcpkts',
    'spkts',
    'in pkts',
    'ipkt',
    'tot fwd pkts',
    'total fwd packets',
    'total fwd packet',
    'src2dst packets',
    'flow pkts toserver',
  ],
  'destination-packets': [
    'resp pkts',
    'dst pkts',
    'dstpkts',
    'dpkts',
    'out pkts',
    'opkt',
    'tot bwd pkts',
    'total backward packets',
    'total bwd packets',
    'dst2src packets',
    'flow pkts toclient',
  ],
  'total-packets': ['packets', 'pkts', 'totpkts', 'tot pkts', 'total packets', 'pkt', 'bidirectional packets'],
};

const IDENTIFIERS: Readonly<Record<string, string>> = {
  uid: 'a different value in every connection',
  id: 'a running number of rows',
  no: 'a running number of rows',
  index: 'a running number of rows',
  'row id': 'a running number of rows',
  'unnamed 0': 'a running number of rows',
  'flow id': 'names one single flow',
  'flow uid': 'names one single flow',
  'community id': 'names one single flow',
  'expiration id': 'a running number of rows',
  'pcap cnt': 'a running number of packets',
  'src mac': 'names one machine',
  'dst mac': 'names one machine',
  'eth src': 'names one machine',
  'eth dst': 'names one machine',
  'tunnel parents': 'names other connections',
  hostname: 'names one machine',
  'requested server name': 'names one machine',
  'source file': 'names where the row came from',
  'session id': 'names one single session',
};

const TIMES: readonly string[] = [
  'te',
  'last time',
  'lasttime',
  'ltime',
  'end time',
  'endtime',
  'last seen',
  'lastseen',
  'date last seen',
  'tr',
  'flow end',
  'flow end time',
  'flow end milliseconds',
  'flow start',
  'flow end timestamp',
  'lastpacket',
  'last packet',
  'stop time',
  'stoptime',
  'bidirectional last seen ms',
  'src2dst first seen ms',
  'src2dst last seen ms',
  'dst2src first seen ms',
  'dst2src last seen ms',
  'date',
  'day',
];

const LABELS: readonly string[] = ['label', 'class', 'target', 'is attack', 'is anomaly', 'anomaly', 'malicious', 'y'];
const ATTACK_CLASSES: readonly string[] = [
  'attack cat',
  'attack',
  'attack type',
  'attack category',
  'detailed label',
  'threat',
  'attack class',
  'attack name',
  'multiclass label',
];

const facts = new Map<string, ColumnFact>();
const put = (names: readonly string[], fact: ColumnFact): void => {
  for (const name of names) if (!facts.has(name)) facts.set(name, fact);
};

const roleOfMeaning = (meaning: ColumnMeaning): { readonly role: ColumnRole; readonly reason: string } => {
  if (meaning === 'time') return { role: 'timestamp', reason: 'when the flow began' };
  if (meaning === 'source-address' || meaning === 'destination-address') {
    return { role: 'identifier', reason: 'an address names a machine, and says nothing of what it does' };
  }
  if (meaning === 'source-port') {
    return { role: 'ignored', reason: 'a client takes its source port by chance' };
  }
  return { role: 'feature', reason: `the ${meaning.replace('-', ' ')} of a flow` };
};

for (const [meaning, names] of Object.entries(MEANINGS) as [ColumnMeaning, readonly string[]][]) {
  put(names, { meaning, ...roleOfMeaning(meaning) });
}
for (const [name, reason] of Object.entries(IDENTIFIERS)) put([name], { role: 'identifier', reason });
put(TIMES, { role: 'timestamp', reason: 'a time' });
put(LABELS, { role: 'label', reason: 'named like a label', kind: 'text' });
put(ATTACK_CLASSES, { role: 'attack-class', reason: 'names the attack, so it gives the label away', kind: 'text' });
put(['difficulty', 'difficulty level'], {
  role: 'ignored',
  reason: 'how often others classified the row rightly: it gives the label away',
});

/** What the (normalised) name says; undefined where it says nothing. */
export const factOfName = (normalised: string): ColumnFact | undefined => facts.get(normalised);

/** Label values that stand for normal traffic, whatever the format. */
export const isNormalWord = (value: string): boolean =>
  /^(?:0|0\.0|normal\.?|benign(?:traffic)?|background|legitimate|clean|no|false|none|-1?|good|harmless|flow=(?:background|.*normal).*)$/i.test(
    value.trim(),
  );
