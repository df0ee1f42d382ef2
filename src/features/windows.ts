/**
 * Flow windows: what the hosts of a flow did just before it. Single rows of a scan, a flood or a beacon look harmless;
 * their neighbours in time do not.
 *
 * For each flow, of the flows of the same source and (apart) of the same destination: the last 100, and those of the
 * last 60 seconds. Looking back only, the flow itself included as the newest, so that every share and mean is defined
 * and a first flow counts 1 (as `count` of KDD99 does). A flow exactly 60 s old is still in. Flows of the same instant
 * are taken in the order of the file, so each sees those that stand above it. All rows of the table count, in whichever
 * part they are: they did happen. A source is a host in its role as source: its flows as a destination are not among them.
 *
 * A row without a time, or without the address that the window is about, gets no values there (NaN) and is in nobody's
 * window; a missing peer, port, state, service or byte count is left out of that one measure. Where no flow of a window
 * has a known state (or byte count), its share (or mean) is NaN. Times of day without a date do not wrap at midnight.
 */
import type { ColumnMeaning } from '../dataset/roles.ts';
import type { Column, Table } from '../dataset/table.ts';
import { failedFlagBits, failedState } from './connection-state.ts';
import { type CodedCells, codesOf, type Meanings, numbersOf } from './source-columns.ts';

export const WINDOW_FLOWS = 100;
export const WINDOW_MILLISECONDS = 60_000;

/** Most bytes of one flow (1 TB), so that sums of whole numbers stay exact however flows come and go. */
const MOST_BYTES = 2 ** 40;

/** What windows are made of, by row. Codes: −1 where missing. */
export interface FlowFacts {
  readonly rows: number;
  /** Milliseconds, NaN where missing. */
  readonly times: Float64Array;
  readonly sources: Codes;
  readonly destinations: Codes;
  /** Destination ports. */
  readonly ports?: Codes;
  readonly services?: Codes;
  /** 1 failed, 0 not, −1 unknown. */
  readonly failed?: Int8Array;
  /** Whole bytes, NaN where missing. */
  readonly bytes?: Float64Array;
}

export interface Codes {
  readonly codes: Int32Array;
  /** Codes are below this. */
  readonly count: number;
}

export const WINDOW_MEASURES = ['flows', 'peers', 'ports', 'failed share', 'same-service share', 'mean bytes'] as const;
export type WindowMeasure = (typeof WINDOW_MEASURES)[number];
export type WindowSide = 'source' | 'destination';
export type WindowSpan = 'flows' | 'time';

const SPAN_NAMES: Readonly<Record<WindowSpan, string>> = { flows: 'in the last 100 flows', time: 'in the last 60 s' };
export const windowName = (side: WindowSide, measure: WindowMeasure, span: WindowSpan): string =>
  `${side}: ${measure} ${SPAN_NAMES[span]}`;

/** How often each code is in a window, and how many codes are. */
interface Tally {
  add(row: number): void;
  remove(row: number): void;
  distinct(): number;
  countOf(row: number): number;
}

const createTally = ({ codes, count }: Codes): Tally => {
  const counts = new Uint32Array(count);
  let distinct = 0;
  return {
    add: (row) => {
      const code = codes[row]!;
      if (code >= 0 && counts[code]!++ === 0) distinct++;
    },
    remove: (row) => {
      const code = codes[row]!;
      if (code >= 0 && --counts[code]! === 0) distinct--;
    },
    distinct: () => distinct,
    countOf: (row) => (codes[row]! < 0 ? 0 : counts[codes[row]!]!),
  };
};

type Outputs = Partial<Record<WindowMeasure, Float32Array>>;

interface FlowWindow {
  readonly outputs: Outputs;
  add(row: number): void;
  remove(row: number): void;
  /** Writes the measures of the window whose newest flow is `row`. */
  write(row: number): void;
}

const createWindow = (facts: FlowFacts, peers: Codes): FlowWindow => {
  const output = (): Float32Array => new Float32Array(facts.rows).fill(Number.NaN);
  const { failed, bytes, services } = facts;
  const flowsOut = output();
  const peersOut = output();
  const peerTally = createTally(peers);
  const portTally = facts.ports && createTally(facts.ports);
  const portsOut = portTally && output();
  const serviceTally = services && createTally(services);
  const serviceOut = serviceTally && output();
  const failedOut = failed && output();
  const bytesOut = bytes && output();
  let flows = 0;
  let known = 0;
  let fails = 0;
  let served = 0;
  let weighed = 0;
  let sum = 0;

  const outputs: Outputs = { flows: flowsOut, peers: peersOut };
  if (portsOut) outputs.ports = portsOut;
  if (failedOut) outputs['failed share'] = failedOut;
  if (serviceOut) outputs['same-service share'] = serviceOut;
  if (bytesOut) outputs['mean bytes'] = bytesOut;

  const count = (row: number, sign: 1 | -1): void => {
    flows += sign;
    if (failed && failed[row]! >= 0) {
      known += sign;
      fails += sign * failed[row]!;
    }
    if (services && services.codes[row]! >= 0) served += sign;
    if (bytes) {
      const size = bytes[row]!;
      if (size >= 0) {
        weighed += sign;
        sum += sign * size;
      }
    }
  };
  return {
    outputs,
    add: (row) => {
      count(row, 1);
      peerTally.add(row);
      portTally?.add(row);
      serviceTally?.add(row);
    },
    remove: (row) => {
      count(row, -1);
      peerTally.remove(row);
      portTally?.remove(row);
      serviceTally?.remove(row);
    },
    write: (row) => {
      flowsOut[row] = flows;
      peersOut[row] = peerTally.distinct();
      if (portsOut) portsOut[row] = portTally.distinct();
      if (failedOut && known > 0) failedOut[row] = fails / known;
      if (serviceOut && services.codes[row]! >= 0) serviceOut[row] = serviceTally.countOf(row) / served;
      if (bytesOut && weighed > 0) bytesOut[row] = sum / weighed;
    },
  };
};

/** Rows that have a time, by time; equal times by row. */
const timeOrder = (times: Float64Array): Uint32Array => {
  const order = new Uint32Array(times.length);
  let count = 0;
  let sorted = true;
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < times.length; row++) {
    const time = times[row]!;
    if (Number.isNaN(time)) continue;
    if (time < latest) sorted = false;
    latest = time;
    order[count++] = row;
  }
  const dated = order.subarray(0, count);
  return sorted ? dated : dated.sort((a, b) => times[a]! - times[b]! || a - b);
};

/** The rows of each host together, hosts by code, the order within each kept (counting sort). */
const groupByHost = (
  order: Uint32Array,
  hosts: Codes,
): { readonly rows: Uint32Array; readonly starts: Uint32Array } => {
  const starts = new Uint32Array(hosts.count + 1);
  for (const row of order) if (hosts.codes[row]! >= 0) starts[hosts.codes[row]! + 1]!++;
  for (let host = 0; host < hosts.count; host++) starts[host + 1]! += starts[host]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[hosts.count]!);
  for (const row of order) {
    const host = hosts.codes[row]!;
    if (host >= 0) rows[next[host]!++] = row;
  }
  return { rows, starts };
};

const PACE_ROWS = 16_384;

const sweep = async (
  facts: FlowFacts,
  order: Uint32Array,
  hosts: Codes,
  peers: Codes,
  pace: () => Promise<void> | undefined,
): Promise<Readonly<Record<WindowSpan, Outputs>>> => {
  const { times } = facts;
  const { rows, starts } = groupByHost(order, hosts);
  const byFlows = createWindow(facts, peers);
  const byTime = createWindow(facts, peers);
  let untilPace = PACE_ROWS;
  for (let host = 0; host < hosts.count; host++) {
    const start = starts[host]!;
    const end = starts[host + 1]!;
    // Each row enters each window once and leaves it once.
    let oldestByFlows = start;
    let oldestByTime = start;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      byFlows.add(row);
      byTime.add(row);
      if (i - oldestByFlows >= WINDOW_FLOWS) byFlows.remove(rows[oldestByFlows++]!);
      const since = times[row]! - WINDOW_MILLISECONDS;
      while (times[rows[oldestByTime]!]! < since) byTime.remove(rows[oldestByTime++]!);
      byFlows.write(row);
      byTime.write(row);
      if (--untilPace === 0) {
        untilPace = PACE_ROWS;
        const breath = pace();
        if (breath) await breath;
      }
    }
    while (oldestByFlows < end) byFlows.remove(rows[oldestByFlows++]!);
    while (oldestByTime < end) byTime.remove(rows[oldestByTime++]!);
  }
  return { flows: byFlows.outputs, time: byTime.outputs };
};

export type WindowOutputs = Readonly<Record<WindowSide, Readonly<Record<WindowSpan, Outputs>>>>;

/** All measures by row of the table. */
export const flowWindows = async (
  facts: FlowFacts,
  pace: () => Promise<void> | undefined = () => undefined,
): Promise<WindowOutputs> => {
  const order = timeOrder(facts.times);
  return {
    source: await sweep(facts, order, facts.sources, facts.destinations, pace),
    destination: await sweep(facts, order, facts.destinations, facts.sources, pace),
  };
};

const coded = ({ codes, dictionary }: CodedCells): Codes => ({ codes, count: dictionary.length });

/** The service by its name, else by the destination port: a name is given where a parser knew the protocol. */
const serviceCodes = (services: Codes | undefined, ports: Codes | undefined): Codes | undefined => {
  if (!services || !ports) return services ?? ports;
  const codes = services.codes.map((service, row) => {
    if (service >= 0) return service;
    return ports.codes[row]! < 0 ? -1 : services.count + ports.codes[row]!;
  });
  return { codes, count: services.count + ports.count };
};

const failedByRow = (column: Column): Int8Array => {
  const sign = (failed: boolean | null): number => (failed === null ? -1 : Number(failed));
  if (column.kind !== 'text') return Int8Array.from(column.values, (bits) => sign(failedFlagBits(bits)));
  const failed = column.dictionary.map((text) => sign(failedState(text)));
  return Int8Array.from(column.codes, (code) => (code < 0 ? -1 : failed[code]!));
};

const wholeBytes = (parts: readonly (Float32Array | Float64Array)[], rows: number): Float64Array => {
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
