/** One flow in the table. */
import { memo } from 'react';
import { countText, scoreText } from '../../charts/numbers.ts';
import type { DetectorId } from '../../detectors/detector.ts';
import type { RankingId } from '../../evaluation/ranking.ts';
import { useApp, useAppStore } from '../../store/binding.tsx';
import { rankOf } from '../../store/review/ranks.ts';
import { selectReasonReader } from '../../store/review/row-reasons.ts';
import { selectActiveRun, selectMark } from '../../store/selectors.ts';
import classes from '../panel.module.css';
import results from '../results.module.css';
import type { FlowLayout } from './flow-columns.ts';
import local from './review.module.css';
import { VerdictIcon } from './VerdictIcon.tsx';

interface Props {
  readonly index: number;
  readonly row: number;
  readonly isCurrent: boolean;
  readonly layout: FlowLayout;
  readonly detector: DetectorId | null;
  /** The same from draw to draw, so that a row is drawn again only where something of it changed. */
  readonly onOpen: (index: number, row: number) => void;
}

/** What can be read without widening anything; the drawer has the rest. */
const MOST_REASONS = 2;

export const FlowRow = memo(({ index, row, isCurrent, layout, detector, onOpen }: Props) => {
  const output = useApp((s) => selectActiveRun(s)?.output);
  const reader = useApp(selectReasonReader);
  const isOpen = useApp((s) => s.view.openRow === row);
  const mark = useApp((s) => selectMark(s, row));
  const { details } = useAppStore();
  // Asked anew with every change of the store: what came for other rows draws nothing here.
  const cells = useApp(() => details.cells(row)?.cells);
  const reasons = useApp(() => (output && detector ? details.reasons(output.runId, detector, row) : undefined));
  if (!output) return null;
  const { prepared, result } = output;
  const label = prepared.classes[prepared.classCodes[row]!];
  const both = (id: RankingId) => {
    const of = result.results[id];
    return [
      <td key={`${id} score`} className={results.right}>
        {of ? scoreText(of.scores[row]!) : '–'}
      </td>,
      <td key={`${id} rank`} className={results.right}>
        {of ? countText(rankOf(of, row)) : '–'}
      </td>,
    ];
  };
  return (
    <tr data-index={index} aria-rowindex={index + 2} data-open={isOpen || undefined} onClick={() => onOpen(index, row)}>
      <td>
        <button
          type="button"
          className={results.rank}
          tabIndex={isCurrent ? 0 : -1}
          aria-label={`Open flow ${index + 1} of the list`}
        >
          {countText(index + 1)}
        </button>
      </td>
      <td>
        <VerdictIcon mark={mark} />
      </td>
      {both(layout.ranking)}
      {layout.isLabelled && (
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
        <span className={local.words}>
          {reasons?.slice(0, MOST_REASONS).map((reason) => {
            const said = reader?.words(reason, cells);
            return (
              <span
                key={reason.column}
                className={local.word}
                data-low={said?.isLow || undefined}
                title={said ? `${reason.column} ${said.words}` : reason.column}
              >
                <b>{reason.column}</b>
                <span>{said?.short}</span>
              </span>
            );
          })}
        </span>
      </td>
      {layout.others.flatMap(both)}
      {layout.file.map(({ profile, index: at }) => (
        <td key={profile.name} className={profile.kind === 'number' ? results.right : undefined} title={cells?.[at]}>
          {cells ? cells[at] || '–' : ''}
        </td>
      ))}
    </tr>
  );
});
