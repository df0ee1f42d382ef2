/** What was opened: figures, columns with their roles, the label, what was done to the file, the first rows. */
import { Select } from '@mantine/core';
import { bytesText, countText, durationText, shareText } from '../charts/numbers.ts';
import { FORMAT_IDS, FORMAT_NAMES, type FormatId } from '../dataset/format.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { selectColumnCounts, selectTable } from '../store/selectors.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { FilesCard } from './FilesCard.tsx';
import { FirstRows } from './FirstRows.tsx';
import { InTurn } from './InTurn.tsx';
import { LabelCard } from './LabelCard.tsx';
import classes from './panel.module.css';
import { ReceiptCard } from './ReceiptCard.tsx';
import { DATA_NOTES } from './review/explanations.ts';
import { Notes } from './review/Notes.tsx';
import shell from './shell.module.css';

export const DataRoom = () => (
  <div className={shell.roomStack}>
    <Notes title="What you see here" notes={DATA_NOTES} />
    <div className={classes.stack}>
      <InTurn>
        <DataFigures />
        <div className={classes.row}>
          <LabelCard />
          <ReceiptCard />
          <FormatCard />
        </div>
        <FilesCard />
        <ColumnTable />
        <FirstRows />
      </InTurn>
    </div>
  </div>
);

const DataFigures = () => {
  const table = useApp(selectTable);
  const counts = useApp(selectColumnCounts);
  if (!table) return null;
  return (
    <dl className={classes.figures} aria-label="The dataset in figures">
      <div>
        <dt>Rows</dt>
        <dd>
          {countText(table.rows)}
          {table.sampleShare !== undefined && <small> a seeded sample of {shareText(table.sampleShare, 0)}</small>}
        </dd>
      </div>
      <div>
        <dt>Columns</dt>
        <dd>
          {countText(table.columns.length)}{' '}
          <small>
            {counts.numbers} numeric, {counts.texts} text{counts.times > 0 && `, ${counts.times} time`}
          </small>
        </dd>
      </div>
      <div>
        <dt>Feature columns</dt>
        <dd>{countText(counts.features)}</dd>
      </div>
      <div>
        <dt>Missing cells</dt>
        <dd>{countText(counts.missingCells)}</dd>
      </div>
      <div>
        <dt>Infinite cells</dt>
        <dd>{countText(counts.infiniteCells)}</dd>
      </div>
      <div>
        <dt>{table.bytes > 0 ? 'File size' : 'Generated'}</dt>
        <dd>
          {table.bytes > 0 && `${bytesText(table.bytes)} `}
          <small>
            {table.bytes > 0 ? 'read in' : 'in'} {durationText(table.milliseconds)}
          </small>
        </dd>
      </div>
    </dl>
  );
};

const isFormat = (value: string): value is FormatId => FORMAT_IDS.some((id) => id === value);

const FormatCard = () => {
  const table = useApp(selectTable);
  const isSample = useApp((s) => s.dataset.kind === 'open' && s.dataset.origin === 'sample');
  const { setFormat } = useActions();
  if (!table) return null;
  return (
    <section className={classes.card} aria-label="Format">
      <div className={classes.cardHead}>
        <h2>Format</h2>
        <span className={classes.dim}>{table.formatName}</span>
      </div>
      <div className={classes.cardBody}>
        <p className={classes.hint}>
          {isSample ? 'Generated in this browser from a seed.' : `Recognised by: ${table.formatReason}.`}
        </p>
        {!isSample && (
          <Select
            mt={8}
            label="Read as"
            value={table.format}
            data={FORMAT_IDS.filter((id) => id !== 'sample').map((id) => ({ value: id, label: FORMAT_NAMES[id] }))}
            onChange={(value) => {
              if (value !== null && isFormat(value) && value !== table.format) void setFormat(value);
            }}
          />
        )}
      </div>
    </section>
  );
};
