/** One thing that narrows, in words, with a way to take it off. */
import { IconX } from '@tabler/icons-react';
import local from './review.module.css';

export const Chip = ({
  text,
  off,
  onOff,
}: {
  readonly text: string;
  readonly off: string;
  readonly onOff: () => void;
}) => (
  <span className={local.chip}>
    <span title={text}>{text}</span>
    <button type="button" aria-label={off} title={off} onClick={onOff}>
      <IconX size={12} aria-hidden />
    </button>
  </span>
);
