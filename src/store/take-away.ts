/** What the exports are given of the run that is shown. The exports themselves are handed in by main.tsx, loaded when asked for. */

import type { DetectorId } from '../detectors/detector.ts';
import type { ResultsInput } from '../export/results-json.ts';
import { selectActiveRun, selectTable } from './selectors.ts';
import type { AppState } from './state.ts';

export interface Taken {
  readonly fileName: string;
  readonly type: string;
  /** Chunks, so that a file larger than memory can be written as it is made. */
  readonly chunks: AsyncIterable<string | Uint8Array<ArrayBuffer>>;
}

export const TAKE_AWAYS = ['results', 'flagged', 'all', 'report', 'model'] as const;
export type TakeAway = (typeof TAKE_AWAYS)[number];
/** Null where there is no finished run. */
export type MakeTakeAway = (what: TakeAway, state: AppState) => Promise<Taken | null>;

/** 'capture.csv' → 'capture', with nothing in it that a file system minds. */
export const baseName = (name: string): string =>
  name
    .replace(/\.(csv|tsv|txt|log|json|gz|zip)+$/gi, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80) || 'capture';

export const resultsInputOf = (state: AppState, app: ResultsInput['app']): ResultsInput | null => {
  const run = selectActiveRun(state);
  const table = selectTable(state);
  if (!run?.output || !table) return null;
  const { prepared, result, milliseconds } = run.output;
  const detectors: Partial<Record<DetectorId, ResultsInput['detectors'][DetectorId]>> = {};
  for (const id of ['isolationForest', 'autoencoder'] as const) {
    const ranking = result.results[id]?.ranking;
    const setting = run.thresholds[id]?.present;
    if (!ranking || !setting) continue;
    detectors[id] = {
      ranking,
      threshold: setting.resolved.threshold,
      thresholdFrom: setting.resolved.explanation,
      judgedOn: state.view.part,
    };
  }
  const { prepare, forestFit, forestScore, autoencoderFit, autoencoderScore } = result.milliseconds;
  const forest = result.results.isolationForest !== undefined;
  const autoencoder = result.results.autoencoder !== undefined;
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
    detectors,
    training: result.training,
  };
};
