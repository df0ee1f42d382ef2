/** What is open, how it is run, how that goes, and what can be taken away. */
import { ActionIcon, Button, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconPlayerPlayFilled, IconPlayerStopFilled, IconSun } from '@tabler/icons-react';
import { countText } from '../charts/numbers.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { selectBusy, selectProgressShare, selectStatus, selectStatusTone, selectTable } from '../store/selectors.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { BrandMark } from './Brand.tsx';
import { CopyLink } from './CopyLink.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { OpenFiles } from './OpenFiles.tsx';
import { Segments } from './Segments.tsx';
import classes from './shell.module.css';

/** Reads nothing itself: whatever happens on the page happens to one part of the bar. */
export const TopBar = () => (
  <>
    <header className={classes.bar}>
      <h1 className={classes.mark}>
        <BrandMark />
        Strayflow
      </h1>
      <OpenDataset />
      <OpenFiles />
      <span className={classes.spring} />
      <div className={classes.group}>
        <PresetChoice />
        <RunButton />
      </div>
      <StatusLine />
      <span className={classes.spring} />
      <div className={classes.group}>
        <BackendBadge />
        <ExportMenu />
        <CopyLink />
        <ThemeToggle />
        <KeysHelp />
      </div>
    </header>
    <ProgressLine />
  </>
);

const OpenDataset = () => {
  const name = useApp((s) => selectTable(s)?.name);
  const rows = useApp((s) => selectTable(s)?.rows);
  if (name === undefined || rows === undefined) return null;
  return (
    <div className={classes.dataset}>
      <span className={classes.datasetName} title={name}>
        {name}
      </span>
      <span className={`${classes.dim} ${classes.wideOnly}`}>
        {countText(rows)} {rows === 1 ? 'row' : 'rows'}
      </span>
    </div>
  );
};

const PresetChoice = () => {
  const preset = useApp((s) => s.recipe.preset);
  const { setPreset } = useActions();
  return (
    <Segments
      label="Preset"
      value={preset}
      onChoose={(value) => {
        if (value === 'tutorial' || value === 'recommended') setPreset(value);
      }}
      choices={[
        ['tutorial', 'Tutorial'],
        ['recommended', 'Recommended'],
        ...(preset === 'custom' ? [['custom', 'Custom'] as const] : []),
      ]}
    />
  );
};

const RunButton = () => {
  const busy = useApp(selectBusy);
  const ready = useApp((s) => selectTable(s) !== null);
  const { run, cancel } = useActions();
  if (busy) {
    return (
      <Button variant="default" leftSection={<IconPlayerStopFilled size={12} aria-hidden />} onClick={cancel} miw={136}>
        Cancel
      </Button>
    );
  }
  return (
    <Button
      leftSection={<IconPlayerPlayFilled size={12} aria-hidden />}
      onClick={() => void run()}
      miw={136}
      disabled={!ready}
    >
      Detect anomalies
    </Button>
  );
};

const StatusLine = () => {
  const text = useApp(selectStatus);
  const tone = useApp(selectStatusTone);
  return (
    <div className={classes.status} role="status" data-tone={tone} title={text}>
      <i className={classes.dot} aria-hidden="true" />
      <span>{text}</span>
    </div>
  );
};

const ProgressLine = () => {
  const share = useApp(selectProgressShare);
  return (
    <div className={classes.progress} aria-hidden="true">
      {share !== null && <div className={classes.progressFill} style={{ transform: `scaleX(${share})` }} />}
    </div>
  );
};

const ThemeToggle = () => {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const next = shown === 'light' ? 'dark' : 'light';
  return (
    <Tooltip label={`Switch to the ${next} theme`}>
      <ActionIcon aria-label={`Switch to the ${next} theme`} onClick={() => setColorScheme(next)}>
        {next === 'dark' ? <IconMoon size={16} aria-hidden /> : <IconSun size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
};
