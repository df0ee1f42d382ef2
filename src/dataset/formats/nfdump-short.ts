/** nfdump from 1.7.3 on, `-o csv` and `csv-fast`: ten columns, or a few more; the time as a date or in epoch milliseconds. */
import { type FormatModule, hasNames } from './format-module.ts';

const NUMBERS: ReadonlySet<string> = new Set(['duration', 'srcport', 'dstport', 'packets', 'bytes', 'flows']);

export const nfdumpShort: FormatModule = {
  id: 'nfdump-short',
  recognise(head) {
    if (!hasNames(head, ['firstseen', 'proto', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'packets', 'bytes']))
      return null;
    return { confidence: 0.97, seen: `nfdump's newer column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'firstseen' || name === 'lastseen') {
      return { kind: 'time', time: { kind: 'epoch', millisecondsPerUnit: 1 } };
    }
    if (name === 'cnt') return { kind: 'number', role: 'identifier', reason: 'counts the records' };
    if (/^(?:src|dst)as$|^(?:in|out)put$/.test(name)) {
      return { kind: 'text', role: 'feature', reason: 'a number that stands for a network or an interface' };
    }
    if (NUMBERS.has(name)) return { kind: 'number' };
    return name === 'proto' || name === 'srcaddr' || name === 'dstaddr' ? { kind: 'text' } : undefined;
  },
  skip: (cells) => (cells[0]!.startsWith('Summary') ? 'trailer-skipped' : null),
};
