/**
 * What the detector worker can be asked: run a recipe on rows that the table worker hands over, and explain rows of the
 * last runs. Holds fitted detectors; never the table.
 */
import * as Comlink from 'comlink';
import { FaultError } from '../base/fault.ts';
import { autoencoderFromJson } from '../detectors/autoencoder/autoencoder.ts';
import { openBackend } from '../detectors/backend.ts';
import type { BackendName, BackendReport } from '../detectors/backend-name.ts';
import type { Detector, DetectorId, Reason } from '../detectors/detector.ts';
import { currentDevice } from '../detectors/device.ts';
import { isolationForestFromJson } from '../detectors/isolation-forest/isolation-forest.ts';
import { wasmPaths } from '../detectors/wasm-paths.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { detect, type Engine } from '../run/detect.ts';
import { buffersOfRanking } from '../run/narrow.ts';
import type { Prepared } from '../run/prepared.ts';
import type { DetectorModels, RunProgress, RunResult } from '../run/run-result.ts';
import { nearestByReasons } from '../run/similar.ts';
import type { TablePort } from './table-api.ts';

const KEPT_RUNS = 4;
/** Rows explained at a time: the reasons of each take a few kB. */
const EXPLAINED_AT_A_TIME = 2048;

type Detectors = Partial<Record<DetectorId, Detector<unknown>>>;

const buffersOf = ({ results }: RunResult): ArrayBuffer[] =>
  Object.values(results).flatMap(({ scores, ranking }) => [scores.buffer as ArrayBuffer, ...buffersOfRanking(ranking)]);

export const createDetectorApi = () => {
  let table: Comlink.Remote<TablePort> | null = null;
  let stop: AbortController | null = null;
  const runs = new Map<number, Detectors>();

  /** Said by the page: a browser may refuse WebGL to pages and still give it to workers. */
  let off: readonly BackendName[] = [];
  /** What was opened last, and for what: the next run that asks for the same has no need to time it again. */
  let opened: { readonly key: string; readonly report: BackendReport } | null = null;
  const engine: Engine = {
    async open(wanted, not, probe) {
      const key = JSON.stringify([wanted, not, off, probe]);
      if (opened?.key === key && currentDevice()?.isLost() === false) return opened.report;
      opened = null;
      const report = await openBackend(wanted, { wasmPaths, not, off, probe });
      // After a loss the next run tries all of them anew.
      if (not.length === 0) opened = { key, report };
      return report;
    },
  };

  const keep = (runId: number, detectors: Detectors): void => {
    runs.set(runId, detectors);
    for (const [oldId, old] of [...runs].slice(0, -KEPT_RUNS)) {
      for (const detector of Object.values(old)) detector.dispose();
      runs.delete(oldId);
    }
  };

  const tablePort = (): Comlink.Remote<TablePort> => {
    if (table) return table;
    throw new FaultError({
      code: 'unexpected',
      message: 'The detector worker was asked to run before it was joined to the table.',
      advice: 'Reload the page.',
    });
  };

  const explainRows = async (
    runId: number,
    id: DetectorId,
    rows: Uint32Array,
    signal?: AbortSignal,
  ): Promise<readonly (readonly Reason[])[]> => {
    const detector = runs.get(runId)?.[id];
    if (!detector) {
      throw new FaultError({
        code: 'unexpected',
        message: `Run ${runId} is no longer held in memory.`,
        advice: 'Run its recipe again to see reasons.',
      });
    }
    const reasons: (readonly Reason[])[] = [];
    for (let from = 0; from < rows.length && !signal?.aborted; from += EXPLAINED_AT_A_TIME) {
      const matrix = await tablePort().matrix(runId, id, rows.slice(from, from + EXPLAINED_AT_A_TIME));
      reasons.push(...(await detector.explain(matrix)));
    }
    return reasons;
  };

  return {
    /** Answers whenever this worker is free: how the page knows that it lives. */
    ping(): void {},

    connect(port: MessagePort): void {
      table?.[Comlink.releaseProxy]();
      table = Comlink.wrap<TablePort>(port);
    },

    switchOff(backends: readonly BackendName[]): void {
      off = backends;
    },

    async run(
      runId: number,
      recipe: Recipe,
      prepared: Prepared,
      onProgress: (progress: RunProgress) => void,
      saved?: DetectorModels,
    ): Promise<RunResult> {
      stop?.abort();
      const mine = new AbortController();
      stop = mine;
      const port = tablePort();
      const { result, detectors } = await detect(
        { recipe, prepared, source: { matrix: (id, rows) => port.matrix(runId, id, rows) }, engine, saved },
        { signal: mine.signal, onProgress },
      );
      keep(runId, detectors);
      return Comlink.transfer(result, buffersOf(result));
    },

    /** Ends the run under way; it rejects with Cancelled. */
    cancel(): void {
      stop?.abort();
    },

    holds: (runId: number): boolean => runs.has(runId),

    /** Takes models of an earlier run back in, after this worker was started anew. */
    restore(runId: number, models: DetectorModels): void {
      keep(runId, {
        ...(models.isolationForest === undefined
          ? {}
          : { isolationForest: isolationForestFromJson(models.isolationForest) }),
        ...(models.autoencoder === undefined ? {} : { autoencoder: autoencoderFromJson(models.autoencoder) }),
      });
    },

    reasons: (runId: number, id: DetectorId, rows: Uint32Array) => explainRows(runId, id, rows),

    /** The first few reasons of each row: what an export shows of them. */
    async topReasons(
      runId: number,
      id: DetectorId,
      rows: Uint32Array,
      count: number,
    ): Promise<readonly (readonly Reason[])[]> {
      return (await explainRows(runId, id, rows)).map((reasons) => reasons.slice(0, count));
    },

    async similar(runId: number, id: DetectorId, row: number, among: Uint32Array, count: number): Promise<Uint32Array> {
      const [target] = await explainRows(runId, id, new Uint32Array([row]));
      const reasons = await explainRows(runId, id, among);
      return Uint32Array.from(nearestByReasons(target!, reasons, count), (position) => among[position]!);
    },

    probe: (wanted: Recipe['backend']): Promise<BackendReport> => engine.open(wanted, []),
  };
};

export type DetectorApi = ReturnType<typeof createDetectorApi>;
