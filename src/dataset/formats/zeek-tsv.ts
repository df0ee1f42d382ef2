/**
 * Zeek logs as text: # lines say separator, fields and types; '-' is not set, and #close stands at the end. Also without
 * those lines: what zeek-cut, a data set's author or `grep -v "#"` left of a conn.log.
 */
import { type FormatModule, type Head, hasNames } from './format-module.ts';
import { isZeekNormal, zeekColumn } from './zeek.ts';

const FIRST =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state local_orig';
const LAST = 'missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents';
/** Fields of a whole conn.log by their number: local_resp came with Zeek 2.4, ip_proto with 7.1. */
const CONN_FIELDS: ReadonlyMap<number, readonly string[]> = new Map(
  [`${FIRST} ${LAST}`, `${FIRST} local_resp ${LAST}`, `${FIRST} local_resp ${LAST} ip_proto`].map((text) => {
    const names = text.split(' ');
    return [names.length, names];
  }),
);

const STATES = /^(?:S[0-3]|SF|REJ|RSTO|RSTR|RSTOS0|RSTRH|SH|SHR|OTH|-)$/;
const isConnRecord = (cells: readonly string[]): boolean =>
  /^\d{9,10}\.\d+$/.test(cells[0]!) &&
  /^C\w{4,}$/.test(cells[1]!) &&
  /^\d{1,5}$/.test(cells[3]!) &&
  /^\d{1,5}$/.test(cells[5]!) &&
  /^(?:tcp|udp|icmp|unknown_transport)$/.test(cells[6]!) &&
  STATES.test(cells[11]!);

const looksLikeConn = ({ records, width }: Head): boolean => {
  if (!CONN_FIELDS.has(width)) return false;
  const whole = records.filter((record) => record.length === width);
  return whole.length > 0 && whole.filter(isConnRecord).length >= whole.length * 0.9;
};

export const zeekTsv: FormatModule = {
  id: 'zeek-tsv',
  accepts: ['zeek', 'delimited'],
  recognise(head) {
    if (head.kind === 'zeek') return { confidence: 1, seen: `#fields with ${head.names?.length ?? 0} names` };
    if (head.kind !== 'delimited') return null;
    if (hasNames(head, ['ts', 'uid', 'id orig h', 'id resp h', 'proto'])) {
      return { confidence: 0.95, seen: `Zeek's field names, ${head.names!.length} of them` };
    }
    if (head.names !== null || !looksLikeConn(head)) return null;
    return { confidence: 0.95, seen: `no header, ${head.width} cells as in a conn.log` };
  },
  namesFor: (width) => CONN_FIELDS.get(width) ?? null,
  missingWords: ['-'],
  column: zeekColumn,
  isNormal: isZeekNormal,
};
