/**
 * The facts of the page, one slice each. Nothing here can be computed from something else here: what can is a selector.
 */
import type { Fault } from '../base/fault.ts';
import type { LabelSummary, TableSummary } from '../dataset/summary.ts';
import type { BackendReport } from '../detectors/backend-name.ts';
import type { Scope } from '../evaluation/counting.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import type { ResolvedThreshold } from '../evaluation/threshold.ts';
import type { ThresholdRule } from '../evaluation/threshold-rule.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Narrowed } from '../run/narrow.ts';
import type { RunProgress } from '../run/run-result.ts';
import type { RunOutput } from '../workers/protocol.ts';

export type DatasetState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading'; readonly name: string; readonly done: number; readonly total: number }
  | {
      readonly kind: 'open';
      readonly summary: TableSummary;
      readonly origin: 'files' | 'sample';
      /** Counts the openings: the same file read once more is another one. */
      readonly opening: number;
    }
  | { readonly kind: 'failed'; readonly fault: Fault };

/** Where a threshold stands and how it came there. */
export interface ThresholdSetting {
  readonly rule: ThresholdRule;
  readonly resolved: ResolvedThreshold;
  /** Rows that it was found on, where they are not those that the rule names. */
  readonly on?: { readonly scope: Scope; readonly isChosen: boolean };
}

export interface ThresholdHistory {
  readonly past: readonly ThresholdSetting[];
  readonly present: ThresholdSetting;
  readonly future: readonly ThresholdSetting[];
}

export interface Epoch {
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss: number | null;
}

export interface Run {
  /** The page's own number, rising from 1. The worker's number is output.runId. */
  readonly id: number;
  readonly recipe: Recipe;
  readonly phase: 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: RunProgress | null;
  /** Epochs so far, in order. */
  readonly epochs: readonly Epoch[];
  readonly notices: readonly string[];
  readonly output: RunOutput | null;
  readonly fault: Fault | null;
  readonly thresholds: Readonly<Partial<Record<RankingId, ThresholdHistory>>>;
}

/** What was open while something else was read, with everything that hung on it: gone back to where that fails. */
export interface Earlier
  extends Pick<AppState, 'recipe' | 'basePreset' | 'chosenLabel' | 'expectedThresholds' | 'runs' | 'view'> {
  readonly dataset: Extract<DatasetState, { readonly kind: 'open' }>;
}

/** How the last thing that was asked for ended; what runs now is seen in dataset and runs. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'done'; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'cancelled' };

export type Room = 'data' | 'results';

export interface View {
  readonly room: Room;
  /** Run whose results are shown. */
  readonly activeRun: number | null;
  readonly ranking: RankingId;
  /** Rows that figures are judged on. */
  readonly part: Scope;
  /** Row whose details are open. */
  readonly openRow: number | null;
}

export type Verdict = 'true-alarm' | 'false-alarm' | 'look-later';
export interface Mark {
  readonly verdict: Verdict | null;
  readonly note: string;
}

/** A run seen through the rows that the review chose. */
export interface NarrowedRun {
  /** The page's own number of the run. */
  readonly run: number;
  readonly of: Narrowed;
}

export interface AppState {
  readonly dataset: DatasetState;
  /** Null once something new is open, and where nothing was. */
  readonly earlier: Earlier | null;
  readonly recipe: Recipe;
  /** The preset that was chosen last: what settings go back to. */
  readonly basePreset: 'tutorial' | 'recommended';
  /** Values of the label column in use, where it is not the proposed one (that one is in the dataset). */
  readonly chosenLabel: LabelSummary | null;
  /** Thresholds that an address asks for; the next run begins with them. */
  readonly expectedThresholds: Readonly<Partial<Record<RankingId, number>>>;
  readonly runs: readonly Run[];
  readonly outcome: Outcome;
  readonly view: View;
  /** Marks by dataset fingerprint, then row. */
  readonly marks: Readonly<Record<string, Readonly<Record<number, Mark>>>>;
  /** Figures are of these rows alone; left out, or null: of all. */
  readonly narrowed?: NarrowedRun | null;
  /** Engines as timed without a run; null until somebody asked. */
  readonly probe: BackendReport | null;
  /** Counts up when cells or reasons of rows came in (they are kept outside: see row-details.ts). */
  readonly detailsVersion: number;
}
