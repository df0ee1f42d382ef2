/** What went wrong, where, and what to do next. */
import { Button } from '@mantine/core';
import type { Fault } from '../base/fault.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { browseFiles } from './browse-files.ts';
import classes from './welcome.module.css';

export const FaultCard = ({
  title,
  fault,
  children,
}: {
  readonly title: string;
  readonly fault: Fault;
  readonly children?: React.ReactNode;
}) => (
  <div className={classes.fault} role="alert">
    <h2>{title}</h2>
    <p>{fault.message}</p>
    <dl className={classes.place}>
      {fault.file !== undefined && (
        <>
          <dt>File</dt>
          <dd>{fault.file}</dd>
        </>
      )}
      {fault.line !== undefined && (
        <>
          <dt>Line</dt>
          <dd>{fault.line}</dd>
        </>
      )}
      {fault.column !== undefined && (
        <>
          <dt>Column</dt>
          <dd>{fault.column}</dd>
        </>
      )}
      {fault.value !== undefined && (
        <>
          <dt>Value</dt>
          <dd>{fault.value}</dd>
        </>
      )}
    </dl>
    <p>
      <b>What to do:</b> {fault.advice}
    </p>
    <div className={classes.buttons}>{children}</div>
  </div>
);

export const FailedState = () => {
  const dataset = useApp((s) => s.dataset);
  const back = useApp((s) => s.earlier?.dataset.summary.name);
  const { reopen, openSample, goBack } = useActions();
  if (dataset.kind !== 'failed') return null;
  const share = dataset.fault.code === 'too-large' ? Number(dataset.fault.value) : 0;
  const sample = share > 0 && share < 1 ? share : null;
  return (
    <div className={classes.center}>
      <FaultCard title="This file could not be read" fault={dataset.fault}>
        {sample !== null && (
          <Button onClick={() => void reopen({ sampleShare: sample })}>
            Read a seeded sample of {Math.round(sample * 100)}%
          </Button>
        )}
        {back !== undefined && (
          <Button onClick={goBack} maw="100%" title="Its data, settings, runs and marks are still there">
            Back to {back}
          </Button>
        )}
        <Button variant="default" onClick={browseFiles}>
          Browse files
        </Button>
        <Button variant="default" onClick={() => void reopen({})}>
          Try again
        </Button>
        <Button variant="default" onClick={() => void openSample()}>
          Try the sample
        </Button>
      </FaultCard>
    </div>
  );
};
