/**
 * A run seen through some of its rows: those rows ranked by themselves, so that every figure of a threshold stays a
 * binary search. The models, and the thresholds that were found by rule, know nothing of it.
 */
import type { Table } from '../dataset/table.ts';
import { curvesOfScopes } from '../evaluation/curves.ts';
import { buildRanking } from '../evaluation/rank.ts';
import { agreementOfRankings, type RankAgreement } from '../evaluation/rank-agreement.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import type { Prepared } from './prepared.ts';
import { chosenRows, type RowChoice, type ScoresOfRun } from './rows-shown.ts';
import type { DetectorResult } from './run-result.ts';

export type NarrowedResult = Required<Pick<DetectorResult, 'ranking' | 'curves'>>;

export interface Narrowed {
  /** Rows of the table that are chosen, scored or not. */
  readonly rows: number;
  /** 1 by row of the table where it is chosen. */
  readonly mask: Uint8Array;
  readonly results: Readonly<Partial<Record<RankingId, NarrowedResult>>>;
  /** Of the two detectors among these rows; null where one did not run. */
  readonly agreement: RankAgreement | null;
}

export const narrowed = async (
  table: Table,
  prepared: Pick<Prepared, 'parts' | 'classCodes' | 'classes'>,
  scores: ScoresOfRun,
  choice: RowChoice,
): Promise<Narrowed> => {
  const mask = chosenRows(table, prepared, choice) ?? new Uint8Array(table.rows).fill(1);
  // A row that is not chosen is left out, as one that was never scored.
  const parts = prepared.parts.map((part, row) => (mask[row] === 1 ? part : 0));
  const results: Partial<Record<RankingId, NarrowedResult>> = {};
  for (const id of RANKING_IDS) {
    const given = scores[id];
    if (!given) continue;
    const ranking = buildRanking(given, parts, prepared.classCodes, prepared.classes);
    results[id] = { ranking, curves: curvesOfScopes(ranking) };
  }
  const { isolationForest: forest, autoencoder: net } = results;
  const agreement =
    forest && net
      ? await agreementOfRankings(
          { order: forest.ranking.order, scores: scores.isolationForest! },
          { order: net.ranking.order, scores: scores.autoencoder! },
        )
      : null;
  return { rows: mask.reduce((sum, chosen) => sum + chosen, 0), mask, results, agreement };
};

/** What can be handed over instead of copied. */
export const buffersOfNarrowed = ({ mask, results }: Narrowed): ArrayBuffer[] => [
  mask.buffer as ArrayBuffer,
  ...Object.values(results).flatMap(({ ranking }) => buffersOfRanking(ranking)),
];

export const buffersOfRanking = ({ scores, order, parts }: DetectorResult['ranking']): ArrayBuffer[] =>
  [scores, order, ...Object.values(parts ?? {})].map((values) => values.buffer as ArrayBuffer);
