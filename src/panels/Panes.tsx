/**
 * Drawer and dialog with a head that is no <header>: the page has one banner, and a dialog over it must not make a second.
 */
import { Drawer, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './panel.module.css';
import type { DialogProps, SidePaneProps } from './SidePane.tsx';

/** Closed when first drawn: where the focus goes back to is noted when something opens, not when it is born open. */
const useOpening = (opened: boolean): boolean => {
  const [born, setBorn] = useState(false);
  useEffect(() => setBorn(true), []);
  return opened && born;
};

export const SidePane = ({ opened, onClose, title, position, size, children }: SidePaneProps) => (
  <Drawer.Root
    opened={useOpening(opened)}
    onClose={onClose}
    position={position}
    size={size}
    transitionProps={{ duration: 0 }}
  >
    <Drawer.Overlay backgroundOpacity={0.15} />
    <Drawer.Content>
      <div className={classes.paneHead}>
        <Drawer.Title>{title}</Drawer.Title>
        <Drawer.CloseButton aria-label="Close" />
      </div>
      <Drawer.Body p={position === 'left' ? 0 : 12}>{children}</Drawer.Body>
    </Drawer.Content>
  </Drawer.Root>
);

export const Dialog = ({ opened, onClose, title, children }: DialogProps) => (
  <Modal.Root
    opened={useOpening(opened)}
    onClose={onClose}
    size="md"
    transitionProps={{ duration: 0 }}
    classNames={{ content: classes.dialog }}
  >
    <Modal.Overlay backgroundOpacity={0.3} />
    <Modal.Content>
      <div className={classes.paneHead}>
        <Modal.Title>{title}</Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      <Modal.Body px={16} pt={4}>
        {children}
      </Modal.Body>
    </Modal.Content>
  </Modal.Root>
);
