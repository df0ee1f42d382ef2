/** A page with one run on twelve rows, whose workers answer from the very functions they would call. For tests. */
import { vi } from 'vitest';
import { selectRows } from '../../dataset/select-rows.ts';
import type { TableSummary } from '../../dataset/summary.ts';
import type { Table } from '../../dataset/table.ts';
import { curvesOfScopes } from '../../evaluation/curves.ts';
import { PART_CODE } from '../../evaluation/part.ts';
import { buildRanking } from '../../evaluation/rank.ts';
import { narrowed } from '../../run/narrow.ts';
import type { Prepared } from '../../run/prepared.ts';
import { shownRows } from '../../run/rows-shown.ts';
import { timelineOf } from '../../run/timeline.ts';
import type { AnalysisClient, RunOutput } from '../../workers/protocol.ts';
import { createStore } from '../create-store.ts';
import { createReview } from './create-review.ts';

export const ROWS = 12;
const rows = Array.from({ length: ROWS }, (_, row) => row);
const time = {
  kind: 'time' as const,
  name: 'ts',
  values: Float64Array.from(rows, (row) => row * 1000),
  missing: 0,
  timeOfDayOnly: false,
};
const source = {
  kind: 'text' as const,
  name: 'src',
  codes: Int32Array.from(rows, (row) => row % 2),
  dictionary: ['inside', 'outside'],
  missing: 0,
  overflowed: false,
};
const port = { kind: 'number' as const, name: 'port', values: Float64Array.from(rows, (row) => 100 + row), missing: 0 };
export const table = {
  name: 't.csv',
  format: 'generic',
  rows: ROWS,
  columns: [time, source, port],
  fingerprint: 'print',
} as unknown as Table;

const profile = (name: string, kind: string, distinct: number) => ({
  name,
  kind,
  distinct,
  numeric: kind === 'text' ? null : {},
  missing: 0,
  infinite: 0,
  proposal: { column: name, role: 'feature', reason: '' },
});
export const summary = {
  name: 't.csv',
  rows: ROWS,
  columns: [profile('ts', 'time', 12), profile('src', 'text', 2), profile('port', 'number', 12)],
  label: null,
  fingerprint: 'print',
  receipt: [],
} as unknown as TableSummary;

/** Rows 0 to 3 train, the rest test; every third row is a scan, row 10 a flood, the rest normal. */
export const prepared = {
  parts: Uint8Array.from(rows, (row) => PART_CODE[row < 4 ? 'train' : 'test']),
  classCodes: Int32Array.from(rows, (row) => (row === 10 ? 2 : row % 3 === 0 ? 1 : 0)),
  classes: [
    { name: 'normal', truth: 'normal', rows: 7, leftOut: 0 },
    { name: 'scan', truth: 'anomaly', rows: 4, leftOut: 0 },
    { name: 'flood', truth: 'anomaly', rows: 1, leftOut: 0 },
  ],
  days: null,
} as unknown as Prepared;

/** The forest's score rises with the row; the autoencoder's falls. */
export const scores = {
  isolationForest: Float32Array.from(rows, (row) => row / 10),
  autoencoder: Float32Array.from(rows, (row) => (ROWS - row) / 10),
};

export const outputOf = (runId: number): RunOutput => {
  const result = (values: Float32Array) => {
    const ranking = buildRanking(values, prepared.parts, prepared.classCodes, prepared.classes);
    return { scores: values, ranking, curves: curvesOfScopes(ranking) };
  };
  const results = { isolationForest: result(scores.isolationForest), autoencoder: result(scores.autoencoder) };
  return { runId, prepared, result: { results, notices: [] }, milliseconds: 1 } as unknown as RunOutput;
};

/** With fake timers on: `rest` lets everything that waits, and every answer, come. */
export const setUpReview = async (parts: Partial<AnalysisClient> = {}) => {
  let runs = 0;
  const client = {
    openSample: async () => summary,
    run: async () => outputOf(++runs),
    select: vi.fn(async (query) => selectRows(table, query)),
    narrow: vi.fn(async (query) => narrowed(table, prepared, scores, query)),
    timeline: vi.fn(async (query) =>
      timelineOf(table, time, {
        ...query,
        scores: scores.isolationForest,
        among: query.shown ? shownRows(table, prepared, scores, query.shown) : null,
      }),
    ),
    similar: vi.fn(async () => Uint32Array.of(11, 2, 8)),
    ...parts,
  } as unknown as AnalysisClient;
  const app = createStore(client);
  await app.actions.openSample();
  await app.actions.run();
  const kept: string[][] = [];
  const review = createReview(app, { read: () => ['first'], write: (names) => void kept.push([...names]) });
  const rest = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn++) await vi.advanceTimersByTimeAsync(300);
  };
  return { app, client, review, kept, rest, state: () => app.api.getState(), facts: () => review.api.getState() };
};
