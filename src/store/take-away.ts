/**
 * What the exports are given of the run that is shown. The exports themselves are code of another room, handed in by
 * main.tsx and loaded when asked for: here are types of them alone.
 */
import type { DetectorId } from '../detectors/detector.ts';
import { histogram } from '../evaluation/histogram.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { tunedOnJudged } from '../evaluation/threshold.ts';
import type { AnnotatedCsvInput } from '../export/annotated-csv.ts';
import type { ModelFile } from '../export/model-file.ts';
import type { ReportInput } from '../export/report.ts';
import type { ResultsInput } from '../export/results-json.ts';
import type { AnalysisClient, RowDetail } from '../workers/protocol.ts';
import { selectFlagged } from './judgement.ts';
import { selectActiveRun, selectColumns, selectTable } from './selectors.ts';
import type { AppState } from './state.ts';

export interface Taken {
  readonly fileName: string;
  readonly type: string;
  /** Chunks, so that a file larger than memory can be written as it is made. */
  readonly chunks: AsyncIterable<string>;
}

export const TAKE_AWAYS = ['results', 'flagged', 'all', 'report', 'model'] as const;
export type TakeAway = (typeof TAKE_AWAYS)[number];
/** Null where there is no finished run. */
export type MakeTakeAway = (what: TakeAway, state: AppState) => Promise<Taken | null>;

/** 'capture.csv' → 'capture', with nothing in it that a file system minds. */
export const baseName = (name: string): string =>
  name
    .replace(/(\.(csv|tsv|txt|log|json|gz|zip))+$/i, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'capture';

const judgedOf = (state: AppState): ReportInput['detectors'] => {
  const run = selectActiveRun(state);
  const { part } = state.view;
  return Object.fromEntries(
    RANKING_IDS.flatMap((id) => {
      const ranking = run?.output?.result.results[id]?.ranking;
      const present = run?.thresholds[id]?.present;
      if (!ranking || !present) return [];
      const { rule, resolved } = present;
      const judged = {
        ranking,
        threshold: resolved.threshold,
        thresholdFrom: resolved.explanation,
        judgedOn: part,
        tunedOnJudged: tunedOnJudged(rule, part, resolved),
      };
      return [[id, judged] as const];
    }),
  );
};

export const resultsInputOf = (state: AppState, app: ResultsInput['app']): ResultsInput | null => {
  const run = selectActiveRun(state);
  const table = selectTable(state);
  if (!run?.output || !table) return null;
  const { prepared, result, milliseconds } = run.output;
  const { prepare, forestFit, forestScore, autoencoderFit, autoencoderScore } = result.milliseconds;
  const forest = result.results.isolationForest !== undefined;
  const autoencoder = result.results.autoencoder !== undefined;
  const { isolationForest: judgedForest, autoencoder: judgedAutoencoder } = judgedOf(state);
  return {
    app,
    recipe: run.recipe,
    dataset: {
      name: table.name,
      bytes: table.bytes,
      rows: table.rows,
      columns: table.columns.length,
      format: table.format,
      fingerprint: table.fingerprint,
      receipt: [...table.receipt, ...prepared.receipt],
    },
    backend: result.backend,
    rows: { train: prepared.counts.train, validation: prepared.counts.validation, test: prepared.counts.test },
    milliseconds: {
      read: table.milliseconds,
      prepare,
      forestFit: forest ? forestFit : null,
      forestScore: forest ? forestScore : null,
      autoencoderFit: autoencoder ? autoencoderFit : null,
      autoencoderScore: autoencoder ? autoencoderScore : null,
      total: milliseconds,
    },
    detectors: {
      ...(judgedForest && { isolationForest: judgedForest }),
      ...(judgedAutoencoder && { autoencoder: judgedAutoencoder }),
    },
    training: result.training,
  };
};

export const reportInputOf = (state: AppState, app: ResultsInput['app'], made: Date): ReportInput | null => {
  const results = resultsInputOf(state, app);
  if (!results) return null;
  const warnings = selectActiveRun(state)?.output?.prepared.warnings ?? [];
  return {
    ...results,
    made: made.toISOString(),
    detectors: judgedOf(state),
    warnings: warnings.map((warning) => warning.message),
  };
};

/** The delimiter a record was written with: the one that parts it into as many pieces as there are columns. */
export const delimiterOf = ({ line, cells }: Pick<RowDetail, 'line' | 'cells'>): string | null =>
  line === null
    ? null
    : ([',', ';', '\t', '|', ' '].find(
        (mark) => line.split(mark).length >= cells.length && !cells.some((cell) => cell.includes(mark)),
      ) ?? null);

export const annotatedInputOf = async (
  state: AppState,
  client: AnalysisClient,
  rows: 'flagged' | 'all',
): Promise<AnnotatedCsvInput | null> => {
  const run = selectActiveRun(state);
  const table = selectTable(state);
  if (!run?.output || !table) return null;
  const { runId, result } = run.output;
  const chosen =
    rows === 'flagged' ? selectFlagged(state).slice() : Uint32Array.from({ length: table.rows }, (_, i) => i);
  const [first] = await client.rows(chosen.slice(0, 1));
  const delimiter = first ? delimiterOf(first) : null;
  const marks = state.marks[table.fingerprint] ?? {};
  return {
    rows: chosen,
    records: async (some) =>
      (await client.rows(some)).map(({ line, cells }) => (delimiter !== null && line !== null ? line : cells)),
    header: null,
    columnNames: table.columns.map((column) => column.name),
    delimiter: delimiter ?? ',',
    detectors: RANKING_IDS.flatMap((id) => {
      const scored = result.results[id];
      const present = run.thresholds[id]?.present;
      if (!scored || !present) return [];
      const { scores, ranking } = scored;
      return [
        {
          id,
          scores,
          ranking,
          threshold: present.resolved.threshold,
          // Reasons of every row of a large table would take longer than training did.
          ...(id !== 'combined' && rows === 'flagged' && reasonsOf(client, runId, id)),
        },
      ];
    }),
    extra:
      Object.keys(marks).length === 0
        ? []
        : [
            { name: 'verdict', of: (row) => marks[row]?.verdict ?? '' },
            { name: 'note', of: (row) => marks[row]?.note ?? '' },
          ],
  };
};

const reasonsOf = (client: AnalysisClient, runId: number, id: DetectorId) => ({
  reasons: (some: Uint32Array) => client.reasons(runId, id, some),
});

const MODEL_BINS = 100;

export const modelOf = async (
  state: AppState,
  client: AnalysisClient,
  app: ModelFile['app'],
): Promise<Omit<ModelFile, 'format' | 'version'> | null> => {
  const run = selectActiveRun(state);
  const table = selectTable(state);
  if (!run?.output || !table) return null;
  const { featurizers, models } = await client.model(run.output.runId);
  const thresholds: Partial<Record<RankingId, number>> = {};
  const scores: Partial<Record<RankingId, ModelFile['scores'][RankingId]>> = {};
  for (const id of RANKING_IDS) {
    const ranking = run.output.result.results[id]?.ranking;
    const present = run.thresholds[id]?.present;
    if (!ranking || !present) continue;
    thresholds[id] = present.resolved.threshold;
    const { edges, series } = histogram(ranking, {
      scope: 'train',
      bins: MODEL_BINS,
      scale: 'linear',
      splitBy: 'none',
    });
    const counts = series[0]?.counts;
    if (counts) scores[id] = { edges: [...edges], counts: [...counts] };
  }
  return {
    app,
    recipe: run.recipe,
    columns: selectColumns(state).map(({ profile, role }) => ({ name: profile.name, kind: profile.kind, role })),
    features: featurizers,
    models,
    thresholds,
    scores,
    drift: [],
    fingerprint: table.fingerprint,
  };
};
