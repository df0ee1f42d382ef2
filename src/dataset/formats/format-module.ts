/** What each format says of itself. One module a format stands beside this one. */
import type { FormatId } from '../format.ts';
import type { NoteId } from '../reading/notes.ts';
import type { ColumnKind } from '../reading/plan.ts';
import type { TimePattern } from '../reading/time-text.ts';
import type { ColumnMeaning, ColumnRole } from '../roles.ts';

/** The beginning of a file, as a format sees it. */
export interface Head {
  readonly kind: 'delimited' | 'zeek' | 'json-lines' | 'arff';
  /** Column names, blanks around them removed; null where the first record is taken as data. */
  readonly names: readonly string[] | null;
  /** The same, as written. */
  readonly rawNames: readonly string[] | null;
  readonly records: readonly (readonly string[])[];
  /** Cells of most records. */
  readonly width: number;
  readonly delimiter: string;
}

export interface Recognition {
  /** 0…1; the highest wins, and below 0.5 the file is a generic table. */
  readonly confidence: number;
  /** What was seen, for people: "the 79 names of CICIDS2017". */
  readonly seen: string;
}

/** What is known of a column by its name alone. */
export interface ColumnFact {
  readonly kind?: ColumnKind;
  readonly role?: ColumnRole;
  readonly reason?: string;
  readonly meaning?: ColumnMeaning;
  readonly time?: TimePattern;
}

export interface FormatModule {
  readonly id: FormatId;
  recognise(head: Head): Recognition | null;
  /** Kinds of file that can be read so at all; any where left out. */
  readonly accepts?: readonly Head['kind'][];
  /** Names for a file without a header line. */
  namesFor?(width: number): readonly string[] | null;
  /** What this format knows beyond what names say in any file. `name` is normalised; `type` is what the file itself says (Zeek). */
  column?(name: string, type?: string): ColumnFact | undefined;
  /** Whether a value of the label column stands for normal traffic. */
  isNormal?(value: string): boolean;
  /** Text cells that mean "not set", beside the empty one. */
  readonly missingWords?: readonly string[];
  /** Records that are no flows, by the value of one column (its normalised name). */
  readonly unwanted?: { readonly column: string; readonly values: readonly string[] };
  /** What a record with another number of cells is, where it is neither too short nor too long but something else. */
  skip?(cells: readonly string[], width: number): NoteId | null;
  /** Whether a JSON record is one of those that this format is about. */
  keeps?(cells: ReadonlyMap<string, string>): boolean;
  /** What is said where no record is kept: the key that tells kinds of records apart, and the kind that was looked for. */
  readonly kept?: { readonly key: string; readonly kind: string; readonly advice: string };
  /** Character that takes the meaning from a quote, where it is not the quote itself. */
  readonly escape?: string;
  /** Character that the tool puts before cells that a spreadsheet would reckon with: = + - and @. */
  readonly guard?: string;
}

/** Lower case, with one blank for everything that is neither letter nor digit: 'id.orig_h' → 'id orig h'. */
export const normaliseName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether `head` has all of the given (normalised) names. */
export const hasNames = (head: Head, names: readonly string[]): boolean => {
  if (!head.names) return false;
  const present = new Set(head.names.map(normaliseName));
  return names.every((name) => present.has(name));
};

/** Whether a file without a header has records of `width` cells, and nearly all of them are what `isRecord` says. */
export const hasRecordsOnly = (
  { names, records, width: seen }: Head,
  width: number,
  isRecord: (cells: readonly string[]) => boolean,
): boolean => {
  if (names !== null || seen !== width) return false;
  const whole = records.filter((record) => record.length === width);
  return whole.length > 0 && whole.filter(isRecord).length >= whole.length * 0.9;
};
