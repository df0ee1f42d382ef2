/**
 * One of a few, all of them in sight: radio buttons in a row. The browser does what there is to do; Mantine's own measures
 * itself when it comes, which lays out the whole page once for each.
 */
import { useId } from 'react';
import classes from './segments.module.css';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, words: string])[];
  readonly onChoose: (value: T) => void;
  readonly disabled?: boolean;
  /** As wide as there is room. */
  readonly fills?: boolean;
  readonly className?: string;
}

export const Segments = <T extends string>({
  label,
  value,
  choices,
  onChoose,
  disabled = false,
  fills = false,
  className = '',
}: Props<T>) => {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={`${classes.segments} ${className}`}
      data-fills={fills || undefined}
    >
      {choices.map(([choice, words]) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            checked={choice === value}
            disabled={disabled}
            onChange={() => onChoose(choice)}
          />
          <span>{words}</span>
        </label>
      ))}
    </div>
  );
};
