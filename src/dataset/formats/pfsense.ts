/**
 * The packet filter's log of pfSense and OPNsense: cells by position, no header line, and before the first cell what
 * syslog put there. Records of TCP over IPv4 have 29 cells, of UDP 23; those of the rarer width are left out and counted.
 */
import { type FormatModule, hasRecordsOnly } from './format-module.ts';

const NAMES: readonly string[] =
  'rule subrule anchor tracker interface reason action direction ip_version tos ecn ttl ip_id offset ip_flags protocol_id protocol length src_ip dst_ip src_port dst_port data_length tcp_flags tcp_seq tcp_ack window urg options'.split(
    ' ',
  );
/** UDP records end with the length of what was sent. */
const UDP_CELLS = 23;
const NUMBERS: ReadonlySet<string> = new Set(
  'ttl,offset,length,src port,dst port,data length,tcp seq,tcp ack,window,ip id'.split(','),
);

const isRecord = (cells: readonly string[]): boolean =>
  /^(?:pass|block|reject|match)$/.test(cells[6]!) && /^(?:in|out)$/.test(cells[7]!) && /^[46]$/.test(cells[8]!);

export const pfsense: FormatModule = {
  id: 'pfsense',
  recognise: (head) =>
    [NAMES.length, UDP_CELLS].some((width) => hasRecordsOnly(head, width, isRecord))
      ? {
          confidence: 0.95,
          seen: `no header, ${head.width} cells with an action and a direction: the ${head.width === UDP_CELLS ? 'UDP' : 'TCP'} records alone`,
        }
      : null,
  namesFor: (width) => (width === NAMES.length || width === UDP_CELLS ? NAMES.slice(0, width) : null),
  column(name) {
    if (name === 'rule' || name === 'subrule' || name === 'anchor' || name === 'tracker') {
      return { kind: 'text', role: 'ignored', reason: 'which rule matched, not what the packet was' };
    }
    if (name === 'ip id') return { kind: 'number', role: 'identifier', reason: 'a number that counts packets' };
    return { kind: NUMBERS.has(name) ? 'number' : 'text' };
  },
};
