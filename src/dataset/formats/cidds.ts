/**
 * CIDDS-001 and CIDDS-002 (Ring et al., 2017): nfdump's words, padded for the eye, and four columns about the attack.
 * Bytes past a million have a unit behind them ("  2.1 M"), and '---' stands for no attack.
 */
import { type FormatModule, hasNames } from './format-module.ts';

const MARKS = [
  'date first seen',
  'duration',
  'proto',
  'src ip addr',
  'src pt',
  'dst ip addr',
  'dst pt',
  'bytes',
  'class',
];
const NUMBERS: ReadonlySet<string> = new Set(['duration', 'src pt', 'dst pt', 'packets', 'bytes', 'flows', 'tos']);

export const cidds: FormatModule = {
  id: 'cidds',
  recognise(head) {
    if (!hasNames(head, MARKS)) return null;
    return { confidence: 0.96, seen: `its column names, ${head.names!.length} of them` };
  },
  missingWords: ['---'],
  column(name) {
    if (name === 'date first seen') return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    if (name === 'class') return { kind: 'text', role: 'label', reason: 'normal, attacker or victim, or suspicious' };
    if (name === 'attacktype') {
      return { kind: 'text', role: 'attack-class', reason: 'names the attack, so it gives the label away' };
    }
    if (name === 'attackid' || name === 'attackdescription') {
      return {
        kind: 'text',
        role: 'ignored',
        reason: 'says which attack the flow belongs to: it gives the label away',
      };
    }
    return { kind: NUMBERS.has(name) ? 'number' : 'text' };
  },
  // In the external week nothing is normal for sure: 'suspicious' and 'unknown' are for the person to judge.
  isNormal: (value) => value === 'normal',
};
