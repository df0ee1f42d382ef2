/** The threshold by typing and by rule, with undo and redo. */
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Settled, useActions, useApp } from '../store/binding.tsx';
import { selectThreshold, selectThresholdHistory } from '../store/selectors.ts';
import { typedNumber } from '../store/typed-number.ts';
import classes from './panel.module.css';
import { RulePicker } from './RulePicker.tsx';
import local from './results.module.css';

export const ThresholdControls = () => {
  const has = useApp((s) => selectThresholdHistory(s) !== null);
  const { undoThreshold, redoThreshold } = useActions();
  // Sliders are inputs too, but have no undo of their own; text fields keep theirs.
  const unlessTyping = (act: () => void) => (event: KeyboardEvent) => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.type !== 'range') return;
    event.preventDefault();
    act();
  };
  useHotkeys(
    [
      ['mod+Z', unlessTyping(undoThreshold), { preventDefault: false }],
      ['mod+shift+Z', unlessTyping(redoThreshold), { preventDefault: false }],
    ],
    ['TEXTAREA', 'SELECT'],
  );
  if (!has) return null;
  return (
    <div className={local.controls}>
      <Settled>
        <TypedThreshold />
      </Settled>
      <ByRule />
      <UndoRedo />
      <Explanation />
    </div>
  );
};

const ByRule = () => {
  const { setThresholdByRule } = useActions();
  return <RulePicker label="Set by rule" onRule={(rule) => setThresholdByRule(rule)} />;
};

/** It keeps the focus where it has nothing more to do: a button that is disabled loses it. */
const idle = (isIdle: boolean) => (isIdle ? { 'aria-disabled': true, 'data-disabled': true } : {});

const UndoRedo = () => {
  const canUndo = useApp((s) => (selectThresholdHistory(s)?.past.length ?? 0) > 0);
  const canRedo = useApp((s) => (selectThresholdHistory(s)?.future.length ?? 0) > 0);
  const { undoThreshold, redoThreshold } = useActions();
  return (
    <>
      <Tooltip label="Undo (Ctrl+Z)">
        <ActionIcon aria-label="Undo the move" onClick={undoThreshold} {...idle(!canUndo)}>
          <IconArrowBackUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl+Shift+Z)">
        <ActionIcon aria-label="Redo the move" onClick={redoThreshold} {...idle(!canRedo)}>
          <IconArrowForwardUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
};

const Explanation = () => (
  <p className={classes.hint} style={{ flex: '1 1 30ch' }}>
    {useApp((s) => selectThresholdHistory(s)?.present.resolved.explanation)}
  </p>
);

const shown = (value: number): string => String(Number(value.toPrecision(6)));

const TypedThreshold = () => {
  const threshold = useApp(selectThreshold) ?? 0;
  const { setThreshold } = useActions();
  const [draft, setDraft] = useState(shown(threshold));
  useEffect(() => setDraft(shown(threshold)), [threshold]);
  const typed = typedNumber(draft);
  const commit = (): void => {
    if (typed !== null && draft !== shown(threshold)) setThreshold(typed, 'step');
  };
  return (
    <TextInput
      aria-label="Flag scores above"
      w={132}
      leftSection=">"
      inputMode="decimal"
      error={typed === null && 'No number'}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => (typed === null ? setDraft(shown(threshold)) : commit())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(shown(threshold));
      }}
    />
  );
};
