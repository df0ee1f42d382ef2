/**
 * The page's one way to the workers: readers parse, the table worker keeps what was read, the detector worker fits and
 * scores. Joins them, forwards progress, cancels, and starts anew what died.
 */
import * as Comlink from 'comlink';
import { Cancelled, throwIfCancelled } from '../base/cancel.ts';
import { cancellable } from '../base/cancellable.ts';
import { FaultError } from '../base/fault.ts';
import type { TableSummary } from '../dataset/summary.ts';
import type { BackendName } from '../detectors/backend-name.ts';
import type { DetectorId } from '../detectors/detector.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { SavedFeatures } from '../run/prepare-saved.ts';
import type { RunProgress, RunResult } from '../run/run-result.ts';
import { installFaultTransfer } from './fault-transfer.ts';
import type {
  AnalysisClient,
  CallOptions,
  DetectorApi,
  ExportProgress,
  ExportRequest,
  ReadProgress,
  RunOutput,
  TableApi,
} from './protocol.ts';
import { createReaderClient, passOn } from './reader-client.ts';
import { openWorkerLink } from './worker-link.ts';

/** Reasons that an export shows of a row. */
const EXPORTED_REASONS = 3;

/** No piece of work holds a worker this long without a breath, on a slow machine either. Milliseconds. */
const HEARTBEAT = { every: 5_000, patience: 45_000 };

export interface Spawners {
  readonly reader: () => Worker;
  readonly table: () => Worker;
  readonly detector: () => Worker;
}

const noTable = (): FaultError =>
  new FaultError({
    code: 'worker-died',
    message: 'The dataset is no longer in memory.',
    advice: 'Open the file again; your settings are kept.',
  });

export const createAnalysisClient = (
  spawn: Spawners,
  /** Engines that the browser refuses to the page itself; asked once, when a run needs one. */
  switchedOff: () => readonly BackendName[] = () => [],
): AnalysisClient => {
  installFaultTransfer();
  const reader = createReaderClient({ spawn: spawn.reader });
  const table = openWorkerLink<TableApi>('table', spawn.table, { ping: (api) => api.ping(), ...HEARTBEAT });
  const detector = openWorkerLink<DetectorApi>('detector', spawn.detector, { ping: (api) => api.ping(), ...HEARTBEAT });
  /** Which worker generations are joined by a port. */
  let joined = '';
  /** The table worker's generation that holds the open dataset; 0 where there is none. */
  let holding = 0;
  let runs = 0;
  let exports = 0;
  const finished = new Map<
    number,
    { readonly recipe: Recipe; readonly models: RunResult['models']; readonly saved: SavedFeatures | undefined }
  >();

  const onTable = <T>(use: (api: Comlink.Remote<TableApi>) => Promise<T>): Promise<T> => {
    if (holding === 0 || !table.isRunning || table.generation !== holding) return Promise.reject(noTable());
    return table.call(use);
  };

  /** Joins table and detector, anew where either was started anew. The death of either ends the call. */
  const onDetector = async <T>(use: (api: Comlink.Remote<DetectorApi>) => Promise<T>): Promise<T> =>
    onTable(() =>
      detector.call(async (api) => {
        const now = `${table.generation}/${detector.generation}`;
        if (joined !== now) {
          joined = now;
          const { port1, port2 } = new MessageChannel();
          await Promise.all([
            table.call((tableApi) => tableApi.serve(Comlink.transfer(port1, [port1]))),
            api.connect(Comlink.transfer(port2, [port2])),
            api.switchOff(switchedOff()),
          ]);
        }
        return use(api);
      }),
    );

  /** The detector worker with a run's models in it, put back from the run's own record where the worker lost them. */
  const withRun = <T>(runId: number, use: (api: Comlink.Remote<DetectorApi>) => Promise<T>): Promise<T> =>
    onDetector(async (api) => {
      const run = finished.get(runId);
      if (run) {
        await table.call((tableApi) => tableApi.ensurePrepared(runId, run.recipe, run.saved));
        if (!(await api.holds(runId))) await api.restore(runId, run.models);
      }
      return use(api);
    });

  /** The table worker with a run's features in it, prepared again where it holds only later ones. */
  const withPrepared = <T>(runId: number, use: (api: Comlink.Remote<TableApi>) => Promise<T>): Promise<T> =>
    onTable(async (api) => {
      const run = finished.get(runId);
      if (run) await api.ensurePrepared(runId, run.recipe, run.saved);
      return use(api);
    });

  const open = async (
    begin: (options: CallOptions<ReadProgress>) => Promise<TableSummary>,
    call: CallOptions<ReadProgress>,
  ): Promise<TableSummary> => {
    throwIfCancelled(call.signal);
    const summary = await begin(call);
    throwIfCancelled(call.signal);
    // Until here the worker holds the table that was open before: an opening that fails or is cancelled loses nothing.
    // Nothing waits for the answer: what is asked of the worker from here on comes after it.
    table.call((api) => api.adopt()).catch(() => {});
    finished.clear();
    holding = table.generation;
    return summary;
  };

  const withoutModels = ({ features, columns, references, hidden }: SavedFeatures): SavedFeatures => ({
    features,
    columns,
    ...(references && { references }),
    ...(hidden && { hidden }),
  });

  /** With `saved`, detectors and features that were fitted earlier score the rows, and nothing is fitted. */
  const run = async (
    recipe: Recipe,
    { signal, onProgress }: CallOptions<RunProgress> = {},
    saved?: SavedFeatures & { readonly models: RunResult['models'] },
  ): Promise<RunOutput> => {
    const started = performance.now();
    const features = saved && withoutModels(saved);
    const runId = ++runs;
    let isOver = false;
    let share = 0;
    // Proxied callbacks are not ordered with the reply: what comes late, or runs backwards, is dropped.
    const forward = (from: number, span: number) => (progress: RunProgress) => {
      const next = from + progress.share * span;
      if (isOver || signal?.aborted || next < share) return;
      share = next;
      onProgress?.({ ...progress, share });
    };
    try {
      const prepared = await cancellable(
        signal,
        () => onTable((api) => api.prepare(runId, recipe, Comlink.proxy(forward(0, 0.05)), features)),
        () => void onTable((api) => api.cancel()).catch(() => {}),
        () => {},
      );
      const preparing = performance.now() - started;
      const result = await cancellable(
        signal,
        () => onDetector((api) => api.run(runId, recipe, prepared, Comlink.proxy(forward(0.05, 0.95)), saved?.models)),
        () => void detector.call((api) => api.cancel()).catch(() => {}),
        () => detector.terminate(new Cancelled()),
      );
      // What the run waited for features of rows is preparing too.
      const prepare = preparing + result.milliseconds.prepare;
      const timed = { ...result, milliseconds: { ...result.milliseconds, prepare } };
      const scores = Object.entries(timed.results).map(([id, made]) => [id, made.scores.slice()] as const);
      await onTable((api) =>
        api.keepScores(
          runId,
          Comlink.transfer(
            Object.fromEntries(scores),
            scores.map(([, copy]) => copy.buffer),
          ),
        ),
      );
      throwIfCancelled(signal);
      finished.set(runId, { recipe, models: timed.models, saved: features });
      return { runId, prepared, result: timed, milliseconds: performance.now() - started };
    } finally {
      isOver = true;
    }
  };

  return {
    warmUp: () => {
      reader.warmUp();
      // A worker that cannot be started says so when it is needed.
      if (holding === 0) table.call((api) => api.warmUp()).catch(() => {});
    },

    open: (files, options, call = {}) =>
      open(
        () =>
          reader.read(
            { files, ...options },
            {
              begin: (plan) => table.call((api) => api.begin(plan)),
              add: (slice) => table.call((api) => api.add(passOn(slice))),
              finish: (milliseconds) => table.call(async (api) => api.finish(files, milliseconds)),
            },
            call,
          ),
        call,
      ),

    openSample: (seed, flows, call = {}) =>
      open(
        ({ signal }) =>
          cancellable(
            signal,
            () => table.call((api) => api.openSample(seed, flows)),
            () => {},
            () => {},
          ),
        call,
      ),

    spread: () => onTable((api) => api.spread()),
    labelSummary: (column) => onTable((api) => api.labelSummary(column)),

    run: (recipe, call) => run(recipe, call),

    async score(model, call) {
      const { recipe, drift } = model;
      const output = await run(recipe, call, model);
      return { ...output, drift: await onTable((api) => api.drift(output.runId, drift)) };
    },

    readModel: (file) => table.call((api) => api.readModel(file)),
    namingColumns: () => onTable((api) => api.namingColumns()),

    async *exportRows(request: ExportRequest, { signal, onProgress }: CallOptions<ExportProgress> = {}) {
      throwIfCancelled(signal);
      const id = ++exports;
      const reasons = Comlink.proxy((detector: DetectorId, rows: Uint32Array) =>
        withRun(request.runId, (api) => api.topReasons(request.runId, detector, rows, EXPORTED_REASONS)),
      );
      await onTable((api) => api.beginExport(id, request, reasons));
      try {
        for (;;) {
          const piece = await onTable((api) => api.nextOfExport(id));
          throwIfCancelled(signal);
          if (!piece) return;
          onProgress?.({ done: piece.done, total: piece.total });
          yield piece.bytes;
        }
      } finally {
        void onTable((api) => api.endExport(id)).catch(() => {});
      }
    },

    reasons: (runId, id, rows) =>
      withRun(runId, async (api) => {
        const [reasons, cells] = await Promise.all([
          api.reasons(runId, id, rows),
          table.call((tableApi) => tableApi.derivedCells(runId, rows)),
        ]);
        return reasons.map((ofRow, i) =>
          ofRow.map((reason) => {
            const cell = cells[i]?.[reason.column];
            return cell === undefined ? reason : { ...reason, cell };
          }),
        );
      }),
    similar: (runId, id, row, among, count) => withRun(runId, (api) => api.similar(runId, id, row, among, count)),
    rows: (rows) => onTable((api) => api.rows(rows)),
    select: (query, { signal } = {}) =>
      cancellable(
        signal,
        () => onTable((api) => api.select(query)),
        () => {},
        () => {},
      ),
    timeline: (query) => withPrepared(query.runId, (api) => api.timeline(query)),
    narrow: (query) => withPrepared(query.runId, (api) => api.narrow(query)),
    probe: () =>
      detector.call(async (api) => {
        await api.switchOff(switchedOff());
        return api.probe('auto');
      }),
    model: async (runId) => {
      const done = finished.get(runId);
      if (!done) throw noTable();
      const { recipe, models, saved } = done;
      return { featurizers: await onTable((api) => api.featurizers(runId, recipe, saved)), models };
    },
    dispose: () => {
      reader.dispose();
      table.terminate(new Cancelled());
      detector.terminate(new Cancelled());
    },
  };
};
