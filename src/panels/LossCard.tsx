/** Training curves: loss and validation loss by epoch. Drawn live while training. */
import { useMemo } from 'react';
import { ChartFrame, type LegendEntry } from '../charts/ChartFrame.tsx';
import { LineChart, type LineSeries } from '../charts/LineChart.tsx';
import { scoreText } from '../charts/numbers.ts';
import type { Epoch } from '../store/state.ts';
import classes from './panel.module.css';

const TRAIN = 'var(--sf-series-2)';
const VALIDATION = 'var(--sf-text)';

export const LossCard = ({
  epochs,
  bestEpoch,
}: {
  readonly epochs: readonly Epoch[];
  readonly bestEpoch: number | null;
}) => {
  const validated = epochs.some((epoch) => epoch.validationLoss !== null);
  const series = useMemo<readonly LineSeries[]>(
    () => [
      { key: 'loss', label: 'Loss', color: TRAIN, points: epochs.map((e) => ({ x: e.epoch, y: e.loss })) },
      ...(validated
        ? [
            {
              key: 'validation',
              label: 'Validation loss',
              color: VALIDATION,
              dash: '5 3',
              points: epochs.flatMap((e) => (e.validationLoss === null ? [] : [{ x: e.epoch, y: e.validationLoss }])),
            },
          ]
        : []),
    ],
    [epochs, validated],
  );
  const legend: readonly LegendEntry[] = [
    { label: 'Loss', color: TRAIN, line: 'solid' },
    ...(validated ? [{ label: 'Validation loss', color: VALIDATION, line: 'dashed' as const }] : []),
  ];
  return (
    <ChartFrame
      title="Training"
      legend={epochs.length > 0 ? legend : undefined}
      table={() => ({
        caption: 'Loss by epoch',
        columns: ['Epoch', 'Loss', 'Validation loss'],
        rows: epochs.map((e) => [
          String(e.epoch),
          scoreText(e.loss),
          e.validationLoss === null ? '–' : scoreText(e.validationLoss),
        ]),
      })}
      footer={
        bestEpoch !== null && (
          <p className={classes.hint}>
            Trained for {epochs.length} epochs; the weights of epoch {bestEpoch} are used.
          </p>
        )
      }
    >
      {epochs.length > 1 ? (
        <LineChart series={series} xLabel="Epoch" yLabel="Mean squared error" height={230} />
      ) : (
        <p className={classes.hint} style={{ height: 230 }}>
          The loss curves appear here once two epochs have finished.
        </p>
      )}
    </ChartFrame>
  );
};
