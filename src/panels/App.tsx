/** The shell: top bar, settings on the left, the rooms. */
import { Button, Loader, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { memo, type ReactNode, useCallback, useDeferredValue } from 'react';
import { Held, Settled, useActions, useApp } from '../store/binding.tsx';
import { selectActiveRun, selectOpening, selectTable } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { useTakeAway } from '../store/take-away/binding.tsx';
import { FailedState } from './FailedState.tsx';
import { FileDrop } from './FileDrop.tsx';
import { Next } from './InTurn.tsx';
import { later } from './later.tsx';
import { ReadingState } from './ReadingState.tsx';
import { Commands } from './review/Commands.tsx';
import { SidePane } from './SidePane.tsx';
import classes from './shell.module.css';
import { TopBar } from './TopBar.tsx';
import { Footer } from './take-away/Footer.tsx';
import { Strips } from './take-away/Strips.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { useNarrow } from './use-narrow.ts';
import { Welcome } from './Welcome.tsx';

/** A room whose code is on its way. */
const Waiting = ({ for: what }: { readonly for: string }) => (
  <div className={classes.waiting}>
    <Loader size="sm" role="img" aria-label={`Loading ${what}`} />
  </div>
);

const SidePanel = later(() => import('./SidePanel.tsx').then((module) => module.SidePanel));
const DataRoom = later(() => import('./DataRoom.tsx').then((module) => module.DataRoom), {
  fallback: <Waiting for="the data" />,
});
const ResultsRoom = later(() => import('./ResultsRoom.tsx').then((module) => module.ResultsRoom), {
  fallback: <Waiting for="the results" />,
});
const SharedResult = later(() => import('./take-away/SharedResult.tsx').then((module) => module.SharedResult), {
  onlyWhenShown: true,
});

export const App = () => (
  <FileDrop>
    <div className={classes.shell}>
      <TopBar />
      <Settled>
        <Commands />
      </Settled>
      <Body />
      <Footer />
    </div>
  </FileDrop>
);

/** What stands under the bar: the rooms of what is open, or what stands in their place. */
const Body = () => {
  // Rooms come in slices and make place in a turn of their own, so that the page answers meanwhile.
  const shown = useDeferredValue(useApp((s) => selectOpening(s) ?? s.dataset.kind));
  const opening = typeof shown === 'number' ? shown : null;
  useFocusKept(shown);
  return (
    <div className={classes.body} data-side={opening !== null || undefined}>
      {opening !== null && (
        <Opened key={opening} opening={opening}>
          <Side />
        </Opened>
      )}
      <main className={classes.main} id="main" tabIndex={-1}>
        <Strips />
        {shown === 'empty' && <Beginning />}
        {shown === 'reading' && <ReadingState />}
        {shown === 'failed' && <FailedState />}
        {opening !== null && (
          <Opened key={opening} opening={opening}>
            <Rooms />
          </Opened>
        )}
      </main>
    </div>
  );
};

/** Another opening has rooms of its own, even where it is of the same file. */
const Opened = ({ opening, children }: { readonly opening: number; readonly children: ReactNode }) => {
  const isOwn = useCallback((s: AppState) => selectOpening(s) === opening, [opening]);
  return <Held isOwn={isOwn}>{children}</Held>;
};

/** A result that came with a link is shown until something is opened. */
const Beginning = () => (useTakeAway((s) => s.shared) ? <SharedResult /> : <Welcome />);

const Side = memo(() =>
  useNarrow() ? null : (
    <aside className={classes.side} aria-label="Settings">
      <Next>
        <SidePanel />
      </Next>
    </aside>
  ),
);

/** Where there is no room beside the page, its settings are a pane that a button opens. */
const SettingsButton = () => {
  const narrow = useNarrow();
  const [opened, { open, close }] = useDisclosure(false);
  if (!narrow) return null;
  return (
    <>
      <Button
        className={classes.sideButton}
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden />}
        onClick={open}
        aria-expanded={opened}
      >
        Settings
      </Button>
      <SidePane opened={opened} onClose={close} title="Settings" position="left" size={320}>
        <SidePanel isTitled />
      </SidePane>
    </>
  );
};

const Rooms = memo(() => {
  // One room makes place for the other in a turn of its own: the press is answered before that.
  const room = useDeferredValue(useApp((s) => s.view.room));
  const hasTable = useApp((s) => selectTable(s) !== null);
  const hasRun = useApp((s) => selectActiveRun(s) !== null);
  const { showRoom } = useActions();
  useFocusKept(room);
  if (!hasTable) return null;
  return (
    <Tabs
      value={room}
      onChange={(value) => showRoom(value === 'results' ? 'results' : 'data')}
      classNames={{ root: classes.rooms, list: classes.roomList, tab: classes.roomTab, panel: classes.roomPanel }}
    >
      <div className={classes.roomLine}>
        <Tabs.List>
          <Tabs.Tab value="data">Data</Tabs.Tab>
          <Tabs.Tab value="results" disabled={!hasRun}>
            Results
          </Tabs.Tab>
        </Tabs.List>
        <SettingsButton />
      </div>
      <Tabs.Panel value="data">
        <DataRoom />
      </Tabs.Panel>
      <Tabs.Panel value="results">
        <ResultsRoom />
      </Tabs.Panel>
    </Tabs>
  );
});
