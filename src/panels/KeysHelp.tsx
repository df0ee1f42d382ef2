/** The keys, listed. */
import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconHelp } from '@tabler/icons-react';
import classes from './panel.module.css';
import { Dialog } from './SidePane.tsx';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['←', '→'], 'Threshold, fine (on the slider or the cut line)'],
  [['Page Up', 'Page Down'], 'Threshold, coarse'],
  [['Home', 'End'], 'Threshold to the lowest or highest score'],
  [['Ctrl', 'Z'], 'Undo the last move of the threshold'],
  [['Ctrl', 'Shift', 'Z'], 'Redo it'],
  [['↑', '↓'], 'Flow before, flow after (in the list of flagged flows)'],
  [['Enter'], 'Open the flow'],
  [['T', 'F', 'L'], 'Mark the flow: true alarm, false alarm, look later'],
  [['Ctrl', 'K'], 'Every command'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

export const KeysHelp = () => {
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([['shift+?', open]]);
  return (
    <>
      <Tooltip label="Keys (?)">
        <ActionIcon aria-label="Keys" onClick={open}>
          <IconHelp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Dialog opened={opened} onClose={close} title="Keys">
        <dl className={classes.keys}>
          {KEYS.map(([keys, does]) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
};
