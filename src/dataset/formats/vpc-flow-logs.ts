/**
 * AWS VPC flow logs: cells separated by one blank, with a header line (as written to S3) or without (as CloudWatch hands
 * out version 2). '-' is not set; records of an interval without traffic say NODATA, and hold no flow.
 */
import { type FormatModule, type Head, hasNames } from './format-module.ts';

const VERSION_2: readonly string[] =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(
    ' ',
  );
const NUMBERS: ReadonlySet<string> = new Set(['srcport', 'dstport', 'protocol', 'packets', 'bytes', 'tcp flags']);
const PLACES =
  /^(?:version|account id|vpc id|subnet id|instance id|interface id|region|az id|sublocation (?:type|id)|ecs .*)$/;

const looksLikeVersion2 = ({ records, width }: Head): boolean => {
  if (width !== VERSION_2.length) return false;
  const whole = records.filter((record) => record.length === width);
  const fitting = whole.filter((cells) => /^(?:OK|NODATA|SKIPDATA)$/.test(cells[13]!) && /^eni-/.test(cells[2]!));
  return whole.length > 0 && fitting.length >= whole.length * 0.9;
};

export const vpcFlowLogs: FormatModule = {
  id: 'vpc-flow-logs',
  recognise(head) {
    if (head.names === null) {
      return looksLikeVersion2(head) ? { confidence: 0.95, seen: 'no header, 14 cells as in version 2' } : null;
    }
    if (!hasNames(head, ['srcaddr', 'dstaddr', 'start', 'end', 'action'])) return null;
    return { confidence: 0.95, seen: `its field names, ${head.names.length} of them` };
  },
  namesFor: (width) => (width === VERSION_2.length ? VERSION_2 : null),
  missingWords: ['-'],
  unwanted: { column: 'log status', values: ['NODATA', 'SKIPDATA'] },
  column(name) {
    if (name === 'start' || name === 'end') return { kind: 'time', time: { kind: 'epoch', millisecondsPerUnit: 1000 } };
    if (PLACES.test(name)) return { kind: 'text', role: 'ignored', reason: 'says where the record was made' };
    if (name === 'log status') return { kind: 'text', role: 'ignored', reason: 'about the log, not the flow' };
    if (/^pkt (?:src|dst)addr$/.test(name))
      return { kind: 'text', role: 'identifier', reason: 'an address names a machine' };
    return { kind: NUMBERS.has(name) ? 'number' : 'text' };
  },
};
