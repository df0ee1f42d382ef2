/** Takes flows one by one and keeps them column by column, about 90 bytes a flow, so that a million fit easily. */
import { DAY_SECONDS, DAY_START_MS, type Flow } from './flow.ts';

/** Text by code, in the order it was first seen. */
export interface Dictionary {
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/** All flows, sorted by time. */
export interface FlowColumns {
  readonly rows: number;
  /** Milliseconds since 1970-01-01 UTC, whole, ascending. */
  readonly ts: Float64Array;
  readonly srcIp: Dictionary;
  readonly dstIp: Dictionary;
  readonly proto: Dictionary;
  readonly service: Dictionary;
  readonly state: Dictionary;
  readonly label: Dictionary;
  readonly srcPort: Float64Array;
  readonly dstPort: Float64Array;
  /** Seconds, whole microseconds. */
  readonly duration: Float64Array;
  readonly srcBytes: Float64Array;
  readonly dstBytes: Float64Array;
  readonly srcPkts: Float64Array;
  readonly dstPkts: Float64Array;
}

export interface FlowRecorder {
  readonly add: (flow: Flow) => void;
  readonly added: () => number;
  readonly finish: () => FlowColumns;
}

interface Interner {
  readonly codes: Int32Array;
  readonly code: (value: string) => number;
  readonly values: string[];
}

const createInterner = (capacity: number): Interner => {
  const values: string[] = [];
  const known = new Map<string, number>();
  return {
    codes: new Int32Array(capacity),
    values,
    code: (value) => {
      let code = known.get(value);
      if (code === undefined) {
        code = values.length;
        known.set(value, code);
        values.push(value);
      }
      return code;
    },
  };
};

/** Codes in the given order, numbered anew by first appearance in it. */
const ordered = (column: Interner, order: Uint32Array): Dictionary => {
  const renumbered = new Int32Array(column.values.length).fill(-1);
  const values: string[] = [];
  const codes = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const old = column.codes[order[i]!]!;
    if (renumbered[old]! < 0) {
      renumbered[old] = values.length;
      values.push(column.values[old]!);
    }
    codes[i] = renumbered[old]!;
  }
  return { codes, values };
};

/** For exactly `capacity` flows at most; a flow more, or one outside the day, is a mistake of a model. */
export const createFlowRecorder = (capacity: number): FlowRecorder => {
  const text = () => createInterner(capacity);
  const number = () => new Float64Array(capacity);
  const [srcIp, dstIp, proto, service, state, label] = [text(), text(), text(), text(), text(), text()];
  const [start, srcPort, dstPort, duration] = [number(), number(), number(), number()];
  const [srcBytes, dstBytes, srcPkts, dstPkts] = [number(), number(), number(), number()];
  let rows = 0;

  const add = (flow: Flow): void => {
    if (rows === capacity) throw new RangeError(`More than ${capacity} flows were generated.`);
    if (!(flow.start >= 0 && flow.start < DAY_SECONDS)) {
      throw new RangeError(`A ${flow.label} flow (${flow.service}) starts at ${flow.start} s, outside the day.`);
    }
    const { traffic } = flow;
    start[rows] = Math.floor(flow.start * 1000);
    srcIp.codes[rows] = srcIp.code(flow.srcIp);
    srcPort[rows] = flow.srcPort;
    dstIp.codes[rows] = dstIp.code(flow.dstIp);
    dstPort[rows] = flow.dstPort;
    proto.codes[rows] = proto.code(flow.proto);
    service.codes[rows] = service.code(flow.service);
    state.codes[rows] = state.code(traffic.state);
    label.codes[rows] = label.code(flow.label);
    duration[rows] = Math.round(traffic.duration * 1e6) / 1e6;
    srcBytes[rows] = traffic.srcBytes;
    dstBytes[rows] = traffic.dstBytes;
    srcPkts[rows] = traffic.srcPkts;
    dstPkts[rows] = traffic.dstPkts;
    rows++;
  };

  /** Row numbers by time; flows of the same millisecond keep the order in which they were added. */
  const byTime = (): Uint32Array => {
    // A typed array of one sortable number a row, milliseconds × 2^24 + row, sorts natively: 27 + 23 bits fit in 53.
    const keys = new Float64Array(rows);
    for (let i = 0; i < rows; i++) keys[i] = start[i]! * 16777216 + i;
    keys.sort();
    const order = new Uint32Array(rows);
    for (let i = 0; i < rows; i++) order[i] = keys[i]! % 16777216;
    return order;
  };

  const finish = (): FlowColumns => {
    const order = byTime();
    const pick = (values: Float64Array): Float64Array => {
      const picked = new Float64Array(rows);
      for (let i = 0; i < rows; i++) picked[i] = values[order[i]!]!;
      return picked;
    };
    return {
      rows,
      ts: pick(start).map((ms) => DAY_START_MS + ms),
      srcIp: ordered(srcIp, order),
      dstIp: ordered(dstIp, order),
      proto: ordered(proto, order),
      service: ordered(service, order),
      state: ordered(state, order),
      label: ordered(label, order),
      srcPort: pick(srcPort),
      dstPort: pick(dstPort),
      duration: pick(duration),
      srcBytes: pick(srcBytes),
      dstBytes: pick(dstBytes),
      srcPkts: pick(srcPkts),
      dstPkts: pick(dstPkts),
    };
  };

  return { add, added: () => rows, finish };
};
