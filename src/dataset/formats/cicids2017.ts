/**
 * CICIDS2017 (Sharafaldin et al., 2018): 79 columns of 'MachineLearningCVE', or 85 with addresses and times. Most names
 * begin with a blank, one comes twice, and cells may be Infinity or NaN.
 */
import { type ColumnFact, type FormatModule, hasNames } from './format-module.ts';

const MARKS = [
  'destination port',
  'flow duration',
  'total fwd packets',
  'total backward packets',
  'min seg size forward',
];

export const cicColumn = (name: string): ColumnFact | undefined => {
  if (name === 'label') return { kind: 'text', role: 'label', reason: 'BENIGN, or the attack' };
  if (/^(?:flow id|src ip|source ip|dst ip|destination ip)$/.test(name)) return { kind: 'text' };
  if (name === 'timestamp') return undefined;
  return { kind: 'number' };
};

export const isBenign = (value: string): boolean => /^benign$/i.test(value.trim());

export const cicids2017: FormatModule = {
  id: 'cicids2017',
  recognise(head) {
    if (!hasNames(head, MARKS)) return null;
    return { confidence: 0.95, seen: `its column names, ${head.names!.length} of them` };
  },
  column: cicColumn,
  isNormal: isBenign,
};
