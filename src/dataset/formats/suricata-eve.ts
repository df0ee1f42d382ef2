/** Suricata's eve.json: one event a line, of which those of type flow are read; nested, offsets without a colon. */
import { type FormatModule, hasNames } from './format-module.ts';

export const suricataEve: FormatModule = {
  id: 'suricata-eve',
  accepts: ['json-lines'],
  recognise(head) {
    if (head.kind !== 'json-lines' || !hasNames(head, ['event type', 'timestamp'])) return null;
    return { confidence: 0.98, seen: 'JSON lines with event_type; those of type flow are read' };
  },
  keeps: (cells) => cells.get('event_type') === 'flow',
  kept: {
    key: 'event_type',
    kind: 'flow',
    advice:
      'Let Suricata write flow events (eve-log types: flow), or choose the format Table to read the events as they are.',
  },
  column(name) {
    if (/^tcp (?:syn|fin|rst|psh|ack|urg|ecn|cwr)$/.test(name)) {
      return { role: 'feature', reason: 'a flag that was seen' };
    }
    if (name === 'flow start' || name === 'flow end') return { kind: 'time', role: 'timestamp' };
    if (name === 'timestamp') return { kind: 'time', role: 'timestamp', reason: 'when the event was written' };
    if (name === 'flow alerted') {
      return { kind: 'text', role: 'label', reason: 'whether a rule alerted on the flow: a weak label' };
    }
    if (/^flow (?:pkts|bytes) to(?:server|client)$|^flow age$|^(?:src|dest) port$/.test(name))
      return { kind: 'number' };
    if (name === 'flow id') return { kind: 'text' };
    if (name === 'event type' || name === 'host' || name === 'in iface' || name === 'pcap filename') {
      return { kind: 'text', role: 'ignored', reason: 'says where the event was seen' };
    }
    return undefined;
  },
  isNormal: (value) => value === 'false',
};
