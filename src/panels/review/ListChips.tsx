/** What the table lists instead of the flagged flows, and in which order, each with a way to take it off again. */
import { useReview, useReviewActions } from '../../store/review/binding.tsx';
import { Chip } from './Chip.tsx';
import { listWords } from './list-words.ts';
import local from './review.module.css';

export const ListChips = () => {
  const list = useReview((r) => r.list);
  const sort = useReview((r) => r.sort);
  const { show, sortBy } = useReviewActions();
  const listed = listWords(list);
  if (listed === null && sort === null) return null;
  return (
    <section className={local.chips} aria-label="What is listed">
      {listed !== null && (
        <Chip text={listed} off="Back to the flagged flows" onOff={() => show({ kind: 'flagged' })} />
      )}
      {sort && (
        <Chip
          text={`Sorted by ${sort.kind === 'column' ? sort.column : 'another score'}, ${sort.descending ? 'highest' : 'lowest'} first`}
          off="Sort by score again"
          onOff={() => sortBy(null)}
        />
      )}
    </section>
  );
};
