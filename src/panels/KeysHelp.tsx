/** The keys, listed. */
import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconHelp } from '@tabler/icons-react';
import classes from './panel.module.css';
import { Dialog } from './SidePane.tsx';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['←', '→'], 'Move the threshold a little (slider or line in focus)'],
  [['Page Up', 'Page Down'], 'Move the threshold a lot'],
  [['Home', 'End'], 'Threshold to the lowest or highest score'],
  [['Ctrl', 'Z'], 'Undo the last threshold change'],
  [['Ctrl', 'Shift', 'Z'], 'Redo it'],
  [['↑', '↓'], 'Previous or next flow (list in focus)'],
  [['Enter'], 'Open the flow'],
  [['T', 'F', 'L'], 'Mark the flow as true alarm, false alarm or look later'],
  [['Ctrl', 'K'], 'Search all commands'],
  [['Esc'], 'Close the open dialog or menu'],
  [['?'], 'Show this list'],
];

export const KeysHelp = () => {
  const [opened, { open, close }] = useDisclosure(false);
  // With Shift on most keyboards, without it on some.
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  return (
    <>
      <Tooltip label="Keyboard shortcuts (?)">
        <ActionIcon aria-label="Keys" onClick={open}>
          <IconHelp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Dialog opened={opened} onClose={close} title="Keyboard shortcuts">
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
