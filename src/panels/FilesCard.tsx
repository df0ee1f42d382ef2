/** Which files the rows came from, and which of them are only scored. */
import { bytesText, countText } from '../charts/numbers.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { selectBusy, selectTable } from '../store/selectors.ts';
import classes from './panel.module.css';
import { Segments } from './Segments.tsx';

export const FilesCard = () => {
  const table = useApp(selectTable);
  const busy = useApp(selectBusy) !== null;
  const { setScoreOnly } = useActions();
  if (!table || table.sources.length < 2) return null;
  const trained = table.sources.filter((source) => !source.scoreOnly).length;
  return (
    <section className={classes.card} aria-label="Files">
      <div className={classes.cardHead}>
        <h2>Files</h2>
        <span className={classes.dim}>
          {trained < table.sources.length
            ? 'files marked “Score only” are never trained on'
            : 'read as one dataset; mark a file “Score only” to train on the others and judge on it'}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={classes.limited} tabIndex={0} aria-label="Files, scrolled">
        <table className={classes.table}>
          <caption className="sf-unseen">Files of the dataset</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" className={classes.number}>
                Rows
              </th>
              <th scope="col" className={classes.number}>
                Size
              </th>
              <th scope="col">Use</th>
            </tr>
          </thead>
          <tbody>
            {table.sources.map((source) => (
              <tr key={source.name}>
                <td>{source.name}</td>
                <td className={classes.number}>{countText(source.endRow - source.firstRow)}</td>
                <td className={classes.number}>{bytesText(source.bytes)}</td>
                <td>
                  <Segments
                    label={`Use of ${source.name}`}
                    value={source.scoreOnly ? 'score' : 'train'}
                    // Something must be left to train on.
                    disabled={busy || (!source.scoreOnly && trained === 1)}
                    onChoose={(value) => void setScoreOnly(source.name, value === 'score')}
                    choices={[
                      ['train', 'Train and judge'],
                      ['score', 'Score only'],
                    ]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};

/** Said beside the results, since it decides what the figures are of. */
export const ScoreOnlyNote = () => {
  const table = useApp(selectTable);
  const names = table?.sources.filter((source) => source.scoreOnly).map((source) => source.name) ?? [];
  if (!table || names.length === 0) return null;
  return (
    <p className={classes.hint}>
      Score only: {names.join(', ')}. {names.length === 1 ? 'It was' : 'They were'} left out of training, and all test
      rows come from {names.length === 1 ? 'this file' : 'these files'}.
    </p>
  );
};
