/** Which columns the table of flows has, and how wide they are. */
import type { ColumnProfile } from '../../dataset/summary.ts';
import { RANKING_IDS, type RankingId } from '../../evaluation/ranking.ts';
import type { ColumnWithRole } from '../../store/selectors.ts';
import type { RunOutput } from '../../workers/protocol.ts';

/** Columns of the file shown at first; the rest are chosen, or seen in the drawer of a row. */
const FIRST_COLUMNS = 24;
/** Id of the list on the page. */
export const FLOWS_LIST = 'flows-list';

export const WIDTHS = {
  place: 52,
  mark: 34,
  score: 80,
  rank: 68,
  label: 116,
  other: 146,
  reasons: 600,
  cell: 124,
  time: 172,
} as const;

/** A time is read whole or not at all. */
export const cellWidth = (kind: ColumnProfile['kind']): number => (kind === 'time' ? WIDTHS.time : WIDTHS.cell);

export interface FlowLayout {
  readonly ranking: RankingId;
  /** The other rankings of the run, whose scores and ranks stand beside. */
  readonly others: readonly RankingId[];
  readonly isLabelled: boolean;
  readonly file: readonly (ColumnWithRole & { readonly index: number })[];
  readonly width: number;
}

export const flowColumns = (
  columns: readonly ColumnWithRole[],
  chosen: readonly string[] | null,
  { prepared, result }: RunOutput,
  ranking: RankingId,
): FlowLayout => {
  const placed = columns.map((column, index) => ({ ...column, index }));
  const file = chosen
    ? placed.filter(({ profile }) => chosen.includes(profile.name))
    : placed.filter(({ role }) => role !== 'label' && role !== 'ignored').slice(0, FIRST_COLUMNS);
  const others = RANKING_IDS.filter((id) => id !== ranking && id !== 'combined' && result.results[id] !== undefined);
  const isLabelled = prepared.classes.length > 0;
  const width =
    WIDTHS.place +
    WIDTHS.mark +
    WIDTHS.score +
    WIDTHS.rank +
    (isLabelled ? WIDTHS.label : 0) +
    WIDTHS.reasons +
    others.length * 2 * WIDTHS.other +
    file.reduce((sum, { profile }) => sum + cellWidth(profile.kind), 0);
  return { ranking, others, isLabelled, file, width };
};
