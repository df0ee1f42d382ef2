/** When it happened and to whom: lanes over time, brushed to narrow the list of flows. */
import { Button, Select } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { LaneChart } from '../../charts/LaneChart.tsx';
import { countText, scoreText } from '../../charts/numbers.ts';
import { useApp } from '../../store/binding.tsx';
import { useReview, useReviewActions } from '../../store/review/binding.tsx';
import { selectTimeColumn } from '../../store/review/choice.ts';
import { highestScore, laneColumn, laneColumns } from '../../store/review/lanes.ts';
import { selectColumns } from '../../store/selectors.ts';
import classes from '../panel.module.css';
import { RANKING_WORDS } from '../rule-words.ts';
import { clockText } from './list-words.ts';

const DAY = 86_400_000;

export const TimelineCard = () => {
  const time = useApp(selectTimeColumn);
  return time === null ? null : <Timeline time={time} />;
};

const Timeline = ({ time }: { readonly time: string }) => {
  const columns = useApp(selectColumns);
  const ranking = useApp((s) => s.view.ranking);
  const shown = useReview((r) => r.timeline);
  const fault = useReview((r) => r.timelineFault);
  const chosen = useReview((r) => r.lane);
  const brush = useReview((r) => r.brush);
  const { keepUp, showLanes, brush: setBrush } = useReviewActions();
  useEffect(() => keepUp('timeline'), [keepUp]);
  const timeline = shown?.timeline;
  const lanes = useMemo(
    () => (timeline?.lanes ?? []).map((lane) => ({ ...lane, label: lane.value === '' ? '(missing)' : lane.value })),
    [timeline],
  );
  const top = useMemo(() => Math.max(...lanes.map(highestScore)), [lanes]);
  const [from, to] = [timeline?.from ?? 0, timeline?.to ?? 0];
  const withDate = to > 2 * DAY;
  const at = (share: number): number => from + share * (to - from);
  const shares =
    brush && to > from ? { from: (brush.from - from) / (to - from), to: (brush.to - from) / (to - from) } : null;
  const lane = laneColumn(columns, chosen);
  const options = laneColumns(columns);
  return (
    <section className={classes.card} aria-label="Timeline">
      <ChartFrame
        title="Anomalies over time"
        legend={[
          { label: 'Flagged (stronger: higher score)', color: 'var(--sf-anomaly)' },
          { label: 'Not flagged', color: 'var(--sf-normal-fill)' },
        ]}
        controls={
          <>
            {brush && (
              <Button size="compact-xs" variant="subtle" onClick={() => setBrush(null)}>
                All times
              </Button>
            )}
            <Select
              aria-label="Lanes by"
              w={190}
              searchable
              value={lane}
              data={[...options]}
              onChange={(value) => {
                if (value) showLanes(value);
              }}
            />
          </>
        }
        footer={
          <p className={classes.hint} style={{ marginTop: 6 }}>
            {shown?.isPart ? 'The chosen or listed rows' : 'All scored rows'} by {time}. Lanes are ordered by how many
            rows the {RANKING_WORDS[ranking]} {ranking === 'combined' ? 'score ' : ''}flags, given beside each name
            {timeline && timeline.others.lanes > 0
              ? `; ${countText(timeline.others.lanes)} more, with ${countText(timeline.others.flagged)} flagged rows, are not drawn`
              : ''}
            . Drag across the chart, or move its two ends with the arrow keys, to narrow every figure to that time.
          </p>
        }
        table={() => ({
          caption: 'Lanes of the timeline',
          columns: [lane ?? 'Lane', 'Rows', 'Flagged', 'Highest score', 'Most flagged at'],
          rows: lanes.map((one) => {
            const most = one.flaggedCounts.reduce((best, count, b) => (count > one.flaggedCounts[best]! ? b : best), 0);
            return [
              one.label,
              countText(one.rows),
              countText(one.flagged),
              scoreText(highestScore(one)),
              one.flagged === 0 ? '–' : clockText(at(most / (timeline?.bins ?? 1)), withDate),
            ];
          }),
        })}
      >
        {fault ? (
          <p className={classes.hint} role="alert">
            {fault.message} {fault.advice}
          </p>
        ) : !shown ? (
          <p className={classes.hint}>Preparing the timeline …</p>
        ) : lanes.length === 0 ? (
          <p className={classes.hint}>
            There is no timeline: no scored row has a time, or the scores of this run are no longer in memory. Run it
            again to see it.
          </p>
        ) : (
          <LaneChart
            lanes={lanes}
            bins={timeline?.bins ?? 1}
            threshold={shown.threshold}
            top={top}
            brush={shares}
            onBrush={(next) => setBrush(next && { from: at(next.from), to: at(next.to) })}
            timeAt={(share) => clockText(at(share), withDate)}
            laneText={(one) => `${one.label}: ${countText(one.flagged)} of ${countText(one.rows)} flagged`}
          />
        )}
      </ChartFrame>
    </section>
  );
};
