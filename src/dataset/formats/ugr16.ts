/**
 * UGR'16 (Maciá-Fernández et al., 2018): flows of an Internet provider by nfdump, 13 cells without a header line: when
 * the flow ended, how long it took, who, how much, and last the label.
 */
import { type FormatModule, hasRecordsOnly } from './format-module.ts';

const NAMES: readonly string[] = 'te td sa da sp dp pr flg fwd stos pkt byt label'.split(' ');
const NUMBERS: ReadonlySet<string> = new Set(['td', 'sp', 'dp', 'fwd', 'stos', 'pkt', 'byt']);

const isRecord = (cells: readonly string[]): boolean =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(cells[0]!) &&
  /^\d+(?:\.\d+)?$/.test(cells[1]!) &&
  /^[.UAPRSFCEX]{6,8}$/.test(cells[7]!.trim()) &&
  /^[a-z][\w-]*$/i.test(cells[12]!.trim());

export const ugr16: FormatModule = {
  id: 'ugr16',
  recognise: (head) =>
    hasRecordsOnly(head, NAMES.length, isRecord)
      ? { confidence: 0.95, seen: 'no header, 13 cells: time, addresses, flags and a label where UGR’16 has them' }
      : null,
  namesFor: (width) => (width === NAMES.length ? NAMES : null),
  column(name) {
    if (name === 'te') {
      return {
        kind: 'time',
        role: 'timestamp',
        reason: 'when the flow ended, the only time there is',
        meaning: 'time',
        time: { kind: 'date', order: 'year-first' },
      };
    }
    if (name === 'label') return { kind: 'text', role: 'label', reason: 'background, or the attack' };
    return { kind: NUMBERS.has(name) ? 'number' : 'text' };
  },
  isNormal: (value) => value === 'background',
};
