/** What can be taken away from the run that is shown. */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useApp } from '../store/binding.tsx';
import { selectActiveRun } from '../store/selectors.ts';

export const ExportMenu = () => {
  const ready = useApp(selectActiveRun)?.phase === 'done';
  return (
    <Menu width={240}>
      <Menu.Target>
        <Button variant="default" px={10} leftSection={<IconDownload size={14} aria-hidden />} disabled={!ready}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item>Results (JSON)</Menu.Item>
        <Menu.Item>Flagged rows (CSV)</Menu.Item>
        <Menu.Item>All rows with scores (CSV)</Menu.Item>
        <Menu.Item>Report (HTML)</Menu.Item>
        <Menu.Item>Model (JSON)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
