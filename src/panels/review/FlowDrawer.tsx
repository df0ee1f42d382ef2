/** One flow in full: its mark, why it stands out against each column's distribution, its likes, every column, its line. */
import { Button, Drawer, Loader, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconVectorTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { countText, scoreText, shareText, siText } from '../../charts/numbers.ts';
import { TinyDistribution } from '../../charts/TinyDistribution.tsx';
import { PARTS, type Part } from '../../evaluation/part.ts';
import { RANKING_IDS } from '../../evaluation/ranking.ts';
import { useActions, useApp, useAppStore } from '../../store/binding.tsx';
import { reviewOf, useReview, useReviewActions } from '../../store/review/binding.tsx';
import { selectListed } from '../../store/review/listed-rows.ts';
import { VERDICTS } from '../../store/review/mark-counts.ts';
import { rankOf } from '../../store/review/ranks.ts';
import { selectReasonReader } from '../../store/review/row-reasons.ts';
import { reasonDetector, selectActiveRun, selectMark, selectTable } from '../../store/selectors.ts';
import classes from '../panel.module.css';
import results from '../results.module.css';
import { RANKING_WORDS, SCOPE_WORDS } from '../rule-words.ts';
import { Segments } from '../Segments.tsx';
import { useFocusKept } from '../use-focus-kept.ts';
import { FLOWS_LIST } from './flow-columns.ts';
import { VERDICT_WORDS } from './list-words.ts';
import local from './review.module.css';

const MOST_REASONS = 6;
/** What would be written as 0% of the score is no reason. */
const LEAST_SHARE = 0.005;

const partText = (part: Part): string => (part === 'left-out' ? 'left out' : `${SCOPE_WORDS[part]} row`);

export const FlowDrawer = () => {
  const row = useApp((s) => s.view.openRow);
  const { openRow } = useActions();
  // It gives the focus back to the row it was opened from, which may be listed no more.
  useFocusKept(row === null, () => document.getElementById(FLOWS_LIST));
  return (
    <Drawer
      opened={row !== null}
      onClose={() => openRow(null)}
      position="right"
      size={480}
      title={row === null ? '' : `Flow in row ${countText(row + 1)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      // A header in a dialog is no banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      overlayProps={{ backgroundOpacity: 0.15 }}
      transitionProps={{ duration: 0 }}
    >
      {row !== null && (
        <>
          {/* The same buttons for each flow: the one that was pressed keeps the focus. */}
          <Neighbours row={row} />
          <FlowInFull key={row} row={row} />
        </>
      )}
    </Drawer>
  );
};

const FlowInFull = ({ row }: { readonly row: number }) => {
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
  const label = prepared.classes[prepared.classCodes[row]!];
  return (
    <>
      <dl className={local.facts}>
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
        <dd className={classes.dim}>{partText(PARTS[prepared.parts[row]!]!)}</dd>
        {RANKING_IDS.map((id) => {
          const of = result.results[id];
          if (!of) return null;
          const threshold = run.thresholds[id]?.present.resolved.threshold;
          const score = of.scores[row]!;
          return (
            <div key={id} style={{ display: 'contents' }}>
              <dt>{RANKING_WORDS[id]}</dt>
              <dd>
                {scoreText(score)}{' '}
                {threshold !== undefined && score > threshold ? (
                  <b>flagged</b>
                ) : (
                  <span className={classes.dim}>not flagged</span>
                )}
              </dd>
              <dd className={classes.dim}>
                rank {countText(rankOf(of, row))} of {countText(of.ranking.order.length)}
              </dd>
            </div>
          );
        })}
      </dl>
      <MarkBox row={row} />
      <Why row={row} />
      {detail ? (
        <>
          <h3 className={results.section}>Original line in the file</h3>
          {detail.line === null ? (
            <p className={classes.hint}>{detail.noLine ?? 'This row was generated, so there is no file behind it.'}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
            <pre className={results.line} tabIndex={0}>
              {detail.line}
            </pre>
          )}
          <h3 className={results.section}>All columns</h3>
          <dl className={results.cells}>
            {table.columns.map((column, i) => (
              <div key={column.name} style={{ display: 'contents' }}>
                <dt>{column.name}</dt>
                <dd>{detail.cells[i] || '–'}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : (
        <Loader size="xs" aria-label="Reading the row" />
      )}
    </>
  );
};

/** The flow before and after in the list, without closing. */
const Neighbours = ({ row }: { readonly row: number }) => {
  const store = useAppStore();
  const go = (by: 1 | -1): void => {
    // Looked for when asked: the place in a list of a million is no fact worth keeping up.
    const rows = selectListed(store.api.getState(), reviewOf(store).api.getState());
    const next = rows[rows.indexOf(row) + by];
    if (rows.includes(row) && next !== undefined) store.actions.openRow(next);
  };
  return (
    <div className={local.drawerTools} style={{ margin: '0 0 8px' }}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconArrowUp size={12} aria-hidden />}
        onClick={() => go(-1)}
      >
        Previous
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconArrowDown size={12} aria-hidden />}
        onClick={() => go(1)}
      >
        Next
      </Button>
    </div>
  );
};

const MarkBox = ({ row }: { readonly row: number }) => {
  const kept = useApp((s) => selectMark(s, row));
  const { mark } = useActions();
  const [note, setNote] = useState(kept?.note ?? '');
  return (
    <div className={local.markBox}>
      <Segments
        fills
        label="Mark"
        value={kept?.verdict ?? 'none'}
        onChoose={(value) => mark(row, { verdict: value === 'none' ? null : value })}
        choices={[['none', 'No mark'], ...VERDICTS.map((value) => [value, VERDICT_WORDS[value]] as const)]}
      />
      <Textarea
        aria-label="Note"
        placeholder="Add a note (kept in this browser)"
        autosize
        minRows={1}
        maxRows={6}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
          mark(row, { note: event.currentTarget.value });
        }}
      />
    </div>
  );
};

const Why = ({ row }: { readonly row: number }) => {
  const run = useApp(selectActiveRun);
  const ranking = useApp((s) => s.view.ranking);
  const reader = useApp(selectReasonReader);
  const seeking = useReview((r) => r.seeking);
  const { findLike } = useReviewActions();
  const { details, actions } = useAppStore();
  useApp((s) => s.detailsVersion);
  const detector = run ? reasonDetector(run, ranking) : null;
  const reasons = run?.output && detector ? details.reasons(run.output.runId, detector, row) : undefined;
  const cells = details.cells(row)?.cells;
  const whole = (reasons ?? []).reduce((sum, reason) => sum + Math.abs(reason.contribution), 0);
  const told = (reasons ?? []).filter(({ contribution }) => Math.abs(contribution) >= whole * LEAST_SHARE);
  const widest = Math.max(Number.MIN_VALUE, ...(reasons ?? []).map((reason) => Math.abs(reason.contribution)));
  return (
    <>
      <h3 className={results.section}>
        Why it stands out{detector && `, according to the ${RANKING_WORDS[detector]}`}
      </h3>
      {reasons ? (
        <ul className={local.reasons} aria-label="Reasons">
          {told.slice(0, MOST_REASONS).map((reason) => {
            const drawn = reader?.distribution(reason, cells);
            const said = reader?.words(reason, cells);
            const size = Math.abs(reason.contribution);
            return (
              <li key={reason.column}>
                <div>
                  <b>{reason.column}</b> {said?.words}
                  <span className={classes.dim}> · {shareText(whole > 0 ? size / whole : 0, 0)} of the score</span>
                  <div
                    className={local.share}
                    data-low={said?.isLow || undefined}
                    style={{ width: `${(100 * size) / widest}%` }}
                  />
                </div>
                {drawn ? (
                  <span
                    title={
                      drawn.ends
                        ? `From ${siText(drawn.ends[0])} to ${siText(drawn.ends[1])}`
                        : drawn.bars.map((bar) => bar.label).join(', ')
                    }
                  >
                    <TinyDistribution {...drawn} />
                  </span>
                ) : (
                  <span />
                )}
              </li>
            );
          })}
        </ul>
      ) : (
        <Loader size="xs" aria-label="Loading the reasons" />
      )}
      <div className={local.drawerTools}>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconVectorTriangle size={13} aria-hidden />}
          loading={seeking === row}
          onClick={() => void findLike(row).then(() => actions.openRow(null))}
        >
          More like this
        </Button>
      </div>
    </>
  );
};
