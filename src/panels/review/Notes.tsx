/** Short explanations, one at a time so that they take one line from the figures; put away one by one, or all at once. */
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useReview, useReviewActions } from '../../store/review/binding.tsx';
import type { Explanation } from './explanations.ts';
import local from './review.module.css';

interface Props {
  readonly title: string;
  readonly notes: readonly Explanation[];
}

export const Notes = ({ title, notes }: Props) => {
  const dismissed = useReview((r) => r.dismissed);
  const { dismiss } = useReviewActions();
  const [place, setPlace] = useState(0);
  const left = notes.filter(({ name }) => !dismissed.includes(name));
  const at = Math.min(place, left.length - 1);
  const note = left[at];
  if (!note) return null;
  return (
    <section className={local.note} aria-label={title}>
      <p aria-live="polite">
        <b>{note.title}</b> {note.text}
      </p>
      <div className={local.noteTools}>
        {left.length > 1 && (
          <>
            <ActionIcon
              size="sm"
              aria-label="Previous explanation"
              onClick={() => setPlace((at + left.length - 1) % left.length)}
            >
              <IconChevronLeft size={14} aria-hidden />
            </ActionIcon>
            <span>
              {at + 1} of {left.length}
            </span>
            <ActionIcon size="sm" aria-label="Next explanation" onClick={() => setPlace((at + 1) % left.length)}>
              <IconChevronRight size={14} aria-hidden />
            </ActionIcon>
            <Button size="compact-xs" variant="subtle" onClick={() => dismiss(...left.map(({ name }) => name))}>
              Dismiss all
            </Button>
          </>
        )}
        <ActionIcon size="sm" aria-label={`Dismiss: ${note.title}`} onClick={() => dismiss(note.name)}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </div>
    </section>
  );
};
