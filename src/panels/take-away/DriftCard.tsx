/** A run that a saved model scored: how far this capture is from what the model was trained on. */

import { fromShare } from '../../charts/axis.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { countText, figureText, scoreText, shareText } from '../../charts/numbers.ts';
import { ScoreHistogram } from '../../charts/ScoreHistogram.tsx';
import { useApp } from '../../store/binding.tsx';
import { selectActiveRun, selectResult } from '../../store/selectors.ts';
import { useTakeAway } from '../../store/take-away/binding.tsx';
import type { ScoredBy } from '../../store/take-away/create-take-away.ts';
import { driftView, scoreDrift } from '../../store/take-away/drift.ts';
import panel from '../panel.module.css';
import classes from './take-away.module.css';

export const DriftCard = () => {
  const id = useApp((s) => selectActiveRun(s)?.id);
  const scored = useTakeAway((s) => (id === undefined ? undefined : s.scored[id]));
  const table = useApp((s) => (s.dataset.kind === 'open' ? s.dataset.summary.fingerprint : null));
  if (!scored) return null;
  const { summary } = driftView(scored);
  const { references, hidden = [] } = scored.model.file;
  const same = scored.model.file.fingerprint === table;
  return (
    <section className={panel.card} aria-label="Drift">
      <div className={panel.cardHead}>
        <h3>Scored by a saved model; nothing was trained</h3>
        <span className={panel.dim}>{scored.model.name}</span>
      </div>
      <p className={classes.verdict} data-verdict={same ? 'stable' : summary.verdict}>
        {same
          ? 'This is the capture that the model was trained on.'
          : summary.columns > 0
            ? summary.words
            : 'The model file says nothing about the columns it was trained on.'}
        {summary.columns > 0 &&
          scored.model.file.recipe.split.trainOn === 'normal' &&
          ' Columns are compared with the rows that the model learned from, normal ones alone where labels told them: attacks move columns too.'}
        {hidden.length > 0 &&
          ` It was saved with addresses and host names hidden: every value of ${hidden.join(', ')} counts as unseen, so scores differ from those of the original model.`}
        {!references &&
          ' It keeps no percentiles of its training rows, so reasons are compared with the rows of this capture.'}
      </p>
      <div className={classes.drift}>
        <Columns scored={scored} />
        <Scores scored={scored} />
      </div>
    </section>
  );
};

const VERDICT = { stable: 'stable', shifted: 'shifted', changed: 'changed' } as const;

const Columns = ({ scored }: { readonly scored: ScoredBy }) => {
  const { columns } = driftView(scored);
  if (columns.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={classes.limited} tabIndex={0} aria-label="Columns by drift, scrolled">
      <table className={panel.table}>
        <caption className="sf-unseen">Drift by column</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th
              scope="col"
              className={panel.number}
              title="Population stability index: below 0.1 is stable, 0.25 or more is changed"
            >
              PSI
            </th>
            <th scope="col" className={panel.number}>
              Unseen values
            </th>
            <th scope="col" className={panel.number}>
              Missing
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((one) => (
            <tr key={one.column}>
              <th scope="row" className={classes.wrapped}>
                {one.column}
              </th>
              <td className={panel.number}>{figureText(one.index)}</td>
              <td className={panel.number}>{one.unseen === null ? '' : shareText(one.unseen)}</td>
              <td className={panel.number}>{shareText(one.missing)}</td>
              <td>
                {one.verdict === 'stable' ? (
                  VERDICT.stable
                ) : (
                  <span className={panel.badge}>{VERDICT[one.verdict]}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Scores = ({ scored }: { readonly scored: ScoredBy }) => {
  const ranking = useApp(selectResult)?.ranking;
  const id = useApp((s) => s.view.ranking);
  const drift = ranking ? scoreDrift(scored, id, ranking) : null;
  if (!drift) return null;
  const { axis, bins, before, now, above } = drift;
  const series = [
    {
      key: 'before',
      // Whatever was learned of it: the scores that a threshold was seen beside.
      label: 'Training part, then',
      color: 'var(--sf-normal)',
      fill: 'var(--sf-normal-fill)',
      counts: before.counts,
      total: before.rows,
    },
    {
      key: 'now',
      label: 'This capture',
      color: 'var(--sf-series-3)',
      fill: 'var(--sf-series-3)',
      counts: now.counts,
      total: now.rows,
    },
  ];
  return (
    <ChartFrame
      title="Scores then and now"
      legend={series.map(({ label, fill }) => ({ label, color: fill }))}
      table={() => ({
        caption: 'Share of rows by score',
        columns: ['Score from', 'to', ...series.map((one) => one.label)],
        rows: Array.from({ length: bins }, (_, bin) => [
          scoreText(fromShare(axis, bin / bins)),
          scoreText(fromShare(axis, (bin + 1) / bins)),
          ...series.map((one) => shareText(one.counts[bin]! / Math.max(1, one.total))),
        ]),
      })}
      footer={
        <p className={panel.hint}>
          {above === 0
            ? 'No row of this capture scores above every row of the training part.'
            : `${countText(above)} ${above === 1 ? 'row' : 'rows'} of this capture score${above === 1 ? 's' : ''} above every row of the training part.`}
        </p>
      }
    >
      <ScoreHistogram axis={axis} bins={bins} series={series} unit="share" scale="linear" height={200} />
    </ChartFrame>
  );
};
