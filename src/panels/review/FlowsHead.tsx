/** The heads of the table: a click sorts, a row of fields filters. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ColumnProfile } from '../../dataset/summary.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import { useReview, useReviewActions } from '../../store/review/binding.tsx';
import { isNoFilter, typedOver } from '../../store/review/column-filter.ts';
import type { RowSort } from '../../store/review/review-state.ts';
import results from '../results.module.css';
import { cellWidth, type FlowLayout, WIDTHS } from './flow-columns.ts';
import local from './review.module.css';

const SHORT: Readonly<Record<RankingId, string>> = {
  isolationForest: 'Forest',
  autoencoder: 'Autoencoder',
  combined: 'Combined',
};

const sameKey = (a: RowSort, b: RowSort): boolean =>
  a.kind === 'column' ? b.kind === 'column' && a.column === b.column : b.kind === 'rank' && a.ranking === b.ranking;

export const FlowsHead = ({ layout, isFiltering }: { readonly layout: FlowLayout; readonly isFiltering: boolean }) => {
  const { ranking, others, isLabelled, file } = layout;
  return (
    <>
      <colgroup>
        <col style={{ width: WIDTHS.place }} />
        <col style={{ width: WIDTHS.mark }} />
        <col style={{ width: WIDTHS.score }} />
        <col style={{ width: WIDTHS.rank }} />
        {isLabelled && <col style={{ width: WIDTHS.label }} />}
        <col style={{ width: WIDTHS.reasons }} />
        {others.flatMap((id) => [
          <col key={`${id} score`} style={{ width: WIDTHS.other }} />,
          <col key={`${id} rank`} style={{ width: WIDTHS.other }} />,
        ])}
        {file.map(({ profile }) => (
          <col key={profile.name} style={{ width: cellWidth(profile.kind) }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className={results.right} title="Place in this list">
            <span aria-hidden="true">#</span>
            <span className="sf-unseen">Place</span>
          </th>
          <th scope="col">
            <span className="sf-unseen">Mark</span>
          </th>
          <Head text="Score" sort={{ kind: 'rank', ranking, descending: true }} isNumber isFirst />
          <th scope="col" className={results.right} title="Among all scored rows, 1 is the highest">
            Rank
          </th>
          {isLabelled && <th scope="col">True label</th>}
          <th scope="col">Why it stands out</th>
          {others.map((id) => [
            <Head
              key={`${id} score`}
              text={`${SHORT[id]} score`}
              sort={{ kind: 'rank', ranking: id, descending: true }}
              isNumber
            />,
            <th key={`${id} rank`} scope="col" className={results.right}>
              {SHORT[id]} rank
            </th>,
          ])}
          {file.map(({ profile }) => (
            <Head
              key={profile.name}
              text={profile.name}
              sort={{ kind: 'column', column: profile.name, descending: profile.kind !== 'text' }}
              isNumber={profile.kind === 'number'}
            />
          ))}
        </tr>
        {isFiltering && (
          <tr className={local.filterRow}>
            <td colSpan={5 + Number(isLabelled) + 2 * others.length} />
            {file.map(({ profile }) => (
              <th key={profile.name}>
                <Filter profile={profile} />
              </th>
            ))}
          </tr>
        )}
      </thead>
    </>
  );
};

const Head = ({
  text,
  sort,
  isNumber,
  isFirst = false,
}: {
  readonly text: string;
  readonly sort: RowSort;
  readonly isNumber: boolean;
  /** The order that the list has by itself. */
  readonly isFirst?: boolean;
}) => {
  const chosen = useReview((r) => r.sort);
  // The nearest rows are listed by how near they are.
  const isOwn = useReview((r) => isFirst && r.list.kind !== 'similar');
  const { sortBy } = useReviewActions();
  const mine = chosen ? (sameKey(chosen, sort) ? chosen : null) : isOwn ? sort : null;
  const next = (): RowSort | null => {
    if (!mine) return isOwn ? null : sort;
    if (mine.descending === sort.descending) return { ...sort, descending: !sort.descending };
    return null;
  };
  const Icon = mine?.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={isNumber ? results.right : undefined}
      title={text}
      aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className={local.sort} data-on={mine ? true : undefined} onClick={() => sortBy(next())}>
        <span>{text}</span>
        {mine && <Icon size={11} aria-hidden />}
      </button>
    </th>
  );
};

const Filter = ({ profile }: { readonly profile: ColumnProfile }) => {
  const { name: column } = profile;
  const isNumber = profile.kind === 'number';
  const typed = useReview((r) => typedOver(r.filters, column));
  const { filter } = useReviewActions();
  const isWrong = isNoFilter(profile, typed);
  const ways = isNumber ? '443, >1000, <=5, 10..20' : 'Part of the text, or =all of it';
  return (
    <input
      type="text"
      aria-label={`Filter ${column}`}
      aria-invalid={isWrong || undefined}
      title={isWrong ? `Not understood, and filters nothing. Try ${ways}` : ways}
      placeholder={isNumber ? '>0, 1..9' : 'contains'}
      value={typed}
      onChange={(event) => filter(column, event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') {
          event.stopPropagation();
          filter(column, null);
        }
      }}
    />
  );
};
