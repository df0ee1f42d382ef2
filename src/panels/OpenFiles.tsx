/** The one file input of the page, drawn as a button. */
import { IconFolderOpen } from '@tabler/icons-react';
import { useTakeAwayActions } from '../store/take-away/binding.tsx';
import classes from './shell.module.css';

export const OpenFiles = () => {
  const { receive } = useTakeAwayActions();
  return (
    <label className={classes.filePick}>
      <IconFolderOpen size={14} aria-hidden />
      Open CSV files
      <input
        type="file"
        multiple
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again after it was changed.
          event.currentTarget.value = '';
          void receive(files);
        }}
      />
    </label>
  );
};
