/** The first rows as they were read. */
import { useApp } from '../store/binding.tsx';
import { selectTable } from '../store/selectors.ts';
import classes from './panel.module.css';

export const FirstRows = () => {
  const table = useApp(selectTable);
  if (!table) return null;
  return (
    <section className={classes.card} aria-label="First rows">
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
          <tbody>
            {table.firstRows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row's number is its name.
              <tr key={r}>
                {table.columns.map((column, c) => (
                  <td
                    key={column.name}
                    title={row[c]}
                    className={`${classes.cell} ${column.kind === 'number' ? classes.number : ''}`}
                  >
                    {row[c] === '' ? <span className={classes.dim}>–</span> : row[c]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};
