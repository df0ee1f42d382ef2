/** One record of a CSV file as text: cutting it into cells, quoting, and defusing what a spreadsheet would run. */

export interface RawCell {
  /** As it stands in the record, quotes included. */
  readonly raw: string;
  /** Unquoted. */
  readonly text: string;
  readonly quoted: boolean;
}

/** Cells of one record (RFC 4180). With `quoting` false, a quote is a character like any other (Zeek's logs). */
export const splitRecord = (record: string, delimiter: string, quoting = true): readonly RawCell[] => {
  if (!quoting || !record.includes('"')) {
    return record.split(delimiter).map((raw) => ({ raw, text: raw, quoted: false }));
  }
  const cells: RawCell[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    const quoted = record[at] === '"';
    if (quoted) {
      let close = at + 1;
      while (close < record.length) {
        if (record[close] === '"') {
          if (record[close + 1] !== '"') break;
          close++;
        }
        close++;
      }
      end = record.indexOf(delimiter, close);
    } else {
      end = record.indexOf(delimiter, at);
    }
    if (end < 0) end = record.length;
    const raw = record.slice(at, end);
    const close = quoted ? raw.lastIndexOf('"') : -1;
    const text = close > 0 ? raw.slice(1, close).replaceAll('""', '"') + raw.slice(close + 1) : raw;
    cells.push({ raw, text, quoted });
    if (end >= record.length) return cells;
    at = end + delimiter.length;
  }
};

/** Quoted where a reader would otherwise cut or join it; other separators count too, for spreadsheets that guess. */
export const quoteCell = (text: string, delimiter: string): string =>
  /["\r\n,;\t]/.test(text) || text.includes(delimiter) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;

/** Begins a formula, a command (DDE), or hides one behind a control character; full-width forms are read as well. */
const DANGEROUS = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/;
const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Most cells begin with a digit or a letter: told without a regular expression. */
const beginsHarmless = (text: string): boolean => {
  const first = text.charCodeAt(0);
  return (first >= 48 && first <= 57) || (first >= 65 && first <= 90) || (first >= 97 && first <= 122);
};

/** A leading ' makes a spreadsheet take the cell as text; plain numbers, and a lone '-' (no value), stay as they are. */
export const defuse = (text: string): string =>
  beginsHarmless(text) ? text : DANGEROUS.test(text) && text !== '-' && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

/** A record from cells. */
export const joinCells = (cells: readonly string[], delimiter: string): string =>
  cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter);
