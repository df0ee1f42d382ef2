/** ROC and precision-recall of every detector of the run in one plot, with the point of each threshold. */
import { useMemo, useState } from 'react';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { CurveChart, CurveDot, type CurveSeries } from '../charts/CurveChart.tsx';
import { figureText } from '../charts/numbers.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { useApp } from '../store/binding.tsx';
import { selectAllCurves, selectOperatingPoints } from '../store/judgement.ts';
import { selectNarrowed } from '../store/selectors.ts';
import classes from './panel.module.css';
import local from './results.module.css';
import { RANKING_WORDS } from './rule-words.ts';
import { Segments } from './Segments.tsx';

const LOOKS: Readonly<
  Record<RankingId, { readonly color: string; readonly dash?: string; readonly line: 'solid' | 'dashed' | 'dotted' }>
> = {
  isolationForest: { color: 'var(--sf-series-1)', line: 'solid' },
  autoencoder: { color: 'var(--sf-series-2)', dash: '6 3', line: 'dashed' },
  combined: { color: 'var(--sf-series-3)', dash: '2 2', line: 'dotted' },
};

export const CurvesCard = () => {
  const all = useApp(selectAllCurves);
  const isPart = useApp((s) => selectNarrowed(s) !== null);
  const [kind, setKind] = useState<'roc' | 'pr'>('roc');
  const series = useMemo<readonly CurveSeries[]>(
    () =>
      all.map(({ id, curves }) => ({
        key: id,
        label: RANKING_WORDS[id],
        color: LOOKS[id].color,
        dash: LOOKS[id].dash,
        points: kind === 'roc' ? curves.roc : curves.precisionRecall,
      })),
    [all, kind],
  );
  const first = all[0];
  if (!first) {
    return isPart ? (
      <section className={classes.card} aria-label="Curves">
        <div className={classes.cardHead}>
          <h3>ROC</h3>
        </div>
        <p className={local.empty}>No curve: the chosen rows are all normal or all anomalous.</p>
      </section>
    ) : null;
  }
  return (
    <div className={classes.card}>
      <ChartFrame
        title={kind === 'roc' ? 'ROC' : 'Precision and recall'}
        controls={
          <Segments
            label="Curve"
            value={kind}
            onChoose={setKind}
            choices={[
              ['roc', 'ROC'],
              ['pr', 'PR'],
            ]}
          />
        }
        legend={all.map(({ id, curves }) => ({
          label: `${RANKING_WORDS[id]} ${figureText(kind === 'roc' ? curves.rocAuc : curves.averagePrecision)}`,
          color: LOOKS[id].color,
          line: LOOKS[id].line,
        }))}
        table={() => ({
          caption: kind === 'roc' ? 'ROC of every detector' : 'Precision and recall of every detector',
          columns: [
            'Detector',
            kind === 'roc' ? 'False-positive rate' : 'Recall',
            kind === 'roc' ? 'Recall' : 'Precision',
          ],
          rows: series.flatMap(({ label, points }) => points.map(({ x, y }) => [label, figureText(x), figureText(y)])),
        })}
      >
        <CurveChart
          series={series}
          xLabel={kind === 'roc' ? 'False-positive rate' : 'Recall'}
          yLabel={kind === 'roc' ? 'Recall' : 'Precision'}
          baseline={kind === 'roc' ? 'diagonal' : first.curves.baseRate}
          height={230}
        >
          <Points kind={kind} />
        </CurveChart>
      </ChartFrame>
    </div>
  );
};

/** Where the thresholds stand: all that moves with them. */
const Points = ({ kind }: { readonly kind: 'roc' | 'pr' }) => {
  const points = useApp(selectOperatingPoints);
  return RANKING_IDS.map((id) => {
    const at = points[id];
    if (!at) return null;
    return (
      <CurveDot
        key={id}
        color={LOOKS[id].color}
        x={kind === 'roc' ? at.falsePositiveRate : at.recall}
        y={kind === 'roc' ? at.recall : at.precision}
      />
    );
  });
};
