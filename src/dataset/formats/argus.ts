/**
 * Argus `ra` exports and the .binetflow files of CTU-13 (García et al., 2014). Ports may be hexadecimal, directions are
 * padded, the time may have no date, and `man` records are Argus' own and no flows.
 */
import { type FormatModule, hasNames } from './format-module.ts';

const TEXTS: ReadonlySet<string> = new Set(['proto', 'srcaddr', 'dir', 'dstaddr', 'state', 'label', 'flgs', 'cause']);
const NUMBERS: ReadonlySet<string> = new Set(
  'dur,sport,dport,stos,dtos,sttl,dttl,totpkts,totbytes,srcbytes,dstbytes,srcpkts,dstpkts,rate,srcrate,dstrate,load,srcload,dstload,loss'.split(
    ',',
  ),
);

export const argus: FormatModule = {
  id: 'argus',
  name: 'Argus (ra, CTU-13)',
  recognise(head) {
    if (!hasNames(head, ['starttime', 'proto', 'srcaddr', 'dstaddr'])) return null;
    return { confidence: 0.95, seen: `Argus' column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'starttime' || name === 'lasttime')
      return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    if (NUMBERS.has(name)) return { kind: 'number' };
    return TEXTS.has(name) ? { kind: 'text' } : undefined;
  },
  unwanted: { column: 'proto', values: ['man'] },
  isNormal: (value) => /background|normal/i.test(value) && !/botnet/i.test(value),
};
