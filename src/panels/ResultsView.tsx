/** The results of one run, detector by detector. */
import { Button, Select, Tabs } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { countText } from '../charts/numbers.ts';
import type { Scope } from '../evaluation/counting.ts';
import type { RankingId } from '../evaluation/ranking.ts';
import { InOwnTurn, Settled, useActions, useApp } from '../store/binding.tsx';
import { selectIsLabelled, selectParts, selectWarnings } from '../store/judgement.ts';
import { selectActiveRun, selectRankings, selectTrainingEpochs } from '../store/selectors.ts';
import { selectChangesSinceRun, selectOnlyThresholdsChanged } from '../store/settings.ts';
import { useTakeAway } from '../store/take-away/binding.tsx';
import { ClassRecallCard } from './ClassRecallCard.tsx';
import { ConfusionCard } from './ConfusionCard.tsx';
import { CurvesCard } from './CurvesCard.tsx';
import { Figures } from './Figures.tsx';
import { ScoreOnlyNote } from './FilesCard.tsx';
import { HistogramCard } from './HistogramCard.tsx';
import { Next } from './InTurn.tsx';
import { LossCard } from './LossCard.tsx';
import classes from './panel.module.css';
import { ReportCard } from './ReportCard.tsx';
import local from './results.module.css';
import { AgreementCard } from './review/AgreementCard.tsx';
import { ChosenRows } from './review/ChosenRows.tsx';
import { RESULT_NOTES } from './review/explanations.ts';
import { FlowDrawer } from './review/FlowDrawer.tsx';
import { FlowsTable } from './review/FlowsTable.tsx';
import { Notes } from './review/Notes.tsx';
import { RunsCard } from './review/RunsCard.tsx';
import { TimelineCard } from './review/TimelineCard.tsx';
import { RANKING_WORDS, SCOPE_WORDS } from './rule-words.ts';
import { DriftCard } from './take-away/DriftCard.tsx';

/** Reads nothing itself: what is asked of one part of it draws no other part anew. */
export const ResultsView = memo(() => (
  <div className={classes.stack}>
    <ChangedNote />
    <Warnings />
    <ScoreOnlyNote />
    <DriftCard />
    <Notes title="What the figures mean" notes={RESULT_NOTES} />
    <ChosenRows />
    <ByDetector />
    {/* Each settles by itself: what changes for all of them is drawn one after another. */}
    <Next>
      <Settled>
        <TimelineCard />
      </Settled>
      <Settled>
        <FlowsTable />
      </Settled>
      <Settled>
        <AgreementCard />
      </Settled>
      <Settled>
        <RunsCard />
      </Settled>
      <Settled>
        <FlowDrawer />
      </Settled>
    </Next>
  </div>
));

const ByDetector = () => {
  const ranking = useApp((s) => s.view.ranking);
  const rankings = useApp(selectRankings);
  const { showRanking } = useActions();
  return (
    <Tabs
      value={ranking}
      onChange={(value) => {
        if (value) showRanking(value as RankingId);
      }}
      variant="outline"
    >
      <div className={local.tabLine}>
        <Tabs.List aria-label="Detector" className={local.tabs}>
          {rankings.map((id) => (
            <Tabs.Tab key={id} value={id}>
              {RANKING_WORDS[id]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Choice />
      </div>
      {/* One panel for all: another detector changes the figures in the cards, it brings no new cards. */}
      <Tabs.Panel value={ranking} className={classes.stack} pt={12}>
        <Judged />
      </Tabs.Panel>
    </Tabs>
  );
};

const Choice = memo(() => (
  <Next>
    <PartChoice />
  </Next>
));

const Judged = memo(() => (
  <>
    <Next>
      <Figures />
    </Next>
    <div className={local.grid}>
      <Cards />
    </div>
  </>
));

/** What labels say is left out where there are none. */
const Cards = () => {
  const labelled = useApp(selectIsLabelled);
  return (
    <Next>
      <div key="histogram" className={`${classes.card} ${labelled ? local.wide : local.whole}`}>
        <InOwnTurn>
          <HistogramCard />
        </InOwnTurn>
      </div>
      {labelled && <ConfusionCard />}
      {labelled && <ReportCard />}
      {labelled && (
        <InOwnTurn>
          <CurvesCard />
        </InOwnTurn>
      )}
      <TrainingCard />
      {labelled && (
        <InOwnTurn>
          <ClassRecallCard />
        </InOwnTurn>
      )}
    </Next>
  );
};

const PartChoice = () => {
  const part = useApp((s) => s.view.part);
  const labelled = useApp(selectIsLabelled);
  const parts = useApp(selectParts);
  const { showPart } = useActions();
  return (
    <Select
      aria-label={labelled ? 'Rows that are judged' : 'Rows that are listed'}
      w={230}
      value={part}
      data={parts.map(({ scope, rows }) => ({
        value: scope,
        label: `${labelled ? 'Judged on' : 'Listing'} ${scope === 'all' ? 'all' : SCOPE_WORDS[scope]} rows (${countText(rows)})`,
      }))}
      onChange={(value) => {
        if (value) showPart(value as Scope);
      }}
    />
  );
};

const ChangedNote = () => {
  const changes = useApp(selectChangesSinceRun);
  const onlyThresholds = useApp(selectOnlyThresholdsChanged);
  const { run } = useActions();
  const active = useApp((s) => s.view.activeRun);
  const bySavedModel = useTakeAway((s) => active !== null && s.scored[active] !== undefined);
  if (changes.length === 0 || onlyThresholds || bySavedModel) return null;
  return (
    <div className={local.changed}>
      <span>
        Changed since this run:{' '}
        {changes
          .slice(0, 4)
          .map(({ setting, before, after }) => `${setting.label} (${before} → ${after})`)
          .join(', ')}
        {changes.length > 4 && ` and ${changes.length - 4} more`}
      </span>
      <Button variant="default" onClick={() => void run()}>
        Run with these settings
      </Button>
    </div>
  );
};

const Warnings = () => {
  const warnings = useApp(selectWarnings);
  const notices = useApp((s) => selectActiveRun(s)?.notices);
  const { applyRemedy } = useActions();
  if (!notices || warnings.length + notices.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label="Before you trust the figures">
      {notices.map((notice) => (
        <li key={notice}>
          <IconInfoCircle size={15} aria-hidden />
          <span>{notice}</span>
        </li>
      ))}
      {warnings.map((warning) => (
        <li key={warning.message}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>{warning.message}</span>
          {warning.remedy && (
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => {
                if (warning.remedy) applyRemedy(warning.remedy);
              }}
            >
              {warning.remedy.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
};

const TrainingCard = () => {
  const epochs = useApp(selectTrainingEpochs);
  const training = useApp((s) => selectActiveRun(s)?.output?.result.training);
  const isShown = useApp((s) => s.view.ranking !== 'isolationForest');
  if (!training || !isShown) return null;
  return (
    <div className={classes.card}>
      <LossCard epochs={epochs} bestEpoch={training.bestEpoch} />
    </div>
  );
};
