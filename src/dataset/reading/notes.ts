/** Gathers what was done while reading: a count for each thing, and the first few places. */
import type { Place, ReceiptEntry } from '../receipt.ts';

export const MOST_PLACES = 5;

/** One sentence for each thing that reading may do to the data. */
export const READING_NOTES = {
  'byte-order-mark': 'A byte order mark at the beginning of the file was skipped.',
  decompressed: 'The file was decompressed (gzip) while it was read.',
  'encoding-decoded': 'Records that are not UTF-8 were decoded as Windows-1252.',
  'utf-16-decoded': 'The file was decoded from UTF-16.',
  'names-given': 'The file has no header line: the columns were given their names.',
  'names-trimmed': 'Blanks around column names were removed.',
  'names-numbered': 'Column names that come twice were numbered.',
  'names-empty': 'Columns without a name were named by their position.',
  'column-left-out': 'A column without a name and without a single value was left out.',
  'file-column': 'A column with the file of each row was added; it is no feature.',
  'dates-ambiguous': 'Dates could be day first or month first: day first was taken.',
  'header-repeated': 'Header lines that come again among the records were skipped.',
  'lines-skipped': 'Comment lines were skipped.',
  'trailer-skipped': 'Lines of a trailer that are no records were skipped.',
  'blank-lines': 'Blank lines were skipped.',
  'rows-left-out': 'Records that are not flows were left out.',
  'records-too-short': 'Records with fewer cells than there are columns were left out.',
  'records-too-long': 'Records with more cells than there are columns were left out.',
  'records-not-json': 'Lines that are no JSON object were left out.',
  'unknown-keys': 'Keys of JSON objects beyond the column limit were left out.',
  'cells-not-finite': 'Cells with Infinity or NaN were read as missing.',
  'cells-not-numbers': 'Cells of number columns that hold no number were read as missing.',
  'cells-not-times': 'Cells of time columns that hold no time were read as missing.',
  'null-dates': 'Dates of zeros (0000-00-00) were read as missing.',
  'hexadecimal-read': 'Hexadecimal numbers were read as numbers.',
  'cells-trimmed': 'Blanks around cells were removed.',
  'read-as-text': 'Columns that looked like numbers at first hold other text too, and were read as text.',
  'dictionary-full': "Columns with too many different values: the ones past the limit share '(other values)'.",
  'quotes-malformed': 'Records with a quote that neither opens nor closes a cell were read as they stand.',
  sampled: 'A seeded sample of the records was read; the others were left out.',
} as const;
export type NoteId = keyof typeof READING_NOTES;

export interface Notes {
  add(what: NoteId, place?: Place, count?: number): void;
  /** Adds entries made elsewhere, with `lines` added to their line numbers and `file` set where they have none. */
  merge(entries: readonly ReceiptEntry[], file?: string, lines?: number): void;
  entries(): ReceiptEntry[];
  count(what: NoteId): number;
}

export const createNotes = (): Notes => {
  const counts = new Map<string, number>();
  const places = new Map<string, Place[]>();
  const details = new Map<string, string>();
  const note = (what: string, detail: string, count: number): Place[] => {
    counts.set(what, (counts.get(what) ?? 0) + count);
    if (!details.has(what)) details.set(what, detail);
    let list = places.get(what);
    if (!list) {
      list = [];
      places.set(what, list);
    }
    return list;
  };
  return {
    add(what, place, count = 1) {
      const list = note(what, READING_NOTES[what], count);
      if (place && list.length < MOST_PLACES) list.push(place);
    },
    merge(entries, file, lines = 0) {
      for (const entry of entries) {
        const list = note(entry.what, entry.detail, entry.count);
        for (const place of entry.places ?? []) {
          if (list.length >= MOST_PLACES) break;
          list.push({
            ...place,
            ...(file !== undefined && place.file === undefined ? { file } : {}),
            ...(place.line === undefined ? {} : { line: place.line + lines }),
          });
        }
      }
    },
    entries() {
      return [...counts].map(([what, count]) => {
        const list = places.get(what)!;
        return { what, count, detail: details.get(what)!, ...(list.length > 0 ? { places: list } : {}) };
      });
    },
    count: (what) => counts.get(what) ?? 0,
  };
};
