import type { RankingId } from '../../evaluation/ranking.ts';

/** Names one ranking of one run beside another. */
export const pairKey = (
  [firstRun, firstRanking]: readonly [number, RankingId],
  [secondRun, secondRanking]: readonly [number, RankingId],
): string => `${firstRun}/${firstRanking} ${secondRun}/${secondRanking}`;
