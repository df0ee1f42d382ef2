/** CSE-CIC-IDS2018: 80 columns with a time and no addresses; the header line comes again in the middle of some files. */
import { cicColumn, isBenign } from './cicids2017.ts';
import { type FormatModule, hasNames } from './format-module.ts';

export const cseCicIds2018: FormatModule = {
  id: 'cse-cic-ids2018',
  recognise(head) {
    if (!hasNames(head, ['dst port', 'protocol', 'timestamp', 'flow duration', 'tot fwd pkts', 'label'])) return null;
    if (hasNames(head, ['flow id'])) return null;
    return { confidence: 0.95, seen: `its column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'timestamp') return { kind: 'time', time: { kind: 'date', order: 'day-first' } };
    return cicColumn(name);
  },
  isNormal: isBenign,
};
