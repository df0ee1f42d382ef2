/** What the table lists, in words. */
import { countText } from '../../charts/numbers.ts';
import type { RowList } from '../../store/review/review-state.ts';
import type { Verdict } from '../../store/state.ts';
import { RANKING_WORDS } from '../rule-words.ts';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  'true-alarm': 'True alarm',
  'false-alarm': 'False alarm',
  'look-later': 'Look later',
};

/** Null for the flagged flows, which are what the table lists by itself. */
export const listWords = (list: RowList): string | null => {
  switch (list.kind) {
    case 'flagged':
      return null;
    case 'cell':
      if (list.truth === 'normal') return list.flagged ? 'False alarms' : 'Normal, not flagged';
      return list.flagged ? 'Anomalies caught' : 'Anomalies missed';
    case 'corner':
      return {
        both: 'Flagged by both',
        'first-only': 'Flagged by the Isolation Forest alone',
        'second-only': 'Flagged by the Autoencoder alone',
        neither: 'Flagged by neither',
      }[list.corner];
    case 'similar':
      return `Like row ${countText(list.row + 1)}, by the ${RANKING_WORDS[list.detector]}’s reasons`;
    case 'marked':
      return list.verdict ? `Marked: ${VERDICT_WORDS[list.verdict].toLowerCase()}` : 'Marked';
  }
};

/** A time as the file has it; a time of day alone where the file gives no date. */
export const clockText = (milliseconds: number, withDate: boolean): string => {
  if (!Number.isFinite(milliseconds)) return '–';
  const iso = new Date(milliseconds).toISOString();
  return withDate ? iso.slice(0, 19).replace('T', ' ') : iso.slice(11, 19);
};
