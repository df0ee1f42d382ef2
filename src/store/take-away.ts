/**
 * What the exports are given of the run that is shown. The exports themselves are code of another room, handed in by
 * main.tsx and loaded when asked for: here are types of them alone.
 */
import { categoryReference, type DriftReference, numericReference } from '../evaluation/drift.ts';
import { histogram } from '../evaluation/histogram.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { tunedOnJudged } from '../evaluation/tuned-on-judged.ts';
import type { ModelFile } from '../export/model-file.ts';
import type { ReportInput } from '../export/report.ts';
import type { SummaryInput } from '../export/result-summary.ts';
import type { ResultsInput } from '../export/results-json.ts';
import type { Narrowed } from '../run/narrow.ts';
import type { Prepared } from '../run/prepared.ts';
import type { AnalysisClient, ExportProgress, ExportRequest } from '../workers/protocol.ts';
import { selectFlagged, selectFlaggedShown, selectWarnings } from './judgement.ts';
import { memoise } from './memoise.ts';
import { suggestedAxis } from './score-histogram.ts';
import { selectActiveRun, selectColumns, selectNarrowed, selectTable } from './selectors.ts';
import type { AppState } from './state.ts';

export interface Taken {
  readonly fileName: string;
  readonly type: string;
  /** Chunks, so that a file larger than memory can be written as it is made. */
  readonly chunks: AsyncIterable<string | Uint8Array<ArrayBuffer>>;
  /** What the person should know of the file, said once it is saved. */
  readonly note?: string;
}

export const TAKE_AWAYS = ['results', 'flagged', 'all', 'report', 'model'] as const;
export type TakeAway = (typeof TAKE_AWAYS)[number];

export interface TakeOptions {
  /** Key of the hashes that stand in for addresses and host names; null: they stay. */
  readonly pseudonymKey: Uint8Array | null;
  /** CSVs of the rows that the review chose alone, where it chose some. */
  readonly chosenOnly: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
}
/** Null where there is no finished run. */
export type MakeTakeAway = (what: TakeAway, state: AppState, options: TakeOptions) => Promise<Taken | null>;

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
  return {
    ...results,
    made: made.toISOString(),
    detectors: judgedOf(state),
    warnings: selectWarnings(state).map((warning) => warning.message),
  };
};

export type RowExport = 'flagged' | 'all';

/** Rows that an export of rows holds: of all, or of those that the review chose. */
export const exportedRows = (state: AppState, what: RowExport, chosenOnly: boolean): Uint32Array | 'all' => {
  const narrowed = chosenOnly ? selectNarrowed(state) : null;
  if (what === 'flagged') return narrowed ? selectFlaggedShown(state) : selectFlagged(state);
  return narrowed ? rowsOfMask(narrowed) : 'all';
};

const rowsOfMask = memoise(({ mask, rows }: Narrowed): Uint32Array => {
  const found = new Uint32Array(rows);
  for (let row = 0, to = 0; to < rows; row++) if (mask[row] === 1) found[to++] = row;
  return found;
}, 1);

/** More rows than these have reasons only where they are flagged: explaining takes longer than scoring does. */
const MOST_EXPLAINED = 25_000;

export const exportRequestOf = (
  state: AppState,
  what: RowExport,
  { pseudonymKey, chosenOnly }: Pick<TakeOptions, 'pseudonymKey' | 'chosenOnly'>,
): ExportRequest | null => {
  const run = selectActiveRun(state);
  const table = selectTable(state);
  if (!run?.output || !table) return null;
  const { runId, result, prepared } = run.output;
  const rows = exportedRows(state, what, chosenOnly);
  const explained = rows === 'all' ? prepared.parts.length : rows.length;
  const marks = state.marks[table.fingerprint] ?? {};
  return {
    runId,
    // A copy: a view would take all it is a view of along to the worker.
    rows: rows === 'all' ? rows : rows.slice(),
    detectors: RANKING_IDS.flatMap((id) => {
      const ranking = result.results[id]?.ranking;
      const present = run.thresholds[id]?.present;
      if (!ranking || !present) return [];
      const reasons = id === 'combined' ? 'none' : explained <= MOST_EXPLAINED ? 'all' : 'flagged';
      return [{ id, ranking, threshold: present.resolved.threshold, reasons }];
    }),
    marks: Object.keys(marks).length === 0 ? null : marks,
    pseudonymKey,
  };
};

/** What a link may tell of the result: aggregates of the judged rows. */
export const summaryInputOf = (state: AppState, app: ResultsInput['app']): SummaryInput | null => {
  const table = selectTable(state);
  const run = selectActiveRun(state);
  if (!run?.output || !table) return null;
  return {
    app,
    dataset: {
      fingerprint: table.fingerprint,
      format: table.format,
      rows: table.rows,
      columns: table.columns.length,
    },
    detectors: judgedOf(state),
  };
};

/** Missing cells are listed among a category's values; drift counts them apart. */
const presentShares = (shares: readonly { readonly value: string; readonly share: number }[]): typeof shares => {
  const missing = shares.find(({ value }) => value === '')?.share ?? 0;
  if (missing >= 1) return [];
  return shares
    .filter(({ value }) => value !== '')
    .map(({ value, share }) => ({ value, share: share / (1 - missing) }));
};

/** What the fitted rows looked like, column by column. */
export const driftReferences = (references: Prepared['references']): readonly DriftReference[] =>
  references.map((reference) =>
    reference.kind === 'numeric'
      ? numericReference(reference.column, reference.percentiles)
      : categoryReference(reference.column, presentShares(reference.shares)),
  );

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
      // A run by a saved model trained on nothing: its own rows stand in.
      scope: run.output.prepared.counts.train > 0 ? 'train' : 'all',
      bins: MODEL_BINS,
      scale: suggestedAxis(ranking),
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
    drift: driftReferences(run.output.prepared.references),
    // Of this capture, where a model without any scored it: no model may pass them on as what it was trained on.
    ...(run.output.prepared.referencesOf !== 'capture' && { references: run.output.prepared.references }),
    fingerprint: table.fingerprint,
  };
};
