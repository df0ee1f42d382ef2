/** What was done to the file while it was read, with counts and the first places. */
import { countText } from '../charts/numbers.ts';
import type { Place, ReceiptEntry } from '../dataset/receipt.ts';
import { useApp } from '../store/binding.tsx';
import { selectActiveRun, selectTable } from '../store/selectors.ts';
import classes from './panel.module.css';

const placeText = ({ file, line, column, value }: Place): string =>
  [file, line === undefined ? undefined : `line ${line}`, column, value === undefined ? undefined : `“${value}”`]
    .filter((part) => part !== undefined)
    .join(' · ');

export const ReceiptList = ({ entries }: { readonly entries: readonly ReceiptEntry[] }) => (
  <ul className={classes.receipt}>
    {entries.map((entry) => (
      <li key={`${entry.what} ${entry.detail}`}>
        <span className={classes.count}>{countText(entry.count)}</span>
        <span>{entry.detail}</span>
        {entry.places && entry.places.length > 0 && (
          <span className={classes.places}>{entry.places.slice(0, 3).map(placeText).join('; ')}</span>
        )}
      </li>
    ))}
  </ul>
);

export const ReceiptCard = () => {
  const table = useApp(selectTable);
  const ofRun = useApp((s) => selectActiveRun(s)?.output?.prepared.receipt);
  if (!table) return null;
  return (
    <section className={classes.card} aria-label="Receipt">
      <div className={classes.cardHead}>
        <h2>Receipt</h2>
        <span className={classes.dim}>what was changed while reading</span>
      </div>
      {table.receipt.length === 0 && !ofRun?.length ? (
        <p className={classes.plainBody}>Nothing was changed: every cell is as it was in the file.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        <section className={classes.limited} tabIndex={0} aria-label="Receipt, scrolled">
          <ReceiptList entries={table.receipt} />
          {ofRun && ofRun.length > 0 && (
            <>
              <h3 className={classes.receiptHead}>For the run shown</h3>
              <ReceiptList entries={ofRun} />
            </>
          )}
        </section>
      )}
    </section>
  );
};
