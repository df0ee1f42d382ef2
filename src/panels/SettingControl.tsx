/** One setting with the control its kind asks for. */
import { Button, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { memo, useEffect, useId, useState } from 'react';
import type { Setting } from '../recipe/settings-catalogue.ts';
import { useActions } from '../store/binding.tsx';
import type { SettingState } from '../store/settings.ts';
import { RulePicker } from './RulePicker.tsx';
import local from './side.module.css';

interface Props {
  readonly state: SettingState;
  readonly explained: boolean;
}

export const SettingControl = memo(({ state, explained }: Props) => {
  const { setting, preset, ran } = state;
  const id = useId();
  const [wrong, setWrong] = useState<string | null>(null);
  const { setSetting } = useActions();
  const change = (value: unknown): boolean => {
    const fault = setSetting(setting.path, value);
    setWrong(fault ? `${fault.message} ${fault.advice}` : null);
    return fault === null;
  };
  const note = [
    preset !== null ? `Preset: ${preset}.` : '',
    ran !== null && ran !== preset ? `This run: ${ran}.` : '',
  ].join(' ');
  return (
    <div className={local.setting} data-changed={preset !== null || undefined}>
      {/* The browser's own tip: half a hundred of drawn ones would be laid out with the page. */}
      <label htmlFor={id} className={local.label} title={explained ? undefined : setting.effect}>
        {setting.label}
      </label>
      <div className={local.control}>
        <Control id={id} state={state} change={change} />
      </div>
      <p id={`${id}-effect`} className={explained ? local.effect : 'sf-unseen'}>
        {setting.effect}
      </p>
      {note.trim() !== '' && <p className={local.effect}>{note}</p>}
      {wrong !== null && (
        <p className={local.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
});

interface ControlProps {
  readonly id: string;
  readonly state: SettingState;
  readonly change: (value: unknown) => boolean;
}

const Control = ({ id, state: { setting, value, words }, change }: ControlProps) => {
  const { showRoom } = useActions();
  const described = { id, 'aria-describedby': `${id}-effect` };
  const { control } = setting;
  switch (control.kind) {
    case 'switch':
      return <Switch {...described} checked={value === true} onChange={(e) => change(e.currentTarget.checked)} />;
    case 'choice':
      return (
        <NativeSelect
          {...described}
          value={String(value)}
          // A long one is cut in the field.
          title={control.options.find((option) => option.value === value)?.label}
          data={control.options.map((option) => ({ value: option.value, label: option.label }))}
          onChange={(e) => change(e.currentTarget.value)}
        />
      );
    case 'number':
      return <NumberControl id={id} control={control} value={value} change={change} />;
    case 'layers':
      return <LayersControl id={id} value={value} change={change} />;
    case 'roles':
    case 'label-values':
      return (
        <Button {...described} size="compact-xs" variant="default" onClick={() => showRoom('data')} title={words}>
          {words.length > 20 ? `${words.slice(0, 19)}…` : words}
        </Button>
      );
    case 'threshold':
      return <RulePicker id={id} compact label={words} onRule={change} />;
  }
};

const NumberControl = ({
  id,
  control,
  value,
  change,
}: {
  readonly id: string;
  readonly control: Extract<Setting['control'], { kind: 'number' }>;
  readonly value: unknown;
  readonly change: (value: unknown) => boolean;
}) => {
  const [draft, setDraft] = useState(shown(value));
  useEffect(() => setDraft(shown(value)), [value]);
  const off = control.mayBeOff && value === null;
  const commit = (): void => {
    if (draft.trim() === '' || draft === shown(value)) setDraft(shown(value));
    else if (!change(Number(draft))) setDraft(shown(value));
  };
  return (
    <>
      {control.mayBeOff && (
        <Switch
          aria-label="On"
          checked={!off}
          onChange={(e) => change(e.currentTarget.checked ? Math.max(5, control.minimum) : null)}
        />
      )}
      {!off && (
        <NumberInput
          id={id}
          aria-describedby={`${id}-effect`}
          hideControls
          thousandSeparator={control.maximum > 9999 && control.maximum < 4e9 ? ',' : undefined}
          title={control.unit}
          value={draft}
          onChange={(next) => setDraft(String(next))}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
          }}
        />
      )}
    </>
  );
};

const LayersControl = ({
  id,
  value,
  change,
}: {
  readonly id: string;
  readonly value: unknown;
  readonly change: (value: unknown) => boolean;
}) => {
  const text = Array.isArray(value) ? value.join(' ') : '';
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  const commit = (): void => {
    if (draft === text) return;
    if (!change((draft.match(/\d+/g) ?? []).map(Number))) setDraft(text);
  };
  return (
    <TextInput
      id={id}
      aria-describedby={`${id}-effect`}
      title="Units of each hidden layer, first to last"
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
};

const shown = (value: unknown): string => (typeof value === 'number' ? String(value) : '');
