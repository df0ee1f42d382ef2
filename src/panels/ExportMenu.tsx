/** What can be taken away from the run that is shown. */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { countText } from '../charts/numbers.ts';
import { useApp } from '../store/binding.tsx';
import { selectActiveRun, selectNarrowed, selectTable } from '../store/selectors.ts';
import { useTakeAway, useTakeAwayActions } from '../store/take-away/binding.tsx';
import { exportedRows, type TakeAway } from '../store/take-away.ts';
import classes from './take-away/take-away.module.css';

export const EXPORTS: readonly { readonly what: TakeAway; readonly label: string }[] = [
  { what: 'results', label: 'Results (JSON)' },
  { what: 'flagged', label: 'Flagged rows (CSV)' },
  { what: 'all', label: 'All rows with scores (CSV)' },
  { what: 'report', label: 'Report (HTML)' },
  { what: 'model', label: 'Model (JSON)' },
];

/** A box that is there unticked too: without it, nobody sees that this can be switched on. */
const BOX = { itemIndicator: classes.tick };

export const ExportMenu = () => {
  const ready = useApp((s) => selectActiveRun(s)?.phase === 'done');
  const busy = useTakeAway((s) => s.saving !== null);
  return (
    <Menu width={300}>
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
        <Items />
      </Menu.Dropdown>
    </Menu>
  );
};

/** Drawn while the menu is open. */
const Items = () => {
  const busy = useTakeAway((s) => s.saving !== null);
  const hidden = useTakeAway((s) => s.pseudonymise);
  const chosenOnly = useTakeAway((s) => s.chosenOnly);
  const chosen = useApp((s) => selectNarrowed(s)?.rows ?? null);
  const all = useApp((s) => selectTable(s)?.rows ?? 0);
  const counts = {
    flagged: useApp((s) => exportedRows(s, 'flagged', chosenOnly).length),
    all: chosenOnly && chosen !== null ? chosen : all,
  };
  const { take, setPseudonymise, setChosenOnly } = useTakeAwayActions();
  /** Which rows it is of: said where there are two answers. */
  const rowsOf = (what: TakeAway): string | undefined => {
    if (chosen === null || what === 'model') return undefined;
    if (what === 'results' || what === 'report') return 'of all rows';
    return `${countText(counts[what])} ${counts[what] === 1 ? 'row' : 'rows'}, ${chosenOnly ? 'the chosen alone' : 'chosen or not'}`;
  };
  return (
    <>
      {EXPORTS.map(({ what, label }) => (
        <Menu.Item
          key={what}
          aria-label={label}
          aria-description={rowsOf(what)}
          onClick={() => void take(what)}
          disabled={busy}
        >
          {label}
          {rowsOf(what) !== undefined && <span className={classes.hint}>{rowsOf(what)}</span>}
        </Menu.Item>
      ))}
      <Menu.Divider />
      {chosen !== null && (
        <Menu.CheckboxItem classNames={BOX} checked={chosenOnly} closeMenuOnClick={false} onChange={setChosenOnly}>
          Chosen rows alone
          <span className={classes.hint}>
            The CSVs hold {countText(chosen)} of {countText(all)} rows: those that the page shows now.
          </span>
        </Menu.CheckboxItem>
      )}
      <Menu.CheckboxItem classNames={BOX} checked={hidden} closeMenuOnClick={false} onChange={setPseudonymise}>
        Pseudonymise
        <span className={classes.hint}>
          Replaces addresses and host names with keyed hashes, the same for the same name until you close the page.
        </span>
      </Menu.CheckboxItem>
    </>
  );
};
