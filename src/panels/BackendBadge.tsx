/** Which engine computed the run that is shown (or will compute the next), why, and the choice of another. */
import { Button, NativeSelect, Popover } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';
import { useActions, useApp } from '../store/binding.tsx';
import { selectBackend } from '../store/selectors.ts';
import classes from './panel.module.css';
import shell from './shell.module.css';

const CHOICES = [
  { value: 'auto', label: 'Automatic: the fastest one measured here' },
  { value: 'webgl', label: 'WebGL: on the graphics card' },
  { value: 'wasm', label: 'WebAssembly: on the processor, with SIMD' },
  { value: 'cpu', label: 'JavaScript: slowest, works everywhere' },
] as const;

export const BackendBadge = () => {
  const chosen = useApp((s) => s.recipe.backend);
  const report = useApp(selectBackend);
  const { changeRecipe, probe } = useActions();
  const shown = report ? report.name : chosen === 'auto' ? 'auto' : chosen;
  return (
    <Popover width={320} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          px={8}
          leftSection={<IconCpu size={14} aria-hidden />}
          aria-label={`Engine: ${shown}`}
          onClick={() => {
            if (!report) void probe();
          }}
        >
          <span className={shell.roomyOnly}>{shown}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <NativeSelect
          label="Engine for the next run"
          value={chosen}
          data={[...CHOICES]}
          onChange={(event) => {
            const choice = CHOICES.find(({ value }) => value === event.currentTarget.value);
            if (choice) changeRecipe((recipe) => ({ ...recipe, backend: choice.value }));
          }}
        />
        {report ? (
          <div className={classes.menuNote}>
            <strong>{report.name}</strong> {report.renderer && <span>on {report.renderer}</span>}
            <p>{report.reason}</p>
            {report.probed.length > 0 && (
              <table className={classes.tinyTable}>
                <caption className="sf-unseen">Time of one training step</caption>
                <tbody>
                  {report.probed.map((entry) => (
                    <tr key={entry.name}>
                      <th scope="row">{entry.name}</th>
                      <td>
                        {entry.millisecondsPerStep === null
                          ? 'does not run'
                          : `${entry.millisecondsPerStep.toFixed(2)}\u00a0ms per step`}
                      </td>
                      <td>{entry.millisecondsPerStep === null && entry.note}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </div>
        ) : (
          <p className={classes.hint}>The fastest one is found by timing a training step of each.</p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
};
