/** The runs that are kept, side by side: their figures, their curves in one plot, the settings in which they differ. */
import { ActionIcon, Button, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { CurveChart, type CurveSeries } from '../../charts/CurveChart.tsx';
import { countText, durationText, figureText } from '../../charts/numbers.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import { useActions, useApp } from '../../store/binding.tsx';
import {
  type RunFigures,
  selectFinishedRuns,
  selectRunDifferences,
  selectRunFigures,
} from '../../store/review/compared-runs.ts';
import { selectNarrowed } from '../../store/selectors.ts';
import type { Run } from '../../store/state.ts';
import classes from '../panel.module.css';
import { RANKING_WORDS, SCOPE_WORDS } from '../rule-words.ts';
import { Segments } from '../Segments.tsx';
import { useFocusKept } from '../use-focus-kept.ts';
import local from './review.module.css';

const PRESETS = { tutorial: 'Tutorial', recommended: 'Recommended', custom: 'Custom' } as const;
const COLORS = [
  'var(--sf-series-1)',
  'var(--sf-series-2)',
  'var(--sf-series-3)',
  'var(--sf-class-3)',
  'var(--sf-class-1)',
  'var(--sf-unknown)',
];
const DASHES: readonly { readonly dash?: string; readonly line: 'solid' | 'dashed' | 'dotted' }[] = [
  { line: 'solid' },
  { dash: '6 3', line: 'dashed' },
  { dash: '2 2', line: 'dotted' },
];

export const RunsCard = () => {
  const runs = useApp(selectFinishedRuns);
  const figures = useApp(selectRunFigures);
  const differences = useApp(selectRunDifferences);
  const part = useApp((s) => s.view.part);
  const isNarrowed = useApp((s) => selectNarrowed(s) !== null);
  const hasCurves = figures.some(({ curves }) => curves !== null);
  return (
    <section className={classes.card} aria-label="Runs">
      <div className={classes.cardHead}>
        <h3>Runs side by side</h3>
        <span className={classes.dim}>
          {runs.length === 1
            ? 'Run again with other settings to compare the runs here.'
            : `${runs.length} runs, ${isNarrowed ? 'each judged on all of its' : 'judged on their'} ${SCOPE_WORDS[part]} rows${isNarrowed ? ': the chosen ones narrow the figures of the shown run above, not these' : ''}`}
        </span>
      </div>
      {runs.length > 1 && (
        <div className={local.runsBody} data-curves={hasCurves || undefined}>
          <div>
            <FiguresTable figures={figures} />
            <Differences runs={runs} differences={differences} />
          </div>
          {hasCurves && <RunCurves figures={figures} />}
        </div>
      )}
    </section>
  );
};

const isMoved = (run: Run, id: RankingId): boolean => (run.thresholds[id]?.past.length ?? 0) > 0;

const FiguresTable = ({ figures }: { readonly figures: readonly RunFigures[] }) => {
  const active = useApp((s) => s.view.activeRun);
  const ranking = useApp((s) => s.view.ranking);
  const { showRun, showRanking, removeRun } = useActions();
  const region = useRef<HTMLElement>(null);
  useFocusKept(figures.length, () => region.current);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section ref={region} className={classes.scroll} tabIndex={0} aria-label="Figures of the runs, scrolled">
      <table className={classes.table}>
        <caption className="sf-unseen">Runs side by side</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Detector</th>
            {['ROC AUC', 'AP', 'Flagged', 'Precision', 'Recall', 'F1'].map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {name}
              </th>
            ))}
            <th scope="col">Engine</th>
            <th scope="col" className={classes.number}>
              Time
            </th>
            <th scope="col" className={classes.number}>
              Seed
            </th>
            <th scope="col">
              <span className="sf-unseen">Show or remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ run, ranking: id, flagged, precision, recall, f1, curves }, i) => {
            const isFirst = figures[i - 1]?.run !== run;
            const isShown = run.id === active && id === ranking;
            return (
              <tr key={`${run.id} ${id}`} data-shown={isShown || undefined}>
                <th scope="row">
                  {isFirst ? (
                    `${run.id} · ${PRESETS[run.recipe.preset]}`
                  ) : (
                    <span className="sf-unseen">Run {run.id}</span>
                  )}
                </th>
                <td>{RANKING_WORDS[id]}</td>
                <td className={classes.number}>{figureText(curves?.rocAuc)}</td>
                <td className={classes.number}>{figureText(curves?.averagePrecision)}</td>
                <td className={classes.number}>
                  {isMoved(run, id) && <small title="The threshold was moved since the run">moved </small>}
                  {countText(flagged)}
                </td>
                <td className={classes.number}>{figureText(precision)}</td>
                <td className={classes.number}>{figureText(recall)}</td>
                <td className={classes.number}>{figureText(f1)}</td>
                <td>{isFirst ? run.output?.result.backend.name : ''}</td>
                <td className={classes.number}>{isFirst && run.output ? durationText(run.output.milliseconds) : ''}</td>
                <td className={classes.number}>{isFirst ? run.recipe.seed : ''}</td>
                <td>
                  <span className={local.runName}>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      // Disabled, it would lose the focus as it is pressed.
                      aria-disabled={isShown || undefined}
                      data-disabled={isShown || undefined}
                      aria-label={`Show run ${run.id}, ${RANKING_WORDS[id]}`}
                      onClick={() => {
                        if (isShown) return;
                        showRun(run.id);
                        showRanking(id);
                      }}
                    >
                      {isShown ? 'shown' : 'Show'}
                    </Button>
                    {isFirst && (
                      <ActionIcon size="sm" aria-label={`Remove run ${run.id}`} onClick={() => removeRun(run.id)}>
                        <IconTrash size={13} aria-hidden />
                      </ActionIcon>
                    )}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};

const Differences = ({
  runs,
  differences,
}: {
  readonly runs: readonly Run[];
  readonly differences: ReturnType<typeof selectRunDifferences>;
}) => {
  if (differences.length === 0)
    return <p className={`${classes.hint} ${classes.cardBody}`}>These runs have the same settings.</p>;
  return (
    <section
      className={`${classes.scroll} ${classes.limited}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      aria-label="Settings that differ, scrolled"
    >
      <table className={classes.table}>
        <caption>Settings that differ</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {runs.map((run) => (
              <th key={run.id} scope="col">
                Run {run.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ setting, values }) => (
            <tr key={setting.path}>
              <th scope="row">
                {setting.group === 'Run' ? '' : `${setting.group}: `}
                {setting.label}
              </th>
              {values.map((value, i) => (
                <td key={runs[i]?.id} className={classes.cell} title={value}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const RunCurves = ({ figures }: { readonly figures: readonly RunFigures[] }) => {
  const [kind, setKind] = useState<'roc' | 'pr'>('roc');
  const [chosen, setChosen] = useState<RankingId | null>(null);
  const shownRanking = useApp((s) => s.view.ranking);
  const ranking = chosen ?? shownRanking;
  const ids = [...new Set(figures.map((one) => one.ranking))];
  const lines = useMemo(
    () =>
      figures
        .filter((one) => one.ranking === ranking && one.curves)
        .map(({ run, curves, at }, i) => ({
          base: curves!.baseRate,
          figure: kind === 'roc' ? curves!.rocAuc : curves!.averagePrecision,
          look: DASHES[i % DASHES.length]!,
          series: {
            key: String(run.id),
            label: `Run ${run.id}`,
            color: COLORS[i % COLORS.length]!,
            dash: DASHES[i % DASHES.length]!.dash,
            points: kind === 'roc' ? curves!.roc : curves!.precisionRecall,
            at: at && (kind === 'roc' ? { x: at.falsePositiveRate, y: at.recall } : { x: at.recall, y: at.precision }),
          } satisfies CurveSeries,
        })),
    [figures, ranking, kind],
  );
  const series = useMemo(() => lines.map((line) => line.series), [lines]);
  const [xName, yName] = kind === 'roc' ? ['False-positive rate', 'Recall'] : ['Recall', 'Precision'];
  return (
    <ChartFrame
      title="Curves of the runs"
      legend={lines.map(({ series: { label, color }, figure, look }) => ({
        label: `${label} ${figureText(figure)}`,
        color,
        line: look.line,
      }))}
      controls={
        <>
          <Select
            aria-label="Detector of the curves"
            w={140}
            value={ranking}
            data={ids.map((id) => ({ value: id, label: RANKING_WORDS[id] }))}
            onChange={(value) => setChosen(value as RankingId | null)}
          />
          <Segments
            label="Curve of the runs"
            value={kind}
            onChoose={setKind}
            choices={[
              ['roc', 'ROC'],
              ['pr', 'PR'],
            ]}
          />
        </>
      }
      table={() => ({
        caption: 'Curves of the runs',
        columns: ['Run', xName!, yName!],
        rows: series.flatMap(({ label, points }) => points.map(({ x, y }) => [label, figureText(x), figureText(y)])),
      })}
    >
      <CurveChart
        series={series}
        xLabel={xName!}
        yLabel={yName!}
        baseline={kind === 'roc' ? 'diagonal' : (lines[0]?.base ?? 0)}
        height={230}
      />
    </ChartFrame>
  );
};
