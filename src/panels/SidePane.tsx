/** Drawer and dialog, drawn when first opened: their code is no part of the first load. */
import { type ReactNode, useState } from 'react';
import { later } from './later.tsx';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

export interface SidePaneProps extends DialogProps {
  readonly position: 'left' | 'right';
  readonly size: number;
}

const LaterSidePane = later(() => import('./Panes.tsx').then((module) => module.SidePane));
const LaterDialog = later(() => import('./Panes.tsx').then((module) => module.Dialog));

const useEver = (opened: boolean): boolean => {
  const [ever, setEver] = useState(opened);
  if (opened && !ever) setEver(true);
  return ever;
};

export const SidePane = (props: SidePaneProps) => useEver(props.opened) && <LaterSidePane {...props} />;

export const Dialog = (props: DialogProps) => useEver(props.opened) && <LaterDialog {...props} />;
