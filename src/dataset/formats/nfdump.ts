/** nfdump up to 1.7, `-o csv`: 48 columns, and at the end 'Summary', a header and a line of totals. */
import { type FormatModule, hasNames } from './format-module.ts';

const NUMBERS: ReadonlySet<string> = new Set(
  'td,sp,dp,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,svln,dvln,cl,sl,al,exid'.split(','),
);
const TIMES: ReadonlySet<string> = new Set(['ts', 'te', 'tr']);
/** Cells of the totals: flows, bytes, packets and three averages. */
const SUMMARY_CELLS = 6;

export const nfdump: FormatModule = {
  id: 'nfdump',
  name: 'nfdump',
  recognise(head) {
    if (!hasNames(head, ['ts', 'td', 'sa', 'da', 'sp', 'dp', 'pr', 'ipkt', 'ibyt'])) return null;
    return { confidence: 0.97, seen: `nfdump's column names, ${head.names!.length} of them` };
  },
  column(name) {
    if (TIMES.has(name)) return { kind: 'time', time: { kind: 'date', order: 'year-first' } };
    return NUMBERS.has(name) ? { kind: 'number' } : { kind: 'text' };
  },
  skip: (cells) => (cells[0] === 'Summary' || cells.length === SUMMARY_CELLS ? 'trailer-skipped' : null),
};
