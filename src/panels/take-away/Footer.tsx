/** The page's last line: what is being saved, that nothing leaves and how to check it, use without a network. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock, IconWifiOff } from '@tabler/icons-react';
import { useRef, useSyncExternalStore } from 'react';
import { shareText } from '../../charts/numbers.ts';
import { useApp } from '../../store/binding.tsx';
import { selectBusy } from '../../store/selectors.ts';
import { useTakeAway, useTakeAwayActions } from '../../store/take-away/binding.tsx';
import type { TakeAway } from '../../store/take-away.ts';
import { Dialog } from '../SidePane.tsx';
import { useServices } from '../services.ts';
import classes from './take-away.module.css';

const SAVING: Readonly<Record<TakeAway, string>> = {
  results: 'results',
  flagged: 'flagged rows',
  all: 'all rows',
  report: 'the report',
  model: 'the model',
};

export const Footer = () => (
  <footer className={classes.footer}>
    <Privacy />
    <OfflineUse />
    <Saving />
    <span className={classes.push}>
      <OpenModel />
    </span>
    <Forget />
  </footer>
);

const Privacy = () => {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <span>
      <IconLock size={13} aria-hidden />
      Nothing leaves this machine.
      <button type="button" className={classes.plain} onClick={open}>
        Check it yourself
      </button>
      <Dialog opened={opened} onClose={close} title="Verify that nothing leaves this machine">
        <p>Everything is computed in this browser. You can check that for yourself:</p>
        <ol className={classes.steps}>
          <li>
            Open the browser’s developer tools (F12) and choose “Network”, then open a capture and run the detectors.
            The list shows only this page’s own files, all from the address in the address bar.
          </li>
          <li>
            Or disconnect: once the page says that it is ready for offline use, turn the network off or choose “Offline”
            in the same tools. Everything keeps working.
          </li>
          <li>
            The page’s source (Ctrl+U) begins with a Content-Security-Policy that forbids connections to anyone else.
            The browser enforces it.
          </li>
        </ol>
      </Dialog>
    </span>
  );
};

const OfflineUse = () => {
  const { offline } = useServices();
  const state = useSyncExternalStore(offline.subscribe, offline.state);
  const busy = useApp(selectBusy) !== null;
  if (state === 'ready') {
    return (
      <span className={classes.ready}>
        <IconWifiOff size={13} aria-hidden />
        Ready for offline use
      </span>
    );
  }
  if (state === 'updateAvailable') {
    return (
      <span>
        A new version is ready.
        <Button
          size="compact-xs"
          variant="light"
          disabled={busy}
          title={
            busy
              ? 'Available when the current task has ended'
              : 'Reloads the page; you will have to open your data again'
          }
          onClick={() => void offline.update()}
        >
          Load the new version
        </Button>
      </span>
    );
  }
  return state === 'preparing' ? <span>Preparing for offline use</span> : null;
};

const Saving = () => {
  const saving = useTakeAway((s) => s.saving);
  const { stopSaving } = useTakeAwayActions();
  if (!saving) return null;
  return (
    <span className={classes.saving}>
      Saving {SAVING[saving.what]}
      {saving.share !== null && (
        <>
          <progress value={saving.share} aria-label="Share of the rows that is written" />
          {shareText(saving.share, 0)}
        </>
      )}
      <button type="button" className={classes.plain} onClick={stopSaving}>
        Stop saving
      </button>
    </span>
  );
};

const OpenModel = () => {
  const input = useRef<HTMLInputElement>(null);
  const { openModel } = useTakeAwayActions();
  const busy = useApp(selectBusy) !== null;
  return (
    <>
      <button type="button" className={classes.plain} disabled={busy} onClick={() => input.current?.click()}>
        Open a saved model
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Open a model"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void openModel(file);
        }}
      />
    </>
  );
};

const Forget = () => {
  const { forgetEverything } = useTakeAwayActions();
  return (
    <button
      type="button"
      className={classes.plain}
      title="Deletes the settings, thresholds, marks, notes and last capture that this browser keeps"
      onClick={() => void forgetEverything()}
    >
      Forget everything
    </button>
  );
};
