/** A row's rank: a binary search, asked for the few rows that are seen. */
import { rankOfScore } from '../../evaluation/flagged.ts';
import type { DetectorResult } from '../../run/run-result.ts';

/** Among all scored rows, 1 is the highest score; NaN for a row left out. */
export const rankOf = ({ ranking, scores }: DetectorResult, row: number): number => rankOfScore(ranking, scores[row]!);
