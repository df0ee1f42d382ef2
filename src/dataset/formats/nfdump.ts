/**
 * nfdump up to 1.7, `-o csv`: 48 columns, and at the end 'Summary', a header and a line of totals. And `-o pipe`: 24
 * numbers without a header, addresses as four 32-bit words each (the last one alone for IPv4).
 */
import { type FormatModule, type Head, hasNames } from './format-module.ts';

const NUMBERS: ReadonlySet<string> = new Set(
  'td,sp,dp,fwd,stos,ipkt,ibyt,opkt,obyt,smk,dmk,dtos,dir,svln,dvln,cl,sl,al,exid'.split(','),
);
const TIMES: ReadonlySet<string> = new Set(['ts', 'te', 'tr']);
const PIPE: readonly string[] =
  'af ts ts_msec te te_msec pr sa_1 sa_2 sa_3 sa sp da_1 da_2 da_3 da dp sas das in out flg stos ipkt ibyt'.split(' ');
const looksLikePipe = ({ records, width, delimiter }: Head): boolean =>
  width === PIPE.length &&
  delimiter === '|' &&
  records.every(
    (cells) =>
      cells.length !== width ||
      (/^(?:2|10)$/.test(cells[0]!) && /^\d{9,10}$/.test(cells[1]!) && cells.every((text) => /^\d+$/.test(text))),
  );

/** Cells of the totals: flows, bytes, packets and three averages. */
const SUMMARY_CELLS = 6;

export const nfdump: FormatModule = {
  id: 'nfdump',
  recognise(head) {
    if (head.names === null && looksLikePipe(head)) {
      return { confidence: 0.9, seen: 'no header, 24 numbers between pipes as in -o pipe' };
    }
    if (!hasNames(head, ['ts', 'td', 'sa', 'da', 'sp', 'dp', 'pr', 'ipkt', 'ibyt'])) return null;
    return { confidence: 0.97, seen: `nfdump's column names, ${head.names!.length} of them` };
  },
  namesFor: (width) => (width === PIPE.length ? PIPE : null),
  column(name) {
    if (TIMES.has(name)) return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    if (name.endsWith(' msec')) return { kind: 'number', role: 'ignored', reason: 'the part of a second of the time' };
    if (/^(?:in|out|sas|das)$/.test(name)) {
      return { kind: 'text', role: 'feature', reason: 'a number that stands for an interface or a network' };
    }
    return NUMBERS.has(name) ? { kind: 'number' } : { kind: 'text' };
  },
  skip: (cells) => (cells[0] === 'Summary' || cells.length === SUMMARY_CELLS ? 'trailer-skipped' : null),
};
