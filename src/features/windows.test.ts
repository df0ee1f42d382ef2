import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FlowFacts,
  flowWindows,
  WINDOW_FLOWS,
  WINDOW_MEASURES,
  WINDOW_MILLISECONDS,
  type WindowMeasure,
  type WindowSide,
  type WindowSpan,
} from './windows.ts';

/** A flow as the test writes it; null: missing. */
interface Flow {
  readonly time: number | null;
  readonly source: number;
  readonly destination: number;
  readonly port: number;
  readonly service: number;
  readonly failed: number;
  readonly bytes: number | null;
}

const factsOf = (flows: readonly Flow[], codes = 6): FlowFacts => {
  const coded = (pick: (flow: Flow) => number) => ({ codes: Int32Array.from(flows, pick), count: codes });
  return {
    rows: flows.length,
    times: Float64Array.from(flows, ({ time }) => time ?? Number.NaN),
    sources: coded(({ source }) => source),
    destinations: coded(({ destination }) => destination),
    ports: coded(({ port }) => port),
    services: coded(({ service }) => service),
    failed: Int8Array.from(flows, ({ failed }) => failed),
    bytes: Float64Array.from(flows, ({ bytes }) => bytes ?? Number.NaN),
  };
};

/** The definition, word for word: every flow looks at every other. */
const naive = (
  flows: readonly Flow[],
  row: number,
  side: WindowSide,
  span: WindowSpan,
): Record<WindowMeasure, number> => {
  const flow = flows[row]!;
  const nothing = Object.fromEntries(WINDOW_MEASURES.map((measure) => [measure, Number.NaN]));
  if (flow.time === null || flow[side] < 0) return nothing as Record<WindowMeasure, number>;
  const now = flow.time;
  const past = flows
    .map((other, index) => ({ ...other, index }))
    .filter((other) => other[side] === flow[side] && other.time !== null)
    .filter(({ time, index }) => time! < now || (time === now && index <= row))
    .sort((a, b) => a.time! - b.time! || a.index - b.index);
  const window =
    span === 'flows' ? past.slice(-WINDOW_FLOWS) : past.filter(({ time }) => now - time! <= WINDOW_MILLISECONDS);
  const distinct = (codes: readonly number[]): number => new Set(codes.filter((code) => code >= 0)).size;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const served = window.filter(({ service }) => service >= 0);
  return {
    flows: window.length,
    peers: distinct(window.map((other) => (side === 'source' ? other.destination : other.source))),
    ports: distinct(window.map(({ port }) => port)),
    'failed share': mean(window.filter(({ failed }) => failed >= 0).map(({ failed }) => failed)),
    'same-service share':
      flow.service < 0 ? Number.NaN : served.filter(({ service }) => service === flow.service).length / served.length,
    'mean bytes': mean(window.filter(({ bytes }) => bytes !== null).map(({ bytes }) => bytes!)),
  };
};

const flowOf = (changes: Partial<Flow> = {}): Flow => ({
  time: 0,
  source: 0,
  destination: 0,
  port: 0,
  service: 0,
  failed: 0,
  bytes: 0,
  ...changes,
});

const expectAsDefined = async (flows: readonly Flow[]): Promise<void> => {
  const outputs = await flowWindows(factsOf(flows));
  for (const side of ['source', 'destination'] as const) {
    for (const span of ['flows', 'time'] as const) {
      for (let row = 0; row < flows.length; row++) {
        const expected = naive(flows, row, side, span);
        for (const measure of WINDOW_MEASURES) {
          expect(outputs[side][span][measure]![row], `${side} ${span} ${measure} of row ${row}`).toBe(
            Math.fround(expected[measure]),
          );
        }
      }
    }
  }
};

describe('flow windows', () => {
  it('no flow, one flow', async () => {
    await expectAsDefined([]);
    const outputs = await flowWindows(factsOf([flowOf({ bytes: 7 })]));
    expect(WINDOW_MEASURES.map((measure) => outputs.source.time[measure]![0])).toEqual([1, 1, 1, 0, 1, 7]);
  });

  it('a flow of exactly 60 s ago counts, one older does not', async () => {
    const outputs = await flowWindows(factsOf([flowOf(), flowOf({ time: 60_000 }), flowOf({ time: 60_001 })]));
    expect(Array.from(outputs.source.time.flows!)).toEqual([1, 2, 2]);
    expect(Array.from(outputs.source.flows.flows!)).toEqual([1, 2, 3]);
  });

  it('looks back only: a later flow changes nothing', async () => {
    const flows = [flowOf({ time: 5 }), flowOf({ time: 3, port: 1 }), flowOf({ time: 4, port: 2 })];
    const before = await flowWindows(factsOf(flows));
    const after = await flowWindows(factsOf([...flows, flowOf({ time: 6, port: 3, bytes: 9 })]));
    for (const measure of WINDOW_MEASURES) {
      expect(after.source.time[measure]!.subarray(0, 3)).toEqual(before.source.time[measure]);
    }
    expect(Array.from(before.source.time.flows!)).toEqual([3, 1, 2]);
  });

  it('a port scan shows in the ports of its source', async () => {
    const scan = Array.from({ length: 150 }, (_, i) => flowOf({ time: i * 10, port: i, failed: 1 }));
    const outputs = await flowWindows(factsOf(scan, 150));
    expect(outputs.source.time.ports![149]).toBe(150);
    expect(outputs.source.flows.ports![149]).toBe(100);
    expect(outputs.source.flows['failed share']![149]).toBe(1);
  });

  const code = fc.integer({ min: -1, max: 4 });
  const flow: fc.Arbitrary<Flow> = fc.record({
    // Coarse steps, so that ties and exact minutes come up.
    time: fc.option(
      fc.integer({ min: 0, max: 60 }).map((step) => step * 5000),
      { freq: 12 },
    ),
    source: fc.integer({ min: -1, max: 2 }),
    destination: fc.integer({ min: -1, max: 2 }),
    port: code,
    service: code,
    failed: fc.integer({ min: -1, max: 1 }),
    bytes: fc.option(fc.integer({ min: 0, max: 2 ** 40 }), { freq: 6 }),
  });
  it('are what the definition says, in any order of rows', async () => {
    await fc.assert(fc.asyncProperty(fc.array(flow, { maxLength: 60 }), expectAsDefined), { numRuns: 60 });
  });
  it('are so beyond 100 flows of one host', async () => {
    const busy = flow.map((one) => ({ ...one, source: 0 }));
    await fc.assert(fc.asyncProperty(fc.array(busy, { minLength: 150, maxLength: 220 }), expectAsDefined), {
      numRuns: 4,
    });
  });
});
