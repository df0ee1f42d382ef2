/** NFStream: columns depend on its settings; strings may hold quotes behind a backslash. */
import { type FormatModule, hasNames } from './format-module.ts';

export const nfstream: FormatModule = {
  id: 'nfstream',
  recognise(head) {
    if (!hasNames(head, ['src ip', 'dst ip', 'bidirectional packets', 'bidirectional bytes'])) return null;
    return { confidence: 0.97, seen: `NFStream's column names, ${head.names!.length} of them` };
  },
  escape: '\\',
  column(name) {
    if (/(?:first|last) seen ms$/.test(name)) {
      return { kind: 'time', role: 'timestamp', time: { kind: 'epoch', millisecondsPerUnit: 1 } };
    }
    if (/^(?:bidirectional|src2dst|dst2src) |^(?:src|dst) port$|^(?:vlan|tunnel) id$|^ip version$/.test(name)) {
      return { kind: 'number' };
    }
    if (/^(?:user agent|client fingerprint|server fingerprint|content type)$/.test(name)) {
      return { kind: 'text', role: 'ignored', reason: 'free text that names programs' };
    }
    if (/^(?:src|dst) (?:ip|mac|oui)$|name$/.test(name)) return { kind: 'text' };
    return undefined;
  },
};
