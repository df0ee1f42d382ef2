/** What can be taken away from the run that is shown. */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useApp } from '../store/binding.tsx';
import { selectActiveRun } from '../store/selectors.ts';
import { useTakeAway, useTakeAwayActions } from '../store/take-away/binding.tsx';
import type { TakeAway } from '../store/take-away.ts';
import classes from './take-away/take-away.module.css';

export const EXPORTS: readonly { readonly what: TakeAway; readonly label: string }[] = [
  { what: 'results', label: 'Results (JSON)' },
  { what: 'flagged', label: 'Flagged rows (CSV)' },
  { what: 'all', label: 'All rows with scores (CSV)' },
  { what: 'report', label: 'Report (HTML)' },
  { what: 'model', label: 'Model (JSON)' },
];

export const ExportMenu = () => {
  const ready = useApp((s) => selectActiveRun(s)?.phase === 'done');
  const busy = useTakeAway((s) => s.saving !== null);
  const hidden = useTakeAway((s) => s.pseudonymise);
  const { take, setPseudonymise } = useTakeAwayActions();
  return (
    <Menu width={280}>
      <Menu.Target>
        <Button
          variant="default"
          px={10}
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={!ready}
          aria-busy={busy}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {EXPORTS.map(({ what, label }) => (
          <Menu.Item key={what} onClick={() => void take(what)} disabled={busy}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem checked={hidden} closeMenuOnClick={false} onChange={setPseudonymise}>
          Pseudonymise
          <span className={classes.hint}>
            Addresses and host names become keyed hashes, the same one for the same name until the page is closed.
          </span>
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
};
