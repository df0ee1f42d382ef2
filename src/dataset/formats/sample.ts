/** The generated working day that the app offers as its sample, and the CSV file of it: known by its header. */
import { SAMPLE_COLUMNS, SAMPLE_NORMAL, SAMPLE_ROLES } from '../sample/columns.ts';
import { type ColumnFact, type FormatModule, normaliseName } from './format-module.ts';

const TEXTS: readonly string[] = ['src_ip', 'dst_ip', 'proto', 'service', 'state', 'label'];

const FACTS: ReadonlyMap<string, ColumnFact> = new Map(
  SAMPLE_ROLES.map(({ column, role, reason, meaning }): [string, ColumnFact] => [
    normaliseName(column),
    {
      role,
      reason,
      ...(meaning && { meaning }),
      kind: column === 'ts' ? 'time' : TEXTS.includes(column) ? 'text' : 'number',
    },
  ]),
);

export const sample: FormatModule = {
  id: 'sample',
  recognise({ names }) {
    if (names?.length !== SAMPLE_COLUMNS.length || !names.every((name, i) => name === SAMPLE_COLUMNS[i])) return null;
    return { confidence: 0.98, seen: `the ${names.length} column names of the app's own sample` };
  },
  column: (name) => FACTS.get(name),
  isNormal: (value) => SAMPLE_NORMAL.includes(value),
};
