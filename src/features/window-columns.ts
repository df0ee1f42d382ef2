/** Flow windows of a table: the facts that they need, by the meaning of its columns, and their measures as columns. */
import type { ColumnMeaning } from '../dataset/roles.ts';
import type { Column, Numbers, Table } from '../dataset/table.ts';
import { failedFlagBits, failedState } from './connection-state.ts';
import { type CodedCells, codesOf, type Meanings, numbersOf } from './source-columns.ts';
import { type Codes, type FlowFacts, flowWindows, WINDOW_MEASURES, windowName } from './windows.ts';

/** Most bytes of one flow (1 TB), so that sums of whole numbers stay exact however flows come and go. */
const MOST_BYTES = 2 ** 40;

/** Values that a full dictionary had no room for share an entry: they are many hosts, not one, and count as unknown. */
const coded = ({ codes, dictionary, restCode }: CodedCells): Codes => ({
  codes: restCode < 0 ? codes : codes.map((code) => (code === restCode ? -1 : code)),
  count: dictionary.length,
});

/** The service by its name, else by the destination port: a name is given where a parser knew the protocol. */
const serviceCodes = (services: Codes | undefined, ports: Codes | undefined): Codes | undefined => {
  if (!services || !ports) return services ?? ports;
  const codes = services.codes.slice();
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0 && ports.codes[row]! >= 0) codes[row] = services.count + ports.codes[row]!;
  }
  return { codes, count: services.count + ports.count };
};

const failedByRow = (column: Column): Int8Array => {
  const sign = (failed: boolean | null): number => (failed === null ? -1 : Number(failed));
  if (column.kind !== 'text') return Int8Array.from(column.values, (bits) => sign(failedFlagBits(bits)));
  const failed = column.dictionary.map((text) => sign(failedState(text)));
  const byRow = new Int8Array(column.codes.length);
  for (let row = 0; row < byRow.length; row++) byRow[row] = column.codes[row]! < 0 ? -1 : failed[column.codes[row]!]!;
  return byRow;
};

const wholeBytes = (parts: readonly Numbers[], rows: number): Float64Array => {
  const bytes = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (const part of parts) sum += part[row]!;
    bytes[row] = sum >= 0 ? Math.min(Math.round(sum), MOST_BYTES) : Number.NaN;
  }
  return bytes;
};

/** The facts that windows need, from a table's columns by their meaning; null where time or an address is not known. */
export const flowFacts = (table: Table, meanings: Meanings): FlowFacts | null => {
  const columnOf = (meaning: ColumnMeaning): Column | undefined => {
    const name = meanings.get(meaning);
    return name === undefined ? undefined : table.columns.find((column) => column.name === name);
  };
  const time = columnOf('time');
  const source = columnOf('source-address');
  const destination = columnOf('destination-address');
  if (time?.kind !== 'time' || !source || !destination) return null;
  const port = columnOf('destination-port');
  const service = columnOf('service');
  const state = columnOf('state');
  const total = columnOf('total-bytes');
  const halves = [columnOf('source-bytes'), columnOf('destination-bytes')].filter((column) => column !== undefined);
  const sizes = total ? [total] : halves;
  const ports = port && coded(codesOf(port));
  return {
    rows: table.rows,
    times: time.values,
    sources: coded(codesOf(source)),
    destinations: coded(codesOf(destination)),
    ports,
    services: serviceCodes(service && coded(codesOf(service)), ports),
    failed: state && failedByRow(state),
    bytes: sizes.length > 0 ? wholeBytes(sizes.map(numbersOf), table.rows) : undefined,
  };
};

/** The measures as columns of numbers; none where the table does not say who met whom when. */
export const windowColumns = async (
  table: Table,
  meanings: Meanings,
  pace: () => Promise<void> | undefined,
): Promise<Column[]> => {
  const facts = flowFacts(table, meanings);
  if (!facts) return [];
  const outputs = await flowWindows(facts, pace);
  const columns: Column[] = [];
  for (const side of ['source', 'destination'] as const) {
    for (const span of ['flows', 'time'] as const) {
      for (const measure of WINDOW_MEASURES) {
        const values = outputs[side][span][measure];
        if (!values) continue;
        let missing = 0;
        for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) missing++;
        columns.push({ kind: 'number', name: windowName(side, measure, span), values, missing, infinite: 0 });
      }
    }
  }
  return columns;
};
