/** Every setting of the next run: its value, what it does, whether it differs from the preset and from the run shown. */
import { Button, Switch } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useActions, useApp } from '../store/binding.tsx';
import { type SettingGroup, selectSettingGroups } from '../store/settings.ts';
import { InTurn } from './InTurn.tsx';
import { SettingControl } from './SettingControl.tsx';
import local from './side.module.css';

const OPEN_FIRST: ReadonlySet<SettingGroup['group']> = new Set(['Run', 'Split']);

/** `isTitled`: what it stands in says already what it is. */
export const SidePanel = ({ isTitled = false }: { readonly isTitled?: boolean }) => {
  const groups = useApp(selectSettingGroups);
  const base = useApp((s) => s.basePreset);
  const [explained, setExplained] = useState(false);
  const { setPreset } = useActions();
  const changed = groups.filter(({ group }) => group !== 'Columns').reduce((sum, group) => sum + group.changed, 0);
  return (
    <div className={local.panel}>
      <div className={local.head}>
        {!isTitled && <h2>Settings</h2>}
        <Switch label="Explain" checked={explained} onChange={(event) => setExplained(event.currentTarget.checked)} />
      </div>
      {changed > 0 && (
        <div className={local.reset}>
          <span>
            {changed} {changed === 1 ? 'change' : 'changes'} from {base === 'tutorial' ? 'Tutorial' : 'Recommended'}
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconRotate size={12} aria-hidden />}
            onClick={() => setPreset(base)}
          >
            Reset
          </Button>
        </div>
      )}
      <InTurn>
        {groups.map((group) => (
          <details key={group.group} className={local.group} open={OPEN_FIRST.has(group.group)}>
            <summary>
              {group.group}
              {group.changed > 0 && <span className={local.count}>{group.changed} changed</span>}
            </summary>
            <div className={local.settings}>
              {group.settings.map((state) => (
                <SettingControl key={state.setting.path} state={state} explained={explained} />
              ))}
            </div>
          </details>
        ))}
      </InTurn>
    </div>
  );
};
