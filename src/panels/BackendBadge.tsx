/** Which engine computed the run that is shown (or will compute the next), why, and the choice of another. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconCpu } from '@tabler/icons-react';
import { useActions, useApp } from '../store/binding.tsx';
import { selectBackend } from '../store/selectors.ts';
import classes from './panel.module.css';

const CHOICES = [
  { value: 'auto', label: 'Automatic', detail: 'the fastest that works here, timed' },
  { value: 'webgl', label: 'WebGL', detail: 'the graphics card' },
  { value: 'wasm', label: 'WebAssembly', detail: 'the processor, with SIMD' },
  { value: 'cpu', label: 'JavaScript', detail: 'works everywhere, slowest' },
] as const;

export const BackendBadge = () => {
  const chosen = useApp((s) => s.recipe.backend);
  const report = useApp(selectBackend);
  const { changeRecipe, probe } = useActions();
  const shown = report ? report.name : chosen === 'auto' ? 'auto' : chosen;
  return (
    <Menu width={320}>
      <Menu.Target>
        <Button
          variant="subtle"
          px={8}
          leftSection={<IconCpu size={14} aria-hidden />}
          aria-label={`Engine: ${shown}`}
          onClick={() => {
            if (!report) void probe();
          }}
        >
          {shown}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Engine of the next run</Menu.Label>
        {CHOICES.map(({ value, label, detail }) => (
          <Menu.Item
            key={value}
            onClick={() => changeRecipe((recipe) => ({ ...recipe, backend: value }))}
            rightSection={chosen === value ? <IconCheck size={14} aria-label="chosen" /> : null}
          >
            {label} <span className={classes.dim}>{detail}</span>
          </Menu.Item>
        ))}
        {report && (
          <>
            <Menu.Divider />
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
                            : `${entry.millisecondsPerStep.toFixed(2)} ms a step`}
                        </td>
                        <td>{entry.note}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </div>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
