/** CICFlowMeter (Java): 84 columns with flow id, addresses and time; durations in µs, Infinity and NaN in the rates. */
import { cicColumn, isBenign } from './cicids2017.ts';
import { type FormatModule, hasNames } from './format-module.ts';

const MARKS = ['flow id', 'src ip', 'src port', 'dst ip', 'dst port', 'timestamp', 'flow duration'];

export const cicflowmeter: FormatModule = {
  id: 'cicflowmeter',
  recognise(head) {
    if (!hasNames(head, MARKS) || head.rawNames!.some((name) => name.includes('_ip'))) return null;
    return { confidence: 0.9, seen: `its column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'timestamp') return { kind: 'time', time: { kind: 'date', order: 'day-first' } };
    return cicColumn(name);
  },
  isNormal: isBenign,
};
