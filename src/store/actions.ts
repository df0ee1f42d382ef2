/** What can be done to the page's facts. */
import type { Fault } from '../base/fault.ts';
import type { FormatId } from '../dataset/format.ts';
import type { ColumnRole } from '../dataset/roles.ts';
import type { Scope } from '../evaluation/counting.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import type { ThresholdRule } from '../evaluation/threshold-rule.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Warning } from '../run/prepared.ts';
import type { RunProgress } from '../run/run-result.ts';
import type { CallOptions, OpenOptions, ReadProgress, RunOutput } from '../workers/protocol.ts';
import type { AppState, Mark, Room } from './state.ts';

export type Gesture = 'step' | 'start' | 'move';

/** A way to scores that is not "train with the settings as they are". */
export interface RunBy {
  readonly recipe: Recipe;
  readonly start: (call: CallOptions<RunProgress>) => Promise<RunOutput>;
  /** Where thresholds stand at first. */
  readonly thresholds: Readonly<Partial<Record<RankingId, number>>>;
  /** Where those thresholds come from, in words. */
  readonly explanation: string;
}

export interface Actions {
  /** As openFiles, of a file that has to be fetched first. */
  openFetched(
    name: string,
    fetched: (call: CallOptions<ReadProgress>) => Promise<File>,
    options?: OpenOptions,
  ): Promise<void>;
  openFiles(files: readonly File[], options?: OpenOptions): Promise<void>;
  openSample(): Promise<void>;
  /** To what was open before an opening that failed; false where nothing was. */
  goBack(): boolean;
  /** Reads the files that are open once more, as another format or otherwise; what else was chosen holds. */
  reopen(options: OpenOptions): Promise<void>;
  /** Reads the open files again, one of them judged and never trained on, or no longer so. */
  setScoreOnly(file: string, on: boolean): Promise<void>;
  setFormat(format: FormatId | null): Promise<void>;
  /** The settings as they are, trained on what is open; or another way to get scores. Answers the run's number. */
  run(by?: RunBy): Promise<number | null>;
  /** Ends reading or running, whichever goes on. */
  cancel(): void;
  changeRecipe(change: (recipe: Recipe) => Recipe): void;
  /** One setting by its path; answers what is wrong with the value, and then nothing changes. */
  setSetting(path: string, value: unknown): Fault | null;
  setPreset(preset: 'tutorial' | 'recommended'): void;
  setRole(column: string, role: ColumnRole): void;
  setLabelColumn(column: string | null): Promise<void>;
  setNormal(values: readonly string[] | null): void;
  applyRemedy(remedy: NonNullable<Warning['remedy']>): void;
  /** A drag sends 'start' once, then 'move': it is undone as a whole. */
  setThreshold(value: number, gesture: Gesture): void;
  setThresholdByRule(rule: ThresholdRule, gesture?: Gesture): void;
  /** Where it catches this share of a class among the rows that figures are of: the chosen ones alone, where some are. */
  catchClass(attackClass: string, recall: number): void;
  undoThreshold(): void;
  redoThreshold(): void;
  expectThresholds(values: AppState['expectedThresholds']): void;
  showRoom(room: Room): void;
  showRun(id: number): void;
  removeRun(id: number): void;
  showRanking(ranking: RankingId): void;
  showPart(part: Scope): void;
  openRow(row: number | null): void;
  mark(row: number, change: Partial<Mark>): void;
  probe(): Promise<void>;
  /** Says in the status line what went wrong with something small; data and runs stay. */
  reportFailure(thrown: unknown): void;
  loadMarks(marks: AppState['marks']): void;
}
