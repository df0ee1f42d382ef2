/** Short explanations that are put away one by one, or all at once. */
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
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
  const left = notes.filter(({ name }) => !dismissed.includes(name));
  if (left.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className={local.notesHead}>
        <h3>{title}</h3>
        <Button size="compact-xs" variant="subtle" onClick={() => dismiss(...left.map(({ name }) => name))}>
          Put all away
        </Button>
      </div>
      <ul className={local.notes}>
        {left.map(({ name, title: heading, text }) => (
          <li key={name}>
            <b>{heading}</b>
            {text}
            <ActionIcon
              size="sm"
              className={local.away}
              aria-label={`Put away: ${heading}`}
              onClick={() => dismiss(name)}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
};
