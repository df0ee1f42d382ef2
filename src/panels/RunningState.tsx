/** A run on its way: stages, epochs with their losses, what is left. "Cancel" stands in the top bar. */
import { Progress } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { scoreText, timeLeftText } from '../charts/numbers.ts';
import type { RunStage } from '../run/run-result.ts';
import { runStages } from '../store/selectors.ts';
import type { Run } from '../store/state.ts';
import { LossCard } from './LossCard.tsx';
import classes from './panel.module.css';
import local from './running.module.css';

const STAGE_WORDS: Readonly<Record<RunStage, string>> = {
  prepare: 'Prepare rows and features',
  forestFit: 'Grow the isolation forest',
  forestScore: 'Score with the isolation forest',
  autoencoderFit: 'Train the autoencoder',
  autoencoderScore: 'Score with the autoencoder',
  rank: 'Rank the flows',
};

export const RunningState = ({ run }: { readonly run: Run }) => {
  const { progress, epochs, notices } = run;
  const last = epochs.at(-1);
  return (
    <div className={local.grid}>
      <section className={classes.card} aria-label="Progress">
        <div className={classes.cardHead}>
          <h2>Run {run.id}</h2>
          <span className={classes.dim}>
            {progress?.secondsLeft == null ? 'estimating the time left' : timeLeftText(progress.secondsLeft)}
          </span>
        </div>
        <div className={classes.cardBody}>
          <Progress
            value={(progress?.share ?? 0) * 100}
            size="sm"
            transitionDuration={0}
            aria-label="Share of the run that is done"
          />
          <ol className={local.stages}>
            {runStages(run).map(({ stage, state }) => (
              <li key={stage} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
                {state === 'done' ? <IconCheck size={14} aria-label="done" /> : <i aria-hidden="true" />}
                {STAGE_WORDS[stage]}
                {stage === 'autoencoderFit' && last && (
                  <span className={classes.dim}>
                    epoch {last.epoch} of {run.recipe.autoencoder.epochs}
                  </span>
                )}
              </li>
            ))}
          </ol>
          {last && (
            <dl className={local.loss}>
              <dt>Loss</dt>
              <dd>{scoreText(last.loss)}</dd>
              {last.validationLoss !== null && (
                <>
                  <dt>Validation loss</dt>
                  <dd>{scoreText(last.validationLoss)}</dd>
                </>
              )}
            </dl>
          )}
          {notices.map((notice) => (
            <p key={notice} className={classes.hint}>
              {notice}
            </p>
          ))}
        </div>
      </section>
      <section className={classes.card} aria-label="Losses">
        <LossCard epochs={epochs} bestEpoch={null} />
      </section>
    </div>
  );
};
