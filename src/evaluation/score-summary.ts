/** The distribution of a scope's scores in a few numbers. */
import { extent, groupsOf, rowsIn, type Scope } from './counting.ts';
import { percentileOf } from './find-threshold.ts';
import type { Ranking } from './ranking.ts';

/** Shares that are listed, in 0…1; numpy's linear quantiles. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999] as const;

export interface ScoreSummary {
  readonly count: number;
  /** Null where there is no row. */
  readonly min: number | null;
  readonly max: number | null;
  /** Quantile by its share written as a number ('0.5'); empty where there is no row. */
  readonly quantiles: Readonly<Record<string, number>>;
}

export const scoreSummary = (ranking: Ranking, scope: Scope): ScoreSummary => {
  const groups = groupsOf(ranking, scope);
  const ends = extent(ranking, groups);
  return {
    count: rowsIn(groups),
    min: ends?.low ?? null,
    max: ends?.high ?? null,
    quantiles:
      ends === null
        ? {}
        : Object.fromEntries(QUANTILE_SHARES.map((share) => [String(share), percentileOf(ranking, groups, share)])),
  };
};
