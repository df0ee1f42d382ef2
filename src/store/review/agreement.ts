/** The two detectors of the run that is shown, side by side: places of the thresholds, and runs that differ in the seed. */
import { countFlagged } from '../../evaluation/flagged.ts';
import { coarseGrid, type RankAgreement, topOverlap, topPlace } from '../../evaluation/rank-agreement.ts';
import { RANKING_IDS, type RankingId } from '../../evaluation/ranking.ts';
import { memoise } from '../memoise.ts';
import { judgedRanking, selectActiveRun, selectNarrowed } from '../selectors.ts';
import type { AppState, Run } from '../state.ts';
import { selectSeedTwins } from './compared-runs.ts';
import { pairKey } from './pair-key.ts';
import type { ReviewState } from './review-state.ts';

export { coarseGrid };

export const selectAgreement = (s: AppState, review: ReviewState): RankAgreement | null => {
  const narrowed = selectNarrowed(s);
  if (narrowed) return narrowed.agreement;
  const run = selectActiveRun(s);
  return run ? (review.agreements[pairKey([run.id, 'isolationForest'], [run.id, 'autoencoder'])] ?? null) : null;
};

/** Run with both detectors; null where one was switched off. */
export const selectPairRun = (s: AppState): Run | null => {
  const run = selectActiveRun(s);
  const results = run?.output?.result.results;
  return run && results?.isolationForest && results.autoencoder ? run : null;
};

/** Where a detector's threshold stands along the ranks, 0…1: one binary search a group. */
export const cutOf = (s: AppState, id: RankingId, scale: 'even' | 'top'): number => {
  const ranking = judgedRanking(s, id);
  const threshold = selectActiveRun(s)?.thresholds[id]?.present.resolved.threshold;
  if (!ranking || threshold === undefined) return 1;
  const flagged = countFlagged(ranking, 'all', threshold);
  const rows = ranking.order.length;
  return scale === 'even' ? 1 - flagged / Math.max(1, rows) : topPlace(flagged + 0.5, rows);
};

/** Highest rows that two seeds are compared by. */
export const STABLE_TOP = 100;

export interface Stability {
  readonly twin: Run;
  readonly ranking: RankingId;
  /** Null while it is reckoned, or where all scores are equal. */
  readonly rankCorrelation: number | null;
  readonly shared: number | null;
  readonly of: number;
}

const stabilityOf = memoise(
  (run: Run | null, twins: readonly Run[], agreements: ReviewState['agreements']): readonly Stability[] => {
    if (!run) return [];
    return twins.flatMap((twin) =>
      RANKING_IDS.flatMap((ranking): readonly Stability[] => {
        const own = run.output?.result.results[ranking]?.ranking.order;
        const other = twin.output?.result.results[ranking]?.ranking.order;
        if (!own || !other) return [];
        return [
          {
            twin,
            ranking,
            rankCorrelation: agreements[pairKey([run.id, ranking], [twin.id, ranking])]?.rankCorrelation ?? null,
            shared: topOverlap(own, other, STABLE_TOP),
            of: Math.min(STABLE_TOP, own.length, other.length),
          },
        ];
      }),
    );
  },
);
export const selectStability = (s: AppState, review: ReviewState): readonly Stability[] =>
  stabilityOf(selectActiveRun(s), selectSeedTwins(s), review.agreements);
