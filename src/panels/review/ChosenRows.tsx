/** The rows that every figure on the page is of, where some were chosen: what chose them, each taken off by itself. */
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { countText } from '../../charts/numbers.ts';
import { useApp } from '../../store/binding.tsx';
import { useBoth, useReview, useReviewActions } from '../../store/review/binding.tsx';
import { isNarrowed, selectFilters, selectTimeColumn } from '../../store/review/choice.ts';
import { selectNarrowed, selectTable } from '../../store/selectors.ts';
import { Chip } from './Chip.tsx';
import { clockText } from './list-words.ts';
import local from './review.module.css';

const DAY = 86_400_000;

export const ChosenRows = () => {
  const isChosen = useBoth(isNarrowed);
  return isChosen && <Bar />;
};

const Bar = () => {
  const filters = useBoth(selectFilters);
  const brush = useReview((r) => r.brush);
  const sought = useReview((r) => r.sought);
  const attackClass = useReview((r) => r.attackClass);
  const time = useApp(selectTimeColumn);
  const { filter, brush: setBrush, seek, showClass, clearNarrowing } = useReviewActions();
  const bar = useRef<HTMLElement>(null);
  const count = filters.length + Number(brush !== null) + Number(sought.trim() !== '') + Number(attackClass !== null);
  // A chip that is taken off takes the focus with it: it goes on to the next one.
  const before = useRef(count);
  useEffect(() => {
    const wasHere = document.activeElement === document.body;
    if (count < before.current && wasHere) bar.current?.querySelector('button')?.focus({ preventScroll: true });
    before.current = count;
  }, [count]);
  const withDate = brush !== null && brush.to > 2 * DAY;
  return (
    <section ref={bar} className={local.chosen} aria-label="Chosen rows">
      <b>Chosen rows</b>
      {brush && (
        <Chip
          text={`${time ?? 'Time'} ${clockText(brush.from, withDate)} to ${clockText(brush.to, withDate)}`}
          off="Take the time filter off"
          onOff={() => setBrush(null)}
        />
      )}
      {attackClass !== null && (
        <Chip text={`Class ${attackClass}`} off="Take the class filter off" onOff={() => showClass(null)} />
      )}
      {sought.trim() !== '' && (
        <Chip text={`Any cell: ${sought.trim()}`} off="Take the search off" onOff={() => seek('')} />
      )}
      {filters.map(({ column, typed }) => (
        <Chip
          key={column}
          text={`${column}: ${typed}`}
          off={`Take the filter of ${column} off`}
          onOff={() => filter(column, null)}
        />
      ))}
      <Button size="compact-xs" variant="subtle" onClick={clearNarrowing}>
        Clear all
      </Button>
      <HowMany />
    </section>
  );
};

const HowMany = () => {
  const rows = useApp((s) => selectNarrowed(s)?.rows);
  const all = useApp((s) => selectTable(s)?.rows ?? 0);
  const isOnItsWay = useReview((r) => r.isNarrowing);
  const fault = useReview((r) => r.narrowFault);
  return (
    <span className={local.howMany} role={fault ? 'alert' : undefined} aria-live="polite">
      {fault
        ? `${fault.message} ${fault.advice} The figures count all rows.`
        : isOnItsWay || rows === undefined
          ? 'Counting …'
          : `${countText(rows)} of ${countText(all)} rows. The figures of this run count only these; thresholds stay where they are.`}
    </span>
  );
};
