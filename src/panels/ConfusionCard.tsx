/** The confusion matrix at the threshold, as counts or as shares. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { countText, shareText } from '../charts/numbers.ts';
import { useApp } from '../store/binding.tsx';
import { selectJudgement } from '../store/judgement.ts';
import { useReview, useReviewActions } from '../store/review/binding.tsx';
import { selectNarrowed } from '../store/selectors.ts';
import classes from './panel.module.css';
import local from './results.module.css';

type Unit = 'counts' | 'row' | 'column';

export const ConfusionCard = () => {
  const labelled = useApp((s) => selectJudgement(s)?.confusion.labelled);
  const isPart = useApp((s) => selectNarrowed(s) !== null);
  const [unit, setUnit] = useState<Unit>('counts');
  if (labelled === undefined) return null;
  return (
    <section className={classes.card} aria-label="Confusion">
      <div className={classes.cardHead}>
        <h3>Confusion matrix</h3>
        {labelled && (
          <SegmentedControl
            className={classes.push}
            aria-label="Cells as"
            value={unit}
            onChange={(value) => setUnit(value as Unit)}
            data={[
              { value: 'counts', label: 'Counts' },
              { value: 'row', label: '% of row' },
              { value: 'column', label: '% of column' },
            ]}
          />
        )}
      </div>
      {labelled ? (
        <Matrix unit={unit} />
      ) : (
        <p className={local.empty}>
          {isPart
            ? 'None of the chosen rows is among the judged ones with a label.'
            : 'No labels, so nothing to judge by. Choose a label column under Data where there is one.'}
        </p>
      )}
    </section>
  );
};

/** What moves with the threshold. */
const Matrix = ({ unit }: { readonly unit: Unit }) => {
  const confusion = useApp(selectJudgement)?.confusion;
  const list = useReview((r) => r.list);
  const { show } = useReviewActions();
  if (!confusion) return null;
  const { matrix, unknown } = confusion;
  const [[tn, fp], [fn, tp]] = matrix;
  const cell = (count: number, row: number, column: number, name: string, tone: 'right' | 'wrong') => {
    const truth = name === 'left alone' || name === 'false alarms' ? 'normal' : 'anomaly';
    const flagged = name === 'false alarms' || name === 'caught';
    const isListed = list.kind === 'cell' && list.truth === truth && list.flagged === flagged;
    return (
      <td data-tone={tone} data-listed={isListed || undefined}>
        <button
          type="button"
          className={local.cellButton}
          title="List these flows below"
          aria-pressed={isListed}
          onClick={() => show(isListed ? { kind: 'flagged' } : { kind: 'cell', truth, flagged })}
        >
          {unit === 'counts' ? countText(count) : shareText(count / (unit === 'row' ? row : column))}
          <small>{name}</small>
        </button>
      </td>
    );
  };
  return (
    <div className={classes.cardBody}>
      <table className={local.matrix}>
        <caption className="sf-unseen">Confusion matrix</caption>
        <thead>
          <tr>
            <td style={{ background: 'none', border: 0, padding: 0 }} />
            <th scope="col">Not flagged</th>
            <th scope="col">Flagged</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <i className={classes.swatch} data-truth="normal" />
              Normal
            </th>
            {cell(tn, tn + fp, tn + fn, 'left alone', 'right')}
            {cell(fp, tn + fp, fp + tp, 'false alarms', 'wrong')}
          </tr>
          <tr>
            <th scope="row">
              <i className={classes.swatch} data-truth="anomaly" />
              Anomaly
            </th>
            {cell(fn, fn + tp, tn + fn, 'missed', 'wrong')}
            {cell(tp, fn + tp, fp + tp, 'caught', 'right')}
          </tr>
        </tbody>
      </table>
      {unknown.rows > 0 && (
        <p className={classes.hint}>
          {countText(unknown.rows)} rows without a label are not counted here; {countText(unknown.flagged)} of them are
          flagged.
        </p>
      )}
    </div>
  );
};
