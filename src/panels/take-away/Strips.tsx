/** Lines over the rooms: a saved model that is open, a result that came with a link, and what is said once. */
import { Button } from '@mantine/core';
import { countText } from '../../charts/numbers.ts';
import { useApp } from '../../store/binding.tsx';
import { selectBusy, selectTable } from '../../store/selectors.ts';
import { useTakeAway, useTakeAwayActions } from '../../store/take-away/binding.tsx';
import { useFocusKept } from '../use-focus-kept.ts';
import classes from './take-away.module.css';

export const Strips = () => (
  <>
    <NoticeStrip />
    <ModelFault />
    <ModelStrip />
    <SharedStrip />
  </>
);

const NoticeStrip = () => {
  const notice = useTakeAway((s) => s.notice);
  const { dismissNotice } = useTakeAwayActions();
  if (notice === null) return null;
  return (
    <div className={classes.strip} role="alert">
      <span>{notice}</span>
      <Button size="compact-xs" variant="default" onClick={dismissNotice}>
        Understood
      </Button>
    </div>
  );
};

const ModelFault = () => {
  const fault = useTakeAway((s) => s.modelFault);
  const { closeModel } = useTakeAwayActions();
  if (!fault) return null;
  return (
    <div className={classes.strip} role="alert" data-tone="wrong">
      <span>
        <b>The model could not be opened.</b> {fault.message} {fault.advice}
      </span>
      <Button size="compact-xs" variant="default" onClick={closeModel}>
        Understood
      </Button>
    </div>
  );
};

const ModelStrip = () => {
  const model = useTakeAway((s) => s.model);
  const isOpen = useApp(selectTable) !== null;
  const busy = useApp(selectBusy) !== null;
  const { closeModel, scoreWithModel } = useTakeAwayActions();
  useFocusKept(model === null);
  if (!model) return null;
  return (
    <section className={classes.strip} aria-label="Saved model">
      <span>
        The model <b>{model.name}</b> is open, made from a capture of {countText(model.file.columns.length)} columns by{' '}
        {model.file.app.name} {model.file.app.version}.{' '}
        {isOpen
          ? 'It scores what you open; nothing is trained.'
          : 'Open a capture with the same columns: this model scores it, and nothing is trained.'}
      </span>
      {isOpen && (
        <Button size="compact-xs" variant="default" disabled={busy} onClick={() => void scoreWithModel()}>
          Score this capture
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={closeModel}>
        Close the model
      </Button>
    </section>
  );
};

const SharedStrip = () => {
  const shared = useTakeAway((s) => s.shared);
  const table = useApp(selectTable);
  const { closeShared } = useTakeAwayActions();
  if (!shared || !table) return null;
  const same = table.fingerprint === shared.summary.fingerprint;
  return (
    <section className={classes.strip} aria-label="Result from the link">
      <span>
        {same
          ? 'This is the same data as in the shared result: the fingerprints match. Run the detectors to compare.'
          : `This is not the data of the shared result: the fingerprints differ (${countText(table.rows)} rows here, ${countText(shared.summary.rows)} there).`}
      </span>
      <Button size="compact-xs" variant="default" onClick={closeShared}>
        Close that result
      </Button>
    </section>
  );
};
