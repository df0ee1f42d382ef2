import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../dataset/table.ts';
import { CORNERS } from '../evaluation/agreement.ts';
import { confusionAt } from '../evaluation/confusion.ts';
import { PART_CODE } from '../evaluation/part.ts';
import { buildRanking } from '../evaluation/rank.ts';
import { buffersOfNarrowed, narrowed } from './narrow.ts';
import type { Prepared } from './prepared.ts';
import { chosenRows, type ListedBy, shownRows } from './rows-shown.ts';

interface Flow {
  readonly bytes: number;
  readonly part: 'train' | 'test' | 'left-out';
  readonly of: number;
  readonly a: number;
  readonly b: number;
}
const flow: fc.Arbitrary<Flow> = fc.record({
  bytes: fc.integer({ min: 0, max: 9 }),
  part: fc.constantFrom('train' as const, 'test' as const, 'left-out' as const),
  of: fc.integer({ min: -1, max: 2 }),
  a: fc.integer({ min: 0, max: 5 }),
  b: fc.integer({ min: 0, max: 5 }),
});
const classes = [
  { name: 'normal', truth: 'normal' as const, rows: 0, leftOut: 0 },
  { name: 'scan', truth: 'anomaly' as const, rows: 0, leftOut: 0 },
  { name: 'flood', truth: 'anomaly' as const, rows: 0, leftOut: 0 },
];
const setUp = (flows: readonly Flow[]) => {
  const score = (of: 'a' | 'b') => Float32Array.from(flows, (f) => (f.part === 'left-out' ? Number.NaN : f[of]));
  return {
    table: {
      rows: flows.length,
      columns: [{ kind: 'number', name: 'bytes', values: Float64Array.from(flows, (f) => f.bytes), missing: 0 }],
    } as unknown as Table,
    prepared: {
      parts: Uint8Array.from(flows, (f) => PART_CODE[f.part]),
      classCodes: Int32Array.from(flows, (f) => f.of),
      classes,
    } as unknown as Prepared,
    scores: { isolationForest: score('a'), autoencoder: score('b') },
  };
};
const over = (low: number) => [{ kind: 'range' as const, column: 'bytes', low, high: Number.POSITIVE_INFINITY }];

describe('narrowed', () => {
  it('ranks the chosen rows as though there were no others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(flow, { maxLength: 25 }), fc.integer({ min: 0, max: 9 }), async (flows, low) => {
        const { table, prepared, scores } = setUp(flows);
        const found = await narrowed(table, prepared, scores, { filters: over(low), classIndex: null });
        const kept = flows.filter((f) => f.bytes >= low);
        const alone = setUp(kept);
        const ranking = buildRanking(
          alone.scores.isolationForest,
          alone.prepared.parts,
          alone.prepared.classCodes,
          classes,
        );
        expect(found.rows).toBe(kept.length);
        const own = found.results.isolationForest!.ranking;
        for (const threshold of [-1, 2, 5]) {
          expect(confusionAt(own, 'test', threshold)).toEqual(confusionAt(ranking, 'test', threshold));
        }
        expect(own.order.every((row) => flows[row]!.bytes >= low)).toBe(true);
        expect(own.order.length).toBe(ranking.order.length);
        expect(found.agreement!.rows).toBe(ranking.order.length);
      }),
    );
  });

  it('is of one class alone, and hands over what it made', async () => {
    const flows: readonly Flow[] = [0, 1, 1, 2].map((of, i) => ({ bytes: 1, part: 'test', of, a: i, b: 3 - i }));
    const { table, prepared, scores } = setUp(flows);
    const found = await narrowed(table, prepared, scores, { filters: [], classIndex: 1 });
    expect([...found.mask]).toEqual([0, 1, 1, 0]);
    expect([...found.results.autoencoder!.ranking.order]).toEqual([1, 2]);
    // One side alone has no curves.
    expect(found.results.autoencoder!.curves.test).toBeNull();
    const buffers = buffersOfNarrowed(found);
    expect(new Set(buffers).size).toBe(buffers.length);
    expect(buffers).toContain(found.results.isolationForest!.ranking.order.buffer);
  });
});

describe('shown rows', () => {
  it('are all where nothing is asked for', () => {
    const { table, prepared } = setUp([]);
    expect(chosenRows(table, prepared, { filters: [], classIndex: null })).toBeNull();
    expect(shownRows(table, prepared, {}, { filters: [], classIndex: null, listed: null })).toBeNull();
  });

  it('are what a cell and a corner say by their words, among the chosen', () => {
    const at = 2;
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 25 }), fc.integer({ min: 0, max: 9 }), (flows, low) => {
        const { table, prepared, scores } = setUp(flows);
        const rowsOf = (listed: ListedBy): readonly number[] => {
          const mask = shownRows(table, prepared, scores, { filters: over(low), classIndex: null, listed })!;
          return [...mask.keys()].filter((row) => mask[row] === 1);
        };
        const among = (test: (f: Flow) => boolean): readonly number[] =>
          [...flows.keys()].filter((row) => flows[row]!.bytes >= low && test(flows[row]!));
        expect(
          rowsOf({
            kind: 'cell',
            part: 'test',
            truth: 'anomaly',
            flagged: false,
            ranking: 'autoencoder',
            threshold: at,
          }),
        ).toEqual(among((f) => f.part === 'test' && f.of >= 1 && f.b <= at));
        const first = { ranking: 'isolationForest' as const, threshold: at };
        const second = { ranking: 'autoencoder' as const, threshold: at };
        for (const corner of CORNERS) {
          expect(rowsOf({ kind: 'corner', part: 'all', corner, first, second })).toEqual(
            among((f) => {
              const is = f.a > at ? (f.b > at ? 'both' : 'first-only') : f.b > at ? 'second-only' : 'neither';
              return f.part !== 'left-out' && is === corner;
            }),
          );
        }
        const named = Uint32Array.from(flows.keys()).filter((row) => row % 2 === 0);
        expect(rowsOf({ kind: 'rows', rows: named })).toEqual(among(() => true).filter((row) => row % 2 === 0));
      }),
    );
  });
});
