/** Scores in bins with the threshold on them, and every way to set it. */
import { ActionIcon, Button } from '@mantine/core';
import { IconZoomIn, IconZoomReset } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { type Axis, fromShare, toShare } from '../charts/axis.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { CutLine } from '../charts/CutLine.tsx';
import { classColor } from '../charts/class-color.ts';
import { countText, scoreText } from '../charts/numbers.ts';
import { type HistogramSeries, ScoreHistogram } from '../charts/ScoreHistogram.tsx';
import type { Ranking } from '../evaluation/ranking.ts';
import { useActions, useApp, useAppStore } from '../store/binding.tsx';
import { type ScoreRange, scoreBins, suggestedAxis } from '../store/score-histogram.ts';
import { judgedRanking, selectResult, selectThreshold } from '../store/selectors.ts';
import { Next } from './InTurn.tsx';
import local from './results.module.css';
import { TRUTH_WORDS } from './rule-words.ts';
import { Segments } from './Segments.tsx';
import { ThresholdControls } from './ThresholdControls.tsx';

export const HistogramCard = () => {
  const result = useApp(selectResult);
  const ranking = useApp((s) => judgedRanking(s));
  const scope = useApp((s) => s.view.part);
  const [chosenAxis, setAxis] = useState<'linear' | 'log' | null>(null);
  const [by, setBy] = useState<'truth' | 'class'>('truth');
  const [unit, setUnit] = useState<'rows' | 'share'>('share');
  const [scale, setScale] = useState<'linear' | 'log'>('linear');
  const [zoom, setZoom] = useState<{ readonly of: Ranking; readonly kind: string; readonly range: ScoreRange } | null>(
    null,
  );
  const kind = chosenAxis ?? (result ? suggestedAxis(result.ranking) : 'linear');
  // Of other scores, or along another axis, the whole is shown again.
  const range = zoom && zoom.of === result?.ranking && zoom.kind === kind ? zoom.range : null;
  const binned = result && ranking ? scoreBins(ranking, result.ranking, scope, kind, by, range) : null;
  const series = useMemo<readonly HistogramSeries[]>(
    () =>
      (binned?.series ?? []).map(({ name, truth, classIndex, counts, rows }) => ({
        key: `${by} ${name}`,
        label: by === 'truth' ? TRUTH_WORDS[truth ?? 'unknown'] : name === '' ? TRUTH_WORDS.unknown : name,
        counts,
        total: rows,
        ...classColor(truth ?? 'unknown', classIndex),
      })),
    [binned, by],
  );
  if (!binned || !result) return null;
  const zoomTo = (next: ScoreRange | null): void => {
    // Scores are 32-bit floats: what is narrower holds one value at most.
    if (next && !(next.high - next.low > Math.abs(next.high) * 1e-6)) return;
    setZoom(next && { of: result.ranking, kind, range: next });
  };
  return (
    <ChartFrame
      title="Scores"
      legend={series.map(({ label, fill }) => ({ label, color: fill }))}
      controls={
        <>
          <Segments
            label="Colour by"
            value={by}
            onChoose={setBy}
            choices={[
              ['truth', 'Label'],
              ['class', 'Class'],
            ]}
          />
          <Segments
            label="Height of the bars"
            value={unit}
            onChoose={setUnit}
            choices={[
              ['share', 'Shares'],
              ['rows', 'Counts'],
            ]}
          />
          <Zoom axis={binned.axis} isZoomed={range !== null} onZoom={zoomTo} />
          <Toggle pressed={kind === 'log'} onPress={() => setAxis(kind === 'log' ? 'linear' : 'log')}>
            Log scores
          </Toggle>
          <Toggle pressed={scale === 'log'} onPress={() => setScale(scale === 'log' ? 'linear' : 'log')}>
            Log height
          </Toggle>
        </>
      }
      table={() => ({
        caption: range ? 'Rows by score, in the range shown' : 'Rows by score',
        columns: ['Score from', 'to', ...series.map((one) => one.label)],
        rows: Array.from({ length: binned.bins }, (_, bin) => [
          scoreText(fromShare(binned.axis, bin / binned.bins)),
          scoreText(fromShare(binned.axis, (bin + 1) / binned.bins)),
          ...series.map((one) => countText(one.counts[bin]!)),
        ]),
      })}
      footer={
        <Next>
          <ThresholdControls />
        </Next>
      }
    >
      <ScoreHistogram
        axis={binned.axis}
        bins={binned.bins}
        series={series}
        unit={unit}
        scale={scale}
        onBrush={(from, to) => zoomTo({ low: fromShare(binned.axis, from), high: fromShare(binned.axis, to) })}
      >
        <Cut axis={binned.axis} />
      </ScoreHistogram>
      <ThresholdSlider axis={binned.axis} />
    </ChartFrame>
  );
};

/** What dragging over the plot does, by buttons: nearer around the threshold, and back to the whole. */
const Zoom = ({
  axis,
  isZoomed,
  onZoom,
}: {
  readonly axis: Axis;
  readonly isZoomed: boolean;
  readonly onZoom: (range: ScoreRange | null) => void;
}) => {
  const { api } = useAppStore();
  const nearer = (): void => {
    const threshold = selectThreshold(api.getState());
    const middle = Math.min(0.75, Math.max(0.25, threshold === null ? 0.5 : toShare(axis, threshold)));
    onZoom({ low: fromShare(axis, middle - 0.25), high: fromShare(axis, middle + 0.25) });
  };
  return (
    <>
      <ActionIcon aria-label="Zoom in on the scores" onClick={nearer}>
        <IconZoomIn size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label="Show all scores" disabled={!isZoomed} onClick={() => onZoom(null)}>
        <IconZoomReset size={15} aria-hidden />
      </ActionIcon>
    </>
  );
};

const Toggle = ({
  pressed,
  onPress,
  children,
}: {
  readonly pressed: boolean;
  readonly onPress: () => void;
  readonly children: string;
}) => (
  <Button
    size="compact-xs"
    variant={pressed ? 'filled' : 'default'}
    color="ink"
    aria-pressed={pressed}
    onClick={onPress}
  >
    {children}
  </Button>
);

const Cut = ({ axis }: { readonly axis: Axis }) => {
  const threshold = useApp(selectThreshold);
  const { setThreshold } = useActions();
  // Outside of what is shown there is no line to take.
  if (threshold === null || threshold < axis.low || threshold > axis.high) return null;
  return (
    <CutLine
      share={toShare(axis, threshold)}
      text={scoreText(threshold)}
      label="Cut line on the plot"
      onMove={(share, gesture) => setThreshold(fromShare(axis, share), gesture)}
    />
  );
};

/** Steps of the slider from one end of the axis to the other; Page Up and Page Down move a tenth. */
const STEPS = 1000;

const ThresholdSlider = ({ axis }: { readonly axis: Axis }) => {
  const threshold = useApp(selectThreshold);
  const { setThreshold } = useActions();
  const [held, setHeld] = useState(false);
  if (threshold === null) return null;
  return (
    <div className={local.slider}>
      <input
        type="range"
        aria-label="Threshold"
        aria-valuetext={scoreText(threshold)}
        min={0}
        max={STEPS}
        step={1}
        value={Math.round(toShare(axis, threshold) * STEPS)}
        onChange={(event) => {
          // What one press or drag does is undone as a whole.
          setThreshold(fromShare(axis, Number(event.currentTarget.value) / STEPS), held ? 'move' : 'start');
          setHeld(true);
        }}
        onPointerUp={() => setHeld(false)}
        onKeyUp={() => setHeld(false)}
        onBlur={() => setHeld(false)}
      />
    </div>
  );
};
