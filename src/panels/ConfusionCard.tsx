/** The confusion matrix at the threshold, as counts or as shares. */
import { useState } from 'react';
import { countText, shareText } from '../charts/numbers.ts';
import { useApp } from '../store/binding.tsx';
import { selectJudgement } from '../store/judgement.ts';
import { useReview, useReviewActions } from '../store/review/binding.tsx';
import { selectNarrowed } from '../store/selectors.ts';
import { type MatrixCell, MatrixTable } from './MatrixTable.tsx';
import classes from './panel.module.css';
import local from './results.module.css';
import { Segments } from './Segments.tsx';

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
          <Segments
            className={classes.push}
            label="Cells as"
            value={unit}
            onChoose={setUnit}
            choices={[
              ['counts', 'Counts'],
              ['row', '% of row'],
              ['column', '% of column'],
            ]}
          />
        )}
      </div>
      {labelled ? (
        <Matrix unit={unit} />
      ) : (
        <p className={local.empty}>
          {isPart
            ? 'None of the chosen rows is both judged and labelled.'
            : 'There are no labels to judge by. If a column holds labels, choose it under Data.'}
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
  const isListed = ({ truth, flagged }: MatrixCell): boolean =>
    list.kind === 'cell' && list.truth === truth && list.flagged === flagged;
  return (
    <>
      <div className={local.matrixBox}>
        <MatrixTable matrix={matrix} isListed={isListed}>
          {(cell) => (
            <button
              type="button"
              className={local.cellButton}
              title="List these flows below"
              aria-pressed={isListed(cell)}
              onClick={() =>
                show(isListed(cell) ? { kind: 'flagged' } : { kind: 'cell', truth: cell.truth, flagged: cell.flagged })
              }
            >
              {unit === 'counts'
                ? countText(cell.count)
                : shareText(cell.count / (unit === 'row' ? cell.row : cell.column))}
              <small>{cell.name}</small>
            </button>
          )}
        </MatrixTable>
      </div>
      {unknown.rows > 0 && (
        <p className={`${classes.hint} ${local.beside}`}>
          Not counted: {countText(unknown.rows)} rows without a label, {countText(unknown.flagged)} of them flagged.
        </p>
      )}
    </>
  );
};
