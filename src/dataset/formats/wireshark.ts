/** Wireshark's and tshark's packet lists: rows are packets, not flows, and the time counts from the first of them. */
import { type FormatModule, hasNames } from './format-module.ts';

export const wireshark: FormatModule = {
  id: 'wireshark',
  recognise(head) {
    if (!hasNames(head, ['no', 'time', 'source', 'destination', 'protocol', 'length'])) return null;
    return { confidence: 0.95, seen: 'the columns of a packet list: rows are packets, not flows' };
  },
  column(name) {
    // Seconds since the first packet, unless the list shows dates.
    if (name === 'time') return { kind: 'time', time: { kind: 'epoch', millisecondsPerUnit: 1000 } };
    if (name === 'no' || name === 'length') return { kind: 'number' };
    if (name === 'info') return { kind: 'text', role: 'ignored', reason: 'free text about the packet' };
    if (name === 'source' || name === 'destination' || name === 'protocol') return { kind: 'text' };
    return undefined;
  },
};
