/** The first rows as they were read. */
import { memo, useRef } from 'react';
import type { TableSummary } from '../dataset/summary.ts';
import { useApp } from '../store/binding.tsx';
import { selectTable } from '../store/selectors.ts';
import local from './column-table.module.css';
import classes from './panel.module.css';
import { useGrowing } from './use-growing.ts';
import { useNear } from './use-near.ts';

/** Cells that are drawn in one turn: wide tables have thousands among their first rows. */
const CELLS_A_TURN = 320;

export const FirstRows = () => {
  const table = useApp(selectTable);
  const card = useRef<HTMLElement>(null);
  // Thousands of cells, under everything else of the room: laid out and painted when they are looked for.
  const near = useNear(card);
  const aTurn = Math.max(1, Math.floor(CELLS_A_TURN / Math.max(1, table?.columns.length ?? 1)));
  if (!table) return null;
  return (
    <section ref={card} className={`${classes.card} ${local.far}`} aria-label="First rows">
      <div className={classes.cardHead}>
        <h2>First rows</h2>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label="First rows, scrolled">
        <table className={classes.table}>
          <caption className="sf-unseen">First rows of the dataset</caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.name} scope="col" className={column.kind === 'number' ? classes.number : undefined}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{near && <Lines rows={table.firstRows} columns={table.columns} aTurn={aTurn} />}</tbody>
        </table>
      </section>
    </section>
  );
};

const Lines = ({
  rows,
  columns,
  aTurn,
}: {
  readonly rows: TableSummary['firstRows'];
  readonly columns: TableSummary['columns'];
  readonly aTurn: number;
}) => {
  const lines = useGrowing(rows.length, aTurn, aTurn);
  return rows.slice(0, lines).map((row, r) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a row's number is its name.
    <Line key={r} row={row} columns={columns} />
  ));
};

const Line = memo(
  ({ row, columns }: { readonly row: readonly string[]; readonly columns: TableSummary['columns'] }) => (
    <tr>
      {columns.map((column, c) => (
        <td
          key={column.name}
          title={row[c]}
          className={`${classes.cell} ${column.kind === 'number' ? classes.number : ''}`}
        >
          {row[c] === '' ? <span className={classes.dim}>–</span> : row[c]}
        </td>
      ))}
    </tr>
  ),
);
