/**
 * The seams between the page and its workers. Types only: a client imports these, and a worker only by its address.
 */
import type { OnProgress } from '../base/progress.ts';
import type { FormatId } from '../dataset/format.ts';
import type { RowFilter, RowQuery } from '../dataset/select-rows.ts';
import type { ColumnSpread, LabelSummary, TableSummary } from '../dataset/summary.ts';
import type { BackendReport } from '../detectors/backend-name.ts';
import type { DetectorId, Reason } from '../detectors/detector.ts';
import type { ColumnDrift } from '../evaluation/drift.ts';
import type { Ranking, RankingId } from '../evaluation/ranking.ts';
import type { ModelFile } from '../export/model-file.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Narrowed } from '../run/narrow.ts';
import type { Prepared } from '../run/prepared.ts';
import type { ListedBy, RowChoice } from '../run/rows-shown.ts';
import type { RunProgress, RunResult } from '../run/run-result.ts';
import type { Timeline, TimelineLane, TimelineRequest } from '../run/timeline.ts';

export interface OpenOptions {
  /** Read as this format whatever the file looks like. */
  readonly format?: FormatId;
  /** Names of files that are judged but never trained on. */
  readonly scoreOnly?: readonly string[];
  /** Read each record with this probability (seeded), for files that would not fit. */
  readonly sampleShare?: number;
}

export interface ReadProgress {
  readonly stage: 'read';
  /** Bytes. */
  readonly done: number;
  readonly total: number;
}

export interface RowDetail {
  readonly row: number;
  /** As text, in column order; '' where missing. */
  readonly cells: readonly string[];
  /** The record as it stands in the file; null for generated rows, or where the file can no longer be read. */
  readonly line: string | null;
  /** Why there is no line although the row came from a file, and what to do. */
  readonly noLine?: string;
}

export interface TimelineQuery extends Omit<TimelineRequest, 'scores' | 'among'> {
  readonly runId: number;
  readonly ranking: RankingId;
  /** Rows that are drawn; left out: every scored row. */
  readonly shown?: RowChoice & { readonly listed: ListedBy | null };
}

/** Which rows of a run its figures are to be of. */
export interface NarrowQuery extends RowChoice {
  readonly runId: number;
}

/** A reason with the row's value where its column is reckoned from others, and so is none of the row's own cells. */
export interface ToldReason extends Reason {
  readonly cell?: string;
}

export interface RunOutput {
  /** Given by the client; reasons, timelines and exports name it. */
  readonly runId: number;
  readonly prepared: Prepared;
  readonly result: RunResult;
  /** From the press of the button to the last figure, milliseconds. */
  readonly milliseconds: number;
}

/** Which detector's reasons stand behind a row: for 'flagged' the other rows have none. */
export type ReasonsWanted = 'all' | 'flagged' | 'none';

/** Rows of the file as they were, with what the run says of them behind. */
export interface ExportRequest {
  readonly runId: number;
  /** In this order; 'all': every row of the table, in its order. */
  readonly rows: Uint32Array | 'all';
  readonly detectors: readonly {
    readonly id: RankingId;
    readonly ranking: Ranking;
    readonly threshold: number;
    readonly reasons: ReasonsWanted;
  }[];
  /** Null where nothing is marked. */
  readonly marks: Readonly<Record<number, { readonly verdict: string | null; readonly note: string }>> | null;
  /** Key of the hashes that stand in for addresses and host names; null: they are written as they are. */
  readonly pseudonymKey: Uint8Array | null;
}

export interface ExportProgress {
  /** Rows. */
  readonly done: number;
  readonly total: number;
}

/** A capture scored by a model that was saved earlier: nothing is trained. */
export interface ScoredOutput extends RunOutput {
  /** How far the columns moved from the rows that the model was trained on. */
  readonly drift: readonly ColumnDrift[];
}

export interface CallOptions<P> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: P) => void;
}

/**
 * What the page can ask for. Every promise ends: with a result, a FaultError, or Cancelled. One dataset at a time; one
 * run at a time, the outcome of earlier runs stays with the page.
 */
export interface AnalysisClient {
  /** Starts the workers that read and has them compiled, while the page has nothing else to do. */
  warmUp(): void;
  open(files: readonly File[], options: OpenOptions, call?: CallOptions<ReadProgress>): Promise<TableSummary>;
  openSample(seed: number, flows: number, call?: CallOptions<ReadProgress>): Promise<TableSummary>;
  /** What the columns of the open table spread over, in their order: counted after it is open. */
  spread(): Promise<readonly ColumnSpread[]>;
  /** Values and proposed normal values of a column, were it the label. */
  labelSummary(column: string): Promise<LabelSummary>;
  run(recipe: Recipe, call?: CallOptions<RunProgress>): Promise<RunOutput>;
  /** Reasons of some rows, in their order. Models of the last few runs are kept. */
  reasons(runId: number, detector: DetectorId, rows: Uint32Array): Promise<readonly (readonly ToldReason[])[]>;
  rows(rows: Uint32Array): Promise<readonly RowDetail[]>;
  select(query: RowQuery, call?: { readonly signal?: AbortSignal }): Promise<Uint32Array>;
  timeline(query: TimelineQuery): Promise<Timeline>;
  /** A run seen through some of its rows, ranked by themselves. */
  narrow(query: NarrowQuery): Promise<Narrowed>;
  /** Rows nearest to one by what drives their scores (cosine of the reasons), nearest first. */
  similar(runId: number, detector: DetectorId, row: number, among: Uint32Array, count: number): Promise<Uint32Array>;
  /** Opens a backend and times it, without a run. */
  probe(): Promise<BackendReport>;
  /** UTF-8 text in pieces of about half a megabyte, made as they are asked for. */
  exportRows(
    request: ExportRequest,
    call?: CallOptions<ExportProgress>,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;
  /** Columns that hold addresses or names of hosts. */
  namingColumns(): Promise<readonly string[]>;
  /** Reads and checks a model file, out of the page's own thread. */
  readModel(file: File): Promise<ModelFile>;
  score(model: ModelFile, call?: CallOptions<RunProgress>): Promise<ScoredOutput>;
  /** Fitted features and detectors of a run, for the model file. */
  model(runId: number): Promise<SavedModel>;
  /** Frees workers, device memory and the table. */
  dispose(): void;
}

/** What a model file carries of a run; each room validates its own part on load. */
export interface SavedModel {
  readonly featurizers: unknown;
  readonly models: RunResult['models'];
}

export type { DetectorApi } from './detector-api.ts';
export type { TableApi } from './table-api.ts';
export type { OnProgress, RowFilter, RowQuery, Timeline, TimelineLane };
