/** The figures at the threshold, and the protocol that they come with: which rows, and how the threshold was found. */
import { countText, figureText, scoreText, shareText } from '../charts/numbers.ts';
import { useApp } from '../store/binding.tsx';
import {
  selectCurves,
  selectIsLabelled,
  selectJudgement,
  selectJudgesAll,
  selectScoreSummary,
  selectTunedOnJudged,
} from '../store/judgement.ts';
import { selectNarrowed, selectThresholdHistory } from '../store/selectors.ts';
import { useTakeAway } from '../store/take-away/binding.tsx';
import classes from './panel.module.css';
import local from './results.module.css';
import { ruleText, SCOPE_WORDS } from './rule-words.ts';

export const Figures = () => {
  const judgement = useApp(selectJudgement);
  const curves = useApp(selectCurves);
  const history = useApp(selectThresholdHistory);
  const part = useApp((s) => s.view.part);
  const tuned = useApp(selectTunedOnJudged);
  const chosen = useApp((s) => (selectNarrowed(s) ? 'chosen ' : ''));
  const judgesAll = useApp(selectJudgesAll);
  const labelled = useApp(selectIsLabelled);
  const scores = useApp(selectScoreSummary);
  const active = useApp((s) => s.view.activeRun);
  const bySavedModel = useTakeAway((s) => active !== null && s.scored[active] !== undefined);
  if (!judgement || !history) return null;
  const isSaved = bySavedModel && history.past.length === 0;
  const { confusion, report } = judgement;
  const { rule, resolved, on } = history.present;
  return (
    <div>
      <dl className={classes.figures} aria-label="Figures at this threshold">
        <div>
          <dt>Flagged</dt>
          <dd>
            {countText(confusion.flagged)} <small>{shareText(confusion.flagged / confusion.rows)}</small>
          </dd>
        </div>
        {labelled ? (
          <>
            <Figure name="Precision" value={report?.anomaly.precision} />
            <Figure name="Recall" value={report?.anomaly.recall} />
            <Figure name="F1" value={report?.anomaly['f1-score']} />
            <Figure name="ROC AUC" value={curves?.rocAuc} />
            <Figure name="Average precision" value={curves?.averagePrecision} />
          </>
        ) : (
          <>
            <Score name="Median score" value={scores?.quantiles['0.5']} />
            <Score name="95th percentile" value={scores?.quantiles['0.95']} />
            <Score name="99th percentile" value={scores?.quantiles['0.99']} />
            <Score name="Highest score" value={scores?.max} />
          </>
        )}
      </dl>
      <p className={local.protocol}>
        {labelled
          ? `Judged on ${countText(confusion.rows)} ${chosen}${SCOPE_WORDS[part]} rows.`
          : `No labels: ${countText(confusion.rows)} ${chosen}${SCOPE_WORDS[part]} rows are ranked but not judged. If a column holds labels, choose it under Data.`}{' '}
        Threshold:{' '}
        {isSaved
          ? 'saved with the model, as it stood there'
          : `${ruleText(rule, judgesAll, on)}, ${resolved.usedLabels ? 'found with labels' : 'found without labels'}`}
        . {!resolved.met && labelled && <span>{resolved.explanation} </span>}
        {tuned && <span className={classes.badge}>tuned on the labels it is judged by</span>}
      </p>
    </div>
  );
};

const Figure = ({ name, value }: { readonly name: string; readonly value: number | null | undefined }) => (
  <div>
    <dt>{name}</dt>
    <dd>{figureText(value)}</dd>
  </div>
);

const Score = ({ name, value }: { readonly name: string; readonly value: number | null | undefined }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value == null ? '–' : scoreText(value)}</dd>
  </div>
);
