/** Gathers what was done while reading: a count for each thing, and the first few places. */
import type { Place, ReceiptEntry } from '../receipt.ts';

export const MOST_PLACES = 5;

/** One sentence for each thing that reading may do to the data. */
export const READING_NOTES = {
  'byte-order-mark': 'A byte order mark at the beginning of the file was skipped.',
  decompressed: 'The file was decompressed (gzip) while it was read.',
  'encoding-decoded': 'Records that are not UTF-8 were decoded as Windows-1252.',
  'utf-16-decoded': 'The file was decoded from UTF-16.',
  'title-skipped': 'Lines above the header line were skipped.',
  'names-given': 'The file has no header line, so the columns were given the names of the format.',
  'names-shifted': 'The header line is one name short: the first column was taken as row names.',
  'names-trimmed': 'Spaces around column names were removed.',
  'names-numbered': 'Column names that occur twice were numbered.',
  'names-empty': 'Columns without a name were named by their position.',
  'column-left-out': 'A column without a name and without a single value was left out.',
  'file-column': 'A column that names the file of each row was added; it is not a feature.',
  'dates-ambiguous': 'Dates could be day first or month first; they were read as day first.',
  'header-repeated': 'Header lines repeated among the records were skipped.',
  'lines-skipped': 'Comment lines were skipped.',
  'trailer-skipped': 'Summary lines at the end of the file were skipped.',
  'blank-lines': 'Blank lines, and records of empty cells alone, were skipped.',
  'rows-left-out': 'Records that are not flows were left out.',
  'records-too-short': 'Records with fewer cells than there are columns were left out.',
  'records-too-long': 'Records with more cells than there are columns were left out.',
  'records-not-json': 'Lines that are not a JSON object were left out.',
  'unknown-keys': 'Keys of JSON objects beyond the column limit were left out.',
  'cells-not-finite': 'Cells with Infinity or NaN were read as missing.',
  'cells-not-numbers': 'Cells without a number in numeric columns were read as missing.',
  'cells-not-times': 'Cells without a time in time columns were read as missing.',
  'null-dates': 'Zero dates (0000-00-00) were read as missing.',
  'hexadecimal-read': 'Hexadecimal numbers were read as numbers.',
  'thousands-read':
    'Numbers with marks between thousands, or a unit behind them (2.1 M is 2,100,000), were read as numbers.',
  'guards-removed': 'An apostrophe before = + - or @, put there for spreadsheets, was removed.',
  'cells-trimmed': 'Spaces around cells were removed.',
  'read-as-text': 'Columns that looked like numbers at first hold other text too, and were read as text.',
  'dictionary-full': "Columns with too many different values: the ones past the limit share '(other values)'.",
  'quotes-malformed': 'Records with a stray quote inside a cell were read as they are.',
  sampled: 'A seeded sample of the records was read; the others were left out.',
} as const;
export type NoteId = keyof typeof READING_NOTES;

export interface Notes {
  add(what: NoteId, place?: Place, count?: number): void;
  /** Adds entries made elsewhere, with `lines` added to their line numbers and `file` set where they have none. */
  merge(entries: readonly ReceiptEntry[], file?: string, lines?: number): void;
  /** For people: in a fixed order, with the first few places. */
  entries(): ReceiptEntry[];
  /** For merging: with the first few places of every column. */
  everyEntry(): ReceiptEntry[];
}

const ORDER: ReadonlyMap<string, number> = new Map(Object.keys(READING_NOTES).map((what, i) => [what, i]));

interface Gathered {
  readonly detail: string;
  count: number;
  /** First places by file and column: columns are filled one after the other, so their places come out of order. */
  readonly places: Map<string, Place[]>;
}

const compareNames = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

export const createNotes = (): Notes => {
  const gathered = new Map<string, Gathered>();
  /** Files in the order in which they were read. */
  const files = new Map<string, number>();
  const gather = (what: string, detail: string, count: number): Gathered => {
    let entry = gathered.get(what);
    if (!entry) {
      entry = { detail, count: 0, places: new Map() };
      gathered.set(what, entry);
    }
    entry.count += count;
    return entry;
  };
  const keep = ({ places }: Gathered, place: Place): void => {
    const file = place.file ?? '';
    if (!files.has(file)) files.set(file, files.size);
    const key = `${files.get(file)} ${place.column ?? ''}`;
    const list = places.get(key);
    if (!list) places.set(key, [place]);
    else if (list.length < MOST_PLACES) list.push(place);
  };
  const entriesWith = (most: number): ReceiptEntry[] =>
    [...gathered]
      .sort(([a], [b]) => (ORDER.get(a) ?? 0) - (ORDER.get(b) ?? 0))
      .map(([what, { detail, count, places }]) => {
        const all = [...places.values()].flat();
        all.sort(
          (a, b) =>
            files.get(a.file ?? '')! - files.get(b.file ?? '')! ||
            (a.line ?? 0) - (b.line ?? 0) ||
            compareNames(a.column, b.column),
        );
        return { what, count, detail, ...(all.length > 0 ? { places: all.slice(0, most) } : {}) };
      });
  return {
    add(what, place, count = 1) {
      const entry = gather(what, READING_NOTES[what], count);
      if (place) keep(entry, place);
    },
    merge(entries, file, lines = 0) {
      for (const { what, detail, count, places = [] } of entries) {
        const entry = gather(what, detail, count);
        for (const place of places) {
          const named = file !== undefined && place.file === undefined ? { file } : {};
          const counted = place.line === undefined ? {} : { line: place.line + lines };
          keep(entry, { ...place, ...named, ...counted });
        }
      }
    },
    entries: () => entriesWith(MOST_PLACES),
    everyEntry: () => entriesWith(Number.POSITIVE_INFINITY),
  };
};
