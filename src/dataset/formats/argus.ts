/**
 * Argus `ra` exports, the .binetflow files of CTU-13 (García et al., 2014) and Bot-IoT (Koroniotis et al., 2019), which
 * has Argus' own short names, `attack` 0 or 1, and the attack in `category` and `subcategory`. Ports may be hexadecimal, directions are
 * padded, the time may have no date, and `man` records are Argus' own and no flows.
 */
import { type FormatModule, hasNames, hasRecordsOnly } from './format-module.ts';

const TEXTS: ReadonlySet<string> = new Set(
  'proto,srcaddr,saddr,dir,dstaddr,daddr,state,label,flgs,cause,attack,category,subcategory'.split(','),
);
const NUMBERS: ReadonlySet<string> = new Set(
  'dur,stos,dtos,sttl,dttl,totpkts,totbytes,srcbytes,dstbytes,srcpkts,dstpkts,rate,srcrate,dstrate,load,srcload,dstload,loss,spkts,dpkts,pkts,sbytes,dbytes,bytes,seq'.split(
    ',',
  ),
);

/** The whole of Bot-IoT comes in parts without a header line; the names are in a file beside them. */
const BOT_IOT: readonly string[] =
  'pkSeqID stime flgs proto saddr sport daddr dport pkts bytes state ltime seq dur mean stddev smac dmac sum min max soui doui sco dco spkts dpkts sbytes dbytes rate srate drate attack category subcategory'.split(
    ' ',
  );
const isBotIotRecord = (cells: readonly string[]): boolean =>
  /^\d{9,10}\.\d+$/.test(cells[1]!) && /^[01]$/.test(cells[32]!) && /^[A-Z]\w+/i.test(cells[33]!);
export const argus: FormatModule = {
  id: 'argus',
  recognise(head) {
    if (hasRecordsOnly(head, BOT_IOT.length, isBotIotRecord)) {
      return { confidence: 0.95, seen: 'no header, 35 cells: time, attack and category where Bot-IoT has them' };
    }
    const long = hasNames(head, ['starttime', 'proto', 'srcaddr', 'dstaddr']);
    const short = hasNames(head, ['proto', 'saddr', 'daddr']) && (hasNames(head, ['state']) || hasNames(head, ['seq']));
    if (!long && !short) return null;
    return { confidence: 0.95, seen: `Argus' column names, ${head.names!.length} of them` };
  },
  namesFor: (width) => (width === BOT_IOT.length ? BOT_IOT : null),
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
