/** What a run gives the page: scores ranked once, and what was done to get them. */
import type { BackendReport } from '../detectors/backend-name.ts';
import type { DetectorId } from '../detectors/detector.ts';
import type { Scope } from '../evaluation/counting.ts';
import type { Curves } from '../evaluation/curves.ts';
import type { Ranking, RankingId } from '../evaluation/ranking.ts';

export const RUN_STAGES = [
  'prepare',
  'forestFit',
  'forestScore',
  'autoencoderFit',
  'autoencoderScore',
  'rank',
] as const;
export type RunStage = (typeof RUN_STAGES)[number];

export interface RunProgress {
  readonly stage: RunStage;
  /** Share of the whole run, 0…1, never falling. */
  readonly share: number;
  /** Estimate, null until there is something to go by. */
  readonly secondsLeft: number | null;
  readonly epoch?: {
    readonly epoch: number;
    readonly epochs: number;
    readonly loss: number;
    readonly validationLoss: number | null;
  };
  /** Said once when it happens: "WebGL was lost; going on with wasm from epoch 12". */
  readonly notice?: string;
}

export interface DetectorResult {
  /** Score per row of the table; NaN where the row was left out. */
  readonly scores: Float32Array;
  readonly ranking: Ranking;
  /** Left out where nobody drew them yet. */
  readonly curves?: Readonly<Partial<Record<Scope, Curves | null>>>;
}

export interface Training {
  readonly epochs: number;
  readonly steps: number;
  readonly loss: readonly number[];
  readonly validationLoss: readonly number[];
  readonly stoppedEarly: boolean;
  /** 1-based epoch whose weights were taken. */
  readonly bestEpoch: number;
}

export interface RunResult {
  readonly results: Readonly<Partial<Record<RankingId, DetectorResult>>>;
  readonly training: Training | null;
  readonly forest: { readonly trees: number; readonly sampleSize: number; readonly nodes: number } | null;
  readonly backend: BackendReport;
  readonly notices: readonly string[];
  readonly milliseconds: Readonly<Record<RunStage, number>>;
  /** Everything needed to score another file: see DetectorModels. */
  readonly models: DetectorModels;
}

/** Fitted detectors as JSON; the fitted features stand beside them in the model file. */
export type DetectorModels = Readonly<Partial<Record<DetectorId, unknown>>>;
