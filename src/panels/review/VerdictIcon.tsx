import { IconAlertTriangleFilled, IconCircleCheckFilled, IconClockHour4Filled, IconNote } from '@tabler/icons-react';
import type { Mark } from '../../store/state.ts';
import { VERDICT_WORDS } from './list-words.ts';
import local from './review.module.css';

const ICONS = {
  'true-alarm': IconAlertTriangleFilled,
  'false-alarm': IconCircleCheckFilled,
  'look-later': IconClockHour4Filled,
} as const;

/** A mark at a glance: shape first, colour second. */
export const VerdictIcon = ({ mark }: { readonly mark: Mark | null }) => {
  if (!mark) return null;
  const Icon = mark.verdict ? ICONS[mark.verdict] : IconNote;
  const words = mark.verdict ? VERDICT_WORDS[mark.verdict] : 'Note';
  return (
    <span
      className={local.verdict}
      data-verdict={mark.verdict ?? undefined}
      title={mark.note ? `${words}: ${mark.note}` : words}
    >
      <Icon size={14} aria-hidden />
      <span className="sf-unseen">{words}</span>
    </span>
  );
};
