/** What was left last time, offered again. */
import { Button } from '@mantine/core';
import { countText } from '../../charts/numbers.ts';
import { useTakeAway, useTakeAwayActions } from '../../store/take-away/binding.tsx';
import classes from './take-away.module.css';

export const ComeBack = () => {
  const last = useTakeAway((s) => s.last);
  const { reopenLast } = useTakeAwayActions();
  if (!last?.dataset) return null;
  const { name, rows, origin } = last.dataset;
  const canOpen = origin === 'sample' || last.handles.length > 0 || 'showOpenFilePicker' in globalThis;
  return (
    <section className={classes.comeBack} aria-label="Last session">
      <p>
        Last time you worked on <b>{origin === 'sample' ? 'the sample' : name}</b> ({countText(rows)} rows). Your
        settings are restored; thresholds, marks and notes return with the data.
        {!canOpen && ` Open ${name} to continue.`}
        {canOpen &&
          origin === 'files' &&
          last.handles.length === 0 &&
          ` Your browser will ask you to select ${name} again.`}
      </p>
      {canOpen && (
        <Button variant="default" onClick={() => void reopenLast()}>
          Open it again
        </Button>
      )}
    </section>
  );
};
