/** Rankings from plain rows, for tests. */
import { PART_CODE } from './part.ts';
import { buildRanking, type RankedClass } from './rank.ts';
import type { Ranking, RankingGroup } from './ranking.ts';

export interface Row {
  readonly score: number;
  readonly part?: RankingGroup['part'] | 'left-out';
  /** Index into the classes; −1: no label. */
  readonly of?: number;
}

export const NORMAL_AND_ATTACK: readonly RankedClass[] = [
  { name: 'normal', truth: 'normal' },
  { name: 'attack', truth: 'anomaly' },
];

export const rankingOf = (rows: readonly Row[], classes: readonly RankedClass[] = NORMAL_AND_ATTACK): Ranking =>
  buildRanking(
    Float32Array.from(rows, (row) => row.score),
    Uint8Array.from(rows, (row) => PART_CODE[row.part ?? 'test']),
    Int32Array.from(rows, (row) => row.of ?? 0),
    classes,
  );
