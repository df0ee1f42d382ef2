/** One run: on its way, ended badly, or its results. */
import { Button } from '@mantine/core';
import { useDeferredValue } from 'react';
import { Held, useActions, useApp } from '../store/binding.tsx';
import { selectActiveRun } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { FaultCard } from './FailedState.tsx';
import { ResultsView } from './ResultsView.tsx';
import { RunningState } from './RunningState.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import welcome from './welcome.module.css';

export const ResultsRoom = () => {
  // Many cards come at once when a run is done: drawn in slices, so that the page answers meanwhile.
  const phase = useDeferredValue(useApp((s) => selectActiveRun(s)?.phase));
  const fault = useApp((s) => selectActiveRun(s)?.fault);
  const { run: start } = useActions();
  useFocusKept(phase);
  switch (phase) {
    case undefined:
      return null;
    case 'running':
      return <RunningRun />;
    case 'done':
      return (
        <>
          <h2 className="sf-unseen">Results</h2>
          <Held isOwn={isDone}>
            <ResultsView />
          </Held>
        </>
      );
    case 'failed':
      return (
        <div className={welcome.center}>
          {fault && (
            <FaultCard title="The run failed" fault={fault}>
              {fault.code === 'class-would-vanish' && <FillAndRun />}
              <Button variant="default" onClick={() => void start()}>
                Run again
              </Button>
              <BackToRun />
            </FaultCard>
          )}
        </div>
      );
    case 'cancelled':
      return (
        <div className={welcome.center}>
          <h2>The run was cancelled</h2>
          <p className={welcome.dim}>The data is still open and no setting has changed.</p>
          <div className={welcome.buttons}>
            <Button variant="default" onClick={() => void start()}>
              Run again
            </Button>
            <BackToRun />
          </div>
        </div>
      );
  }
};

/** While a new run begins, the results before it stand as they are until it has their place. */
const isDone = (s: AppState): boolean => selectActiveRun(s)?.phase === 'done';

/** What the fault's advice names first. */
const FillAndRun = () => {
  const { applyRemedy, run } = useActions();
  return (
    <Button
      onClick={() => {
        applyRemedy({ label: 'Fill missing cells', change: 'fill-missing' });
        void run();
      }}
    >
      Fill missing cells and run
    </Button>
  );
};

/** What was found before is still there. */
const BackToRun = () => {
  const last = useApp((s) => s.runs.findLast((run) => run.phase === 'done')?.id);
  const { showRun } = useActions();
  return last === undefined ? null : (
    <Button variant="default" onClick={() => showRun(last)}>
      Back to run {last}
    </Button>
  );
};

const RunningRun = () => {
  const run = useApp(selectActiveRun);
  return run && <RunningState run={run} />;
};
