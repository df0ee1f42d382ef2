/** Every command of the page, found by typing. */
import '@mantine/spotlight/styles.css';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useEffect } from 'react';
import { RULE_PARTS, type RulePart, type ThresholdRule } from '../../evaluation/threshold-rule.ts';
import { useActions, useApp } from '../../store/binding.tsx';
import { selectRuleParts } from '../../store/judgement.ts';
import { useReviewActions } from '../../store/review/binding.tsx';
import { selectFinishedRuns } from '../../store/review/compared-runs.ts';
import {
  selectActiveRun,
  selectAnomalyClasses,
  selectBusy,
  selectNarrowed,
  selectRankings,
  selectTable,
} from '../../store/selectors.ts';
import { useTakeAway, useTakeAwayActions } from '../../store/take-away/binding.tsx';
import { browseFiles } from '../browse-files.ts';
import { EXPORTS } from '../ExportMenu.tsx';
import { RANKING_WORDS, ruleText } from '../rule-words.ts';
import { GIVEN_BACK } from '../use-focus-kept.ts';
import { everyWord } from './every-word.ts';
import local from './review.module.css';

const [store, palette] = createSpotlight();

/** Presses a button of the page by its name: what it says and does afterwards is its own. */
const press = (name: string): void => document.querySelector<HTMLElement>(`button[aria-label="${name}"]`)?.click();

const goTo = (heading: HTMLElement): void => {
  heading.tabIndex = -1;
  heading.scrollIntoView({ block: 'start' });
  setTimeout(() => heading.focus({ preventScroll: true }), GIVEN_BACK);
};

const RULES = (of: RulePart, classes: readonly string[]): readonly ThresholdRule[] => [
  { kind: 'percentile', percentile: 95, of },
  { kind: 'percentile', percentile: 99, of },
  { kind: 'contamination', share: 0.01, of },
  { kind: 'budget', alerts: 20, per: 'day' },
  { kind: 'budget', alerts: 100, per: 'all' },
  ...(classes.length === 0
    ? []
    : ([
        { kind: 'false-positive-rate', rate: 0.01, of },
        { kind: 'best-f1', of },
        { kind: 'cost', miss: 10, falseAlarm: 1, of },
        ...classes.map((attackClass) => ({ kind: 'class-recall', attackClass, recall: 0.9, of }) as const),
      ] as const)),
];

export const CommandPalette = ({ asked }: { readonly asked: number }) => {
  useEffect(() => {
    if (asked > 0) palette.toggle();
  }, [asked]);
  const groups = useCommands();
  return (
    <Spotlight
      store={store}
      actions={[...groups]}
      shortcut={null}
      highlightQuery
      filter={everyWord}
      scrollable
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Commands, scrolled', role: 'group' } }}
      maxHeight={420}
      size={640}
      nothingFound="No command matches"
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      classNames={{ content: local.palette, actionsGroup: local.commandGroup, action: local.command }}
      searchProps={{ placeholder: 'Type a command', 'aria-label': 'Search the commands' }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
    />
  );
};

const useCommands = (): readonly SpotlightActionGroupData[] => {
  const actions = useActions();
  const review = useReviewActions();
  const { take } = useTakeAwayActions();
  const chosenOnly = useTakeAway((s) => s.chosenOnly);
  const isChosen = useApp((s) => selectNarrowed(s) !== null) && chosenOnly;
  const isOpen = useApp(selectTable) !== null;
  const busy = useApp(selectBusy);
  const run = useApp(selectActiveRun);
  const rankings = useApp(selectRankings);
  const parts = useApp(selectRuleParts);
  const classes = useApp(selectAnomalyClasses);
  const runs = useApp(selectFinishedRuns);
  const base = useApp((s) => s.basePreset);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const isDone = run?.phase === 'done';
  const of = RULE_PARTS.filter((part) => part !== 'train').find((part) => parts.includes(part)) ?? 'train';

  const group = (
    name: string,
    items: readonly (readonly [label: string, does: () => void])[],
  ): SpotlightActionGroupData => ({
    group: name,
    actions: items.map(([label, does]) => ({ id: `${name} ${label}`, label, onClick: does })),
  });
  // A heading for screen readers alone names the room, which has a command of its own.
  const cards = [...document.querySelectorAll<HTMLElement>('main :is(h2, h3):not(.sf-unseen)')].filter(
    (heading) => heading.textContent,
  );
  return [
    group('Data', [
      ['Open CSV files', browseFiles],
      ['Try the sample', () => void actions.openSample()],
    ]),
    group('Run', [
      ...(isOpen && !busy ? ([['Detect anomalies', () => void actions.run()]] as const) : []),
      ...(busy ? ([['Cancel', actions.cancel]] as const) : []),
      ['Preset: Tutorial', () => actions.setPreset('tutorial')],
      ['Preset: Recommended', () => actions.setPreset('recommended')],
      ['Reset the settings', () => actions.setPreset(base)],
      ...runs.map((one) => [`Show run ${one.id}`, () => actions.showRun(one.id)] as const),
    ]),
    group('Show', [
      ...(isOpen ? ([['Data', () => actions.showRoom('data')]] as const) : []),
      ...(run ? ([['Results', () => actions.showRoom('results')]] as const) : []),
      ...(isDone
        ? rankings.map((id) => [`Detector: ${RANKING_WORDS[id]}`, () => actions.showRanking(id)] as const)
        : []),
      ...(isDone ? ([['List the flagged flows', review.clearNarrowing]] as const) : []),
      ...cards.map((heading) => [`Go to ${heading.textContent}`, () => goTo(heading)] as const),
    ]),
    ...(isDone
      ? [
          group('Threshold', [
            ...RULES(of, classes).map(
              (rule) => [`Threshold: ${ruleText(rule)}`, () => actions.setThresholdByRule(rule)] as const,
            ),
            ['Undo the last threshold change', actions.undoThreshold],
            ['Redo the threshold change', actions.redoThreshold],
          ]),
          group(
            'Export',
            EXPORTS.map(({ what, label }) => {
              const rows = isChosen && (what === 'flagged' || what === 'all') ? ', of the chosen rows' : '';
              return [`Export: ${label}${rows}`, () => void take(what)] as const;
            }),
          ),
        ]
      : []),
    group('Page', [
      ['Copy link', () => press('Copy link')],
      [
        `Switch to the ${scheme === 'light' ? 'dark' : 'light'} theme`,
        () => setColorScheme(scheme === 'light' ? 'dark' : 'light'),
      ],
      ['Explain the figures again', review.explainAgain],
      ['Keyboard shortcuts', () => press('Keys')],
    ]),
  ];
};
