/** KDD Cup 1999: the 41 features and the class, which ends with a dot; no header line. */
import type { FormatModule } from './format-module.ts';
import { KDD_FEATURES, kddColumn, looksLikeKdd } from './nsl-kdd.ts';

export const kdd99: FormatModule = {
  id: 'kdd99',
  recognise(head) {
    if (head.names || !looksLikeKdd(head)) return null;
    if (!head.records.every((record) => record.length !== head.width || record[41]?.trim().endsWith('.'))) return null;
    return { confidence: 0.95, seen: 'no header, 42 cells, and a class that ends with a dot' };
  },
  namesFor: (width) => (width === 42 ? [...KDD_FEATURES, 'class'] : width === 41 ? KDD_FEATURES : null),
  column: kddColumn,
  isNormal: (value) => value === 'normal.' || value === 'normal',
};
