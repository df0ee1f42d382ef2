/** TON_IoT network data (Moustafa, 2021): Zeek-like columns, `label` 0 or 1 and the attack in `type`. */
import { type FormatModule, hasNames } from './format-module.ts';

const MARKS = ['src ip', 'src port', 'dst ip', 'dst port', 'proto', 'duration', 'src bytes', 'dst bytes', 'conn state'];
const NUMBERS: ReadonlySet<string> = new Set(
  'src port,dst port,duration,src bytes,dst bytes,missed bytes,src pkts,src ip bytes,dst pkts,dst ip bytes,dns qclass,dns qtype,dns rcode,http trans depth,http request body len,http response body len,http status code'.split(
    ',',
  ),
);

export const tonIot: FormatModule = {
  id: 'ton-iot',
  recognise(head) {
    if (!hasNames(head, MARKS) || !hasNames(head, ['type'])) return null;
    return { confidence: 0.93, seen: `its column names, ${head.names!.length} of them` };
  },
  missingWords: ['-'],
  column(name) {
    if (name === 'type')
      return { kind: 'text', role: 'attack-class', reason: 'names the attack, so it gives the label away' };
    if (name === 'ts') return { kind: 'time', time: { kind: 'epoch', millisecondsPerUnit: 1000 } };
    return NUMBERS.has(name) ? { kind: 'number' } : { kind: 'text' };
  },
  isNormal: (value) => value === '0' || value === 'normal',
};
