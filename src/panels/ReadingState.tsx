/** While a file is read. The button "Cancel" stands in the top bar, where the run button was. */
import { Progress } from '@mantine/core';
import { bytesText } from '../charts/numbers.ts';
import { useApp } from '../store/binding.tsx';
import classes from './welcome.module.css';

export const ReadingState = () => {
  const dataset = useApp((s) => s.dataset);
  if (dataset.kind !== 'reading') return null;
  const percent = dataset.total > 0 ? (100 * dataset.done) / dataset.total : 0;
  return (
    <div className={classes.center}>
      <h2>Reading {dataset.name}</h2>
      <p className={classes.dim}>
        {dataset.total > 0 ? `${bytesText(dataset.done)} of ${bytesText(dataset.total)}` : 'Preparing …'}
      </p>
      <Progress value={percent} size="sm" transitionDuration={0} aria-label="Share of the file that was read" />
    </div>
  );
};
