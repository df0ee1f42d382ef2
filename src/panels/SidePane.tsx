/**
 * Drawer and dialog with a head that is no <header>: the page has one banner, and a dialog over it must not make a second.
 */
import { Drawer, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

export const SidePane = ({
  opened,
  onClose,
  title,
  position,
  size,
  children,
}: Props & { readonly position: 'left' | 'right'; readonly size: number }) => (
  <Drawer.Root opened={opened} onClose={onClose} position={position} size={size} transitionProps={{ duration: 0 }}>
    <Drawer.Overlay backgroundOpacity={0.15} />
    <Drawer.Content>
      <div className={classes.paneHead}>
        <Drawer.Title fz="sm" fw={600}>
          {title}
        </Drawer.Title>
        <Drawer.CloseButton aria-label="Close" />
      </div>
      <Drawer.Body p={position === 'left' ? 0 : 12}>{children}</Drawer.Body>
    </Drawer.Content>
  </Drawer.Root>
);

export const Dialog = ({ opened, onClose, title, children }: Props) => (
  <Modal.Root opened={opened} onClose={onClose} size="md" transitionProps={{ duration: 0 }}>
    <Modal.Overlay backgroundOpacity={0.3} />
    <Modal.Content>
      <div className={classes.paneHead}>
        <Modal.Title fz="sm" fw={600}>
          {title}
        </Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      <Modal.Body>{children}</Modal.Body>
    </Modal.Content>
  </Modal.Root>
);
