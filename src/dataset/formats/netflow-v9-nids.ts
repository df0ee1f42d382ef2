/** The NetFlow versions of NIDS data sets (Sarhan et al., 2021): NF-UNSW-NB15, NF-ToN-IoT, NF-BoT-IoT and others. */
import { type FormatModule, hasNames } from './format-module.ts';

const MARKS = ['ipv4 src addr', 'l4 src port', 'ipv4 dst addr', 'l4 dst port', 'protocol', 'in bytes', 'out bytes'];
const TEXTS: ReadonlySet<string> = new Set([
  'ipv4 src addr',
  'ipv4 dst addr',
  'label',
  'attack',
  'dataset',
  'l7 proto',
]);

export const netflowV9Nids: FormatModule = {
  id: 'netflow-v9-nids',
  recognise(head) {
    if (!hasNames(head, MARKS)) return null;
    return { confidence: 0.95, seen: `NetFlow field names, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'dataset') {
      return { kind: 'text', role: 'identifier', reason: 'names the data set that the row came from' };
    }
    // nDPI's number for an application: 91 is no neighbour of 92.
    if (TEXTS.has(name)) return { kind: 'text' };
    if (name === 'flow start milliseconds' || name === 'flow end milliseconds') {
      return { kind: 'time', time: { kind: 'epoch', millisecondsPerUnit: 1 } };
    }
    return { kind: 'number' };
  },
  isNormal: (value) => value === '0' || /^benign$/i.test(value),
};
