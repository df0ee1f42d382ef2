/** Which columns of the file the table shows. */
import { Button, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useApp } from '../../store/binding.tsx';
import { useReviewActions } from '../../store/review/binding.tsx';
import { selectColumns } from '../../store/selectors.ts';
import local from './review.module.css';

export const ColumnPicker = ({ shown }: { readonly shown: readonly string[] }) => {
  const columns = useApp(selectColumns);
  const { showColumns } = useReviewActions();
  const [sought, setSought] = useState('');
  const found = columns.filter(({ profile }) => profile.name.toLowerCase().includes(sought.trim().toLowerCase()));
  const toggle = (name: string): void => {
    const chosen = new Set(shown);
    if (!chosen.delete(name)) chosen.add(name);
    showColumns(columns.map(({ profile }) => profile.name).filter((one) => chosen.has(one)));
  };
  return (
    <Popover position="bottom-end" shadow="md" width={260} trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconColumns3 size={13} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns of the table">
        <TextInput
          aria-label="Find a column"
          placeholder="Find a column"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
        <section className={local.picker} tabIndex={0} aria-label="Columns, scrolled">
          {found.map(({ profile }) => (
            <label key={profile.name}>
              <input type="checkbox" checked={shown.includes(profile.name)} onChange={() => toggle(profile.name)} />
              {profile.name}
            </label>
          ))}
        </section>
        <div className={local.drawerTools}>
          <Button size="compact-xs" variant="subtle" onClick={() => showColumns(null)}>
            Default
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => showColumns(columns.map(({ profile }) => profile.name))}
          >
            All
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => showColumns([])}>
            None
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
