/** What Zeek's two ways of writing a log share: its types, its field names, its labelled variants. */
import { isNormalWord } from './column-names.ts';
import type { ColumnFact } from './format-module.ts';

const EPOCH = { kind: 'epoch', millisecondsPerUnit: 1000 } as const;
const NUMBER_TYPES: ReadonlySet<string> = new Set(['count', 'int', 'double', 'interval', 'port']);
const NUMBERS: ReadonlySet<string> = new Set(
  'id orig p,id resp p,duration,orig bytes,resp bytes,missed bytes,orig pkts,orig ip bytes,resp pkts,resp ip bytes'.split(
    ',',
  ),
);

/** `type`: as the #types line says; undefined where there is none (JSON). */
export const zeekColumn = (name: string, type: string | undefined): ColumnFact | undefined => {
  if (name === 'detailed label') {
    return { kind: 'text', role: 'attack-class', reason: 'names the attack, so it gives the label away' };
  }
  if (name === 'label') return { kind: 'text', role: 'label', reason: 'Benign or Malicious' };
  // What Corelight and log shippers add: the kind of log, and the sensor.
  if (name === 'path' || name === 'system name') {
    return { kind: 'text', role: 'ignored', reason: 'says where the record was made, not what the flow did' };
  }
  if (name === 'history') {
    return { kind: 'text', role: 'feature', reason: 'the order of events in the connection' };
  }
  if (type === 'time' || name === 'ts') return { kind: 'time', time: EPOCH };
  if (type !== undefined) return { kind: NUMBER_TYPES.has(type) ? 'number' : 'text' };
  return NUMBERS.has(name) ? { kind: 'number' } : undefined;
};

export const isZeekNormal = (value: string): boolean => isNormalWord(value);
