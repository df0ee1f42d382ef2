/** Copies an address that carries the settings, never the data. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { linkOf } from '../store/address.ts';
import { useAppStore } from '../store/binding.tsx';

export const CopyLink = () => {
  const { api } = useAppStore();
  const [said, setSaid] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    const link = linkOf(api.getState(), location.href);
    // The address bar shows it too, for browsers that forbid the clipboard.
    history.replaceState(null, '', link);
    try {
      await navigator.clipboard.writeText(link);
      setSaid('copied');
    } catch {
      setSaid('failed');
    }
  };
  return (
    <Tooltip
      label={
        said === 'copied'
          ? 'Copied'
          : said === 'failed'
            ? 'The browser forbids copying: the link stands in the address bar.'
            : 'Copies an address with these settings. It carries no data.'
      }
    >
      <ActionIcon aria-label="Copy link" onClick={() => void copy()}>
        {said === 'copied' ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
};
