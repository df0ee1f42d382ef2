/** UNSW-NB15, the training and testing sets: 45 columns with a header, without addresses and times. */
import { type FormatModule, hasNames } from './format-module.ts';
import { isUnswNormal, unswColumn } from './unsw-nb15.ts';

const MARKS = ['dur', 'proto', 'service', 'state', 'spkts', 'dpkts', 'sbytes', 'dbytes', 'sttl', 'sload', 'dload'];
const TEXTS: ReadonlySet<string> = new Set(['proto', 'service', 'state', 'attack cat', 'label']);

export const unswNb15Sets: FormatModule = {
  id: 'unsw-nb15-sets',
  recognise(head) {
    if (!hasNames(head, MARKS) || hasNames(head, ['srcip'])) return null;
    return { confidence: 0.92, seen: `its column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (TEXTS.has(name)) return { kind: 'text' };
    return (
      unswColumn(name) ??
      (/^(?:rate|sinpkt|dinpkt|smean|dmean|response body len|ct .*)$/.test(name) ? { kind: 'number' } : undefined)
    );
  },
  isNormal: isUnswNormal,
};
