/** How many rows are marked, and a way to list them. */
import { Button } from '@mantine/core';
import { countText } from '../../charts/numbers.ts';
import { useApp } from '../../store/binding.tsx';
import { useReview, useReviewActions } from '../../store/review/binding.tsx';
import { selectMarkCounts, VERDICTS } from '../../store/review/mark-counts.ts';
import { VERDICT_WORDS } from './list-words.ts';
import local from './review.module.css';
import { VerdictIcon } from './VerdictIcon.tsx';

const PLURAL = {
  'true-alarm': 'true alarms',
  'false-alarm': 'false alarms',
  'look-later': 'to look at later',
} as const;

export const MarkCounts = () => {
  const counts = useApp(selectMarkCounts);
  const list = useReview((r) => r.list);
  const { show } = useReviewActions();
  if (counts.rows === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div className={local.marks} role="group" aria-label="Marks">
      {VERDICTS.filter((verdict) => counts.verdicts[verdict] > 0).map((verdict) => {
        const isListed = list.kind === 'marked' && list.verdict === verdict;
        const count = counts.verdicts[verdict];
        return (
          <Button
            key={verdict}
            size="compact-xs"
            variant="default"
            aria-pressed={isListed}
            leftSection={<VerdictIcon mark={{ verdict, note: '' }} />}
            onClick={() => show(isListed ? { kind: 'flagged' } : { kind: 'marked', verdict })}
          >
            {countText(count)}{' '}
            {count === 1
              ? verdict === 'look-later'
                ? PLURAL[verdict]
                : VERDICT_WORDS[verdict].toLowerCase()
              : PLURAL[verdict]}
          </Button>
        );
      })}
      {counts.notes > 0 && (
        <Button
          size="compact-xs"
          variant="default"
          aria-pressed={list.kind === 'marked' && list.verdict === null}
          onClick={() =>
            show(
              list.kind === 'marked' && list.verdict === null ? { kind: 'flagged' } : { kind: 'marked', verdict: null },
            )
          }
        >
          {countText(counts.notes)} with a note
        </Button>
      )}
    </div>
  );
};
