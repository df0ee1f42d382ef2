/** Zeek logs as JSON, one object a line; fields that are not set are left out. */
import { type FormatModule, hasNames } from './format-module.ts';
import { isZeekNormal, zeekColumn } from './zeek.ts';

export const zeekJson: FormatModule = {
  id: 'zeek-json',
  accepts: ['json-lines'],
  recognise(head) {
    if (head.kind !== 'json-lines' || !hasNames(head, ['ts', 'uid', 'id orig h', 'id resp h'])) return null;
    return { confidence: 0.98, seen: 'JSON lines with ts, uid, id.orig_h and id.resp_h' };
  },
  // A shipper may put all of Zeek's logs into one file, and say in _path which is which.
  keeps: (cells) => (cells.get('_path') ?? 'conn') === 'conn',
  kept: {
    key: '_path',
    kind: 'conn',
    advice: 'Take the conn.log of the capture, or choose the format Table to read the records as they are.',
  },
  column: (name) => zeekColumn(name, undefined),
  isNormal: isZeekNormal,
};
