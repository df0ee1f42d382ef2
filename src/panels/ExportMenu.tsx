/** What can be taken away from the run that is shown. */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useApp, useAppStore } from '../store/binding.tsx';
import { selectActiveRun, selectTable } from '../store/selectors.ts';
import type { TakeAway } from '../store/take-away.ts';
import { saveFile } from './save-file.ts';
import { useServices } from './services.ts';

export const EXPORTS: readonly { readonly what: TakeAway; readonly label: string; readonly stream: boolean }[] = [
  { what: 'results', label: 'Results (JSON)', stream: false },
  { what: 'flagged', label: 'Flagged rows (CSV)', stream: false },
  { what: 'all', label: 'All rows with scores (CSV)', stream: true },
  { what: 'report', label: 'Report (HTML)', stream: false },
  { what: 'model', label: 'Model (JSON)', stream: false },
];

export const ExportMenu = () => {
  const ready = useApp(selectActiveRun)?.phase === 'done';
  // Below this a Blob does; a question where to save would only be in the way.
  const large = (useApp(selectTable)?.bytes ?? 0) > 100e6;
  const { api, actions } = useAppStore();
  const { makeTakeAway } = useServices();
  const [busy, setBusy] = useState(false);
  const take = async (what: TakeAway, stream: boolean): Promise<void> => {
    setBusy(true);
    try {
      const taken = await makeTakeAway(what, api.getState());
      if (taken) await saveFile(taken, stream && large);
    } catch (thrown) {
      actions.reportFailure(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu width={240}>
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
        {EXPORTS.map(({ what, label, stream }) => (
          <Menu.Item key={what} onClick={() => void take(what, stream)} disabled={busy}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
