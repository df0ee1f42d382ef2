/** Every column with its type, its spread and what it is for. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useDeferredValue, useState } from 'react';
import { countText, rangeText, spanText, timeText, valueText } from '../charts/numbers.ts';
import { SparkBars } from '../charts/SparkBars.tsx';
import { COLUMN_ROLES, type ColumnRole } from '../dataset/roles.ts';
import type { ColumnProfile } from '../dataset/summary.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { type ColumnWithRole, selectColumns } from '../store/selectors.ts';
import local from './column-table.module.css';
import classes from './panel.module.css';
import { useGrowing, useInSlices } from './use-growing.ts';

/** Wide exports have hundreds of columns; more than this are found by name. */
const MOST_SHOWN = 250;
/** Characters of a name that have room. */
const LEAST_NAME = 8;
const MOST_NAME = 22;
const VALUES_WIDTH = 26;
/** Lines that are there at once, and how many come with each turn after: all together would hold the page up. */
const FIRST_LINES = 14;
const MORE_LINES = 10;
/** Lines that change in one turn. */
const CHANGED_LINES = 24;

export const ROLE_WORDS: Readonly<Record<ColumnRole, string>> = {
  feature: 'Feature',
  label: 'Label',
  'attack-class': 'Attack class',
  identifier: 'Identifier',
  timestamp: 'Timestamp',
  ignored: 'Ignored',
};
const TYPE_WORDS = { number: 'number', text: 'text', time: 'time' } as const;

export const ColumnTable = () => {
  // What the columns spread over comes for all lines at once: they are drawn anew in slices.
  const columns = useInSlices(useApp(selectColumns), CHANGED_LINES);
  const [sought, setSought] = useState('');
  const wanted = useDeferredValue(sought.trim().toLowerCase());
  const found = wanted === '' ? columns : columns.filter((c) => c.profile.name.toLowerCase().includes(wanted));
  const nameWidth = Math.min(MOST_NAME, Math.max(LEAST_NAME, ...found.map(({ profile }) => profile.name.length)));
  const lines = useGrowing(Math.min(found.length, MOST_SHOWN), FIRST_LINES, MORE_LINES);
  return (
    <section className={classes.card} aria-label="Columns">
      <div className={classes.cardHead}>
        <h2>Columns</h2>
        <span className={classes.dim}>what each one is used for, and why</span>
        <TextInput
          className={classes.push}
          aria-label="Find a column"
          placeholder="Find a column"
          leftSection={<IconSearch size={13} aria-hidden />}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={`${classes.scroll} ${local.tall}`} tabIndex={0} aria-label="All columns">
        {/* No narrower than what its columns take and a reason that can be read beside them. */}
        <table
          className={`${classes.table} ${local.columns}`}
          style={{ minWidth: `calc(${nameWidth + VALUES_WIDTH}ch + 582px)` }}
        >
          <caption className="sf-unseen">Columns and their roles</caption>
          <colgroup>
            <col style={{ width: `calc(${nameWidth}ch + 20px)` }} />
            <col style={{ width: 58 }} />
            <col style={{ width: 116 }} />
            <col style={{ width: 78 }} />
            <col style={{ width: `calc(${VALUES_WIDTH}ch + 16px)` }} />
            <col style={{ width: 70 }} />
            <col style={{ width: 64 }} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Role</th>
              <th scope="col">Distribution</th>
              <th scope="col">Median (range) or top values</th>
              <th scope="col" className={classes.number}>
                Distinct
              </th>
              <th scope="col" className={classes.number}>
                Missing
              </th>
              <th scope="col">Why this role</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, lines).map((column) => (
              <ColumnLine key={column.profile.name} column={column} />
            ))}
          </tbody>
        </table>
        {found.length > MOST_SHOWN && (
          <p className={classes.cardBody}>
            {countText(found.length - MOST_SHOWN)} more columns: search for them by name above.
          </p>
        )}
        {found.length === 0 && <p className={classes.cardBody}>No column has that name.</p>}
      </section>
    </section>
  );
};

const isRole = (value: string): value is ColumnRole => COLUMN_ROLES.some((role) => role === value);

const ColumnLine = memo(({ column: { profile, role, changed } }: { readonly column: ColumnWithRole }) => {
  const { setRole } = useActions();
  const gaps = profile.missing + profile.infinite;
  return (
    <tr data-role={role} className={local.line}>
      <th scope="row" className={classes.cell} title={profile.name}>
        {profile.name}
      </th>
      <td className={classes.dim}>{TYPE_WORDS[profile.kind]}</td>
      <td>
        {/* The browser's own: a few elements a line, where there are dozens of lines. */}
        <select
          aria-label={`Role of ${profile.name}`}
          className={local.role}
          value={role}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (isRole(value)) setRole(profile.name, value);
          }}
        >
          {COLUMN_ROLES.map((value) => (
            <option key={value} value={value}>
              {ROLE_WORDS[value]}
            </option>
          ))}
        </select>
      </td>
      <td>
        {profile.numeric && profile.numeric.histogram.length > 0 && <SparkBars counts={profile.numeric.histogram} />}
      </td>
      <td className={classes.cell} title={profile.pending ? undefined : typical(profile, true)}>
        {profile.pending ? '…' : typical(profile)}
      </td>
      <td className={classes.number}>
        {profile.sampled && '≈ '}
        {profile.pending ? '…' : countText(profile.distinct)}
      </td>
      <td className={`${classes.number} ${gaps > 0 ? classes.missing : classes.dim}`}>{countText(gaps)}</td>
      <td className={classes.wrap}>{changed ? 'set by you' : profile.proposal.reason}</td>
    </tr>
  );
});

const typical = ({ kind, numeric, top }: ColumnProfile, isFull = false): string => {
  if (kind === 'time' && numeric) {
    const { minimum, maximum } = numeric;
    return isFull ? `${timeText(minimum)} to ${timeText(maximum)}` : spanText(minimum, maximum);
  }
  if (numeric) {
    const { minimum, maximum } = numeric;
    const median = valueText(numeric.median);
    const range = rangeText(minimum, maximum, isFull ? Number.POSITIVE_INFINITY : VALUES_WIDTH - median.length);
    return minimum === maximum ? range : `${median} (${range})`;
  }
  return top
    .slice(0, 3)
    .map((entry) => entry.value)
    .join(', ');
};
