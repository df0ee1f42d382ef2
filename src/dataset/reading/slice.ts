/** One stretch of a file, parsed and typed: what a reader worker sends. Every array is a transferable buffer. */
import type { Fault } from '../../base/fault.ts';
import type { ReceiptEntry } from '../receipt.ts';
import type { PackedStrings } from './packed-strings.ts';

export type SliceColumn =
  | {
      readonly kind: 'number';
      /** Float32Array where every value is one exactly, else Float64Array. */
      readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
      /** False where a value needs more than float32 keeps (see survivesFloat32). */
      readonly float32: boolean;
      readonly missing: number;
      readonly infinite: number;
      /** Cells that held something else than a number. */
      readonly foreign: number;
    }
  | {
      readonly kind: 'time';
      readonly values: Float64Array<ArrayBuffer>;
      readonly missing: number;
      readonly foreign: number;
    }
  | {
      readonly kind: 'text';
      readonly codes: Int32Array<ArrayBuffer>;
      readonly dictionary: PackedStrings;
      readonly missing: number;
    };

export interface Slice {
  readonly file: number;
  /** Number of the slice within its file, from 0. */
  readonly slice: number;
  /** Bytes of the (uncompressed) file that its records cover: [start, end). */
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  /** Records met, taken or not. */
  readonly records: number;
  /** Line ends within [start, end). */
  readonly lines: number;
  readonly columns: readonly SliceColumn[];
  /** What most of the arrays lie in: whoever has copied them may give it to a reader again. */
  readonly memory: ArrayBuffer;
  readonly offsets: Float64Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Line numbers are 1-based within the slice. */
  readonly notes: readonly ReceiptEntry[];
  /** JSON keys that the plan does not know. */
  readonly newKeys: readonly string[];
  /** What stopped the slice; it counts only if the slice began where the one before it ended. */
  readonly fault: Fault | null;
}

/** What a slice takes along where it is sent on without being copied: few, so that they are looked for in little time. */
export const buffersOfSlice = ({ memory, columns, offsets, lengths }: Slice): ArrayBuffer[] => {
  const found = new Set<ArrayBuffer>([memory, offsets.buffer, lengths.buffer]);
  for (const column of columns) {
    if (column.kind !== 'text') found.add(column.values.buffer);
    else {
      const { bytes, ends } = column.dictionary;
      for (const { buffer } of [column.codes, bytes, ends]) found.add(buffer);
    }
  }
  return [...found];
};
