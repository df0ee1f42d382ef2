/** Which column's values become lanes of the timeline. */
import type { ColumnMeaning } from '../../dataset/roles.ts';
import { memoise } from '../memoise.ts';
import type { ColumnWithRole } from '../selectors.ts';

const LIKELIEST: readonly ColumnMeaning[] = [
  'source-address',
  'destination-address',
  'destination-port',
  'service',
  'protocol',
  'state',
];

/** Columns that can be lanes, the likeliest first: what a host, a port or a kind of traffic is, then any column of few values. */
export const laneColumns = memoise((columns: readonly ColumnWithRole[]): readonly string[] => {
  const fit = columns.filter(({ profile }) => profile.kind !== 'time' && profile.distinct > 1);
  const place = ({ profile }: ColumnWithRole): number => {
    const { meaning } = profile.proposal;
    const at = meaning === undefined ? -1 : LIKELIEST.indexOf(meaning);
    if (at >= 0) return at;
    // A port that a client took by chance is nobody's lane.
    if (meaning === 'source-port') return LIKELIEST.length + 2;
    return LIKELIEST.length + (profile.kind === 'text' ? 0 : 1);
  };
  return fit.toSorted((a, b) => place(a) - place(b)).map(({ profile }) => profile.name);
});

/** The chosen one where the table has it, else the likeliest; null where none fits. */
export const laneColumn = (columns: readonly ColumnWithRole[], chosen: string | null): string | null => {
  const fit = laneColumns(columns);
  return chosen !== null && fit.includes(chosen) ? chosen : (fit[0] ?? null);
};

/** Over all bins; −∞ where no bin has a row. */
export const highestScore = ({ highest }: { readonly highest: Float32Array }): number => {
  let most = Number.NEGATIVE_INFINITY;
  // NaN, an empty bin, is never greater.
  for (const score of highest) if (score > most) most = score;
  return most;
};
