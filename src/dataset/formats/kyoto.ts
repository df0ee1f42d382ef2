/**
 * Kyoto 2006+ (Song et al., 2011): sessions of honeypots, 24 cells with TABs and no header line. The label is 1 for
 * normal, −1 for a known attack and −2 for an unknown one, made from what three detectors said of the session.
 */
import { type FormatModule, hasRecordsOnly } from './format-module.ts';

const NAMES: readonly string[] =
  'duration service source_bytes destination_bytes count same_srv_rate serror_rate srv_serror_rate dst_host_count dst_host_srv_count dst_host_same_src_port_rate dst_host_serror_rate dst_host_srv_serror_rate flag IDS_detection malware_detection ashula_detection label source_ip_address source_port_number destination_ip_address destination_port_number start_time protocol'.split(
    ' ',
  );
const TEXTS: ReadonlySet<string> = new Set(
  'service,flag,label,source ip address,destination ip address,protocol'.split(','),
);

const isRecord = (cells: readonly string[]): boolean =>
  /^(?:1|-1|-2)$/.test(cells[17]!) && /^[A-Z]\w{1,5}$/.test(cells[13]!) && /^\d\d:\d\d:\d\d/.test(cells[22]!);

export const kyoto: FormatModule = {
  id: 'kyoto',
  recognise: (head) =>
    hasRecordsOnly(head, NAMES.length, isRecord)
      ? { confidence: 0.95, seen: 'no header, 24 cells: state, label and clock where Kyoto 2006+ has them' }
      : null,
  namesFor: (width) => (width === NAMES.length ? NAMES : null),
  column(name) {
    if (name === 'label') {
      return { kind: 'text', role: 'label', reason: '1 normal, −1 a known attack, −2 an unknown one' };
    }
    if (name.endsWith(' detection')) {
      return { kind: 'text', role: 'ignored', reason: 'what a detector said: the label was made from it' };
    }
    if (name === 'start time') return { kind: 'time', time: { kind: 'clock' } };
    return { kind: TEXTS.has(name) ? 'text' : 'number' };
  },
  isNormal: (value) => value === '1',
};
