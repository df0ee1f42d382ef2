/** What narrows the list, each with a way to take it off again. */
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useApp } from '../../store/binding.tsx';
import { useReview, useReviewActions } from '../../store/review/binding.tsx';
import { selectTimeColumn } from '../../store/review/listed-rows.ts';
import { clockText, listWords } from './list-words.ts';
import local from './review.module.css';

const DAY = 86_400_000;

export const ListChips = () => {
  const list = useReview((r) => r.list);
  const filters = useReview((r) => r.filters);
  const brush = useReview((r) => r.brush);
  const sort = useReview((r) => r.sort);
  const time = useApp(selectTimeColumn);
  const { show, filter, brush: setBrush, sortBy, clearNarrowing } = useReviewActions();
  const listed = listWords(list);
  const typed = Object.entries(filters);
  const count = typed.length + Number(listed !== null) + Number(brush !== null) + Number(sort !== null);
  if (count === 0) return null;
  const withDate = brush !== null && brush.to > 2 * DAY;
  return (
    <section className={local.chips} aria-label="What is listed">
      {listed !== null && (
        <Chip text={listed} off="Back to the flagged flows" onOff={() => show({ kind: 'flagged' })} />
      )}
      {brush && (
        <Chip
          text={`${time ?? 'Time'} ${clockText(brush.from, withDate)} to ${clockText(brush.to, withDate)}`}
          off="Take the time filter off"
          onOff={() => setBrush(null)}
        />
      )}
      {typed.map(([column, text]) => (
        <Chip
          key={column}
          text={`${column}: ${text}`}
          off={`Take the filter of ${column} off`}
          onOff={() => filter(column, null)}
        />
      ))}
      {sort && (
        <Chip
          text={`Sorted by ${sort.kind === 'column' ? sort.column : 'another score'}, ${sort.descending ? 'highest' : 'lowest'} first`}
          off="Sort by score again"
          onOff={() => sortBy(null)}
        />
      )}
      {count > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={clearNarrowing}>
          Clear all
        </Button>
      )}
    </section>
  );
};

const Chip = ({ text, off, onOff }: { readonly text: string; readonly off: string; readonly onOff: () => void }) => (
  <span className={local.chip}>
    <span>{text}</span>
    <button type="button" aria-label={off} title={off} onClick={onOff}>
      <IconX size={12} aria-hidden />
    </button>
  </span>
);
