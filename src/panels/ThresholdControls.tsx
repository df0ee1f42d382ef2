/** The threshold by typing and by rule, with undo and redo. */
import { ActionIcon, NumberInput, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useActions, useApp } from '../store/binding.tsx';
import { selectThreshold, selectThresholdHistory } from '../store/selectors.ts';
import classes from './panel.module.css';
import { RulePicker } from './RulePicker.tsx';
import local from './results.module.css';

export const ThresholdControls = () => {
  const history = useApp(selectThresholdHistory);
  const { undoThreshold, redoThreshold, setThresholdByRule } = useActions();
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
  if (!history) return null;
  return (
    <div className={local.controls}>
      <TypedThreshold />
      <RulePicker label="Set by rule" onRule={setThresholdByRule} />
      <Tooltip label="Undo (Ctrl+Z)">
        <ActionIcon aria-label="Undo the move" onClick={undoThreshold} disabled={history.past.length === 0}>
          <IconArrowBackUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl+Shift+Z)">
        <ActionIcon aria-label="Redo the move" onClick={redoThreshold} disabled={history.future.length === 0}>
          <IconArrowForwardUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <p className={classes.hint} style={{ flex: '1 1 30ch' }}>
        {history.present.resolved.explanation}
      </p>
    </div>
  );
};

const shown = (value: number): string => String(Number(value.toPrecision(6)));

const TypedThreshold = () => {
  const threshold = useApp(selectThreshold) ?? 0;
  const { setThreshold } = useActions();
  const [draft, setDraft] = useState(shown(threshold));
  useEffect(() => setDraft(shown(threshold)), [threshold]);
  const commit = (): void => {
    const value = Number(draft);
    if (draft.trim() === '' || !Number.isFinite(value) || draft === shown(threshold)) setDraft(shown(threshold));
    else setThreshold(value, 'step');
  };
  return (
    <NumberInput
      aria-label="Flag scores above"
      w={132}
      leftSection=">"
      hideControls
      value={draft}
      onChange={(value) => setDraft(String(value))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
};
