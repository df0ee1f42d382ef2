/** cicflowmeter (Python): the columns of CICFlowMeter in snake case; durations in seconds, no label. */
import { cicColumn, isBenign } from './cicids2017.ts';
import { type FormatModule, hasNames } from './format-module.ts';

export const cicflowmeterPython: FormatModule = {
  id: 'cicflowmeter-python',
  recognise(head) {
    if (!hasNames(head, ['src ip', 'dst ip', 'flow duration'])) return null;
    // Older versions abbreviate (flow_byts_s), newer ones do not.
    if (!head.names!.some((name) => /^flow_(?:byts|bytes|pkts|packets)_s$/.test(name))) return null;
    return { confidence: 0.95, seen: `its column names in snake case, ${head.names!.length} of them` };
  },
  column(name) {
    if (name === 'timestamp') return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    if (name === 'src mac' || name === 'dst mac') return { kind: 'text' };
    return cicColumn(name);
  },
  isNormal: isBenign,
};
