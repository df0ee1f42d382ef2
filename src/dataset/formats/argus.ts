/**
 * Argus `ra` exports, the .binetflow files of CTU-13 (García et al., 2014) and Bot-IoT (Koroniotis et al., 2019), which
 * has Argus' own short names, `attack` 0 or 1, and the attack in `category` and `subcategory`. Ports may be hexadecimal, directions are
 * padded, the time may have no date, and `man` records are Argus' own and no flows.
 */
import { type FormatModule, hasNames } from './format-module.ts';

const TEXTS: ReadonlySet<string> = new Set(
  'proto,srcaddr,saddr,dir,dstaddr,daddr,state,label,flgs,cause,attack,category,subcategory'.split(','),
);
const NUMBERS: ReadonlySet<string> = new Set(
  'dur,stos,dtos,sttl,dttl,totpkts,totbytes,srcbytes,dstbytes,srcpkts,dstpkts,rate,srcrate,dstrate,load,srcload,dstload,loss,spkts,dpkts,pkts,sbytes,dbytes,bytes,seq'.split(
    ',',
  ),
);

export const argus: FormatModule = {
  id: 'argus',
  name: 'Argus (ra, CTU-13)',
  recognise(head) {
    const long = hasNames(head, ['starttime', 'proto', 'srcaddr', 'dstaddr']);
    const short = hasNames(head, ['proto', 'saddr', 'daddr']) && (hasNames(head, ['state']) || hasNames(head, ['seq']));
    if (!long && !short) return null;
    return { confidence: 0.95, seen: `Argus' column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'starttime' || name === 'lasttime' || name === 'stime' || name === 'ltime')
      return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    if (name === 'category' || name === 'subcategory') {
      return { kind: 'text', role: 'attack-class', reason: 'names the attack, so it gives the label away' };
    }
    if (name === 'seq') {
      return { kind: 'number', role: 'identifier', reason: 'counts the records in the order that Argus wrote them' };
    }
    if (NUMBERS.has(name)) return { kind: 'number' };
    // Ports: numbers, hexadecimal ones, or (where ra was not told -n) names of services. What is seen decides.
    return TEXTS.has(name) ? { kind: 'text' } : undefined;
  },
  unwanted: { column: 'proto', values: ['man'] },
  isNormal: (value) => value === '0' || (/background|normal/i.test(value) && !/botnet/i.test(value)),
};
