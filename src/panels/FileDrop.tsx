/** Dropping files anywhere on the page opens them. Folders and other things that are no file are left alone. */
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTakeAwayActions } from '../store/take-away/binding.tsx';
import type { FileHandle } from '../store/take-away/session.ts';
import classes from './shell.module.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

interface HandleItem {
  readonly getAsFileSystemHandle?: () => Promise<FileHandle | { readonly kind: 'directory' } | null>;
}

/** By which the same files can be opened next time, where the browser gives such handles. */
const handlesOf = async (items: DataTransferItemList): Promise<readonly FileHandle[]> => {
  const asked = [...items].map((item) => (item as unknown as HandleItem).getAsFileSystemHandle?.() ?? null);
  const handles = await Promise.all(asked).catch(() => []);
  return handles.flatMap((handle) => (handle?.kind === 'file' ? [handle] : []));
};

export const FileDrop = ({ children }: { readonly children: ReactNode }) => {
  const { receive } = useTakeAwayActions();
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent: only the count tells whether the pointer is still over the page.
  const depth = useRef(0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is reached by keyboard through "Open CSV files".
    <div
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current++;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={(event) => {
        if (!carriesFiles(event)) return;
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        const files = [...event.dataTransfer.files];
        // The items are gone once this handler has returned: handles are asked for at once.
        void handlesOf(event.dataTransfer.items).then((handles) => receive(files, handles));
      }}
    >
      {children}
      {over && (
        <div className={classes.drop}>
          <div className={classes.dropBox}>Drop to open. Your data stays on this machine.</div>
        </div>
      )}
    </div>
  );
};
