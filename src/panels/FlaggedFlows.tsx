/** Flagged flows, highest score first, in a table that draws only the rows that are seen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { countText, scoreText } from '../charts/numbers.ts';
import type { Reason } from '../detectors/detector.ts';
import { useActions, useApp, useAppStore } from '../store/binding.tsx';
import { selectFlagged } from '../store/judgement.ts';
import { reasonDetector, selectActiveRun, selectColumns, selectResult } from '../store/selectors.ts';
import classes from './panel.module.css';
import local from './results.module.css';
import { RANKING_WORDS, SCOPE_WORDS } from './rule-words.ts';

const ROW_HEIGHT = 30;
/** Columns of the file in the table; the rest are in the drawer of a row. */
const MOST_COLUMNS = 24;
/** Browsers stop laying out somewhere past sixteen million pixels. */
const MOST_ROWS = 400_000;
const WIDTHS = { rank: 56, score: 84, label: 128, reasons: 420, cell: 124 } as const;

export const FlaggedFlows = () => {
  const flagged = useApp(selectFlagged);
  const result = useApp(selectResult);
  const run = useApp(selectActiveRun);
  const columns = useApp(selectColumns);
  const part = useApp((s) => s.view.part);
  const ranking = useApp((s) => s.view.ranking);
  const openRow = useApp((s) => s.view.openRow);
  useApp((s) => s.detailsVersion);
  const { openRow: open } = useActions();
  const { details } = useAppStore();
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);

  const count = Math.min(flagged.length, MOST_ROWS);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollMargin: 0,
  });
  const items = virtual.getVirtualItems();
  const runId = run?.output?.runId ?? null;
  const detector = run ? reasonDetector(run, ranking) : null;

  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? -1) + 1;
  useEffect(() => {
    if (to > from && runId !== null) {
      details.want([...flagged.subarray(from, to)], detector ? { runId, detector } : null);
    }
  }, [details, flagged, from, to, runId, detector]);
  // Another ranking or part is another list: it begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list's identity, not its length, starts it over.
  useEffect(() => {
    setCurrent(0);
    box.current?.scrollTo({ top: 0 });
  }, [ranking, part, runId]);

  const shown = useMemo(
    () =>
      columns
        .map((column, index) => ({ ...column, index }))
        .filter(({ role }) => role !== 'label' && role !== 'ignored')
        .slice(0, MOST_COLUMNS),
    [columns],
  );
  if (!run?.output || !result) return null;
  const { prepared } = run.output;
  const labelled = prepared.classes.length > 0;

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    const next = by !== undefined ? current + by : event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : null;
    if (next === null || count === 0) return;
    event.preventDefault();
    const held = Math.min(count - 1, Math.max(0, next));
    setCurrent(held);
    virtual.scrollToIndex(held);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${held}"] button`)?.focus());
  };
  const width =
    WIDTHS.rank + WIDTHS.score + (labelled ? WIDTHS.label : 0) + WIDTHS.reasons + shown.length * WIDTHS.cell;
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section className={classes.card} aria-label="Flagged">
      <div className={classes.cardHead}>
        <h3>Flagged flows</h3>
        <span className={classes.dim}>
          {countText(flagged.length)} of the {SCOPE_WORDS[part]} rows, by {RANKING_WORDS[ranking]}
          {flagged.length > count && `; the highest ${countText(count)} are listed`}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section ref={box} className={local.flows} onKeyDown={onKeyDown} tabIndex={0} aria-label="List, scrolled">
        <table style={{ width }} aria-rowcount={count + 1}>
          <caption className="sf-unseen">Flagged flows</caption>
          <colgroup>
            <col style={{ width: WIDTHS.rank }} />
            <col style={{ width: WIDTHS.score }} />
            {labelled && <col style={{ width: WIDTHS.label }} />}
            <col style={{ width: WIDTHS.reasons }} />
            {shown.map(({ profile }) => (
              <col key={profile.name} style={{ width: WIDTHS.cell }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className={local.right}>
                Rank
              </th>
              <th scope="col" className={local.right}>
                Score
              </th>
              {labelled && <th scope="col">True label</th>}
              <th scope="col">Why it stands out</th>
              {shown.map(({ profile }) => (
                <th
                  key={profile.name}
                  scope="col"
                  title={profile.name}
                  className={profile.kind === 'number' ? local.right : undefined}
                >
                  {profile.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Spacer height={before} />}
            {items.map(({ index }) => {
              const row = flagged[index];
              if (row === undefined) return null;
              const cells = details.cells(row)?.cells;
              const reasons = detector && runId !== null ? details.reasons(runId, detector, row) : undefined;
              const code = prepared.classCodes[row]!;
              const label = prepared.classes[code];
              return (
                <tr
                  key={row}
                  data-index={index}
                  aria-rowindex={index + 2}
                  data-open={row === openRow || undefined}
                  onClick={() => {
                    setCurrent(index);
                    open(row);
                  }}
                >
                  <td>
                    <button
                      type="button"
                      className={local.rank}
                      tabIndex={index === current ? 0 : -1}
                      aria-label={`Open flow of rank ${index + 1}`}
                    >
                      {countText(index + 1)}
                    </button>
                  </td>
                  <td className={local.right}>{scoreText(result.scores[row]!)}</td>
                  {labelled && (
                    <td>
                      {label ? (
                        <>
                          <i className={classes.swatch} data-truth={label.truth} />
                          {label.name}
                        </>
                      ) : (
                        '–'
                      )}
                    </td>
                  )}
                  <td>
                    <Reasons reasons={reasons} />
                  </td>
                  {shown.map(({ profile, index: at }) => (
                    <td
                      key={profile.name}
                      className={profile.kind === 'number' ? local.right : undefined}
                      title={cells?.[at]}
                    >
                      {cells ? cells[at] || '–' : ''}
                    </td>
                  ))}
                </tr>
              );
            })}
            {after > 0 && <Spacer height={after} />}
          </tbody>
        </table>
        {count === 0 && (
          <p className={local.empty}>Nothing lies above this threshold. Move it to the left to flag more.</p>
        )}
      </section>
    </section>
  );
};

const Spacer = ({ height }: { readonly height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row that holds nothing takes no focus.
  <tr className={local.spacer} aria-hidden="true">
    <td style={{ height }} />
  </tr>
);

/** The three columns that drive a row's score most, strongest first. */
const Reasons = ({ reasons }: { readonly reasons: readonly Reason[] | undefined }) => (
  <span className={local.why}>
    {reasons?.slice(0, 3).map(({ column, direction }) => (
      <span
        key={column}
        className={local.reason}
        data-low={direction === 'low' || undefined}
        title={`${column}, ${direction}`}
      >
        <span>{column}</span>
        {direction === 'low' ? '↓' : '↑'}
      </span>
    ))}
  </span>
);
