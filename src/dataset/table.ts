/**
 * A parsed dataset, column by column. Numbers are typed arrays with NaN where a cell is missing, not finite or no
 * number; text is dictionary-encoded with code −1 where a cell is missing. Plain data: it crosses a worker boundary by
 * transfer.
 */
import type { FormatId } from './format.ts';
import type { ReceiptEntry } from './receipt.ts';

/** NaN where missing, which the first two never are. */
export type Numbers<Buffer extends ArrayBufferLike = ArrayBufferLike> =
  | Uint8Array<Buffer>
  | Uint16Array<Buffer>
  | Float32Array<Buffer>
  | Float64Array<Buffer>;

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /**
   * The narrowest array that keeps them: bytes or pairs of them where all are whole numbers of that size and none is missing,
   * Float32Array where every value of the file survives the rounding to 7 digits, else Float64Array.
   */
  readonly values: Numbers;
  /** Cells that were missing (empty, '-', NaN …). */
  readonly missing: number;
  /** Cells that were ±Infinity in the file; they are NaN in `values`. */
  readonly infinite: number;
}

export interface TimeColumn {
  readonly kind: 'time';
  readonly name: string;
  /** Milliseconds since 1970-01-01 UTC (or since midnight where the file gives a time of day alone). */
  readonly values: Float64Array;
  readonly missing: number;
  readonly timeOfDayOnly: boolean;
}

export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  /** Index into `dictionary` by row; −1 where missing. */
  readonly codes: Int32Array;
  /** Distinct values in order of first appearance in the file. */
  readonly dictionary: readonly string[];
  readonly missing: number;
  /** True where the dictionary was full: values not in it share the last entry, '(other values)'. */
  readonly overflowed: boolean;
}

export type Column = NumberColumn | TimeColumn | TextColumn;

export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  /** Rows of the table that came from this file: [firstRow, endRow). */
  readonly firstRow: number;
  readonly endRow: number;
  /** True where the file is judged but never trained on ("score only"). */
  readonly scoreOnly: boolean;
  readonly encoding: TextEncodingName;
  readonly compressed: boolean;
}

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Table {
  /** File name, or the first one and a count. */
  readonly name: string;
  readonly format: FormatId;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly sources: readonly SourceFile[];
  /** Byte offset of each row's record in its (uncompressed, undecoded) file; −1 for generated rows. */
  readonly offsets: Float64Array;
  /** Byte length of each row's record, line end excluded. */
  readonly lengths: Uint32Array;
  /** SHA-256 (hex) over format, column names and types, row count and a digest of the contents: names a dataset
   * without giving away a row. */
  readonly fingerprint: string;
  readonly receipt: readonly ReceiptEntry[];
}
