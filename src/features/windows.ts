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
export const WINDOW_FLOWS = 100;
export const WINDOW_MILLISECONDS = 60_000;

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
  /** Whole bytes, NaN where missing; at most 2^40, so that sums stay exact however flows come and go. */
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

type Outputs = Partial<Record<WindowMeasure, Float32Array>>;

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

/** The facts of a side in the order that its windows meet them, so that memory is read from front to back. */
interface Gathered {
  /** Row of the table at each place; the rows of a host together, by time. */
  readonly rows: Uint32Array;
  /** First place of each host, and one past the last. */
  readonly starts: Uint32Array;
  readonly times: Float64Array;
  readonly peers: Codes;
  readonly ports: Codes | undefined;
  readonly services: Codes | undefined;
  readonly failed: Int8Array | undefined;
  readonly bytes: Float64Array | undefined;
}

const gatherFacts = (facts: FlowFacts, order: Uint32Array, hosts: Codes, peers: Codes): Gathered => {
  const { rows, starts } = groupByHost(order, hosts);
  const take = <A extends Int32Array | Int8Array | Float64Array>(from: A, into: A): A => {
    for (let i = 0; i < rows.length; i++) into[i] = from[rows[i]!]!;
    return into;
  };
  const takeCodes = ({ codes, count }: Codes): Codes => ({ codes: take(codes, new Int32Array(rows.length)), count });
  return {
    rows,
    starts,
    times: take(facts.times, new Float64Array(rows.length)),
    peers: takeCodes(peers),
    ports: facts.ports && takeCodes(facts.ports),
    services: facts.services && takeCodes(facts.services),
    failed: facts.failed && take(facts.failed, new Int8Array(rows.length)),
    bytes: facts.bytes && take(facts.bytes, new Float64Array(rows.length)),
  };
};

/**
 * One pass of one window over all hosts of a side. Each flow enters once and leaves once; what is in the window is
 * counted by code, in one table a measure that is empty again when a host is done. One long function on purpose: this
 * is the inner loop of the slowest step on large tables, and calls for each measure cost more than the counting.
 */
const sweep = async (
  gathered: Gathered,
  span: WindowSpan,
  tableRows: number,
  pace: () => Promise<void> | undefined,
): Promise<Outputs> => {
  const { rows, starts, times, failed, bytes } = gathered;
  const peers = gathered.peers.codes;
  const ports = gathered.ports?.codes;
  const services = gathered.services?.codes;
  const output = (): Float32Array => new Float32Array(tableRows).fill(Number.NaN);
  const flowsOut = output();
  const peersOut = output();
  const portsOut = ports && output();
  const failedOut = failed && output();
  const serviceOut = services && output();
  const bytesOut = bytes && output();
  const ofPeer = new Uint32Array(gathered.peers.count);
  const ofPort = new Uint32Array(gathered.ports?.count ?? 0);
  const ofService = new Uint32Array(gathered.services?.count ?? 0);
  const mostFlows = span === 'flows' ? WINDOW_FLOWS : Number.POSITIVE_INFINITY;
  const longest = span === 'time' ? WINDOW_MILLISECONDS : Number.POSITIVE_INFINITY;
  let untilPace = PACE_ROWS;

  for (let host = 0; host < starts.length - 1; host++) {
    const end = starts[host + 1]!;
    let oldest = starts[host]!;
    let distinctPeers = 0;
    let distinctPorts = 0;
    let known = 0;
    let fails = 0;
    let served = 0;
    let weighed = 0;
    let sum = 0;
    for (let i = oldest; i < end; i++) {
      // The newest flow enters.
      if (peers[i]! >= 0 && ofPeer[peers[i]!]!++ === 0) distinctPeers++;
      if (ports && ports[i]! >= 0 && ofPort[ports[i]!]!++ === 0) distinctPorts++;
      if (services && services[i]! >= 0) {
        ofService[services[i]!]!++;
        served++;
      }
      if (failed && failed[i]! >= 0) {
        known++;
        fails += failed[i]!;
      }
      if (bytes && bytes[i]! >= 0) {
        weighed++;
        sum += bytes[i]!;
      }
      // What is too old, or one too many, leaves.
      const since = times[i]! - longest;
      while (i - oldest >= mostFlows || times[oldest]! < since) {
        if (peers[oldest]! >= 0 && --ofPeer[peers[oldest]!]! === 0) distinctPeers--;
        if (ports && ports[oldest]! >= 0 && --ofPort[ports[oldest]!]! === 0) distinctPorts--;
        if (services && services[oldest]! >= 0) {
          ofService[services[oldest]!]!--;
          served--;
        }
        if (failed && failed[oldest]! >= 0) {
          known--;
          fails -= failed[oldest]!;
        }
        if (bytes && bytes[oldest]! >= 0) {
          weighed--;
          sum -= bytes[oldest]!;
        }
        oldest++;
      }
      const row = rows[i]!;
      flowsOut[row] = i - oldest + 1;
      peersOut[row] = distinctPeers;
      if (portsOut) portsOut[row] = distinctPorts;
      if (failedOut && known > 0) failedOut[row] = fails / known;
      if (serviceOut && services[i]! >= 0) serviceOut[row] = ofService[services[i]!]! / served;
      if (bytesOut && weighed > 0) bytesOut[row] = sum / weighed;
      if (--untilPace === 0) {
        untilPace = PACE_ROWS;
        const breath = pace();
        if (breath) await breath;
      }
    }
    for (; oldest < end; oldest++) {
      if (peers[oldest]! >= 0) ofPeer[peers[oldest]!] = 0;
      if (ports && ports[oldest]! >= 0) ofPort[ports[oldest]!] = 0;
      if (services && services[oldest]! >= 0) ofService[services[oldest]!] = 0;
    }
  }
  const outputs: Outputs = { flows: flowsOut, peers: peersOut };
  if (portsOut) outputs.ports = portsOut;
  if (failedOut) outputs['failed share'] = failedOut;
  if (serviceOut) outputs['same-service share'] = serviceOut;
  if (bytesOut) outputs['mean bytes'] = bytesOut;
  return outputs;
};

export type WindowOutputs = Readonly<Record<WindowSide, Readonly<Record<WindowSpan, Outputs>>>>;

/** All measures by row of the table. */
export const flowWindows = async (
  facts: FlowFacts,
  pace: () => Promise<void> | undefined = () => undefined,
): Promise<WindowOutputs> => {
  const order = timeOrder(facts.times);
  const both = async (hosts: Codes, peers: Codes): Promise<Readonly<Record<WindowSpan, Outputs>>> => {
    const gathered = gatherFacts(facts, order, hosts, peers);
    return {
      flows: await sweep(gathered, 'flows', facts.rows, pace),
      time: await sweep(gathered, 'time', facts.rows, pace),
    };
  };
  return {
    source: await both(facts.sources, facts.destinations),
    destination: await both(facts.destinations, facts.sources),
  };
};
