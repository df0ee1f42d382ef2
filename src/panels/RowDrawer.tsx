/** One flow in full: why it stands out, every column, the line as it stands in the file. */
import { Loader } from '@mantine/core';
import { useEffect } from 'react';
import { countText, scoreText } from '../charts/numbers.ts';
import { PARTS } from '../evaluation/part.ts';
import { RANKING_IDS } from '../evaluation/ranking.ts';
import { useActions, useApp, useAppStore } from '../store/binding.tsx';
import { reasonDetector, selectActiveRun, selectTable } from '../store/selectors.ts';
import classes from './panel.module.css';
import local from './results.module.css';
import { RANKING_WORDS } from './rule-words.ts';
import { SidePane } from './SidePane.tsx';

export const RowDrawer = () => {
  const row = useApp((s) => s.view.openRow);
  const { openRow } = useActions();
  return (
    <SidePane
      opened={row !== null}
      onClose={() => openRow(null)}
      position="right"
      size={460}
      title={row === null ? '' : `Flow in row ${countText(row + 1)}`}
    >
      {row !== null && <RowInFull row={row} />}
    </SidePane>
  );
};

const RowInFull = ({ row }: { readonly row: number }) => {
  const run = useApp(selectActiveRun);
  const table = useApp(selectTable);
  const ranking = useApp((s) => s.view.ranking);
  useApp((s) => s.detailsVersion);
  const { details } = useAppStore();
  const runId = run?.output?.runId ?? null;
  const detector = run ? reasonDetector(run, ranking) : null;
  useEffect(() => {
    details.want([row], runId !== null && detector ? { runId, detector } : null);
  }, [details, row, runId, detector]);
  if (!run?.output || !table) return null;
  const { prepared, result } = run.output;
  const detail = details.cells(row);
  const reasons = runId !== null && detector ? details.reasons(runId, detector, row) : undefined;
  const label = prepared.classes[prepared.classCodes[row]!];
  const widest = Math.max(...(reasons ?? []).map((reason) => Math.abs(reason.contribution)), Number.MIN_VALUE);
  return (
    <>
      <dl className={local.cells}>
        <dt>True label</dt>
        <dd>
          {label ? (
            <>
              <i className={classes.swatch} data-truth={label.truth} />
              {label.name}
            </>
          ) : (
            '–'
          )}
        </dd>
        <dt>Part</dt>
        <dd>{PARTS[prepared.parts[row]!]}</dd>
        {RANKING_IDS.map((id) => {
          const scores = result.results[id]?.scores;
          return (
            scores && (
              <div key={id} style={{ display: 'contents' }}>
                <dt>{RANKING_WORDS[id]}</dt>
                <dd>{scoreText(scores[row]!)}</dd>
              </div>
            )
          );
        })}
      </dl>
      <h3 className={local.section}>Why it stands out{detector && `, by the ${RANKING_WORDS[detector]}`}</h3>
      {reasons ? (
        <div className={local.bars}>
          {reasons.slice(0, 8).map(({ column, contribution, direction }) => (
            <div key={column} style={{ display: 'contents' }}>
              <b title={column}>{column}</b>
              <i style={{ width: `${(100 * Math.abs(contribution)) / widest}%` }} />
              <span className={classes.dim}>{direction === 'high' ? '↑ high' : '↓ low'}</span>
            </div>
          ))}
        </div>
      ) : (
        <Loader size="xs" aria-label="Asking for the reasons" />
      )}
      {detail ? (
        <>
          <h3 className={local.section}>Every column</h3>
          <dl className={local.cells}>
            {table.columns.map((column, i) => (
              <div key={column.name} style={{ display: 'contents' }}>
                <dt>{column.name}</dt>
                <dd>{detail.cells[i] || '–'}</dd>
              </div>
            ))}
          </dl>
          <h3 className={local.section}>The line as it stands in the file</h3>
          {detail.line === null ? (
            <p className={classes.hint}>These rows were generated, or the file can no longer be read.</p>
          ) : (
            <pre className={local.line}>{detail.line}</pre>
          )}
        </>
      ) : (
        <Loader size="xs" aria-label="Reading the row" />
      )}
    </>
  );
};
