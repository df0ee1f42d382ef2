/** How a set of files is to be read: found in their heads, then the same for every slice. Plain data. */
import type { FormatId } from '../format.ts';
import type { ReceiptEntry } from '../receipt.ts';
import type { TextEncodingName } from '../table.ts';
import type { TimePattern } from './time-text.ts';

export type ColumnKind = 'number' | 'time' | 'text';

export interface PlannedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /**
   * 'known': the format says so, and a cell that does not fit is missing. 'seen': the head suggests it; where the rest
   * says otherwise the file is read again. 'undecided': nothing in the head, so it is text until all of it is known.
   */
  readonly certainty: 'known' | 'seen' | 'undecided';
  /** Text cells that count as missing beside the empty one. */
  readonly missingWords: readonly string[];
}

export type Syntax =
  | {
      readonly kind: 'delimited';
      readonly delimiter: string;
      /** Quote character, '' where the format has none. */
      readonly quote: string;
      readonly escape: string;
      readonly decimalComma: boolean;
      /** Lines that begin so are no records. */
      readonly comment: string;
      /** The last cell holds several, with blanks between them. */
      readonly splitsLast?: boolean;
      /** Blanks separate the cells, and nothing is quoted: see blank-cells.ts. */
      readonly blanks?: readonly number[];
    }
  | {
      readonly kind: 'json-lines';
      /** Records are whole objects, wherever lines end. */
      readonly objects?: boolean;
    };

export interface FilePlan {
  readonly name: string;
  /** Bytes on disk. */
  readonly bytes: number;
  readonly lastModified: number;
  readonly compressed: boolean;
  readonly encoding: TextEncodingName;
  /** Bytes of the byte order mark. */
  readonly mark: number;
  readonly syntax: Syntax;
  /**
   * First byte of the first record, after comments and header. Of the file, or, where it is streamed (gzip, UTF-16),
   * of the UTF-8 bytes that come out, the byte order mark left out.
   */
  readonly dataStart: number;
  /** Line ends before `dataStart`. */
  readonly linesBefore: number;
  /** Cells of a whole record. */
  readonly width: number;
  /** The header's cells as they stand in the file, to know them when they come again; null where there is none. */
  readonly header: readonly string[] | null;
  /** Names in the # lines of a Zeek log, to know a log with others below it. */
  readonly fields?: readonly string[];
  /** Cell index of each column of the table. */
  readonly cells: readonly number[];
  /** Key of each column where records are JSON objects. */
  readonly keys: readonly string[];
  readonly times: readonly (TimePattern | null)[];
  readonly scoreOnly: boolean;
}

export interface ReadPlan {
  readonly name: string;
  readonly format: FormatId;
  readonly formatReason: string;
  readonly columns: readonly PlannedColumn[];
  readonly files: readonly FilePlan[];
  /** Each record is read with this probability, by a hash of its position and the seed; 1: all. */
  readonly sampleShare: number;
  readonly seed: number;
  /** From the length of the first records; 0 where it cannot be told. */
  readonly estimatedRows: number;
  /** Bytes that the table is expected to take. */
  readonly estimatedBytes: number;
  /** Largest table in bytes; what turns out larger than was estimated may pass it by a quarter. */
  readonly maximumBytes: number;
  /** What was done to names and headers. */
  readonly notes: readonly ReceiptEntry[];
}

/** Most columns that are read: flow records have tens, and each column costs memory in every slice. */
export const MAXIMUM_COLUMNS = 10_000;
/** Most bytes of one record: past that, a quote was left open or the file is no table. */
export const MAXIMUM_RECORD = 1 << 20;
/** Most bytes of a table, so that a browser tab holds it beside a feature matrix. */
export const MAXIMUM_TABLE_BYTES = 1.6e9;
