/** The flows that are listed, in a table that draws only the rows that are seen: sorted, filtered and marked here. */
import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import {
  type observeElementRect as observedAtOnce,
  elementScroll as scrolledAlways,
  useVirtualizer,
} from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { countText } from '../../charts/numbers.ts';
import { useActions, useApp, useAppStore } from '../../store/binding.tsx';
import { useBoth, useReview, useReviewActions } from '../../store/review/binding.tsx';
import { selectListed } from '../../store/review/listed-rows.ts';
import { reasonDetector, selectActiveRun, selectColumns, selectNarrowed, selectResult } from '../../store/selectors.ts';
import type { Verdict } from '../../store/state.ts';
import { Next } from '../InTurn.tsx';
import classes from '../panel.module.css';
import results from '../results.module.css';
import { RANKING_WORDS, SCOPE_WORDS } from '../rule-words.ts';
import { useFocusKept } from '../use-focus-kept.ts';
import { ColumnPicker } from './ColumnPicker.tsx';
import { FlowRow } from './FlowRow.tsx';
import { FlowsHead } from './FlowsHead.tsx';
import { FLOWS_LIST, flowColumns } from './flow-columns.ts';
import { ListChips } from './ListChips.tsx';
import { MarkCounts } from './MarkCounts.tsx';
import local from './review.module.css';
import { useFewNew } from './use-few-new.ts';

const ROW_HEIGHT = 30;
/** The list measures each of its rows when their number changes, and a threshold changes it: some milliseconds for these. */
const MOST_ROWS = 100_000;
/** Rows that are drawn for the first time in one turn. */
const NEW_ROWS = 6;
const MARK_KEYS: Readonly<Record<string, Verdict>> = { t: 'true-alarm', f: 'false-alarm', l: 'look-later' };

/** Its size once the browser has laid it out; asked for at once, the whole page would be laid out for it. */
const observeElementRect: typeof observedAtOnce = (virtualizer, tell) => {
  const element = virtualizer.scrollElement;
  if (!element) return;
  const observer = new ResizeObserver(([entry]) => {
    if (entry) tell({ width: entry.contentRect.width, height: entry.contentRect.height });
  });
  observer.observe(element);
  return () => observer.disconnect();
};

/** A list that begins stands at its top: to be told so would lay out the page. */
const elementScroll: typeof scrolledAlways = (offset, options, virtualizer) => {
  if (offset + (options.adjustments ?? 0) > 0 || (virtualizer.scrollOffset ?? 0) > 0) {
    scrolledAlways(offset, options, virtualizer);
  }
};

export const FlowsTable = () => {
  const rows = useBoth(selectListed);
  const isStale = useReview((r) => r.isNarrowing || r.found?.isStale === true);
  const chosenRows = useApp(selectNarrowed);
  const fault = useReview((r) => r.listFault);
  const kind = useReview((r) => r.list.kind);
  const chosen = useReview((r) => r.columns);
  const list = useReview((r) => r.list);
  const sort = useReview((r) => r.sort);
  const run = useApp(selectActiveRun);
  const result = useApp(selectResult);
  const columns = useApp(selectColumns);
  const part = useApp((s) => s.view.part);
  const ranking = useApp((s) => s.view.ranking);
  const { openRow, mark } = useActions();
  const { details, api } = useAppStore();
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const [isFiltering, setFiltering] = useState(false);

  const open = useCallback(
    (index: number, row: number): void => {
      setCurrent(index);
      openRow(row);
    },
    [openRow],
  );

  const count = Math.min(rows.length, MOST_ROWS);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    observeElementRect,
    scrollToFn: elementScroll,
    // Rows come with a turn of their own, not within that of the scroll: those past the edge hide the difference.
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const drawn = useFewNew(
    items.flatMap(({ index }) => rows[index] ?? []),
    NEW_ROWS,
    rows[current],
  );
  const runId = run?.output?.runId ?? null;
  const detector = run ? reasonDetector(run, ranking) : null;

  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? -1) + 1;
  useEffect(() => {
    if (to > from && runId !== null) {
      details.want([...rows.subarray(from, to)], detector ? { runId, detector } : null);
    }
  }, [details, rows, from, to, runId, detector]);
  // Another list begins at its top; a threshold that moves leaves it where it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is listed, not how many rows that is, starts it over.
  useEffect(() => {
    setCurrent(0);
    // Asked of what is known, and with the next frame: a scroll lays out the page, which is done once there anyway.
    if ((virtual.scrollOffset ?? 0) === 0) return;
    const frame = requestAnimationFrame(() => box.current?.scrollTo({ top: 0 }));
    return () => cancelAnimationFrame(frame);
  }, [ranking, part, runId, list, chosenRows, sort]);

  useFocusKept(list, () => box.current);
  // What was asked for in another card is brought into sight; the flagged flows are just there.
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (list.kind !== 'flagged') card.current?.scrollIntoView({ block: 'nearest' });
  }, [list]);

  const output = run?.output ?? null;
  const layout = useMemo(
    () => (output ? flowColumns(columns, chosen, output, ranking) : null),
    [columns, chosen, output, ranking],
  );
  if (!run || !output || !result || !layout) return null;

  const focusCurrent = (at: number): void => {
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${at}"] button`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || count === 0) return;
    const verdict = MARK_KEYS[event.key];
    const row = rows[Math.min(current, count - 1)];
    if (verdict && row !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const state = api.getState();
      const table = state.dataset.kind === 'open' ? state.dataset.summary.fingerprint : '';
      mark(row, { verdict: state.marks[table]?.[row]?.verdict === verdict ? null : verdict });
      return;
    }
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    const next = by !== undefined ? current + by : event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : null;
    if (next === null) return;
    event.preventDefault();
    const held = Math.min(count - 1, Math.max(0, next));
    setCurrent(held);
    virtual.scrollToIndex(held);
    focusCurrent(held);
  };
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const hasColumnsToFilter = layout.file.length > 0;
  return (
    <section ref={card} className={classes.card} aria-label="Flagged">
      <div className={classes.cardHead}>
        <h3>Flagged flows</h3>
        <span className={classes.dim} aria-live="polite">
          {countText(rows.length)}{' '}
          {kind === 'flagged'
            ? `of the ${chosenRows ? 'chosen ' : ''}${SCOPE_WORDS[part]} rows, by ${RANKING_WORDS[ranking]}`
            : 'rows listed'}
          {rows.length > count && `; showing the highest ${countText(count)}`}
        </span>
        <div className={local.headTools}>
          <Next>
            <Seek />
            <MarkCounts />
          </Next>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconFilter size={13} aria-hidden />}
            aria-pressed={isFiltering}
            disabled={!hasColumnsToFilter}
            onClick={() => {
              setFiltering(!isFiltering);
              // The fields may stand past the edge of a narrow page: the focus brings them into sight.
              if (!isFiltering)
                requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('thead input')?.focus());
            }}
          >
            Filter
          </Button>
          <ColumnPicker shown={layout.file.map(({ profile }) => profile.name)} />
        </div>
      </div>
      <ListChips />
      <section
        ref={box}
        id={FLOWS_LIST}
        className={`${results.flows} ${local.flows}`}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => currentTarget.toggleAttribute('data-sideways', currentTarget.scrollLeft > 0)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        tabIndex={0}
        aria-label="List, scrolled"
      >
        <table style={{ width: layout.width }} aria-rowcount={count + 1}>
          <caption className="sf-unseen">Flagged flows</caption>
          <FlowsHead layout={layout} isFiltering={isFiltering && hasColumnsToFilter} />
          <tbody data-stale={isStale || undefined}>
            {before > 0 && <Spacer height={before} />}
            {items.map(({ index }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return !drawn.has(row) ? (
                <Spacer key={row} height={ROW_HEIGHT} />
              ) : (
                <FlowRow
                  key={row}
                  index={index}
                  row={row}
                  isCurrent={index === current}
                  layout={layout}
                  detector={detector}
                  onOpen={open}
                />
              );
            })}
            {after > 0 && <Spacer height={after} />}
          </tbody>
        </table>
        {count === 0 && (
          <p className={results.empty} role={fault ? 'alert' : undefined}>
            {fault
              ? `${fault.message} ${fault.advice}`
              : kind === 'flagged' && !chosenRows
                ? 'No flow scores above this threshold. Lower it to flag more.'
                : isStale
                  ? 'Searching …'
                  : 'No flow matches. Remove a filter, or list something else.'}
          </p>
        )}
      </section>
    </section>
  );
};

/** Looked for in every cell, from the moment the hand rests. */
const Seek = () => {
  const sought = useReview((r) => r.sought);
  const { seek } = useReviewActions();
  return (
    <input
      type="search"
      className={local.seek}
      aria-label="Search all cells"
      title="Rows with this text in any cell"
      placeholder="Search all cells"
      value={sought}
      onChange={(event) => seek(event.currentTarget.value)}
    />
  );
};

const Spacer = ({ height }: { readonly height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row that holds nothing takes no focus.
  <tr className={results.spacer} aria-hidden="true">
    <td style={{ height }} />
  </tr>
);
