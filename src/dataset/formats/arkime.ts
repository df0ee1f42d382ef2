/** Arkime's sessions.csv: friendly names joined by ', ', CR LF, and a ' before cells that a sheet would reckon with. */
import { type FormatModule, hasNames } from './format-module.ts';

export const arkime: FormatModule = {
  id: 'arkime',
  recognise(head) {
    if (!hasNames(head, ['start time', 'stop time', 'src ip', 'dst ip'])) return null;
    return { confidence: 0.9, seen: `Arkime's column names, ${head.names!.length} of them` };
  },
  guard: "'",
  column(name) {
    if (name === 'start time' || name === 'stop time') {
      return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    }
    if (/^(?:src|dst) port$|packets$|bytes$/.test(name)) return { kind: 'number' };
    if (/node$/.test(name)) return { kind: 'text', role: 'ignored', reason: 'the machine that captured the session' };
    if (/^(?:src|dst) ip$/.test(name)) return { kind: 'text' };
    return undefined;
  },
};
