/** A result that came with a link, read-only: thresholds can be moved, nothing else is there to change. */
import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { fromShare, toShare } from '../../charts/axis.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { CurveChart } from '../../charts/CurveChart.tsx';
import { CutLine } from '../../charts/CutLine.tsx';
import { classColor } from '../../charts/class-color.ts';
import { countText, figureText, scoreText, shareText } from '../../charts/numbers.ts';
import { ScoreHistogram } from '../../charts/ScoreHistogram.tsx';
import { RANKING_IDS, type RankingId } from '../../evaluation/ranking.ts';
import type { SummaryDetector } from '../../export/result-summary.ts';
import { useApp } from '../../store/binding.tsx';
import { useTakeAway, useTakeAwayActions } from '../../store/take-away/binding.tsx';
import {
  judgeShared,
  type SharedResult as Shared,
  sharedBins,
  sharedCurves,
} from '../../store/take-away/shared-result.ts';
import { MatrixTable } from '../MatrixTable.tsx';
import panel from '../panel.module.css';
import { ReportLines } from '../ReportCard.tsx';
import results from '../results.module.css';
import { RANKING_WORDS, SCOPE_WORDS, TRUTH_WORDS } from '../rule-words.ts';
import classes from './take-away.module.css';

export const SharedResult = () => {
  const shared = useTakeAway((s) => s.shared);
  const { closeShared } = useTakeAwayActions();
  const inView = useApp((s) => s.view.ranking);
  const [chosen, setChosen] = useState<RankingId | null>(null);
  if (!shared) return null;
  const { summary } = shared;
  const ids = RANKING_IDS.filter((id) => summary.detectors[id] !== undefined);
  const shown = ids.find((id) => id === (chosen ?? inView)) ?? ids[0];
  return (
    <div className={`${panel.stack} ${classes.shared}`}>
      <section className={classes.comeBack} aria-label="Result from a link">
        <p>
          <b>A shared result, read-only.</b> {countText(summary.rows)} rows with {countText(summary.columns)} columns (
          {summary.format}), judged on the {SCOPE_WORDS[summary.judgedOn]} rows by Strayflow {summary.app}. The link
          holds counts, not the data. Drop your own copy of the capture on this page to see whether it is the same.
        </p>
        <Button variant="default" onClick={closeShared}>
          Close this result
        </Button>
      </section>
      {shown === undefined ? (
        <p>The link holds no detector’s result.</p>
      ) : (
        <Tabs
          value={shown}
          onChange={(value) => setChosen(ids.find((id) => id === value) ?? null)}
          variant="outline"
          keepMounted={false}
        >
          <Tabs.List aria-label="Detector">
            {ids.map((id) => (
              <Tabs.Tab key={id} value={id}>
                {RANKING_WORDS[id]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {ids.map((id) => (
            <Tabs.Panel key={id} value={id} pt={12}>
              <SharedDetector shared={shared} id={id} detector={summary.detectors[id]!} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </div>
  );
};

const indexOfNearest = (edges: readonly number[], value: number): number =>
  edges.reduce((best, edge, i) => (Math.abs(edge - value) < Math.abs(edges[best]! - value) ? i : best), 0);

/** The slider runs as the axis above it does, though the threshold rests on edges alone. */
const STEPS = 1000;

interface Props {
  readonly shared: Shared;
  readonly id: RankingId;
  readonly detector: SummaryDetector;
}

const SharedDetector = ({ shared, id, detector }: Props) => {
  const { edges } = detector;
  const [at, setAt] = useState(() => indexOfNearest(edges, detector.threshold));
  const edge = edges[Math.min(at, edges.length - 1)]!;
  const judgement = judgeShared(shared, id, edge);
  const binned = sharedBins(shared, id);
  if (!judgement || !binned) return null;
  const { confusion, report } = judgement;
  const moveTo = (share: number, gesture: 'step' | 'start' | 'move'): void => {
    const nearest = indexOfNearest(edges, fromShare(binned.axis, share));
    // A key's step is shorter than a bin: it goes to the next edge that way.
    const way = gesture === 'step' && nearest === at ? Math.sign(share - toShare(binned.axis, edge)) : 0;
    setAt(Math.min(edges.length - 1, Math.max(0, nearest + way)));
  };
  const series = binned.series.map(({ truth, counts, rows }) => ({
    key: truth,
    label: TRUTH_WORDS[truth],
    counts,
    total: rows,
    ...classColor(truth, null),
  }));
  return (
    <div className={panel.stack}>
      <dl className={panel.figures} aria-label="Figures at this threshold">
        <Figure name="Threshold" value={scoreText(edge)} />
        <Figure
          name="Flagged"
          value={`${countText(confusion.flagged)} (${shareText(confusion.flagged / Math.max(1, confusion.rows))})`}
        />
        <Figure name="Precision" value={figureText(report?.anomaly.precision)} />
        <Figure name="Recall" value={figureText(report?.anomaly.recall)} />
        <Figure name="F1" value={figureText(report?.anomaly['f1-score'])} />
        <Figure name="ROC AUC" value={figureText(detector.rocAuc)} />
        <Figure name="Average precision" value={figureText(detector.averagePrecision)} />
      </dl>
      <div className={classes.pair}>
        <div className={panel.card}>
          <ChartFrame
            title="Scores"
            legend={series.map(({ label, fill }) => ({ label, color: fill }))}
            table={() => ({
              caption: 'Rows by score',
              columns: ['Score from', 'to', ...shared.summary.classes.map(({ name }) => name || TRUTH_WORDS.unknown)],
              rows: edges
                .slice(1)
                .map((high, bin) => [
                  scoreText(edges[bin]!),
                  scoreText(high),
                  ...detector.counts.map((counts) => countText(counts[bin]!)),
                ]),
            })}
          >
            <ScoreHistogram axis={binned.axis} bins={binned.bins} series={series} unit="share" scale="linear">
              <CutLine
                share={toShare(binned.axis, edge)}
                text={scoreText(edge)}
                label="Cut line on the plot"
                onMove={moveTo}
              />
            </ScoreHistogram>
            <p className={panel.hint}>
              The link tells rows per bin: the threshold moves from edge to edge, where every count is exact.
            </p>
            <div className={`${results.slider}`}>
              <input
                type="range"
                aria-label="Threshold"
                aria-valuetext={scoreText(edge)}
                min={0}
                max={STEPS}
                step={1}
                value={Math.round(toShare(binned.axis, edge) * STEPS)}
                onChange={(event) => {
                  const to = Number(event.currentTarget.value);
                  const isKey = Math.abs(to - toShare(binned.axis, edge) * STEPS) < 2;
                  moveTo(to / STEPS, isKey ? 'step' : 'move');
                }}
              />
            </div>
          </ChartFrame>
        </div>
        <Matrix judgement={judgement} />
      </div>
      <Curves shared={shared} id={id} baseRate={judgement.baseRate} />
      <ClassTable judgement={judgement} />
    </div>
  );
};

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

type Judged = NonNullable<ReturnType<typeof judgeShared>>;

const Matrix = ({ judgement: { confusion, report } }: { readonly judgement: Judged }) => (
  <div className={panel.card}>
    <div className={panel.cardHead}>
      <h3>Confusion matrix</h3>
    </div>
    {report ? (
      <>
        <div className={panel.cardBody}>
          <MatrixTable matrix={confusion.matrix}>
            {({ count, name }) => (
              <>
                {countText(count)}
                <small>{name}</small>
              </>
            )}
          </MatrixTable>
        </div>
        <ReportLines report={report} />
      </>
    ) : (
      <p className={`${panel.hint} ${panel.cardBody}`}>
        No labels: {countText(confusion.flagged)} of {countText(confusion.rows)} rows are flagged.
      </p>
    )}
  </div>
);

const Curves = ({ shared, id, baseRate }: Pick<Props, 'shared' | 'id'> & { readonly baseRate: number }) => {
  const curves = sharedCurves(shared, id);
  if (!curves) return null;
  const line = (points: typeof curves.roc) => [
    { key: id, label: RANKING_WORDS[id], color: 'var(--sf-series-1)', points, at: null },
  ];
  const table = (caption: string, x: string, y: string, points: typeof curves.roc) => () => ({
    caption,
    columns: [x, y, 'Threshold'],
    rows: points.map((point) => [figureText(point.x), figureText(point.y), scoreText(point.score)]),
  });
  return (
    <div className={classes.pair}>
      <div className={panel.card}>
        <ChartFrame title="ROC" table={table('ROC', 'False-positive rate', 'Recall', curves.roc)}>
          <CurveChart series={line(curves.roc)} xLabel="False-positive rate" yLabel="Recall" baseline="diagonal" />
        </ChartFrame>
      </div>
      <div className={panel.card}>
        <ChartFrame
          title="Precision and recall"
          table={table('Precision and recall', 'Recall', 'Precision', curves.precisionRecall)}
        >
          <CurveChart series={line(curves.precisionRecall)} xLabel="Recall" yLabel="Precision" baseline={baseRate} />
        </ChartFrame>
      </div>
    </div>
  );
};

const ClassTable = ({ judgement }: { readonly judgement: Judged }) => (
  <div className={panel.card}>
    <div className={panel.cardHead}>
      <h3>Flagged by class</h3>
    </div>
    <table className={panel.table} aria-label="Flagged by class">
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Rows</th>
          <th scope="col">Flagged</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {judgement.confusion.classes.map((one) => (
          <tr key={one.classIndex}>
            <th scope="row">{one.name || TRUTH_WORDS.unknown}</th>
            <td>{countText(one.rows)}</td>
            <td>{countText(one.flagged)}</td>
            <td>{shareText(one.flagged / one.rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
