/** Which column says what a flow was, and which of its values count as normal. */
import { Checkbox, Loader, Select } from '@mantine/core';
import { countText, shareText } from '../charts/numbers.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { selectColumns, selectLabel, selectLabelColumn, selectNormal, selectTable } from '../store/selectors.ts';
import classes from './panel.module.css';

const NONE = ' none';

/** What the values mean for the figures, where some will be missing. */
const consequence = (values: readonly { readonly value: string }[], normal: ReadonlySet<string>): string | null => {
  const usual = values.filter(({ value }) => normal.has(value)).length;
  if (values.length === 0) return 'No row has a value in this column. Choose another one, or “No label”.';
  if (usual === 0) {
    return 'No value counts as normal, so every row counts as an anomaly, and false alarms, precision and ROC cannot be measured. Tick the values that mean normal traffic.';
  }
  if (usual < values.length) return null;
  return 'Every row counts as normal: false alarms can be counted, but with no attacks there is no recall and no ROC curve. If a value means an attack, untick it.';
};

export const LabelCard = () => {
  const table = useApp(selectTable);
  const columns = useApp(selectColumns);
  const column = useApp(selectLabelColumn);
  const label = useApp(selectLabel);
  const normal = useApp(selectNormal);
  const { setLabelColumn, setNormal } = useActions();
  if (!table) return null;
  const told = label && consequence(label.values, normal);
  return (
    <section className={classes.card} aria-label="Label">
      <div className={classes.cardHead}>
        <h2>Label</h2>
        <span className={classes.dim}>
          {column === null ? 'none: flows are ranked, not judged' : 'used to judge, never to train'}
        </span>
      </div>
      <div className={classes.cardBody}>
        <Select
          label="Label column"
          searchable
          value={column ?? NONE}
          data={[
            { value: NONE, label: 'No label' },
            ...columns.map(({ profile }) => ({ value: profile.name, label: profile.name })),
          ]}
          onChange={(value) => void setLabelColumn(value === null || value === NONE ? null : value)}
        />
        {column !== null && !label && <Loader size="xs" mt={12} aria-label="Reading the values" />}
        {told && (
          <p className={classes.dim} role="note">
            {told}
          </p>
        )}
        {label && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
          <section className={classes.values} tabIndex={0} aria-label="Values of the label, scrolled">
            <table className={classes.table}>
              <caption className="sf-unseen">Values of the label column</caption>
              <thead>
                <tr>
                  <th scope="col">Normal</th>
                  <th scope="col">Value</th>
                  <th scope="col" className={classes.number}>
                    Rows
                  </th>
                  <th scope="col" className={classes.number}>
                    Share
                  </th>
                </tr>
              </thead>
              <tbody>
                {label.values.map(({ value, count }) => (
                  <tr key={value}>
                    <td>
                      <Checkbox
                        aria-label={`${value} counts as normal`}
                        checked={normal.has(value)}
                        onChange={(event) => {
                          const next = new Set(normal);
                          if (event.currentTarget.checked) next.add(value);
                          else next.delete(value);
                          setNormal([...next]);
                        }}
                      />
                    </td>
                    <th scope="row" className={classes.cell} title={value}>
                      <i className={classes.swatch} data-truth={normal.has(value) ? 'normal' : 'anomaly'} />
                      {value}
                    </th>
                    <td className={classes.number}>{countText(count)}</td>
                    <td className={classes.number}>{shareText(count / table.rows)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </section>
  );
};
