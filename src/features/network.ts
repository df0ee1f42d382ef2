/** Features that a flow's columns hold between the lines: reckoned by meaning, whatever the columns are called. */
import type { ColumnMeaning } from '../dataset/roles.ts';
import type { Column, NumberColumn, Numbers, Table, TextColumn } from '../dataset/table.ts';
import { ADDRESS_KINDS, addressKind } from './address-kind.ts';
import { SERVICE_CLASSES, serviceClassCode } from './service-class.ts';
import { codesOf, type Meanings, numbersOf } from './source-columns.ts';

const DAY = 86_400_000;
/**
 * Shortest duration that a rate is divided by, in seconds. A flow of one packet lasts 0 s, and many exporters' clocks
 * stand still for a millisecond: taken as they are, their rates would be infinite or a matter of rounding.
 */
const SHORTEST = 0.001;

/** Formats of CICFlowMeter's Java version: durations in microseconds. */
const MICROSECOND_FORMATS: readonly string[] = ['cicflowmeter', 'cicids2017', 'cse-cic-ids2018'];

/** Seconds per unit of a column of durations, by its name, else by the format; seconds where nothing says otherwise. */
export const durationUnit = (table: Pick<Table, 'format'>, column: string): number => {
  // The Elastic Common Schema counts event.duration in nanoseconds.
  if (/nano|[_ (.]ns\)?$|(?:^|\.)event\.duration$/i.test(column)) return 1e-9;
  if (/micro|µs|[_ (]us\)?$/i.test(column)) return 1e-6;
  if (/milli|[_ (]ms\)?$/i.test(column)) return 1e-3;
  return MICROSECOND_FORMATS.includes(table.format) ? 1e-6 : 1;
};

/**
 * Shortest capture, in milliseconds, that says which hours are usual. In a shorter one the hour is the place in the
 * capture, and its first and last flows stand out for nothing else.
 */
const SHORTEST_DAY = DAY / 2;

const numberColumn = (name: string, rows: number, valueAt: (row: number) => number): NumberColumn => {
  const values = new Float32Array(rows);
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    const value = Math.fround(valueAt(row));
    const finite = value - value === 0;
    values[row] = finite ? value : Number.NaN;
    if (!finite) missing++;
  }
  return { kind: 'number', name, values, missing, infinite: 0 };
};

/** `codes` index `dictionary`; −1 where missing. Entries that no row has are harmless. */
const textColumn = (name: string, codes: Int32Array, dictionary: readonly string[]): TextColumn => {
  let missing = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row]! < 0) missing++;
  return { kind: 'text', name, codes, dictionary, missing, overflowed: false };
};

const addressKindColumn = (name: string, column: Column): TextColumn => {
  const cells = codesOf(column);
  const kinds = Int32Array.from(cells.dictionary, (text) => ADDRESS_KINDS.indexOf(addressKind(text)));
  return textColumn(
    name,
    cells.codes.map((code) => (code < 0 ? -1 : kinds[code]!)),
    ADDRESS_KINDS,
  );
};

const serviceClassColumn = (name: string, ports: Numbers): TextColumn => {
  const codes = new Int32Array(ports.length);
  for (let row = 0; row < codes.length; row++) codes[row] = serviceClassCode(ports[row]!);
  return textColumn(name, codes, SERVICE_CLASSES);
};

/** Bytes and packets of each direction. Exporters that give a total and one direction (Argus) leave the other to us. */
interface Directions {
  readonly source: Numbers | undefined;
  readonly destination: Numbers | undefined;
  readonly total: Numbers | undefined;
}

const directions = (
  source: Numbers | undefined,
  destination: Numbers | undefined,
  total: Numbers | undefined,
): Directions => {
  const less = (part: Numbers): Numbers => {
    const rest = new Float64Array(part.length);
    for (let row = 0; row < rest.length; row++) rest[row] = Math.max(0, total![row]! - part[row]!);
    return rest;
  };
  const both = (one: Numbers, other: Numbers): Numbers => {
    const sums = new Float64Array(one.length);
    for (let row = 0; row < sums.length; row++) sums[row] = one[row]! + other[row]!;
    return sums;
  };
  const forth = source ?? (total && destination ? less(destination) : undefined);
  const back = destination ?? (total && source ? less(source) : undefined);
  const sum = total ?? (forth && back ? both(forth, back) : (forth ?? back));
  return { source: forth, destination: back, total: sum };
};

/** Quotient that is 0 where there is nothing above: no packets carry no bytes. */
const per = (above: number, below: number): number => (above === 0 ? 0 : above / below);

/** Milliseconds from the first time to the last. */
const spanOf = (times: Float64Array): number => {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < times.length; row++) {
    const at = times[row]!;
    if (at < first) first = at;
    if (at > last) last = at;
  }
  return last - first;
};

/** `toFit`: leaves out what the table is too small to teach (the hours of a short capture). */
export const networkColumns = (table: Table, meanings: Meanings, toFit = false): Column[] => {
  const { rows } = table;
  const columnOf = (meaning: ColumnMeaning): Column | undefined => {
    const name = meanings.get(meaning);
    return name === undefined ? undefined : table.columns.find((column) => column.name === name);
  };
  const numbers = (meaning: ColumnMeaning): Numbers | undefined => {
    const column = columnOf(meaning);
    return column && numbersOf(column);
  };
  const derived: Column[] = [];

  for (const side of ['source', 'destination'] as const) {
    const port = numbers(`${side}-port`);
    if (port) derived.push(serviceClassColumn(`${side} port class`, port));
    const address = columnOf(`${side}-address`);
    if (address) derived.push(addressKindColumn(`${side} address kind`, address));
  }

  const bytes = directions(numbers('source-bytes'), numbers('destination-bytes'), numbers('total-bytes'));
  const packets = directions(numbers('source-packets'), numbers('destination-packets'), numbers('total-packets'));
  let perDirection = false;
  for (const side of ['source', 'destination'] as const) {
    const above = bytes[side];
    const below = packets[side];
    if (!above || !below) continue;
    perDirection = true;
    derived.push(numberColumn(`${side} bytes per packet`, rows, (row) => per(above[row]!, below[row]!)));
  }
  if (!perDirection && bytes.total && packets.total) {
    const [above, below] = [bytes.total, packets.total];
    derived.push(numberColumn('bytes per packet', rows, (row) => per(above[row]!, below[row]!)));
  }

  // A share rather than a quotient: bounded, and defined where one side is silent. Half where both are.
  for (const [unit, { source, destination }] of [
    ['bytes', bytes],
    ['packets', packets],
  ] as const) {
    if (!source || !destination) continue;
    derived.push(
      numberColumn(`source share of ${unit}`, rows, (row) => {
        const both = source[row]! + destination[row]!;
        return both === 0 ? 0.5 : source[row]! / both;
      }),
    );
  }

  const durations = numbers('duration');
  if (durations) {
    const unit = durationUnit(table, meanings.get('duration')!);
    for (const [name, { total }] of [
      ['bytes', bytes],
      ['packets', packets],
    ] as const) {
      if (!total) continue;
      derived.push(
        numberColumn(`${name} per second`, rows, (row) => {
          const seconds = durations[row]! * unit;
          // Math.max would turn a missing duration into NaN as well, but a negative one into the shortest: wanted.
          return total[row]! / Math.max(seconds, SHORTEST);
        }),
      );
    }
  }

  const times = columnOf('time');
  if (times?.kind === 'time' && (!toFit || spanOf(times.values) >= SHORTEST_DAY)) {
    // On a circle, so that 23:59 is next to 00:00. The hour is UTC, or the file's own where it has no zone.
    const angle = (row: number): number => (2 * Math.PI * (times.values[row]! % DAY)) / DAY;
    derived.push(numberColumn('hour of day (sine)', rows, (row) => Math.sin(angle(row))));
    derived.push(numberColumn('hour of day (cosine)', rows, (row) => Math.cos(angle(row))));
  }
  return derived;
};
