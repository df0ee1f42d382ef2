/**
 * What the table worker can be asked. It holds the table for as long as the page is open, so that a detector worker may
 * be ended at any moment without anything being read again.
 */
import * as Comlink from 'comlink';
import { breathe, Cancelled } from '../base/cancel.ts';
import { FaultError, toFault } from '../base/fault.ts';
import { cellText } from '../dataset/cell-text.ts';
import { createLineReader, type LineReader } from '../dataset/original-lines.ts';
import { createAssembler, type Retype } from '../dataset/reading/assemble.ts';
import type { ReadPlan } from '../dataset/reading/plan.ts';
import type { Slice } from '../dataset/reading/slice.ts';
import { warmUp } from '../dataset/reading/warm-up.ts';
import { sampleTable } from '../dataset/sample/sample-table.ts';
import { selectRows } from '../dataset/select-rows.ts';
import { labelSummary, outline, spreads } from '../dataset/summarise.ts';
import type { ColumnSpread, LabelSummary, TableSummary } from '../dataset/summary.ts';
import type { Table } from '../dataset/table.ts';
import type { DetectorId, Reason } from '../detectors/detector.ts';
import type { ColumnDrift, DriftReference } from '../evaluation/drift.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import { type ModelFile, parseModel } from '../export/model-file.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { proposedTimesOf } from '../run/column-uses.ts';
import { driftOf } from '../run/drift-of.ts';
import { buffersOfNarrowed, type Narrowed, narrowed } from '../run/narrow.ts';
import { type PreparedTable, prepareTable } from '../run/prepare.ts';
import { prepareSaved, type SavedFeatures } from '../run/prepare-saved.ts';
import type { Prepared } from '../run/prepared.ts';
import { shownRows } from '../run/rows-shown.ts';
import type { RunProgress } from '../run/run-result.ts';
import { noTimeline, type Timeline, timelineOf } from '../run/timeline.ts';
import { exportRows, namingColumns, type RowsExport } from './export-rows.ts';
import type { ExportRequest, NarrowQuery, RowDetail, RowQuery, TimelineQuery } from './protocol.ts';

const KEPT_RUNS = 4;

/** How the last slice was taken: a table, or columns that must be read again as something else. */
type Finished =
  | { readonly kind: 'done'; readonly summary: TableSummary }
  | { readonly kind: 'again'; readonly retype: readonly Retype[] };

/** What the detector worker may ask over its own port. */
export interface TablePort {
  matrix(runId: number, id: DetectorId, rows: Uint32Array): FeatureMatrix;
}

export const createTableApi = () => {
  let reading: { readonly assembler: ReturnType<typeof createAssembler>; readonly plan: ReadPlan } | null = null;
  let table: Table | null = null;
  /** How the open files were read; null for generated rows. */
  let readBy: ReadPlan | null = null;
  let lines: LineReader | null = null;
  let stop: AbortController | null = null;
  /** Puts the table that was made last in the place of the one that is open. */
  let adopt: (() => void) | null = null;
  const prepared = new Map<number, PreparedTable>();
  const scores = new Map<number, Partial<Record<RankingId, Float32Array>>>();
  const exports = new Map<number, { readonly rows: RowsExport; readonly stop: AbortController }>();

  const opened = (): Table => {
    if (table) return table;
    throw new FaultError({
      code: 'worker-died',
      message: 'No dataset is open.',
      advice: 'Open a file, or try the sample.',
    });
  };

  const take = (
    next: Table,
    files: readonly File[],
    facts: { readonly milliseconds: number; readonly formatReason?: string },
    plan: ReadPlan | null,
  ): TableSummary => {
    const summary = outline(next, { ...facts, sampleShare: plan?.sampleShare });
    adopt = () => {
      table = next;
      readBy = plan;
      lines = createLineReader(files, next);
      prepared.clear();
      scores.clear();
    };
    return summary;
  };

  const prepare = async (
    runId: number,
    recipe: Recipe,
    onProgress?: (progress: RunProgress) => void,
    saved?: SavedFeatures,
  ): Promise<PreparedTable> => {
    stop?.abort();
    const mine = new AbortController();
    stop = mine;
    const options = {
      signal: mine.signal,
      onProgress: (share: number) => onProgress?.({ stage: 'prepare', share, secondsLeft: null }),
    };
    const made = await (saved
      ? prepareSaved(opened(), recipe, saved, options)
      : prepareTable(opened(), recipe, options));
    prepared.set(runId, made);
    for (const old of [...prepared.keys()].slice(0, -KEPT_RUNS)) prepared.delete(old);
    return made;
  };

  const preparedRun = (runId: number): PreparedTable => {
    const made = prepared.get(runId);
    if (made) return made;
    throw new FaultError({
      code: 'unexpected',
      message: `Run ${runId} is no longer held in memory.`,
      advice: 'Run its recipe again.',
    });
  };

  const withCells = (rows: Uint32Array, texts: readonly (string | null)[], noLine?: string): readonly RowDetail[] => {
    const { columns } = opened();
    return Array.from(rows, (row, i) => ({
      row,
      cells: columns.map((column) => cellText(column, row)),
      line: texts[i] ?? null,
      ...(noLine === undefined ? {} : { noLine }),
    }));
  };
  /** Fails where the file was changed or is gone: what is exported must be what was read. */
  const details = async (rows: Uint32Array): Promise<readonly RowDetail[]> => withCells(rows, await lines!.read(rows));
  /** For the eye the cells are enough; why the line is not there is said beside them. */
  const shown = async (rows: Uint32Array): Promise<readonly RowDetail[]> => {
    try {
      return await details(rows);
    } catch (thrown) {
      const { message, advice } = toFault(thrown);
      return withCells(rows, [], `${message} ${advice}`);
    }
  };

  const port: TablePort = {
    matrix(runId, id, rows) {
      const matrix = preparedRun(runId).matrix(id, rows);
      return Comlink.transfer(matrix, [matrix.values.buffer as ArrayBuffer]);
    },
  };

  return {
    /** Answers whenever this worker is free: how the page knows that it lives. */
    ping(): void {},

    warmUp: (): Promise<void> => warmUp(() => reading !== null || adopt !== null || table !== null),

    begin(plan: ReadPlan): void {
      adopt = null;
      reading = { assembler: createAssembler(plan), plan };
    },
    /** Gives back the memory of the slice, for another one. */
    add(slice: Slice): ArrayBuffer {
      reading?.assembler.add(slice);
      const [memory] = slice.buffers;
      return Comlink.transfer(memory, [memory]);
    },
    /** Joins the slices. Where columns must be read again, says which; the table that was open stays until `adopt`. */
    finish(files: readonly File[], milliseconds: number): Finished {
      if (!reading) throw new Error('finish came before begin');
      const { assembler, plan } = reading;
      reading = null;
      const started = performance.now();
      const made = assembler.finish();
      if (!made.done) return { kind: 'again', retype: made.retype };
      const facts = { milliseconds: milliseconds + performance.now() - started, formatReason: plan.formatReason };
      return { kind: 'done', summary: take(made.table, files, facts, plan) };
    },

    /** From now on the table that was made last is the one that is open. */
    adopt(): void {
      adopt?.();
      adopt = null;
    },

    openSample(seed: number, flows: number): TableSummary {
      const started = performance.now();
      const made = sampleTable({ seed, flows });
      return take(made, [], { milliseconds: performance.now() - started }, null);
    },

    /** What the columns of the open table spread over. Other questions are answered between two columns. */
    async spread(): Promise<readonly ColumnSpread[]> {
      const mine = opened();
      const counted: ColumnSpread[] = [];
      for (const column of spreads(mine)) {
        counted.push(column);
        await breathe();
        if (table !== mine) throw new Cancelled();
      }
      return counted;
    },

    labelSummary: (column: string): LabelSummary => labelSummary(opened(), column),

    /** With `saved`, features are the ones of a model that was fitted earlier, and every row is judged. */
    async prepare(
      runId: number,
      recipe: Recipe,
      onProgress: (progress: RunProgress) => void,
      saved?: SavedFeatures,
    ): Promise<Prepared> {
      const made = await prepare(runId, recipe, onProgress, saved);
      return made.prepared;
    },

    /** Prepares a recipe again where this worker no longer holds it: the same seed gives the same features. */
    async ensurePrepared(runId: number, recipe: Recipe, saved?: SavedFeatures): Promise<void> {
      if (!prepared.has(runId)) await prepare(runId, recipe, undefined, saved);
    },

    async featurizers(runId: number, recipe: Recipe, saved?: SavedFeatures): Promise<unknown> {
      if (!prepared.has(runId)) await prepare(runId, recipe, undefined, saved);
      return preparedRun(runId).featurizers();
    },

    /** Cells of the columns that a run reckoned from others, by column name; '' where missing. */
    derivedCells(runId: number, rows: Uint32Array): readonly Readonly<Record<string, string>>[] {
      const derived = preparedRun(runId).sources.filter((source) => source.derived);
      return Array.from(rows, (row) =>
        Object.fromEntries(derived.map(({ column }) => [column.name, cellText(column, row)])),
      );
    },

    drift: (runId: number, references: readonly DriftReference[]): readonly ColumnDrift[] =>
      driftOf(preparedRun(runId).sources, references),

    readModel: async (file: File): Promise<ModelFile> => parseModel(await file.text()),

    namingColumns: (): readonly string[] => namingColumns(opened()),

    beginExport(
      id: number,
      request: ExportRequest,
      reasons: (detector: DetectorId, rows: Uint32Array) => Promise<readonly (readonly Reason[])[]>,
    ): void {
      const stop = new AbortController();
      const rows = exportRows(request, {
        table: opened(),
        plan: readBy,
        derived: (prepared.get(request.runId)?.sources ?? []).flatMap(({ derived, column }) =>
          derived ? [column] : [],
        ),
        scores: scores.get(request.runId) ?? {},
        details,
        reasons,
        signal: stop.signal,
      });
      exports.set(id, { rows, stop });
    },

    async nextOfExport(id: number): Promise<Awaited<ReturnType<RowsExport['next']>>> {
      const piece = await exports.get(id)?.rows.next();
      return piece ? Comlink.transfer(piece, [piece.bytes.buffer]) : null;
    },

    endExport(id: number): void {
      exports.get(id)?.stop.abort();
      exports.delete(id);
    },

    cancel(): void {
      stop?.abort();
    },

    /** Opens a port for the detector worker, so that matrices never pass through the page. */
    serve(messagePort: MessagePort): void {
      Comlink.expose(port, messagePort);
    },

    keepScores(runId: number, given: Partial<Record<RankingId, Float32Array>>): void {
      scores.set(runId, given);
    },

    rows: shown,

    select: (query: RowQuery): Uint32Array => {
      const rows = selectRows(opened(), query);
      return Comlink.transfer(rows, [rows.buffer as ArrayBuffer]);
    },

    timeline(query: TimelineQuery): Timeline {
      const from = opened();
      const time = proposedTimesOf(from);
      const given = scores.get(query.runId)?.[query.ranking];
      if (!time || !given) return noTimeline(query.bins);
      const made = prepared.get(query.runId)?.prepared ?? null;
      const among = query.shown ? shownRows(from, made, scores.get(query.runId) ?? {}, query.shown) : null;
      return timelineOf(from, time, { ...query, scores: given, among });
    },

    async narrow({ runId, ...choice }: NarrowQuery): Promise<Narrowed> {
      const made = await narrowed(opened(), preparedRun(runId).prepared, scores.get(runId) ?? {}, choice);
      return Comlink.transfer(made, buffersOfNarrowed(made));
    },
  };
};

export type TableApi = ReturnType<typeof createTableApi>;
