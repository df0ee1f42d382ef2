/** The records of a stretch of bytes: lines with quotes, or whole JSON objects. */
import { scanObjects } from './json-objects.ts';
import { type QuoteRules, type ScanResult, scanRecords } from './records.ts';

export const scan = (
  bytes: Uint8Array,
  from: number,
  until: number,
  atEnd: boolean,
  rules: QuoteRules,
  maximum: number,
  most?: number,
): ScanResult =>
  rules.objects
    ? scanObjects(bytes, from, until, atEnd, maximum, most)
    : scanRecords(bytes, from, until, atEnd, rules, maximum, most);
