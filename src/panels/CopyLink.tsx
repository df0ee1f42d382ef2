/** Copies an address that carries the settings, never the data; and, where it is asked for, aggregates of the result. */
import { ActionIcon, Checkbox, Popover } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { countText } from '../charts/numbers.ts';
import { linkMayDiffer, linkOf } from '../store/address.ts';
import { useApp, useAppStore } from '../store/binding.tsx';
import { selectActiveRun } from '../store/selectors.ts';
import { useTakeAwayStore } from '../store/take-away/binding.tsx';
import classes from './take-away/take-away.module.css';

interface Copied {
  /** Characters. */
  readonly length: number;
  readonly inClipboard: boolean;
}

export const CopyLink = () => {
  const { api } = useAppStore();
  const { tools } = useTakeAwayStore();
  const hasResult = useApp((s) => selectActiveRun(s)?.phase === 'done');
  const [opened, setOpened] = useState(false);
  const [copied, setCopied] = useState<Copied | null>(null);
  const [withSummary, setWithSummary] = useState(false);
  const written = useRef<string | null>(null);
  // A link that is no longer so leaves the address bar: loaded anew, the page would go back to it.
  useEffect(
    () =>
      api.subscribe((state, before) => {
        if (written.current === null || !linkMayDiffer(state, before)) return;
        if (location.href === written.current) {
          history.replaceState(null, '', `${location.pathname}${location.search}`);
        }
        written.current = null;
      }),
    [api],
  );
  const copy = async (summarised: boolean): Promise<void> => {
    const state = api.getState();
    const summary = summarised ? ((await tools.writeSummary(state)) ?? undefined) : undefined;
    const link = linkOf(state, location.href, summary);
    // The address bar shows it too, for browsers that forbid the clipboard.
    history.replaceState(null, '', link);
    written.current = location.href;
    let inClipboard = true;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      inClipboard = false;
    }
    setCopied({ length: link.length, inClipboard });
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      trapFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <ActionIcon
          aria-label="Copy link"
          title="Copy a link with these settings. It carries no data."
          onClick={() => {
            setOpened(true);
            void copy(withSummary && hasResult);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpened(false);
          }}
        >
          {opened && copied?.inClipboard ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.link}>
          <p role="alert">
            {copied === null
              ? 'Copying …'
              : copied.inClipboard
                ? `Link copied (${countText(copied.length)} characters). It carries settings, thresholds and view, but no data.`
                : `This browser does not allow copying. The link is in the address bar (${countText(copied.length)} characters).`}
          </p>
          <Checkbox
            label="Include the summary of the result"
            checked={withSummary && hasResult}
            disabled={!hasResult}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setWithSummary(checked);
              void copy(checked);
            }}
          />
          <span className={classes.hint}>
            Adds the figures, counts per score bin, class names with their counts, and a fingerprint of the data. Never
            a row, an address or a cell.
          </span>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
