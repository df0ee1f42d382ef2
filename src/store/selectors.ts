/** What the panels read: derived from facts, memoised by the identity of what was read. */
import type { ColumnRole } from '../dataset/roles.ts';
import type { ColumnProfile, LabelSummary, TableSummary } from '../dataset/summary.ts';
import type { BackendReport } from '../detectors/backend-name.ts';
import type { DetectorId } from '../detectors/detector.ts';
import { RANKING_IDS, type Ranking, type RankingId } from '../evaluation/ranking.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Narrowed } from '../run/narrow.ts';
import type { Prepared } from '../run/prepared.ts';
import { type DetectorResult, RUN_STAGES, type RunStage, type Training } from '../run/run-result.ts';
import type { RunOutput } from '../workers/protocol.ts';
import { memoise } from './memoise.ts';
import type { AppState, Epoch, Mark, Run, ThresholdHistory } from './state.ts';

export const selectTable = (s: AppState): TableSummary | null => (s.dataset.kind === 'open' ? s.dataset.summary : null);

/** Number of the opening that the table came by; null where nothing is open. What columns spread over may still come to it. */
export const selectOpening = ({ dataset }: AppState): number | null =>
  dataset.kind === 'open' ? dataset.opening : null;

export const selectRunning = (s: AppState): Run | null => s.runs.find((run) => run.phase === 'running') ?? null;

export const selectActiveRun = (s: AppState): Run | null => s.runs.find((run) => run.id === s.view.activeRun) ?? null;

export const selectBusy = (s: AppState): 'reading' | 'running' | null =>
  s.dataset.kind === 'reading' ? 'reading' : selectRunning(s) ? 'running' : null;

const percent = (share: number): string => `${Math.floor(Math.min(1, Math.max(0, share)) * 100)} %`;

/** The words of role=status; scripts wait for them. */
export const selectStatus = (s: AppState): string => {
  if (s.dataset.kind === 'reading') {
    return `Reading ${percent(s.dataset.total > 0 ? s.dataset.done / s.dataset.total : 0)}`;
  }
  const running = selectRunning(s);
  if (running) return `Training ${percent(running.progress?.share ?? 0)}`;
  switch (s.outcome.kind) {
    case 'none':
      return 'Ready';
    case 'done':
      return `Done in ${(s.outcome.milliseconds / 1000).toFixed(1)} s`;
    case 'failed':
      return `Failed: ${s.outcome.fault.message}`;
    case 'cancelled':
      return 'Cancelled';
  }
};

export type StatusTone = 'idle' | 'busy' | 'done' | 'failed';
export const selectStatusTone = (s: AppState): StatusTone => {
  if (selectBusy(s)) return 'busy';
  return s.outcome.kind === 'done' ? 'done' : s.outcome.kind === 'failed' ? 'failed' : 'idle';
};

/** 0…1 of what goes on now; null where nothing does. */
export const selectProgressShare = (s: AppState): number | null => {
  if (s.dataset.kind === 'reading') return s.dataset.total > 0 ? Math.min(1, s.dataset.done / s.dataset.total) : 0;
  const running = selectRunning(s);
  return running ? (running.progress?.share ?? 0) : null;
};

export interface ColumnWithRole {
  readonly profile: ColumnProfile;
  readonly role: ColumnRole;
  /** True where a person (or a link) changed the proposed role. */
  readonly changed: boolean;
}

/** A column whose role stays is the same object: in a table of hundreds, one line is drawn anew where one role is changed. */
const lastSeen = new WeakMap<ColumnProfile, ColumnWithRole>();
const columnsWithRoles = memoise((table: TableSummary, roles: Recipe['roles']): readonly ColumnWithRole[] => {
  const chosen = new Map(roles.map((entry) => [entry.column, entry.role]));
  return table.columns.map((profile) => {
    const role = chosen.get(profile.name) ?? profile.proposal.role;
    const last = lastSeen.get(profile);
    if (last?.role === role) return last;
    const column = { profile, role, changed: role !== profile.proposal.role };
    lastSeen.set(profile, column);
    return column;
  });
});
const NO_COLUMNS: readonly ColumnWithRole[] = [];
export const selectColumns = (s: AppState): readonly ColumnWithRole[] => {
  const table = selectTable(s);
  return table ? columnsWithRoles(table, s.recipe.roles) : NO_COLUMNS;
};

export const selectLabelColumn = (s: AppState): string | null =>
  selectColumns(s).find((column) => column.role === 'label')?.profile.name ?? null;

/** Values of the label column in use; null while they are fetched, or where there is no label. */
export const selectLabel = (s: AppState): LabelSummary | null => {
  const column = selectLabelColumn(s);
  if (column === null) return null;
  const table = selectTable(s);
  if (table?.label?.column === column) return table.label;
  return s.chosenLabel?.column === column ? s.chosenLabel : null;
};

/** Values of the label that count as normal. */
const normalValues = memoise(
  (label: LabelSummary | null, chosen: readonly string[] | null): ReadonlySet<string> =>
    new Set(chosen ?? label?.normal ?? []),
);
export const selectNormal = (s: AppState): ReadonlySet<string> => normalValues(selectLabel(s), s.recipe.label.normal);

export interface ColumnCounts {
  readonly features: number;
  readonly numbers: number;
  readonly texts: number;
  readonly times: number;
  readonly missingCells: number;
  readonly infiniteCells: number;
}
const countColumns = memoise((columns: readonly ColumnWithRole[]): ColumnCounts => {
  const count = (test: (column: ColumnWithRole) => boolean): number => columns.filter(test).length;
  return {
    features: count((c) => c.role === 'feature'),
    numbers: count((c) => c.profile.kind === 'number'),
    texts: count((c) => c.profile.kind === 'text'),
    times: count((c) => c.profile.kind === 'time'),
    missingCells: columns.reduce((sum, c) => sum + c.profile.missing, 0),
    infiniteCells: columns.reduce((sum, c) => sum + c.profile.infinite, 0),
  };
});
export const selectColumnCounts = (s: AppState): ColumnCounts => countColumns(selectColumns(s));

export const selectResult = (s: AppState): DetectorResult | null =>
  selectActiveRun(s)?.output?.result.results[s.view.ranking] ?? null;

/** The rows that the figures of the shown run are of; null: all of them. */
export const selectNarrowed = (s: AppState): Narrowed | null =>
  s.narrowed && s.narrowed.run === s.view.activeRun ? s.narrowed.of : null;

/** The ranking that figures are read from: of the chosen rows alone, where some were chosen. */
export const judgedRanking = (s: AppState, id: RankingId = s.view.ranking): Ranking | null =>
  (selectNarrowed(s)?.results[id] ?? selectActiveRun(s)?.output?.result.results[id])?.ranking ?? null;

const NO_RANKINGS: readonly RankingId[] = [];
const rankingsOf = memoise((output: RunOutput): readonly RankingId[] =>
  RANKING_IDS.filter((id) => output.result.results[id] !== undefined),
);
export const selectRankings = (s: AppState): readonly RankingId[] => {
  const output = selectActiveRun(s)?.output;
  return output ? rankingsOf(output) : NO_RANKINGS;
};

export const selectThresholdHistory = (s: AppState): ThresholdHistory | null =>
  selectActiveRun(s)?.thresholds[s.view.ranking] ?? null;

export const selectThreshold = (s: AppState): number | null =>
  selectThresholdHistory(s)?.present.resolved.threshold ?? null;

export const selectMark = (s: AppState, row: number): Mark | null => {
  const table = selectTable(s);
  return table ? (s.marks[table.fingerprint]?.[row] ?? null) : null;
};

/** Engine of the run that is shown; before any run, the one a probe found. */
export const selectBackend = (s: AppState): BackendReport | null =>
  selectActiveRun(s)?.output?.result.backend ?? s.probe;

export interface StageState {
  readonly stage: RunStage;
  readonly state: 'done' | 'now' | 'later';
}
/** Stages this recipe passes through, and how far the run is. */
export const runStages = memoise((run: Run): readonly StageState[] => {
  const stages = RUN_STAGES.filter((stage) => {
    if (stage.startsWith('forest')) return run.recipe.isolationForest.enabled;
    if (stage.startsWith('autoencoder')) return run.recipe.autoencoder.enabled;
    return true;
  });
  const now = run.progress ? stages.indexOf(run.progress.stage) : 0;
  return stages.map((stage, i) => ({ stage, state: i < now ? 'done' : i === now ? 'now' : 'later' }));
});

const NO_EPOCHS: readonly Epoch[] = [];
const epochsOf = memoise((training: Training): readonly Epoch[] =>
  training.loss.map((loss, i) => ({ epoch: i + 1, loss, validationLoss: training.validationLoss[i] ?? null })),
);
export const selectTrainingEpochs = (s: AppState): readonly Epoch[] => {
  const training = selectActiveRun(s)?.output?.result.training;
  return training ? epochsOf(training) : NO_EPOCHS;
};

const NO_CLASSES: readonly string[] = [];
const anomalyClasses = memoise((prepared: Prepared): readonly string[] =>
  prepared.classes.filter((one) => one.truth === 'anomaly').map((one) => one.name),
);
export const selectAnomalyClasses = (s: AppState): readonly string[] => {
  const prepared = selectActiveRun(s)?.output?.prepared;
  return prepared ? anomalyClasses(prepared) : NO_CLASSES;
};

/** Reasons belong to one detector; for the combined score the autoencoder's are shown where it ran. */
export const reasonDetector = (run: Run, ranking: RankingId): DetectorId | null => {
  if (ranking !== 'combined') return ranking;
  const results = run.output?.result.results;
  return results?.autoencoder ? 'autoencoder' : results?.isolationForest ? 'isolationForest' : null;
};
