/** Every rule that finds a threshold, and what each wants to know. */
import { Button, Menu, NumberInput, Popover, Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { RULE_PARTS, type RulePart, type ThresholdRule } from '../evaluation/threshold-rule.ts';
import { useApp } from '../store/binding.tsx';
import { selectJudgesAll, selectRuleParts } from '../store/judgement.ts';
import { selectAnomalyClasses } from '../store/selectors.ts';
import classes from './panel.module.css';
import { SCOPE_WORDS } from './rule-words.ts';

type RuleKind = Exclude<ThresholdRule['kind'], 'value'>;

const RULES: readonly { readonly kind: RuleKind; readonly label: string; readonly labels: boolean }[] = [
  { kind: 'percentile', label: 'Percentile of the scores', labels: false },
  { kind: 'contamination', label: 'Contamination (share to flag)', labels: false },
  { kind: 'budget', label: 'Alert budget', labels: false },
  { kind: 'false-positive-rate', label: 'False-positive rate', labels: true },
  { kind: 'class-recall', label: 'Recall of an attack class', labels: true },
  { kind: 'best-f1', label: 'Best F1', labels: true },
  { kind: 'cost', label: 'Cost of misses and false alarms', labels: true },
];

interface Props {
  readonly id?: string;
  readonly label: string;
  /** In the settings: no wider than its place. */
  readonly compact?: boolean;
  readonly onRule: (rule: ThresholdRule) => void;
}

export const RulePicker = ({ id, label, compact = false, onRule }: Props) => {
  const [kind, setKind] = useState<RuleKind | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const labelled = useApp(selectAnomalyClasses).length > 0;
  return (
    <Popover
      opened={kind !== null}
      onChange={() => setKind(null)}
      // The menu item that opened it is gone by now.
      onClose={() => button.current?.focus()}
      width={260}
      trapFocus
      withRoles={false}
      position="bottom-start"
    >
      <Popover.Target>
        <span>
          <Menu position="bottom-start" width={280}>
            <Menu.Target>
              <Button
                ref={button}
                id={id}
                variant="default"
                size={compact ? 'compact-xs' : 'xs'}
                title={label}
                maw={compact ? 148 : undefined}
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                {label}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>Without labels</Menu.Label>
              {RULES.filter((rule) => !rule.labels).map((rule) => (
                <Menu.Item key={rule.kind} onClick={() => setKind(rule.kind)}>
                  {rule.label}
                </Menu.Item>
              ))}
              <Menu.Label>With labels</Menu.Label>
              {RULES.filter((rule) => rule.labels).map((rule) => (
                <Menu.Item key={rule.kind} onClick={() => setKind(rule.kind)} disabled={!labelled}>
                  {rule.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        {kind !== null && (
          <RuleForm
            kind={kind}
            onRule={onRule}
            close={() => {
              setKind(null);
              button.current?.focus();
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
};

const RuleForm = ({
  kind,
  onRule,
  close,
}: {
  readonly kind: RuleKind;
  readonly onRule: Props['onRule'];
  readonly close: () => void;
}) => {
  const attackClasses = useApp(selectAnomalyClasses);
  const parts = useApp(selectRuleParts);
  const judgesAll = useApp(selectJudgesAll);
  const [of, setOf] = useState<RulePart>(parts.includes('validation') ? 'validation' : 'test');
  const [first, setFirst] = useState<number>(FIRST[kind]);
  const [second, setSecond] = useState<number>(1);
  const [per, setPer] = useState<'day' | 'all'>('all');
  const [attackClass, setAttackClass] = useState(attackClasses[0] ?? '');
  const number = (label: string, most: number, suffix = '') => (
    <NumberInput
      label={label}
      value={first}
      min={0}
      max={most}
      suffix={suffix}
      onChange={(value) => setFirst(Number(value))}
      data-autofocus
    />
  );
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        onRule(ruleOf(kind, { of, first, second, per, attackClass }));
        close();
      }}
    >
      {kind === 'percentile' && number('Percentile', 100)}
      {kind === 'contamination' && number('Share to flag', 50, '%')}
      {kind === 'false-positive-rate' && number('Normal rows flagged, at most', 100, '%')}
      {kind === 'budget' && (
        <>
          {number('Alerts, at most', 1e9)}
          <Select
            label="Counted"
            value={per}
            data={[
              { value: 'all', label: 'in total' },
              { value: 'day', label: 'per day' },
            ]}
            onChange={(value) => setPer(value === 'day' ? 'day' : 'all')}
          />
        </>
      )}
      {kind === 'class-recall' && (
        <>
          <Select
            label="Attack class"
            value={attackClass}
            data={[...attackClasses]}
            onChange={(value) => setAttackClass(value ?? '')}
          />
          {number('Share to catch', 100, '%')}
        </>
      )}
      {kind === 'cost' && (
        <>
          {number('Cost of a miss', 1e9)}
          <NumberInput
            label="Cost of a false alarm"
            value={second}
            min={0}
            max={1e9}
            onChange={(value) => setSecond(Number(value))}
          />
        </>
      )}
      {kind !== 'budget' && (
        <Select
          label="Found on"
          description={
            kind === 'percentile' || kind === 'contamination'
              ? undefined
              : 'Choose on validation rows and judge on test rows to keep the figures honest.'
          }
          value={of}
          data={parts.map((part) => ({ value: part, label: `${SCOPE_WORDS[judgesAll ? 'all' : part]} rows` }))}
          onChange={(value) => setOf(RULE_PARTS.find((part) => part === value) ?? 'test')}
        />
      )}
      <Button type="submit">Set threshold</Button>
    </form>
  );
};

const FIRST: Readonly<Record<RuleKind, number>> = {
  percentile: 95,
  contamination: 1,
  budget: 20,
  'false-positive-rate': 1,
  'class-recall': 90,
  'best-f1': 0,
  cost: 10,
};

const ruleOf = (
  kind: RuleKind,
  form: {
    readonly of: RulePart;
    readonly first: number;
    readonly second: number;
    readonly per: 'day' | 'all';
    readonly attackClass: string;
  },
): ThresholdRule => {
  const { of, first, second, per, attackClass } = form;
  switch (kind) {
    case 'percentile':
      return { kind, percentile: Math.min(100, first), of };
    case 'contamination':
      return { kind, share: Math.min(0.5, first / 100), of };
    case 'budget':
      return { kind, alerts: Math.round(first), per };
    case 'false-positive-rate':
      return { kind, rate: Math.min(1, first / 100), of };
    case 'class-recall':
      return { kind, attackClass, recall: Math.min(1, first / 100), of };
    case 'best-f1':
      return { kind, of };
    case 'cost':
      return { kind, miss: first, falseAlarm: second, of };
  }
};
