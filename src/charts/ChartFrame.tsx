/** Around every chart: a title, its switches, and the same figures as a table for who cannot or will not read a picture. */
import { Switch } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import classes from './chart.module.css';
import { SavePicture } from './SavePicture.tsx';

export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly line?: 'solid' | 'dashed' | 'dotted';
}

interface Props {
  readonly title: string;
  /** Computed only while the table is shown. */
  readonly table: () => ChartTable;
  readonly legend?: readonly LegendEntry[];
  readonly controls?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export const ChartFrame = ({ title, table, legend, controls, footer, children }: Props) => {
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  return (
    <section className={classes.frame} aria-label={title} ref={frame}>
      <div className={classes.head}>
        <h3>{title}</h3>
        {legend && (
          <ul className={classes.legend}>
            {legend.map(({ label, color, line }) => (
              <li key={label}>
                <i
                  data-line={line}
                  style={line ? { borderTopColor: color, borderTopStyle: line } : { background: color }}
                  aria-hidden="true"
                />
                {label}
              </li>
            ))}
          </ul>
        )}
        <div className={classes.controls}>
          {controls}
          <Switch
            label="Show as table"
            checked={asTable}
            onChange={(event) => setAsTable(event.currentTarget.checked)}
          />
          {!asTable && <SavePicture title={title} legend={legend} frame={frame} />}
        </div>
      </div>
      <div className={classes.body}>
        {asTable ? <FiguresTable {...table()} /> : children}
        {footer}
      </div>
    </section>
  );
};

const FiguresTable = ({ caption, columns, rows }: ChartTable) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
  <section className={classes.tableBox} tabIndex={0} aria-label={`${caption}, scrolled`}>
    <table className={classes.table}>
      <caption className="sf-unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in a fixed order.
          <tr key={r}>
            {row.map((cell, c) => (
              <td key={columns[c]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
